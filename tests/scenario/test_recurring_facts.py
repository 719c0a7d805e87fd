"""Facts that come back every year are the same facts written out year by year, wherever they are read."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.conditioning.known_facts import known
from sim.model.calendar import LOOK_AHEAD, Calendar
from sim.output.captions import events
from sim.scenario import Fact, Scenario, load
from sim.scenario.dump import written
from sim.studies.forecasting.outlook import OutlookJob
from sim.studies.response.levers import lever
from tests.helpers.scenario_texts import SMALL, complaints, variant
from tests.helpers.worlds import baseline

FILE = Path(__file__).parents[1] / "fixtures" / "yearly.yaml"
CASES = yaml.load(FILE.read_text(encoding="utf-8"), yaml.BaseLoader)


def fact(name: str = "custom", sets: str = "exercise", **keys: Any) -> Fact:
    return Fact.model_validate({"name": name, "sets": sets, "value": 0.8, "source": "a test", **keys})


def days(facts: list[Fact]) -> list[str]:
    return [f"{each.start} to {each.end}" for each in facts]


def times(scenario: Scenario, name: str) -> list[Fact]:
    return [each for each in scenario.facts if each.name == name]


# ── the days ──


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.replace(" ", "-"))
def test_a_fact_that_comes_back_holds_from_day_to_day(here: Path, case: str) -> None:
    keys = ", ".join(f"{key}: {value}" for key, value in CASES[case]["fact"].items())
    text = f"calendar: {{custom: {{sets: exercise, value: 0.8, source: a test, {keys}}}}}\n"
    found = times(load(variant(here, text)), "custom")
    assert days(found) == CASES[case]["holds"]
    assert all((each.every, each.until) == (None, None) for each in found)


def test_it_is_known_as_long_ahead_each_year() -> None:
    told = fact(**{"from": "2018-08-20", "to": "2018-08-31", "every": "year", "known_from": "2017-12-01"})
    untold = fact("untold", **{"from": "2018-08-20", "to": "2018-08-31", "every": "year"})
    s = with_facts(told, untold)
    assert [f.known_from for f in times(s, "custom")] == [date(y, 12, 1) for y in (2017, 2018, 2019, 2020)]
    assert all(f.known_from == f.start for f in times(s, "untold"))


def test_the_end_of_all_years_is_no_obstacle() -> None:
    over = fact(**{"from": "9998-12-20", "to": "9999-01-10", "every": "year", "known_from": "9999-01-01"})
    late = with_facts(over).starting(date(9998, 1, 1)).model_copy(update={"end": date.max})
    assert days(times(late, "custom")) == ["9998-12-20 to 9999-01-10", "9999-12-20 to 9999-12-31"]


# ── the same as written out by hand, for whoever reads it ──


def with_facts(*facts: Fact) -> Scenario:
    return baseline().model_copy(update={"calendar": {f.name: f for f in facts}})


def by_hand(one: Fact) -> list[Fact]:
    """The fact once a year to the end of 2021, from the words of its days."""
    if one.every is None:
        return [one]
    found: list[Fact] = []
    for number in range(2021 - one.start.year + 1):
        start, end, known_from = (
            _in_words(day, number) for day in (one.start, one.end or date.max, one.known_from)
        )
        if one.until is None or start <= one.until.isoformat():
            again = {"from": start, "to": end, "known_from": known_from}
            numbers = {"value": one.value, "forces": one.forces}
            found.append(fact(f"{one.name}_{number}", one.sets, **again, **numbers))
    return found


def _in_words(day: date, later: int) -> str:
    year, words = day.year + later, f"{day:%m-%d}"
    return f"{year}-02-28" if words == "02-29" and not isleap(year) else f"{year}-{words}"


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    """Some facts, most of them yearly, that set few quantities and so lie over one another."""
    found: list[Fact] = []
    for number in range(draw(st.integers(1, 4))):
        start = draw(st.dates(date(2015, 1, 1), date(2021, 6, 30)) | st.just(date(2016, 2, 29)))
        keys = {
            "from": start,
            "to": start + timedelta(days=draw(st.integers(0, 364))),
            "known_from": start - timedelta(days=draw(st.integers(0, 800))),
            "every": draw(st.sampled_from(["year", "year", None])),
            "value": draw(st.sampled_from([-1, 0.3, 0.8])),
            "forces": draw(st.sampled_from([0, 0.5])),
        }
        until = draw(st.none() | st.integers(0, 2000)) if keys["every"] else None
        keys["until"] = None if until is None else start + timedelta(days=until)
        sets = draw(st.sampled_from(["exercise", "season", "contact_mood"]))
        found.append(fact(f"fact_{number}", sets, **keys))
    return found


def read(calendar: Calendar, weeks: int) -> np.ndarray[Any, Any]:
    """All that a calendar of exercises, seasons and moods tells in its weeks."""
    rows: list[list[float]] = []
    for week in range(weeks + LOOK_AHEAD):
        said = [calendar.value(name, week) for name in ("season", "contact_mood")]
        rows.append([float(x[0]) for x in (*said, *vars(calendar.exercise(week)).values())])
    return np.array(rows)


@settings(max_examples=150, deadline=None)
@given(facts(), st.dates(date(2017, 6, 30), date(2019, 12, 31)))
def test_a_yearly_fact_is_the_same_facts_written_out_year_by_year(given: list[Fact], day: date) -> None:
    short = with_facts(*given)
    plain = with_facts(*[each for one in given for each in by_hand(one)])
    assert [_bare(each) for each in short.facts] == [_bare(each) for each in plain.facts]
    calendars = [Calendar([s.facts], s.monday, s.weeks, 1) for s in (short, plain)]
    assert np.array_equal(*[read(each, short.weeks) for each in calendars])
    foreseen = [sorted(map(_bare, known(s.calendar, day, 52).values())) for s in (short, plain)]
    assert foreseen[0] == foreseen[1]


def _bare(each: Fact) -> tuple[Any, ...]:
    last = each.end or date.max
    return each.start, last, each.known_from, each.sets, each.value, each.forces, each.every or ""


# ── as one fact: in files that extend, in a folder of results, in pictures, in forecasts ──

CUSTOM = """calendar:
  custom: {sets: season, from: 2017-10-01, to: 2017-12-31, every: year, value: -1, source: a test}
"""


def extending(here: Path, text: str) -> Scenario:
    """A file that extends one with a yearly fact."""
    variant(here, CUSTOM, "yearly.yaml")
    (here / "over.yaml").write_text(f"extends: yearly.yaml\n{text}", encoding="utf-8")
    return load(here / "over.yaml")


CHANGES = {
    "nothing": ("", [2017, 2018, 2019, 2020, 2021]),
    "taken out": ("calendar: {custom: null}\n", []),
    "ended": ("calendar: {custom: {until: 2018-12-31}}\n", [2017, 2018]),
    "this year alone": ("calendar: {custom: {every: null}}\n", [2017]),
    "two years later": ("calendar: {custom: {from: 2019-10-01, to: 2019-12-31}}\n", [2019, 2020, 2021]),
}


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: case.replace(" ", "-"))
def test_an_extending_file_changes_all_years_at_once(here: Path, case: str) -> None:
    text, years = CHANGES[case]
    assert [f.start.year for f in times(extending(here, text), "custom")] == years


def test_one_year_is_changed_by_a_fact_laid_over_it(here: Path) -> None:
    busy = "{sets: season, from: 2018-10-01, to: 2018-12-31, value: 1, source: a test}"
    s = extending(here, f"calendar: {{busy: {busy}}}\n")
    calendar = Calendar([s.facts], s.monday, s.weeks, 1)
    said = [float(calendar.value("season", s.week_of(date(year, 11, 1)))[0]) for year in (2017, 2018, 2019)]
    assert said == [-1, 1, -1]


def test_all_that_is_wrong_with_what_comes_back_is_said_at_once(here: Path) -> None:
    text = """calendar:
  first: {sets: season, from: 2018-10-01, to: 2019-10-01, every: year, until: 2018-01-01, value: 1, source: x}
  second: {sets: season, from: 2018-10-01, every: yearly, until: soon, value: -1, source: x}
  third: {sets: season, from: 2018-10-01, every: year, value: -1, source: x}
"""
    assert [line.split("; allowed")[0].partition(":")[2] for line in complaints(variant(here, text))] == [
        "3:47: calendar.first.to: 2019-10-01 is a year or more after `from`",
        "3:79: calendar.first.until: 2018-01-01 is before `from`",
        "4:51: calendar.second.every: found 'yearly'",
        "4:66: calendar.second.until: 'soon' is not a date",
        "5:3: calendar.third: comes back every year without saying when it ends",
    ]


def test_a_scenario_in_a_folder_of_results_has_it_once(here: Path) -> None:
    scenario = extending(here, "calendar: {custom: {until: 2019-12-31}}\n")
    (here / "again.yaml").write_text(written(scenario), encoding="utf-8")
    again = load(here / "again.yaml")
    assert again.calendar == scenario.calendar
    assert again.facts == scenario.facts
    assert written(scenario).count("every:") == 1


def test_an_analysis_varies_all_years_at_once(here: Path) -> None:
    varied = lever(extending(here, ""), "calendar.custom.value").at(0.5)
    assert {each.value for each in times(varied, "custom")} == {0.5}


@cache
def exercises() -> Scenario:
    """The baseline with one exercise that comes back every summer, announced in January, and nothing else."""
    keys = {"from": "2017-08-07", "to": "2017-08-18", "every": "year", "known_from": "2017-01-05"}
    return with_facts(fact("long_march", **keys))


def test_pictures_name_it_where_it_first_comes() -> None:
    assert list(events([exercises()])) == [(6, "Long March")]


def test_a_forecast_knows_what_is_announced_and_goes_by_custom_after_that() -> None:
    starts = [f.start for f in known(exercises().calendar, date(2019, 2, 3), 104).values()]
    announced = [date(year, 8, 7) for year in (2017, 2018, 2019)]
    assert starts == [*announced, date(2020, 8, 4)]


def test_a_scenario_from_the_origin_on_goes_by_the_custom_of_the_history() -> None:
    asked = OutlookJob(exercises(), with_facts(), "essay", date(2019, 2, 3), 104, 100, 1)
    then = asked._from_now_on(exercises())  # pyright: ignore[reportPrivateUsage]
    starts = [f.start for f in then.facts if f.sets == "exercise"]
    assert starts == [date(2017, 8, 7), date(2018, 8, 7), date(2019, 8, 6), date(2020, 8, 4)]


def test_the_small_scenario_has_nothing_that_comes_back() -> None:
    scenario = load(SMALL)
    assert scenario.facts == tuple(scenario.calendar.values())
