"""Finished studies compared: the numbers of a comparison that ran all of it, or a refusal that says why."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim as tt
from sim.output.draw_pool import undrawn
from sim.scenario import Scenario
from tests.helpers.studies import told
from tests.helpers.worlds import baseline, short

WEEKS, WORLDS = 20, 16
ORDER = {"actor": "US", "signal": "show_of_force", "from": "2017-08-07"}


def named(name: str, strategy: str = "negotiation_from_strength") -> Scenario:
    return short(baseline(), WEEKS).with_strategy(strategy).model_copy(update={"name": name})


ONE = named("one")
OTHER = named("other", "overreaction").with_(name="other", orders={"force": ORDER})


def saved(place: Path, *scenarios: Scenario, **options: object) -> Path:
    study, under = (tt.compare, "theories") if len(scenarios) > 1 else (tt.run, "theory")
    asked = {"worlds": WORLDS, "seed": 3, under: "essay"} | options
    return study(*scenarios, **asked).save(place, undrawn, figures="none")


@pytest.fixture(name="places", scope="module")
def _places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("studies")
    saved(place / "first", ONE)
    saved(place / "second", OTHER)
    saved(place / "both", ONE, OTHER)
    return place


def test_two_runs_compared_are_the_comparison_of_both(places: Path) -> None:
    found = tt.compare_studies(places / "first", places / "second")
    direct = tt.compare(ONE, OTHER, worlds=WORLDS, seed=3, theories="essay")
    for name, table in direct.tables.items():
        pd.testing.assert_frame_equal(table, found.tables[name], check_dtype=False, rtol=1e-8)
    assert found.report.finding == direct.report.finding
    for name in ("outcome_values", "means", "stage_share", "at_war", "parameter_values"):
        np.testing.assert_array_equal(found.series[name], direct.series[name])
    assert "differences" not in found.figures
    assert "overview" in found.figures


def test_what_it_writes_says_where_it_is_from_and_is_proved_by_running_all_again(places: Path) -> None:
    told(
        "compare",
        places / "first",
        places / "second",
        "--figures",
        "none",
        "--out",
        places / "new",
        "--quiet",
    )
    rows = pd.read_csv(places / "new" / "studies.csv")
    assert rows["scenario"].tolist() == ["one", "other"]
    assert [Path(each).name for each in rows["study"]] == ["first", "second"]
    assert tt.verify(places / "new").stands


def test_a_scenario_that_both_ran_stands_once_and_another_of_its_name_bears_its_folder(places: Path) -> None:
    once = tt.compare_studies(places / "first", places / "both")
    assert list(once.summary["scenario"].unique()) == ["one", "other"]
    namesake = named("one", "maximum_pressure")
    saved(places / "third", namesake)
    apart = tt.compare_studies(places / "first", places / "third")
    assert list(apart.summary["scenario"].unique()) == ["one", "one_third"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"seed": 4}, "its seed is 4, not 3"),
        ({"worlds": 48}, "it has 48 worlds, not 16"),
        ({"scenarios": [short(named("late"), WEEKS + 1)]}, f"it has {WEEKS + 1} weeks, not {WEEKS}"),
    ],
)
def test_other_worlds_are_refused_with_what_is_other(
    places: Path, tmp_path: Path, options: dict[str, object], said: str
) -> None:
    scenarios = options.pop("scenarios", [OTHER])
    saved(tmp_path / "odd", *scenarios, **options)  # pyright: ignore[reportGeneralTypeIssues]
    assert said in told("compare", places / "first", tmp_path / "odd", code=2)


def test_theories_are_those_that_all_ran(places: Path, tmp_path: Path) -> None:
    saved(tmp_path / "two", ONE, OTHER, theories=["essay", "spiral"])
    found = tt.compare_studies(tmp_path / "two", places / "second")
    assert found.run.theories == ("essay",)
    said = told("compare", places / "first", tmp_path / "two", "--theory", "spiral", code=2)
    assert "all ran: essay" in said
    saved(tmp_path / "none", OTHER, theory="spiral")
    assert "no theory in common" in told("compare", places / "first", tmp_path / "none", code=2)


def test_changed_results_other_things_and_options_of_a_run_are_refused(places: Path, tmp_path: Path) -> None:
    shutil.copytree(places / "second", tmp_path / "changed")
    with (tmp_path / "changed" / "series.nc").open("ab") as file:
        file.write(b"x")
    assert "series.nc was changed" in told("compare", places / "first", tmp_path / "changed", code=2)
    assert "given twice" in told("compare", places / "first", places / "first" / ".", code=2)
    assert "two folders" in told("compare", places / "first", code=2)
    assert "is no finished study" in told("compare", places / "first", "baseline", code=2)
    assert "--worlds" in told("compare", places / "first", places / "second", "--worlds", 8, code=2)
    tt.preview("baseline", out=tmp_path / "preview")
    assert "no study of scenarios" in told("compare", places / "first", tmp_path / "preview", code=2)


def test_one_draws_what_is_asked_for_only(places: Path) -> None:
    found = tt.compare_studies(places / "first", places / "second", outcomes=["p_war"], measures="friction")
    shown = str(found.report.blocks)
    assert "p_war" in shown
    assert "weeks_in_" not in shown
    figure = found.plot("fans_other")
    titles = [axes.get_title(side).lower() for axes in figure.axes for side in ("left", "center")]
    assert any("friction" in title for title in titles)
    assert not any("tension" in title for title in titles)
    assert "no outcome 'p_wr'" in told("compare", "--outcomes", "p_wr", code=2)
