"""Sensitivity: indices that are known, numbers that nothing reads, chance that counts for nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import sobol_indices

from sim.core.errors import UserError
from sim.engine import checkpoint
from sim.engine.checkpoint import Checkpoint
from sim.engine.design import CellList, Points, with_parameters
from sim.engine.design_runs import Runs
from sim.engine.run_info import RunInfo
from sim.plots import Context
from sim.plots.kit.theme import style
from sim.plots.sensitivity_indices import IndexBar, indices
from sim.scenario.cell import Cell
from sim.studies import optional_packages
from sim.studies.sensitivity.factors import Factors
from sim.studies.sensitivity.plan import WorldPlan
from sim.studies.sensitivity.report import Sensitivity
from sim.studies.sensitivity.screening import elementary, screened
from sim.studies.sensitivity.sobol import Terms, across, places
from sim.studies.sensitivity.study import _terms, agreement, sensitivity
from sim.vocabulary.glossary import OUTCOMES
from tests.engine.test_checkpoint import Breaks
from tests.helpers.overlap import faults
from tests.helpers.studies import SHORT, laboratory, told

PROVOCATIONS = "provocations"
ISHIGAMI_FIRST, ISHIGAMI_TOTAL = (0.314, 0.442, 0.0, 0.0), (0.558, 0.442, 0.244, 0.0)


def ishigami(design):
    """The test function everybody uses, of three factors and a fourth that it does not read."""
    x = np.pi * (2 * design - 1)
    return np.sin(x[..., 0]) + 7 * np.sin(x[..., 1]) ** 2 + 0.1 * x[..., 2] ** 4 * np.sin(x[..., 0])


# ── indices ──────────────────────────────────────────────────────────────────────────────────


def test_known_indices_come_out():
    first, total = Terms.of(ishigami(places(4, 2048, 1))[..., None]).indices
    assert first == pytest.approx(ISHIGAMI_FIRST, abs=0.03)
    assert total == pytest.approx(ISHIGAMI_TOTAL, abs=0.03)
    assert (first[3], total[3]) == (0, 0)


def test_they_agree_with_an_established_library():
    design = places(4, 512, 3)
    values = ishigami(design)
    theirs = sobol_indices(
        func={"f_A": values[:1], "f_B": values[1:2], "f_AB": values[2:, None]}, n=512, method="saltelli_2010"
    )
    first, total = Terms.of(values[..., None]).indices
    assert first == pytest.approx(theirs.first_order, abs=0.02)
    assert total == pytest.approx(theirs.total_order, abs=0.02)


def test_random_draws_adds_nothing():
    rng = np.random.default_rng(5)
    design, replicates = places(4, 1024, 2), 8
    exact = ishigami(design)
    noise = 3 * rng.standard_normal((*exact.shape, replicates)) + 5 * rng.standard_normal(replicates)
    noise[5] = noise[0]  # what reads nothing changes no chance
    terms = Terms.of(exact[..., None] + noise)
    first, total = terms.indices
    assert first == pytest.approx(ISHIGAMI_FIRST, abs=0.08)
    assert total == pytest.approx(ISHIGAMI_TOTAL, abs=0.08)
    assert (first[3], total[3]) == (0, 0)
    naive = Terms.of((exact[..., None] + noise).mean(axis=2, keepdims=True)).indices[1]
    assert naive[2] > total[2] + 0.03  # averages alone would lay chance to the factors' account
    assert terms.random_share == pytest.approx(34 / (34 + 13.8), abs=0.25)


def test_intervals_hold_the_truth_and_shrink():
    width = {}
    for samples in (128, 2048):
        _, total = Terms.of(ishigami(places(4, samples, 1))[..., None]).intervals(1)
        assert (total[0, :3] < np.array(ISHIGAMI_TOTAL[:3]) + 0.01).all()
        assert (total[1, :3] > np.array(ISHIGAMI_TOTAL[:3]) - 0.01).all()
        assert (total[:, 3] == 0).all()
        width[samples] = (total[1] - total[0])[:3]
    assert (width[2048] < width[128] / 2).all()


def test_products_are_taken_across_different_replicates():
    one, other = np.array([[1.0, 2.0, 4.0]]), np.array([[3.0, 5.0, 7.0]])
    pairs = [one[0, i] * other[0, k] for i in range(3) for k in range(3) if i != k]
    assert across(one, other) == pytest.approx([np.mean(pairs)])
    assert across(one[:, :1], other[:, :1]) == pytest.approx([3.0])


def test_an_outcome_that_never_varies_has_no_indices():
    first, total = Terms.of(np.ones((4, 16, 3))).indices
    assert (first == 0).all()
    assert (total == 0).all()


# ── screening ────────────────────────────────────────────────────────────────────────────────


def test_elementary_effects_of_a_line_are_its_slopes():
    from SALib.sample import morris

    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    at = morris.sample(problem, 6, num_levels=4, seed=1)
    table = elementary(problem, at, at @ [1.0, -3.0, 0.0], 1)
    assert list(table["parameter"]) == ["b", "a", "c"]
    assert table["effect"].to_numpy() == pytest.approx([3, 1, 0])
    assert table["spread"].to_numpy() == pytest.approx([0, 0, 0], abs=1e-9)


def test_a_number_that_nothing_reads_has_no_effect_at_all():
    lab = laboratory(10, "tempo", "salvo", "spiral_fear")
    factors, runs = Factors.of(lab, ("essay",)), Runs(1, 8)
    assert set(factors.spans) == {"tempo", "salvo", "spiral_fear"}
    table = screened(factors, runs, PROVOCATIONS, 4, 12).set_index("parameter")
    assert table["effect"]["spiral_fear"] == 0
    assert not table["kept"]["spiral_fear"]
    assert table["kept"]["salvo"]
    terms, _ = _terms(factors, ("salvo", "spiral_fear"), runs, PROVOCATIONS, 8)
    first, total = terms.indices
    assert (first[1], total[1]) == (0, 0)
    assert total[0] > 0
    seen = screened(Factors.of(lab, ("spiral",)), runs, PROVOCATIONS, 4, 12).set_index("parameter")
    assert seen["effect"]["spiral_fear"] > 0


# ── runs ─────────────────────────────────────────────────────────────────────────────────────


def test_a_point_is_the_scenario_with_its_numbers_set():
    lab = laboratory(8, "tempo", "salvo")
    values = np.array([[-0.1, 0.2], [0.1, 0.3], [0.0, 0.15]])
    points = Points(lab, ("essay", "spiral"), ("tempo", "salvo"), values, np.array([1, 0, 1]))
    came, place = Runs(4, 8).of_points(points, PROVOCATIONS), list(OUTCOMES).index(PROVOCATIONS)
    for row, theory, got in zip(values, ("spiral", "essay", "spiral"), came, strict=True):
        alone = with_parameters(lab, dict(zip(("tempo", "salvo"), row.tolist(), strict=True)))
        assert np.array_equal(Runs(4, 8).of_cells([Cell(alone, theory)])[0][0, place], got)


@pytest.mark.parametrize("worlds", [24, 2])
def test_bits_do_not_depend_on_batches(worlds: int):
    lab = laboratory(6, "salvo")
    cells = [Cell(with_parameters(lab, {"salvo": x}), "essay") for x in (0.15, 0.2, 0.25, 0.3)]
    whole, final = Runs(2, worlds).of_cells(cells)
    assert whole.shape == (4, len(OUTCOMES), worlds)
    assert final.shape == (4, worlds)
    assert np.array_equal(Runs(2, worlds, columns=40).of_cells(cells)[0], whole)


def of_cells(runs: Runs):
    return runs.of_cells([Cell(laboratory(6, "salvo"), "essay")])[0]


def of_points(runs: Runs):
    values = np.linspace(0.1, 0.3, 8)[:, None]
    points = Points(laboratory(6, "salvo"), ("essay",), ("salvo",), values, np.zeros(8, np.intp))
    return runs.of_points(points, "provocations")


@pytest.mark.parametrize(("run", "work"), [(of_cells, 32 * 6), (of_points, 8 * 32 * 6)])
def test_what_was_done_is_not_done_again(
    run: Callable[[Runs], Any], work: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(checkpoint, "FIRST", 0.0)
    monkeypatch.setattr("sim.engine.merged.RUNS", 1)
    counted: list[int] = []
    kept = Checkpoint(tmp_path / "out")
    runs = Runs(2, 32, progress=counted.append, checkpoint=kept, columns=16)
    whole = run(replace(runs, checkpoint=None))
    with pytest.raises(KeyboardInterrupt):
        run(replace(runs, pool=Breaks(1)))
    counted.clear()
    assert np.array_equal(run(runs), whole)
    assert counted[0] in (work // 2, work // 8)
    assert sum(counted) == work
    assert not np.array_equal(run(replace(runs, seed=3)), whole)
    kept.drop()
    assert list(tmp_path.iterdir()) == []


def test_cells_may_differ_in_their_signals():
    lab = laboratory(6, "salvo")
    louder = lab.signals["taunt"].model_copy(update={"meaning": 0.9})
    other = lab.model_copy(update={"signals": lab.signals | {"taunt": louder}})
    cells = (Cell(lab, "essay"), Cell(other, "essay"), Cell(lab, "spiral"))
    came, _ = Runs(2, 16).of_cells(cells)
    assert np.array_equal(came[:1], Runs(2, 16).of_cells(cells[:1])[0])
    assert np.array_equal(came[2:], Runs(2, 16).of_cells(cells[2:])[0])
    assert CellList(cells).mark() != CellList(cells[::-1]).mark()


# ── the whole ────────────────────────────────────────────────────────────────────────────────


def test_worlds_are_spent_as_asked():
    factors = Factors.of(laboratory(6, *list(laboratory(6).parameters)[:200]), ("essay", "spiral"))
    for worlds in (400_000, 2_000_000):
        plan = WorldPlan.of(worlds, factors)
        assert worlds / 2 < plan.worlds <= worlds * 1.05
        assert (plan.replicates, plan.factors) == (32, 13)
    assert WorldPlan.of(1, factors).samples == 8


def test_the_ranks_of_the_highest_must_repeat():
    one = np.arange(20.0)
    assert agreement(one, one + 0.1) == pytest.approx(1)
    assert agreement(one, one[::-1].copy()) <= 0.1
    mixed = one.copy()
    mixed[:10] = mixed[:10][::-1]  # below the ten highest
    assert agreement(one, mixed) == pytest.approx(1)
    assert agreement(np.zeros(3), np.zeros(3)) == 1


def made(agree: float, sd: float) -> Sensitivity:
    plan = WorldPlan(4, 256, 32, 240, 13)
    run = RunInfo((Cell(laboratory(4), "essay"),), 1, plan.worlds)
    screening = pd.DataFrame({"effect": [1.0]})
    return Sensitivity(run, "provocations", plan, screening, pd.DataFrame(), agree, 0.3, 10, sd)


def test_more_samples_are_asked_for_where_ranks_do_not_repeat():
    assert made(0.95, 5).caveats == ()
    (words,) = made(0.8, 5).caveats
    assert "worlds would settle" in words
    assert made(0.8, 5).plan.worlds < made(0.8, 5).worlds_needed < made(0.5, 5).worlds_needed
    assert "less than matters" in made(0.95, 0.2).caveats[0]
    assert "saturated" in made(0.2, 0.0).caveats[0]


def test_a_picture_below_the_size_it_needs_is_stamped_and_nothing_is_claimed():
    few, enough = made(0.8, 5), made(0.95, 5)
    table = pd.DataFrame({"factor": ["salvo"], "total": [0.5], "low": [0.4], "high": [0.6], "first": [0.4]})
    table = table.assign(first_low=0.3, first_high=0.5)
    few, enough = (replace(each, indices=table) for each in (few, enough))
    (stamped,), (plain,) = few.pictures, enough.pictures
    assert stamped.arguments[-1].startswith(f"TOO FEW WORLDS: about {few.worlds_needed:,}")
    assert plain.arguments[-1] == ""
    assert "TOO FEW WORLDS" in " ".join(text.get_text() for text in stamped.figure().texts)
    (sentence,) = few.finding
    assert sentence.startswith("Too few worlds to say what provocations of every class hangs on")
    assert enough.finding[0].startswith(
        "What is not known about provocations of every class comes most from salvo (50%)"
    )


def test_the_theory_is_a_factor():
    lab = laboratory(26, "salvo", "spiral_fear", "tempo")
    found = sensitivity(lab, theories=("essay", "spiral"), worlds=4000)
    factors = list(found.indices["factor"])
    assert "theory" in factors
    assert "salvo" in factors
    assert found.indices["total"].is_monotonic_decreasing
    assert 0 < found.random_share < 1
    alone = sensitivity(lab, theories="essay", worlds=1500)
    assert not {"theory", "spiral_fear"} & set(alone.indices["factor"])


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    parameters = ", ".join(f"{n}: {p.default}" for n, p in laboratory(4).parameters.items() if n != "salvo")
    Path("one.yaml").write_text(f"{SHORT}parameters: {{{parameters}}}\n", encoding="utf-8")
    page = told("sensitivity", "one.yaml", "--worlds", 600, "--quiet", "--theory", "essay")
    assert "salvo" in page
    folder = Path("outputs/sensitivity_one_provocations_essay")
    assert {"indices.csv", "screening.csv", "indices.svg", "manifest.json", "words.txt"} <= {
        path.name for path in folder.iterdir()
    }
    assert list(pd.read_csv(folder / "indices.csv")["factor"]) == ["salvo"]
    assert [path.name for path in Path("outputs").iterdir()] == [folder.name]
    assert "did you mean 'provocations'?" in told(
        "sensitivity", "one.yaml", "--outcome", "provocation", code=2
    )


def test_a_missing_library_is_one_line(monkeypatch: pytest.MonkeyPatch):
    def missing(name: str):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(optional_packages, "import_module", missing)
    (line,) = told("sensitivity", "baseline", code=2).splitlines()
    assert ".[analysis]" in line
    (line,) = told("discover", "baseline", "erratic", code=2).splitlines()
    assert ".[analysis]" in line


def test_the_picture_can_be_read():
    bars = [
        IndexBar(f"{'a_long_name_of_a_factor_' * (k % 3)}x{k}", 0.5 / (k + 1), 0.3, 0.6, 0.1)
        for k in range(13)
    ]
    with style():
        for shown in (bars, bars[:1]):
            assert faults(indices(shown, "p_serious", Context("Why?", "small print"))) == []


# ── nothing to find ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("theories", ["essay", ["essay", "spiral"]])
def test_an_outcome_that_never_varies_is_saturated(theories: str | list[str]) -> None:
    found = sensitivity(laboratory(3, "caution", "heat"), outcome="p_settlement", theories=theories, worlds=1)
    assert (found.indices["total"] == 0).all()
    assert len(found.indices) >= 1
    assert any(said.startswith("saturated: ") for said in found.caveats)
    assert found.finding == (
        "No parameter makes a difference to settlement reached by the horizon: it hardly varies.",
    )


def test_where_every_parameter_is_set_nothing_is_left_to_vary() -> None:
    with pytest.raises(UserError, match="every parameter is set to one value, so nothing is left to vary"):
        sensitivity(laboratory(3), worlds=1)
