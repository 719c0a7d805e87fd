"""Discovery: planted boxes are found and noise is not, maps and regrets come out as laid."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.core.errors import UserError
from sim.core.parameters import drawn
from sim.core.random_streams import Draws
from sim.engine.design_runs import Runs
from sim.engine.run_info import RunInfo
from sim.plots import Context
from sim.plots.discovery_regret import regret as draw_regret
from sim.plots.discovery_sign_map import SignMap
from sim.plots.discovery_sign_map import sign_map as draw_map
from sim.plots.kit.sheet import Panel
from sim.plots.kit.theme import style
from sim.scenario.cell import Cell
from sim.studies.discovery.futures import Futures, futures
from sim.studies.discovery.prim import Box, boxes, judged
from sim.studies.discovery.regret import EVERY, regret
from sim.studies.discovery.report import Discovery
from sim.studies.discovery.sign_map import local_plane, sign_map, telling
from sim.studies.discovery.study import discovered
from tests.helpers.overlap import faults
from tests.helpers.studies import SHORT, laboratory, told
from tests.helpers.worlds import with_parameters

THEORIES = ("essay", "spiral")


def planted(
    rule, draws: int = 1000, outcome: str = "provocations", noise: float = 0.3, count: int = 2
) -> Futures:
    """Futures in which the first scenario is worse than the second by `rule` of (parameters, theory)."""
    rng = np.random.default_rng(3)
    table = pd.DataFrame({f"p{k}": rng.random(draws) for k in range(6)})
    gap = np.stack([rule(table, theory) for theory in THEORIES])
    values = noise * rng.standard_normal((count, len(THEORIES), draws, 8))
    values[0] += gap[..., None]
    return Futures(
        tuple(f"s{k}" for k in range(count)), THEORIES, outcome, values, table, dict.fromkeys(THEORIES, "")
    )


def found_in(futures: Futures) -> Discovery:
    cells = tuple(Cell(laboratory(8, "salvo"), theory) for theory in futures.theories)
    return discovered(futures, RunInfo(cells, 1, 8 * len(futures.draws)))


def corner(table: pd.DataFrame, theory: str):
    return np.where((table["p1"] < 0.4) & (table["p4"] > 0.5) & (theory == "spiral"), 2.0, -2.0)


# ── boxes ────────────────────────────────────────────────────────────────────────────────────


def test_a_planted_box_is_found():
    found = found_in(planted(corner))
    box = found.boxes[0]
    assert set(box.limits) == {"p1", "p4", "theory"}
    assert box.limits["theory"] == ("spiral",)
    assert box.limits["p1"][0] is None
    assert box.limits["p1"][1] == pytest.approx(0.4, abs=0.06)
    assert box.limits["p4"][0] == pytest.approx(0.5, abs=0.06)
    assert box.density > 0.9
    assert box.coverage > 0.8
    assert box.usual == pytest.approx(found.share_worse, abs=0.03)
    assert set(found.parameters) >= {"p1", "p4"}
    often, when, best = found.finding
    assert often.startswith(f"It is very unlikely ({found.share_worse:.0%}".replace("%", " %"))
    assert "of futures) that s0 does worse than s1 in" in often
    assert when.startswith("Worse mainly when ")
    assert best.startswith(f"Least bad most often is {found.least_bad}, in ")


def test_boxes_are_said_in_words():
    box = Box(
        {"caution": (None, 0.2), "fear_yield": (0.5, None), "theory": ("own_calendar", "spiral")}, 1, 1, 1, 1
    )
    assert (
        box.words == "caution is below 0.2 and fear yield is above 0.5 and theory is own calendar or spiral"
    )
    assert Box({"caution": (0.1, 0.2)}, 1, 1, 1, 1).words == "caution is from 0.1 to 0.2"


def test_a_box_is_judged_by_what_lies_in_it():
    table = pd.DataFrame({"a": [0.1, 0.2, 0.3, 0.9]})
    box = judged({"a": (None, 0.25)}, table, np.array([True, False, True, False]))
    assert (box.coverage, box.density, box.mass, box.usual) == (0.5, 0.5, 0.5, 0.5)


def test_noise_makes_no_box():
    found = found_in(planted(lambda table, theory: np.zeros(len(table))))
    assert found.boxes == []
    assert any("no box" in words for words in found.caveats)
    assert any("random" in words for words in found.caveats)


@pytest.mark.parametrize("level", [-5.0, 5.0])
def test_nothing_is_said_where_all_futures_are_alike(level: float):
    found = found_in(planted(lambda table, theory: np.full(len(table), level)))
    assert found.boxes == []
    assert found.share_worse == (level > 0)


def test_what_never_varies_limits_nothing():
    values = np.random.default_rng(1).random(4000)
    table = pd.DataFrame({"a": values, "theory": pd.Categorical(["essay"] * 4000)})
    found = boxes(table, values < 0.15, np.arange(4000))
    assert [set(box.limits) for box in found] == [{"a"}]


def test_boxes_do_not_repeat():
    rng = np.random.default_rng(1)
    table = pd.DataFrame({"a": rng.random(4000), "b": rng.random(4000)})
    cases = ((table["a"] < 0.15) | (table["b"] > 0.85)).to_numpy()
    found = boxes(table, cases, np.arange(4000))
    assert len(found) >= 2
    assert {tuple(box.limits) for box in found[:2]} == {("a",), ("b",)}


# ── telling parameters, maps ─────────────────────────────────────────────────────────────────


def test_parameters_that_tell_are_found_under_any_theory():
    table = planted(corner).draws
    gap = np.stack([3 * table["p2"], -table["p5"]]).astype(float)
    assert set(telling(table, gap, 2)) == {"p2", "p5"}
    rng = np.random.default_rng(2)
    assert telling(table, rng.standard_normal((2, len(table))), 10) == []


def test_a_plane_is_its_own_smoothing():
    rng = np.random.default_rng(4)
    places = rng.random((400, 2))
    at = np.array([[0.0, 0.0], [0.5, 0.5], [1.0, 0.2]])
    height, error = local_plane(places, 1 + places @ [2.0, -3.0], at)
    assert height == pytest.approx(1 + at @ [2.0, -3.0])
    assert error == pytest.approx([0, 0, 0], abs=1e-9)


def test_the_line_where_the_sign_changes_lies_where_it_was_put():
    rng = np.random.default_rng(4)
    x, y = rng.uniform(-1, 1, 3000), rng.uniform(10, 20, 3000)
    gap = x - 0.2 + 0.3 * rng.standard_normal(3000)
    found = sign_map(x, y, gap, ("x", "y"), ("essay",))
    crossing = [np.interp(0, row, found.x) for row in found.value]
    assert np.abs(np.array(crossing) - 0.2).max() < 0.12
    assert found.unsure.any()
    assert not found.unsure[:, [0, -1]].any()
    assert list(found.table().columns) == ["x", "y", "difference", "standard_error"]


def test_the_map_shows_what_limits_the_first_box():
    found = found_in(planted(corner))
    assert found.map is not None
    assert set(found.map.names) == {"p1", "p4"}
    assert found.map.theories == ("spiral",)
    assert found.map.value.min() < 0 < found.map.value.max()


# ── regret ───────────────────────────────────────────────────────────────────────────────────


def test_regret_is_counted_from_the_best_of_the_same_future():
    values = np.array([[[1.0, 5.0], [0.0, 0.0]], [[2.0, 2.0], [0.0, 3.0]]])[..., None]
    table = regret(Futures(("a", "b"), THEORIES, "p_serious", values, pd.DataFrame({"p": [0.1, 0.2]}), {}))
    rows = table.set_index(["scenario", "theory"])
    assert rows["mean_regret"]["a", "essay"] == 1.5
    assert rows["worst_regret"]["a", "essay"] == 3
    assert rows["share_least_bad"]["a", "essay"] == 0.5
    assert rows["share_least_bad"]["a", "spiral"] == 0.75  # one future shared, one its own
    assert rows["mean_regret"]["b", EVERY] == 1
    shares = table.groupby("theory")["share_least_bad"].sum()
    assert (shares == 1).all()


def test_the_least_bad_of_several_is_named_and_contested_signs_are_told():
    found = found_in(
        planted(lambda table, theory: np.full(len(table), 3.0 if theory == "essay" else -4.0), count=3)
    )
    assert any("contested" in words for words in found.caveats)
    assert found.least_bad in {"s0", "s1", "s2"}
    one_sided = found_in(planted(lambda table, theory: np.full(len(table), -4.0), count=3))
    assert one_sided.least_bad == "s0"
    assert not any("contested" in words for words in one_sided.caveats)


# ── runs and the command ─────────────────────────────────────────────────────────────────────


def test_futures_are_draws_and_theories():
    lab = laboratory(8, "salvo", "tempo")
    low = with_parameters(lab, tempo=-0.15).model_copy(update={"name": "low"})
    found = futures([lab, low], THEORIES, "provocations", Runs(3, 32))
    assert found.values.shape == (2, 2, 4, 8)
    assert list(found.draws) == ["salvo"]  # what one of them sets is not drawn alike
    span = {"salvo": lab.parameters["salvo"].span}
    whole = drawn("parameter", [span], Draws(3, 0, 32), 8).items()["salvo"]
    assert found.draws["salvo"].to_numpy() == pytest.approx(whole[::8])
    assert len(found.features) == 8
    better = futures([lab, low], ("essay",), "longest_lull", Runs(3, 32))
    assert (better.values <= 0).all()  # more is better, so larger stands for worse


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("one.yaml").write_text(SHORT, encoding="utf-8")
    Path("two.yaml").write_text(SHORT + "strategy: engagement_first\n", encoding="utf-8")
    words = ("--worlds", 320, "--quiet", "--theory", "essay", "--theory", "spiral", "--seed", 2)
    page = told("discover", "one.yaml", "two.yaml", *words)
    assert "one does worse than two in" in page
    assert "Least bad in most futures" in page
    (folder,) = Path("outputs").iterdir()
    assert {"boxes.csv", "regret.csv", "futures.csv", "regret.svg", "manifest.json"} <= {
        path.name for path in folder.iterdir()
    }
    assert len(pd.read_csv(folder / "futures.csv")) == 80
    assert "two scenarios or more" in told("discover", "one.yaml", code=2)
    wrong = told("discover", "one.yaml", "two.yaml", "--outcome", "strain_end", code=2)
    assert "neither more nor less" in wrong


# ── pictures ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("shift", [0.0, 5.0])
def test_the_map_can_be_read(shift: float):
    x, y = np.linspace(0, 1, 21), np.linspace(10, 90, 21)
    value = x[None, :] - 0.5 + shift + 0 * y[:, None]
    long = ("a_long_name_" * 3, "another_long_name_" * 3)
    shown = SignMap(
        ("p_one", "p_two" * 5), x, y, value, np.abs(value) < 0.1, long, "p_serious", "chance", THEORIES
    )
    with style():
        assert faults(draw_map(shown, Context("When?", "small print"))) == []


@pytest.mark.parametrize("count", [2, 10])
def test_regrets_can_be_read(count: int):
    names = tuple(f"a_strategy_of_some_length_{k}" for k in range(count))
    columns = {"mean": np.arange(count) / 7, "high": np.arange(count) / 3, "share": np.full(count, 1 / count)}
    panels = [Panel(theory, "events a year", names, columns) for theory in (*THEORIES, "all futures")]
    with style():
        assert faults(draw_regret(panels, "provocations", Context("Which?", "small print"))) == []


def test_scenarios_that_leave_nothing_to_vary_are_refused() -> None:
    runs = Runs(1, 8)
    with pytest.raises(UserError, match="or differs between them, so nothing is left to vary"):
        futures([laboratory(3), with_parameters(laboratory(3), caution=0.1)], ("essay",), "crises", runs)
    own = with_parameters(laboratory(3, "caution"), caution=(0.1, 0.2))
    with pytest.raises(UserError, match="nothing is left to vary"):
        futures([laboratory(3, "caution"), own], ("essay",), "crises", runs)
