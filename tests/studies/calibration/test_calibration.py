"""The fit: a small ABC tried where the answer is known, a table that can be gone on with, a posterior."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.api import verify
from sim.core.errors import UserError
from sim.core.random_streams import Draws
from sim.engine import checkpoint
from sim.engine.checkpoint import Store
from sim.engine.ensemble import simulate_ensemble
from sim.engine.process_pool import Pool
from sim.engine.run_info import RunInfo
from sim.engine.world_batch import WorldBatch
from sim.model.parameter_source import at_defaults, with_params
from sim.model.world import World
from sim.output.draw_pool import undrawn
from sim.output.manifest import Manifest
from sim.plots.kit.theme import style
from sim.results.caveats import beyond, cautions, on_forecasts
from sim.results.condensed import condensed
from sim.results.effects import effects
from sim.scenario import Scenario, find_scenario, load
from sim.scenario.cell import Cell
from sim.scenario.posterior import Fitted, Posterior, posterior_file
from sim.studies.calibration import reference_table as tables_room
from sim.studies.calibration.abc import FAR, Scaling, fitted
from sim.studies.calibration.reference_table import (
    ReferenceTable,
    fitted_names,
    observed,
    reference,
    statistics,
    table_of,
    whole_table,
)
from sim.studies.calibration.report import Fit
from sim.studies.calibration.strategy_effects import as_places, effects_of, names
from sim.studies.calibration.study import accepted, fit, fitted_to_record
from sim.studies.calibration.trial import Trial, band, points, tried
from sim.vocabulary.theory_names import NAMES as NAMES_OF_THEORIES
from tests.engine.test_checkpoint import Breaks
from tests.helpers.overlap import faults
from tests.helpers.studies import LATE, SHORT, past, told
from tests.helpers.worlds import baseline

ROWS = 6_000
NOISE = 0.1


def toy(seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Three parameters: one measured plainly, one by a bent number, one by nothing; and numbers of noise."""
    rng = np.random.Generator(np.random.Philox(seed))
    places = rng.random((ROWS, 3))
    numbers = rng.standard_normal((ROWS, 6))
    numbers[:, 0] = places[:, 0] + NOISE * numbers[:, 0]
    numbers[:, 1] = np.exp(2 * places[:, 1] + NOISE * numbers[:, 1])
    return places, numbers


@cache
def toy_fit(number: float) -> Posterior:
    places, numbers = toy()
    scale = Scaling.of(numbers)
    target = scale(np.array([number, np.exp(1.0), 0, 0, 0, 0]))
    return fitted(places, scale(numbers), target, 400)


@pytest.mark.parametrize("number", [0.3, 0.5, 0.7])
def test_a_parameter_that_is_measured_is_found_with_its_spread(number: float) -> None:
    found = toy_fit(number)
    assert found.means[0] == pytest.approx(number, abs=0.04)
    assert found.spreads[0] == pytest.approx(NOISE, rel=0.35)
    assert found.means[1] == pytest.approx(0.5, abs=0.04)
    assert found.weights.sum() == pytest.approx(1)


def test_a_parameter_that_nothing_measures_stays_as_it_was_drawn() -> None:
    found = toy_fit(0.5)
    assert found.means[2] == pytest.approx(0.5, abs=0.06)
    assert found.spreads[2] == pytest.approx(np.sqrt(1 / 12), rel=0.08)
    low, high = found.interval()
    assert low[2] < 0.1
    assert high[2] > 0.9


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    places, numbers = toy(2)
    inside = np.flatnonzero((abs(places[:, :2] - 0.5) < 0.4).all(axis=1))[:200]
    held = tried(places, Scaling.of(numbers)(numbers), 400, inside, 1).held
    assert (held > 0.83).all()
    assert (held < 0.99).all()


def test_ranks_of_the_truth_are_uniform_where_the_fit_is_right() -> None:
    places, numbers = toy(4)
    records = np.random.default_rng(4).choice(ROWS, 150, replace=False)
    trial = tried(places, Scaling.of(numbers)(numbers), 400, records, 1)
    assert trial.ranks.shape == (150, 3)
    assert trial.inside[2]  # of what nothing measures the posterior is the prior
    assert np.abs(trial.mean_rank - 0.5).max() < 0.08


def test_ranks_of_a_posterior_that_is_off_leave_the_band() -> None:
    rng = np.random.default_rng(5)
    fair, low, narrow = rng.random((300, 40)), rng.random((300, 1)) ** 1.5, rng.beta(0.6, 0.6, (300, 1))
    trial = Trial(np.full(42, 0.9), np.hstack([fair, low, narrow]))
    assert trial.inside[:40].mean() > 0.85
    assert not trial.inside[40:].any()
    lower, upper = band(300)
    assert (lower < 0).all()
    assert (upper > 0).all()
    assert len(points()) == len(lower)


def test_equal_effects_share_their_ranks_at_random() -> None:
    effects = np.array([[0.0, 3.0], [0.0, 1.0], [2.0, 2.0], [0.0, 4.0]])
    found = as_places(effects, 1)
    assert found[2, 0] > 0.75
    assert (found[[0, 1, 3], 0] < 0.75).all()
    assert len(set(found[:, 0])) == 4
    assert np.argsort(found[:, 1]).tolist() == [1, 2, 0, 3]


def test_effects_are_paired_and_of_the_parameters_of_their_row() -> None:
    scenario = baseline().model_copy(update={"end": date(2017, 12, 31)})
    rng = np.random.default_rng(2)
    table = ReferenceTable(
        ("caution", "offer_weight"), rng.random((40, 2)).astype(np.float32), np.zeros((40, 1))
    )
    found = effects_of(table, scenario, "essay", 1, None, None)
    assert found.shape == (40, len(names()))
    assert np.abs(found).max() > 0
    again = effects_of(table, scenario, "essay", 1, None, None)
    np.testing.assert_array_equal(found, again)


def test_a_fit_with_effects_says_how_they_rank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.studies.calibration.study.TRIALS", 30)
    monkeypatch.setattr("sim.studies.calibration.study.PREDICTED", 20)
    rng = np.random.default_rng(6)
    places = rng.random((900, len(NAMES))).astype(np.float32)
    numbers = (observed() + rng.standard_normal((900, len(statistics())))).astype(np.float32)
    run = RunInfo((Cell(short(), "essay"),), 6, 900, replicates=1)
    found = fitted_to_record(
        ReferenceTable(NAMES, places, numbers), run, rng.standard_normal((900, len(names())))
    )
    assert found.tables["effects"]["effect"].tolist() == names()
    assert found.tables["effects"]["mean_rank"].between(0, 1).all()
    assert f"of {len(names())} effects of strategies stay in the band" in found._repr_html_()
    with style():
        assert faults(found.plot("ranks")) == []


def test_a_row_is_not_fitted_by_itself() -> None:
    places, numbers = toy()
    scaled = Scaling.of(numbers)(numbers)
    assert 7 in fitted(places, scaled, scaled[7], 300).rows
    assert 7 not in fitted(places, scaled, scaled[7], 300, without=7).rows


def test_numbers_that_are_missing_or_never_vary_do_no_harm() -> None:
    numbers = np.array([[1.0, np.nan, 5, np.nan], [2, 3, 5, np.nan], [3, 4, 5, np.nan], [900, 5, 5, np.nan]])
    scaled = Scaling.of(numbers)(numbers)
    assert scaled[0, 1] == FAR
    assert (scaled[:, 2] == 0).all()
    assert scaled[3, 0] == FAR
    assert np.isfinite(scaled).all()


def test_quantiles_go_by_weight() -> None:
    found = Posterior(np.arange(3), np.array([[0.1], [0.5], [0.9]]), np.array([0.2, 0.2, 0.6]), np.zeros(3))
    assert found.quantile(0.5)[0] == 0.9
    assert found.quantile(0.1)[0] == 0.1


# ── the reference table ──


@cache
def short() -> Scenario:
    """The last year of the history: quick to live, and most patterns are not defined."""
    whole = load(find_scenario("history_1990_2017"))
    return whole.starting(date(2017, 1, 2))


NAMES = ("caution", "salvo", "rationality")


def test_worlds_are_compared_by_the_patterns_that_may_be_fitted() -> None:
    names = statistics()
    assert len(names) == len(observed()) == len(set(names))
    assert not [name for name in names if name.startswith("P16") or "2018" in name]
    assert np.isfinite(observed()).all()


def test_only_what_is_drawn_from_a_shared_range_is_fitted() -> None:
    history = load(find_scenario("history_1990_2017"))
    names = fitted_names(history, baseline())
    assert set(NAMES) < set(names)
    assert not [name for name in names if name.startswith("start_")]
    assert "momentum_most" not in names  # a range without width
    assert all(history.parameters[n].span == baseline().parameters[n].range for n in names)


def test_a_table_is_resumed_and_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_room, "BATCH", 10)
    monkeypatch.setattr(checkpoint, "FIRST", 0.0)
    run: list[int] = []

    def made(draws: int, pool: Pool | None = None) -> ReferenceTable:
        run.clear()
        how = {"pool": pool, "progress": run.append}
        return reference(
            short(), "essay", NAMES, draws=draws, seed=4, checkpoint=Store(tmp_path, print), **how
        )

    first = made(20)
    assert sum(run) == 20 * short().weeks
    assert set(run) == {10}
    more = made(35)
    assert run[0] == 20 * short().weeks
    assert len(run) == 1 + 2 * short().weeks
    assert np.array_equal(more.places[:20], first.places)
    assert np.array_equal(more.numbers[:20], first.numbers, equal_nan=True)
    again = made(40)  # the last five rows ran with fewer beside them, and run anew
    assert run[0] == 30 * short().weeks
    assert np.array_equal(again.numbers[:30], more.numbers[:30], equal_nan=True)
    assert made(40).numbers.tobytes() == again.numbers.tobytes()
    assert run == [40 * short().weeks]
    for file in tmp_path.iterdir():
        file.unlink()
    with pytest.raises(KeyboardInterrupt):
        made(40, Breaks(2))
    assert made(40).numbers.tobytes() == again.numbers.tobytes()
    assert run[0] == 20 * short().weeks


def test_a_table_that_was_altered_is_not_believed(tmp_path: Path) -> None:
    def made(said: list[str]) -> ReferenceTable:
        kept = Store(tmp_path, said.append)
        return reference(short(), "essay", NAMES, draws=20, seed=4, checkpoint=kept)

    first = made([])
    (file,) = tmp_path.rglob("*.npz")
    whole = file.read_bytes()
    for spoilt in (whole[: len(whole) // 2], whole[:-1000] + bytes(1000), b""):
        file.write_bytes(spoilt)
        said: list[str] = []
        assert made(said).numbers.tobytes() == first.numbers.tobytes()
        assert "starting anew" in said[0]
        assert file.read_bytes() == whole


def test_places_are_those_the_worlds_were_run_with() -> None:
    def places(points: dict[str, np.ndarray] | None = None) -> np.ndarray:
        whole = whole_table(short(), "essay", 4, 40, (0, 40), points)
        world = WorldBatch(whole.source.cells(), 4, 0, 40, 1, points)
        ((one, _),) = world.groups()
        found = table_of(whole, NAMES, whole.run()).places
        for name, column in zip(NAMES, found.T, strict=True):
            low, high = short().parameters[name].span
            assert low + (high - low) * column == pytest.approx(getattr(one.situation.p, name), abs=1e-5)
        return found

    found = places()
    assert found.shape == (40, len(NAMES))
    assert (found >= 0).all()
    assert (found <= 1).all()
    given = {"salvo": np.linspace(0, 1, 40, dtype=np.float32)}
    other = places(given)
    assert other[:, 1] == pytest.approx(given["salvo"], abs=1e-5)
    assert other[:, 0] == pytest.approx(found[:, 0])


# ── the posterior ──


def posterior(theory: str = "essay", settled: float = 0.1) -> Fitted:
    """The first parameter narrowed, the others as they were drawn."""
    rng = np.random.Generator(np.random.Philox(5))
    places = rng.random((500, len(NAMES)))
    places[:, 0] = 0.5 + settled * (places[:, 0] - 0.5)
    ranges = {name: baseline().parameters[name].range for name in NAMES}
    found = Posterior(np.arange(500), places, np.full(500, 1 / 500), np.linspace(1, 2, 500))
    return Fitted(theory, 5, 20_000, date(2017, 12, 31), ranges, found)


@pytest.fixture
def on_the_shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Fitted:
    """The posterior, shipped for the theory `essay`."""
    monkeypatch.setattr("sim.scenario.posterior.FOLDER", tmp_path)
    posterior().ship()
    return posterior()


def test_a_posterior_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "posterior.npz").write_bytes(posterior().packed())
    again = Fitted.load(tmp_path / "posterior.npz")
    assert (again.theory, again.seed, again.draws, again.made) == ("essay", 5, 20_000, date(2017, 12, 31))
    assert again.ranges == posterior().ranges
    assert again.found.places == pytest.approx(posterior().found.places, abs=1e-4)
    assert again.found.distances == pytest.approx(posterior().found.distances)


def as_fitted(scenario: Scenario, theory: str = "essay") -> Cell:
    return with_params([Cell(scenario, theory)], "fitted")[0]


def drawn_by(*cells: Cell, worlds: int = 800) -> dict[str, np.ndarray]:
    numbers = World(cells, Draws(7, 0, worlds, len(cells)), 8).situation.p
    return {name: getattr(numbers, name).reshape(len(cells), -1, 8) for name in NAMES}


def test_worlds_are_drawn_from_the_posterior_as_a_whole(on_the_shelf: Fitted) -> None:
    """Each draw is one row of it, shared by its replicates: numbers stay together as they were found."""
    drawn = drawn_by(as_fitted(baseline()), Cell(baseline(), "essay"))
    ranges = [baseline().parameters[name].range for name in NAMES]
    places = np.stack(
        [(drawn[n][0, :, 0] - low) / (high - low) for n, (low, high) in zip(NAMES, ranges, strict=True)], 1
    )
    rows = Fitted.load(posterior_file("essay")).found.places
    nearest = np.abs(rows[None] - places[:, None]).max(axis=-1).min(axis=1)
    assert nearest.max() < 1e-4
    assert len(np.unique(places, axis=0)) > 50
    assert (np.ptp(drawn["caution"][0], axis=-1) == 0).all()
    a, b = baseline().parameters["caution"].range
    assert np.ptp(drawn["caution"][0]) < 0.2 * (b - a) < np.ptp(drawn["caution"][1])


def test_rows_are_drawn_by_their_weight(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sim.scenario.posterior.FOLDER", tmp_path)
    whole = posterior()
    first = np.zeros(500)
    first[0] = 1
    replace(whole, found=replace(whole.found, weights=first)).ship()
    assert all(np.ptp(numbers) == 0 for numbers in drawn_by(as_fitted(baseline())).values())


def test_what_a_scenario_sets_itself_stays(on_the_shelf: Fitted) -> None:
    own = baseline().parameters["caution"].model_copy(update={"value": 0.3})
    scenario = baseline().model_copy(update={"parameters": baseline().parameters | {"caution": own}})
    assert drawn_by(as_fitted(scenario))["caution"] == pytest.approx(0.3)
    assert at_defaults(scenario).parameters["caution"].value == 0.3
    assert at_defaults(scenario).parameters["salvo"].value == scenario.parameters["salvo"].default


def test_a_posterior_from_other_ranges_is_refused(on_the_shelf: Fitted) -> None:
    wide = baseline().parameters["caution"].model_copy(update={"range": (-2, 2)})
    scenario = baseline().model_copy(update={"parameters": baseline().parameters | {"caution": wide}})
    fitted_ = scenario.model_copy(update={"params": "fitted"})
    said = r"parameters\.caution\.range: -2 to 2 is not the range .* allowed: -0\.8 to 0\.8"
    for asked in (lambda: as_fitted(scenario), lambda: drawn_by(Cell(fitted_, "essay"))):
        with pytest.raises(UserError, match=said):
            asked()


def test_a_file_that_draws_from_a_posterior_of_other_ranges_is_told_with_all_its_faults(
    on_the_shelf: Fitted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = "params: fitted\nparameters:\n  caution: {range: [-2, 2]}\n  salvo: {range: [0, 9]}\nqestion: x\n"
    Path("own.yaml").write_text(f"{SHORT}{own}", encoding="utf-8")
    lines = told("check", "own.yaml", code=2).splitlines()
    first = SHORT.count("\n") + 3
    assert [line.split(": ")[:2] for line in lines if "posterior" in line] == [
        [f"own.yaml:{first}:20", "parameters.caution.range"],
        [f"own.yaml:{first + 1}:18", "parameters.salvo.range"],
    ]
    assert "allowed: -0.8 to 0.8 (leave the range out), `params: prior`, or fit anew" in lines[0]
    assert "qestion" in lines[-1]
    for command in (("run",), ("explain", "--week", 0)):
        assert told(*command, "own.yaml", code=2).splitlines() == lines
    Path("own.yaml").write_text(f"{SHORT}params: fitted\nparameters: {{caution: 0.2}}\n", encoding="utf-8")
    assert "sound" in told("check", "own.yaml")
    Path("own.yaml").write_text(f"{SHORT}params: fitted\ntheory: spiral\n", encoding="utf-8")
    assert told("check", "own.yaml", code=2).startswith("own.yaml: params: no posterior is shipped for")


def test_theories_of_one_study_are_drawn_from_a_fit_each(on_the_shelf: Fitted) -> None:
    posterior("spiral").ship()
    cells = with_params([Cell(baseline(), "essay"), Cell(baseline(), "spiral")], "fitted")
    drawn = drawn_by(*cells)
    assert not np.array_equal(drawn["caution"][0], drawn["caution"][1])
    assert simulate_ensemble(cells, seed=1, worlds=8).worlds == 8


def test_a_scenario_is_told_where_it_draws_from_beyond_the_posterior(on_the_shelf: Fitted) -> None:
    low, high = on_the_shelf.interval()["caution"]
    assert beyond(baseline(), "essay") == (
        f"outside the range fitted to the record: caution (-0.8 to 0.8, fitted {low:.3g} to {high:.3g})"
    )
    assert beyond(as_fitted(baseline()).scenario, "essay") == ""
    assert beyond(baseline(), "spiral") == ""


def test_a_comparison_says_so_beside_every_number(on_the_shelf: Fitted) -> None:
    cells = [Cell(scenario, "essay") for scenario in (baseline(), baseline("hard_only"))]
    study = condensed(simulate_ensemble(cells, seed=1, worlds=8))
    table = effects(study)
    assert table["guards"].str.contains("outside the range fitted to the record: caution").all()
    assert any("outside the range fitted" in words for words in cautions(study, table))


def test_a_forecast_is_told_what_its_scenario_sets_beyond_the_posterior(on_the_shelf: Fitted) -> None:
    own = baseline().parameters["caution"].model_copy(update={"value": -0.8})
    scenario = baseline().model_copy(update={"parameters": baseline().parameters | {"caution": own}})
    open_, set_ = Cell(baseline(), "essay"), Cell(scenario, "essay")
    assert on_forecasts([open_], "all") == {"essay": ""}  # what is left open is learnt from the record
    (words,) = on_forecasts([open_, set_], "all").values()
    assert "outside the range fitted to the record: caution (-0.8 to -0.8" in words
    both = on_forecasts([set_, Cell(scenario, "own_calendar")], "all")
    assert both["own_calendar"].startswith("by construction")
    assert both["all"] == f"essay: {words}; own_calendar: {both['own_calendar']}"


def test_params_choose_where_numbers_come_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sim.scenario.posterior.FOLDER", tmp_path)
    cells = [Cell(baseline(), "essay")]
    assert with_params(cells, "prior") == cells
    assert with_params(cells, "default")[0].scenario.parameters["salvo"].value is not None
    with pytest.raises(UserError, match="no posterior is shipped"):
        with_params(cells, "fitted")
    posterior().ship()
    assert with_params(cells, "fitted")[0].scenario.params == "fitted"
    with pytest.raises(UserError, match="no posterior is shipped"):
        with_params([*cells, Cell(baseline(), "spiral")], "fitted")


def test_what_is_shipped_fits_the_ranges_of_today() -> None:
    for theory in filter(lambda name: posterior_file(name).exists(), NAMES_OF_THEORIES):
        assert World([as_fitted(baseline(), theory)], Draws(1, 0, 8), 8).width == 8


def test_a_fit_says_what_the_record_cannot_settle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.studies.calibration.study.TRIALS", 20)
    monkeypatch.setattr("sim.studies.calibration.study.PREDICTED", 30)
    rng = np.random.Generator(np.random.Philox(6))
    places = rng.random((900, len(NAMES))).astype(np.float32)
    numbers = (observed() + rng.standard_normal((900, len(statistics())))).astype(np.float32)
    numbers[:, 0] += 20 * (places[:, 1] - 0.5)
    run = RunInfo((Cell(short(), "essay"),), 6, 900, replicates=1)
    found = fitted_to_record(ReferenceTable(NAMES, places, numbers), run)
    assert found.fitted.settled == ["salvo"]
    assert list(found.predictive["number"]) == list(statistics())
    assert found.parameters["coverage"].between(0, 1).all()
    assert "narrows 1 of 3 parameters" in found.headline
    assert found.trial.records == 20
    assert found.parameters["mean_rank"].between(0, 1).all()
    assert "Too few rows to try effects" in str(found.pages()["fit.md"])
    assert "salvo" in found._repr_html_()
    assert "caution" not in found._repr_html_()
    assert str(found.pages()["fit.md"]).startswith("# Fit of the theory essay")


def fit_tried(trials: int, covered: float) -> Fit:
    """A fit of which only the trials matter."""
    none = np.zeros((3, len(statistics())))
    run = RunInfo((Cell(short(), "essay"),), 5, 20_000, replicates=1)
    ranks = np.random.default_rng(1).random((trials, len(NAMES)))
    return Fit(run, posterior(), Trial(np.full(len(NAMES), covered), ranks), none, none)


def test_a_history_too_short_to_try_intervals_is_said_to_be_so() -> None:
    covered = tried(np.zeros((4, 2)), np.zeros((4, 1)), 2, np.zeros(0, np.int64), 1)
    assert np.isnan(covered.held).all()
    found = fit_tried(0, np.nan)
    assert "intervals were not tried" in found.caveats[0]
    assert "intervals were not tried" in str(found.pages()["fit.md"])


@pytest.mark.parametrize(
    ("trials", "says"), [(37, "On 37 pseudo-records the"), (1, "On 1 pseudo-record the")]
)
def test_a_fit_says_on_how_many_pseudo_records_it_was_tried(trials: int, says: str) -> None:
    found = fit_tried(trials, 0.9)
    assert says in found._repr_html_()
    assert says in str(found.pages()["fit.md"])


# ── the command ──


def test_the_command_fits_ships_and_is_taken_up_by_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "shipped"
    shelf.mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.scenario.posterior.FOLDER", shelf)
    monkeypatch.setattr("sim.scenario.posterior.SETTLED", 9)  # so few draws settle nothing otherwise
    monkeypatch.setattr("sim.studies.calibration.study.PREDICTED", 40)
    monkeypatch.setattr("sim.studies.running.drawing", lambda *_, **__: nullcontext(undrawn))
    (tmp_path / "past.yaml").write_text(past(LATE), encoding="utf-8")
    (tmp_path / "one.yaml").write_text(SHORT, encoding="utf-8")
    page = told("fit", "past.yaml", "--theory", "spiral", "--draws", 200, "--workers", 1, "--ship", "--quiet")
    assert "200 draws from the ranges" in page
    assert "spiral: the record narrows" in page
    folder = tmp_path / "outputs" / "fit_spiral"
    manifest = Manifest.read(folder)
    assert set(manifest.outputs) == {
        "parameters.csv", "correlations.csv", "predictive.csv", "fit.md", "posterior.npz",
        "report.html", "ro-crate-metadata.json", "scenarios/past.yaml",
    }  # fmt: skip
    assert (manifest.worlds, manifest.replicates, manifest.cells) == (200, 1, (("past", "spiral"),))
    fit_ = Fitted.load(posterior_file("spiral"))
    assert (fit_.theory, fit_.draws) == ("spiral", 200)
    assert len(list((tmp_path / "outputs" / "fit_tables").rglob("*.npz"))) == 1

    table = pd.read_csv(folder / "parameters.csv").set_index("parameter")
    assert set(table.index) == set(fit_.ranges)
    assert (table["prior_low"] <= table["low"]).all()
    assert (table["low"] < table["high"]).all()
    assert (table["high"] <= table["prior_high"]).all()
    assert list(table.columns) == [
        "prior_low", "prior_high", "mean", "low", "high", "spread_of_prior", "settled", "coverage",
        "mean_rank", "ranks_uniform",
    ]  # fmt: skip
    assert list(pd.read_csv(folder / "predictive.csv")["number"]) == list(statistics())

    told("run", "one.yaml", "--theory", "spiral", "--params", "fitted", "--worlds", 8, "--quiet")
    ran = load(tmp_path / "outputs" / "run_one_spiral_fitted" / "scenarios" / "one.yaml")
    assert ran.params == "fitted"
    assert ran.parameters["caution"].value is None


def test_one_folder_holds_one_theory(tmp_path: Path) -> None:
    words = ("--theory", "essay", "--theory", "spiral", "--out", tmp_path / "out")
    assert "--out takes one theory" in told("fit", *words, code=2)


def test_what_has_been_run_is_kept_where_it_is_to_be_and_else_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.studies.calibration.study.PREDICTED", 40)
    Path("past.yaml").write_text(past(LATE), encoding="utf-8")
    found = fit("past.yaml", theory="spiral", draws=200)
    assert [path.name for path in tmp_path.iterdir()] == ["past.yaml"]
    again = fit("past.yaml", theory="spiral", draws=200, tables="tables", out="out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "past.yaml", "tables"]
    assert again.parameters.equals(found.parameters)
    both = (*again.run.command, "--theory", "essay")  # a folder for each, by one command
    replace(again, run=replace(again.run, command=both)).save(Path("out"))
    assert verify("out").stands
    with pytest.raises(UserError, match="draws 100: allowed: 200 to"):
        fit(draws=100)


def test_enough_rows_are_accepted_also_of_small_tables() -> None:
    assert [accepted(draws) for draws in (200, 4_000, 100_000)] == [100, 400, 1_000]


def test_where_tables_cannot_be_kept_is_told_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    (line,) = told("fit", "--draws", 200, "--tables", "file/x", code=2).splitlines()
    assert line.startswith("file/x: cannot be written: no folder can be made in ")
