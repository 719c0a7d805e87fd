"""Response: levers by name, curves over shared worlds, turning points that are there or not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.core.errors import UserError
from sim.output.report import Table
from sim.plots import Context
from sim.plots.kit.theme import style
from sim.plots.response_curves import Curve, CurvePanel, TradeOff
from sim.plots.response_curves import curves as draw_curves
from sim.plots.response_curves import frontier as draw_frontier
from sim.studies.response.curve import frontier
from sim.studies.response.levers import lever, names
from sim.studies.response.study import response
from sim.studies.response.turning_point import turning
from sim.vocabulary.glossary import OUTCOMES
from tests.helpers.overlap import faults
from tests.helpers.studies import SHORT, laboratory, told
from tests.helpers.worlds import baseline, with_order

DOSES = np.linspace(0, 2, 9)


def curves(shape, noise: float = 1.0, draws: int = 400):
    rng = np.random.default_rng(1)
    level = 3 * rng.standard_normal(draws)
    return shape(DOSES)[:, None] + level + noise * rng.standard_normal((len(DOSES), draws))


# ── turning points ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("sign", "kind"), [(1, "lowest"), (-1, "highest")])
def test_a_planted_turning_point_is_found(sign: int, kind: str):
    found = turning(DOSES, curves(lambda x: sign * 2 * (x - 0.8) ** 2), 1)
    assert found is not None
    assert found.kind == kind
    assert found.low <= found.dose <= found.high
    assert found.dose == pytest.approx(0.8, abs=0.15)
    assert found.low < 0.8 < found.high
    assert (found.left, found.right) == (pytest.approx(1.28, abs=0.3), pytest.approx(2.88, abs=0.3))


@pytest.mark.parametrize(
    "shape", [lambda x: x, lambda x: -(x**2), lambda x: 0 * x, lambda x: np.minimum(x, 1)]
)
def test_none_is_found_where_there_is_none(shape):
    assert turning(DOSES, curves(shape), 1) is None


def test_noise_rarely_turns():
    rng = np.random.default_rng(8)
    found = [turning(DOSES, rng.standard_normal((9, 100)), seed) for seed in range(40)]
    assert sum(each is not None for each in found) <= 2


def test_few_draws_or_doses_say_nothing():
    assert turning(DOSES, curves(lambda x: (x - 1) ** 2, draws=10), 1) is None
    assert turning(DOSES[:2], curves(lambda x: x)[:2], 1) is None


# ── levers ───────────────────────────────────────────────────────────────────────────────────


def test_a_disposition_is_put_over_what_either_ally_has():
    s = lever(baseline(), "posture.both.stick").at(0.3)
    assert s.dispositions_of("US")["stick"] == s.dispositions_of("ROK")["stick"] == (0.3, 0.3)
    s = lever(baseline(), "posture.US.stick").at(0.3)
    assert s.dispositions_of("US")["stick"] == (0.3, 0.3)
    assert s.dispositions_of("ROK") == baseline().dispositions_of("ROK")
    assert lever(baseline(), "posture.US.stick").now == baseline().dispositions_of("US")["stick"][0]


def test_exercises_are_adjusted_in_one_thing_alone():
    s = lever(baseline(), "exercise.length").at(0.5)
    had = s.dispositions_of("ROK")
    assert [had[n][0] for n in ("hold", "adjust", "suspend", "exercise_scale", "exercise_length")] == [
        0,
        1,
        0,
        1,
        0.5,
    ]


def test_numbers_of_parameters_signals_orders_and_facts():
    s = with_order(baseline(), "US", "show_of_force", 5)
    (order,) = s.orders
    assert lever(s, "caution").at(0.1).parameters["caution"].span == (0.1, 0.1)
    assert lever(s, "signals.routine_exercise.scale").at(1.5).signals["routine_exercise"].scale == 1.5
    assert lever(s, f"orders.{order}.scale").at(0.5).orders[order].scale == 0.5
    fact = next(iter(s.calendar))
    assert lever(s, f"calendar.{fact}.value").at(0.4).calendar[fact].value == 0.4
    assert lever(s, "back_channel.effort").at(0.4).dispositions_of("US")["quiet"] == (0.4, 0.4)
    weeks = lever(s, "signals.routine_exercise.length")
    assert weeks.at(3).signals["routine_exercise"].length == 3
    assert all(dose == int(dose) >= 1 for dose in weeks.doses(5))


def test_every_name_is_a_lever():
    for name in names(baseline()):
        assert lever(baseline(), name).name


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("posture.both.steadines", "posture.both.steadiness"),
        ("exercise.scal", "exercise.scale"),
        ("signals.routine_exercize.scale", "signals.routine_exercise.scale"),
        ("parameters.cautoin", "parameters.caution"),
        ("steadyness", "steadiness"),
    ],
)
def test_the_nearest_name_is_told(name: str, near: str):
    with pytest.raises(UserError, match=f"did you mean '{near}'"):
        lever(baseline(), name)


def test_values_outside_the_range_are_refused():
    with pytest.raises(UserError, match="allowed: from 0 to 2"):
        lever(baseline(), "posture.both.stick").at(2.5)
    with pytest.raises(UserError, match="whole numbers"):
        lever(baseline(), "signals.routine_exercise.length").at(1.5)
    fact = next(iter(baseline().calendar))
    with pytest.raises(UserError, match="values: needed"):
        lever(baseline(), f"calendar.{fact}.value").doses(3)


# ── curves ───────────────────────────────────────────────────────────────────────────────────


def test_a_dose_changes_what_it_should_in_the_same_worlds():
    lab = laboratory(20, "caution")
    found = response(
        lab, vary="salvo", values=[0.32, 0.12, 0.22], theories=["essay", "own_calendar"], worlds=64
    )
    rows = found.curve[found.curve["outcome"] == "provocations"].set_index(["theory", "dose"])
    for theory in found.run.theories:
        assert rows["mean"][theory].is_monotonic_increasing
        assert rows["difference"][theory, 0.22] == 0  # the scenario as it is
        assert rows["difference"][theory, 0.12] < 0 < rows["difference"][theory, 0.32]
    assert found.finding[0].startswith("Turning salvo from 0.12 to 0.32 raises ")
    assert found.lever.now == 0.22
    assert set(found.curve["outcome"]) == set(OUTCOMES)


def test_a_dose_that_nothing_reads_changes_nothing():
    lab = laboratory(12, "caution")
    found = response(lab, vary="spiral_fear", values="0.9,0.1", theories="essay", worlds=16)
    assert (found.curve["difference"] == 0).all()
    assert any("no dose makes a clear difference" in words for words in found.caveats)
    assert found.finding == ("Turning spiral fear from 0.1 to 0.9 makes no clear difference.",)
    assert found.doses == (0.1, 0.9)


def test_only_the_outcomes_asked_for_are_shown():
    found = response(laboratory(12), vary="tempo", doses=3, outcomes="p_talks", theories="essay", worlds=8)
    assert [block.title.split()[0] for block in found.report.blocks if isinstance(block, Table)] == [
        "p_talks"
    ]
    assert set(found.tables["curve"]["outcome"]) == set(OUTCOMES)
    assert found.figures == ["curves", "frontier"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"values": [1]}, "two doses or more"),
        ({"values": "0,a"}, "needs numbers"),
        ({"doses": 2}, "doses 2: allowed: 3 to 41"),
        ({"outcomes": "p_talk"}, "did you mean 'p_talks'"),
    ],
)
def test_what_cannot_be_varied_so_is_refused(options: dict[str, Any], message: str):
    with pytest.raises(UserError, match=message):
        response(laboratory(12), vary="tempo", worlds=8, **options)


def test_the_frontier_holds_what_is_not_beaten():
    means = {"p_serious": [0.1, 0.2, 0.3], "concessions_received": [1.0, 3.0, 2.0]}
    rows = [
        {
            "theory": "essay",
            "dose": dose,
            "outcome": name,
            "mean": value,
            "mean_low": value,
            "mean_high": value,
        }
        for name, values in means.items()
        for dose, value in enumerate(values)
    ]
    assert list(frontier(pd.DataFrame(rows))["best"]) == [True, True, False]


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("one.yaml").write_text(SHORT, encoding="utf-8")
    words = ("--worlds", 80, "--quiet", "--theory", "essay", "--values", "0,1,2", "--out", "here")
    page = told("response", "one.yaml", "--vary", "exercise.scale", *words)
    assert "exercise.scale" in page
    assert {"curve.csv", "frontier.csv", "turning.csv", "curves.svg", "frontier.svg", "manifest.json"} <= {
        path.name for path in Path("here").iterdir()
    }
    assert sorted(set(pd.read_csv("here/curve.csv")["dose"])) == [0, 1, 2]
    assert "did you mean" in told("response", "one.yaml", "--vary", "exercise.scle", code=2)
    assert "needs numbers" in told("response", "one.yaml", "--vary", "salvo", "--values", "a,b", code=2)
    assert "allowed: from" in told("response", "one.yaml", "--vary", "salvo", "--values", "0.2,9", code=2)
    assert "Missing option '--vary'" in told("response", "one.yaml", code=2)


# ── pictures ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "theories", [("essay",), ("essay", "spiral", "opportunity", "diversion", "own_calendar")]
)
def test_pictures_can_be_read(theories: tuple[str, ...]):
    at, context = np.linspace(0, 2, 7), Context("What does it do?", "small print " * 9)
    lines = tuple(
        Curve(theory, 5 + 0.001 * at, 4.9 + 0 * at, 5.1 + 0 * at, (1.0, 0.8, 1.3, 5.0)) for theory in theories
    )
    panels = [
        CurvePanel(name, OUTCOMES[name].unit, lines) for name in ("p_serious", "provocations", "p_talks")
    ]
    trades = [
        TradeOff(theory, np.stack([0.1 + 0.01 * at] * 3), np.stack([2 + at] * 3), at > 1)
        for theory in theories
    ]
    with style():
        named = draw_curves(panels, at, "signals.routine_exercise.sunk_cost", "How much", 0.8, context)
        assert faults(named) == []
        assert faults(draw_curves(panels[:1], at, "exercise.scale", "How much", None, context)) == []
        assert (
            faults(draw_frontier(trades, "p_serious", "concessions_received", "steps a year", context)) == []
        )


@pytest.mark.parametrize("count", [3, 7, 11])
def test_the_doses_of_every_number_end_at_its_bounds(count: int) -> None:
    """Rounding carried the last one past its bound for 58 of 255 parameters."""
    scenario = baseline()
    for name in names(scenario):
        varied = lever(scenario, name)
        if varied.low is None or varied.high is None or varied.low == varied.high:
            continue
        doses = varied.doses(count)
        assert doses[0] == varied.low
        assert varied.whole or doses[-1] == varied.high
        assert all(varied.low <= dose <= varied.high for dose in doses), name
