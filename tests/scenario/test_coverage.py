"""A run outside what the calendar dates, or that starts on another day than its state is assumed for."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario import Scenario, load, shipped_files

AGAIN = (
    "calendar: {ulchi_freedom_guardian_2020: {every: year}, vigilant_ace_2020: {every: year}, "
    "foal_eagle_2020: {every: year}}"
)


def scenario(folder: Path, text: str) -> Scenario:
    path = folder / "w.yaml"
    path.write_text(f"extends: baseline\nquestion: What if?\n{text}\n", encoding="utf-8")
    return load(path)


def test_a_run_past_the_last_exercise_is_told_of_and_mended_by_the_line_it_is_told(tmp_path: Path) -> None:
    (warning,) = scenario(tmp_path, "end: 2023-12-31").warnings
    assert "end: no exercise is dated after 2020-12-11, and the run goes on to 2023-12-31" in warning
    assert f"`{AGAIN}`" in warning
    mended = scenario(tmp_path, f"end: 2023-12-31\n{AGAIN}")
    assert mended.warnings == ()
    held = {fact.start.isoformat() for fact in mended.facts if fact.sets == "exercise"}
    assert {"2021-03-02", "2022-08-17", "2023-12-07"} <= held


@pytest.mark.parametrize("end", ["2020-12-31", "2021-02-28"])
def test_a_run_that_ends_before_the_next_exercise_would_come_misses_none(tmp_path: Path, end: str) -> None:
    assert scenario(tmp_path, f"end: {end}").warnings == ()


def test_an_earlier_start_is_told_what_nothing_sets_and_whose_state_it_has(tmp_path: Path) -> None:
    dated, assumed = scenario(tmp_path, "start: 2015-01-05").warnings
    assert "nothing sets exercise before 2017-08-21" in dated
    assert "posts before 2017-06-26" in dated
    assert "begins on 2015-01-05 in the state that is assumed for 2017-06-30" in assumed
    assert "`start: {date: …, from: record}`" in assumed


def test_a_later_start_is_told_whose_state_it_has_unless_it_says_itself(tmp_path: Path) -> None:
    (warning,) = scenario(tmp_path, "start: 2019-01-01").warnings
    assert "assumed for 2017-06-30" in warning
    assert scenario(tmp_path, "start: 2019-01-01\nparameters: {start_tension: 0.4}").warnings == ()
    assert scenario(tmp_path, "start: 2017-07-31").warnings == ()


def test_what_stands_at_something_is_told_when_its_last_fact_ends(tmp_path: Path) -> None:
    text = "calendar: {posts_vacant: null, posts_filled: {from: 2017-06-30, to: 2019-06-30}}"
    (warning,) = scenario(tmp_path, text).warnings
    assert "no posts is dated after 2019-06-30" in warning


def test_no_shipped_scenario_is_warned_of() -> None:
    assert {path.stem: said for path in shipped_files() if (said := load(path).warnings)} == {}
