"""Any world of a study comes back from the manifest alone: the one that was kept, with every rule applied."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from click.testing import CliRunner

from sim.api import replay, run
from sim.cli.program import cli
from sim.core.errors import UserError
from sim.core.rule import RULES
from sim.engine.trajectories import CHOICES, NUMBERS
from sim.explanation.replay import replayed
from sim.output.draw_pool import undrawn
from sim.output.replay import as_kept
from sim.vocabulary.glossary import MEASURES
from tests.output.test_verify import SHORT, written_down


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written_down(tmp_path_factory.mktemp("replayed"))


def told(*words: object, code: int = 0) -> str:
    done = CliRunner().invoke(cli, list(map(str, words)))
    assert done.exit_code == code, done.output
    return done.output


def test_worlds_that_are_kept_open_with_names_units_and_dates(study: Path) -> None:
    with xr.open_dataset(study / "worlds.nc", engine="h5netcdf") as data:
        assert data.value.dtype == np.float32
        assert data.sent.dtype == np.int8
        assert data.value.dims == ("scenario", "theory", "measure", "week", "world")
        assert data.sent.dims == ("scenario", "theory", "actor", "family", "week", "world")
        assert list(data.measure.values) == list(NUMBERS)
        assert str(data.date.values[1])[:10] == "2017-07-03"
        one = data.sel(scenario="two", theory="essay", measure="tension", world=3)
        assert one.value.shape == (data.sizes["week"],)
        names = data.option_name.sel(scenario="one", actor="DPRK", family="words").values
        assert names[0] == "silence"
        assert "taunt" in names
        assert all("comment" in data[name].attrs for name in ("value", "sent"))


@pytest.mark.parametrize("world", [0, 3, 16])
def test_a_replayed_world_is_the_one_that_was_kept(study: Path, world: int) -> None:
    for scenario in ("one", "two"):
        found = replay(study, world, scenario)
        assert found.as_kept
        assert "the same, to the last bit, as was kept" in found._repr_html_()
    other = replayed(found.one.cell, found.manifest.seed + 1, world)
    assert not as_kept(study, other)


def test_a_world_is_a_result_with_tables_and_a_picture_of_its_log(study: Path) -> None:
    found = replay(str(study), 3, theory="essay")
    assert found.headline == "one under essay, seed 1, world 3"
    assert list(found.tables) == ["ledger", "weeks", "trace"]
    assert found.plot("ledger").axes
    assert "tables[…]: ledger, weeks, trace; plot('ledger')" in repr(found)


def test_the_measures_of_the_week_are_those_of_the_series(study: Path) -> None:
    """The mean over the worlds that were kept is the mean of the histograms, to a bin."""
    with (
        xr.open_dataset(study / "worlds.nc", engine="h5netcdf") as kept,
        xr.open_dataset(study / "series.nc", engine="h5netcdf") as series,
    ):
        peace = series.at_war.values.max() == 0
        for name, quantity in MEASURES.items() if peace else ():
            mean = kept.value.sel(measure=name).mean("world").values
            bin_ = (quantity.high - quantity.low) / 1024
            np.testing.assert_allclose(series.means.sel(measure=name).values, mean, atol=bin_)


def test_the_command_shows_the_world_week_by_week(study: Path) -> None:
    said = told("replay", study, "--world", 3, "--scenario", "two")
    lines = said.splitlines()
    assert lines[0] == "two under essay, seed 1, world 3"
    (first,) = (line for line in lines if line.split()[:2] == ["0", "2017-06-26"])
    assert "US" in first or "DPRK" in first
    assert "the same, to the last bit, as was kept" in said
    assert lines[-1].startswith(
        f"why: python run.py explain {study}/scenarios/two.yaml --week WEEK --world 3"
    )
    hint = lines[-1].partition("explain ")[2].replace("WEEK", "2").split()
    assert "week 2" in told("explain", *hint)


def test_the_tables_hold_every_rule_with_what_it_read_and_gave(study: Path, tmp_path: Path) -> None:
    out = tmp_path / "world"
    for _ in range(2):  # the second replaces the first
        told("replay", study, "--world", 3, "--out", out)
    assert {path.name for path in out.iterdir()} == {
        "ledger.csv",
        "weeks.csv",
        "trace.csv",
        "manifest.json",
        "ro-crate-metadata.json",
    }
    weeks = pd.read_csv(out / "weeks.csv")
    assert list(weeks.columns) == ["week", "date", *NUMBERS]
    trace = pd.read_csv(out / "trace.csv", keep_default_na=False)
    assert set(trace["week"]) == set(weeks["week"])
    assert set(trace["rule"]) <= set(RULES)
    assert len(trace) > 100 * len(weeks)
    tension = trace[trace["rule"] == "escalate.tension"]["result"].astype(np.float32)
    np.testing.assert_array_equal(tension.to_numpy(), weeks["tension"].astype(np.float32))


def test_what_is_not_there_is_told(study: Path) -> None:
    for world in (17, 19_999_999):
        assert "have the numbers 0 to 16" in told("replay", study, "--world", world, code=2)
    refused = told("replay", study, "--scenario", "three", code=2)
    assert "no such scenario or theory in this study; there are one under essay" in refused
    assert "two under spiral" in refused
    assert "no manifest" in told("replay", study.parent, code=2)


def test_a_theory_that_the_study_did_not_run_is_told(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(SHORT, encoding="utf-8")
    study = run(tmp_path / "one.yaml", theory="essay", worlds=8).save(tmp_path / "study", undrawn)
    said = told("replay", study, "--theory", "spiral", code=2)
    assert "no such scenario or theory in this study; there are one under essay\n" in said


def test_without_worlds_kept_a_world_replays_as_well(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(SHORT, encoding="utf-8")
    study = run(tmp_path / "one.yaml", worlds=8, world=5).save(tmp_path / "study", undrawn)
    assert not (study / "worlds.nc").exists()
    found = replay(study, 5)
    assert found.as_kept is None
    assert "as was kept" not in told("replay", study, "--world", 5)
    world = found.save(tmp_path / "world")
    assert (world / "ledger.csv").read_bytes() == (study / "ledger.csv").read_bytes()


def test_more_worlds_than_fit_are_refused_before_the_run(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="keep_worlds: 1,000,000 worlds of 5 cells would take"):
        run("baseline", worlds=1_000_000, keep_worlds=True)


def test_each_choice_is_kept_once() -> None:
    assert len(set(CHOICES)) == 16
