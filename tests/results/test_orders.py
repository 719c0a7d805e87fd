"""What became of orders and injects: shares that add up, the same however worlds are split and compiled."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sim as tt
from sim.engine.ensemble import simulate_ensemble
from sim.model.orders import CARRIED_OUT
from sim.results.orders import WHY_NOT, orders
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import STAGES
from tests.helpers.studies import told
from tests.helpers.worlds import baseline, short


def eventful() -> Scenario:
    """Half a year with an order that all can carry out, one that few can, and an inject."""
    return short(baseline(), 26).with_(
        name="eventful",
        orders={
            "test": {"actor": "DPRK", "signal": "nuclear_test", "from": "2017-07-31"},
            "meet": {"actor": "US", "signal": "summit", "from": "2017-09-04"},
        },
        injects={
            "answer": {
                "when": {"event": "nuclear_test"},
                "then": {"actor": "US", "signal": "show_of_force"},
                "from": "2017-07-31",
            }
        },
    )


def test_shares_of_worlds_add_up_and_say_when_and_why_not() -> None:
    table = orders(simulate_ensemble([Cell(eventful(), "essay")], seed=1, worlds=80)).set_index("name")
    reasons, stages = list(WHY_NOT), [f"met_{name}" for name in STAGES]
    np.testing.assert_allclose(table["share"] + table[reasons].sum(axis=1), 1)
    np.testing.assert_allclose(table[stages].sum(axis=1), table["share"])
    assert table["kind"].tolist() == ["order", "order", "inject"]
    assert table.loc["test", "share"] > 0.98
    assert set(table.loc["test", ["first_p05", "first_median", "first_p95"]]) == {"2017-07-31"}
    assert 0 < table.loc["meet", "share"] < 0.9
    assert table.loc["meet", "not_open"] > 0
    assert table.loc["meet", "met_none"] == 0
    assert table.loc["answer", "first_median"] == "2017-08-07"


def test_it_does_not_matter_how_worlds_are_split() -> None:
    cells = [Cell(short(baseline(), 26), "essay"), Cell(eventful(), "essay")]
    whole = simulate_ensemble(cells, seed=1, worlds=60).orders
    parts = simulate_ensemble(cells, seed=1, worlds=60, columns=32).orders
    assert whole
    assert parts
    for name in ("first", "then", "times", "best"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(parts, name))
    assert (whole.best[1, 0] == CARRIED_OUT).mean() > 0.98
    assert not whole.best[0].any()  # the scenario beside it has no orders


def test_a_scenario_without_orders_has_no_table_of_them() -> None:
    assert simulate_ensemble([Cell(short(baseline(), 4), "essay")], seed=1, worlds=8).orders is None


def test_a_run_shows_the_table_and_the_warnings_and_keeps_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    half = eventful().with_(
        name="half",
        orders={"stop": {"actor": "US", "signal": "suspension", "from": "2017-08-21", "length": 2}},
    )
    half.save("half.yaml")
    assert "! half.yaml:" in told("check", "half.yaml")
    found = tt.run("half.yaml", theory="essay", worlds=8)
    assert any("is for US alone" in caveat for caveat in found.caveats)
    assert found.tables["orders"]["name"].tolist() == ["test", "meet", "stop", "answer"]
    assert any("Orders and injects" in getattr(block, "title", "") for block in found.report.blocks)
    assert tt.verify(found.save("out")).stands


def test_what_no_world_carried_out_is_a_caveat() -> None:
    scenario = baseline().with_(
        end="2017-12-31",
        orders={
            "freeze": {"actor": "US", "signal": "settlement_proposal", "from": "2017-07-10"},
            "word": {"actor": "US", "signal": "public_statement", "from": "2017-07-10"},
        },
    )
    found = tt.run(scenario, worlds=8)
    said = [each for each in found.caveats if "no world" in each]
    words = "order freeze was carried out in no world (not open in 100 % of worlds)"
    assert len(said) == 1  # once for all theories
    assert words in said[0]
