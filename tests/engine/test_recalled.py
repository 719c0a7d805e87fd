"""What injects know of the weeks before the start: the record's events; of an assumed start nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from sim.core.random_streams import Draws
from sim.engine.starting import as_written
from sim.scenario import Scenario, baseline
from sim.scenario.cell import Cell

OFFER = {"actor": "US", "signal": "public_offer"}


def first_week(scenario: Scenario, when: dict[str, Any], span: int = 40) -> list[int]:
    """The week in which an inject comes in each of three worlds, -1 if it does not."""
    s = scenario.with_(injects={"it": {"when": when, "then": OFFER}})
    world = as_written([Cell(s, "essay")], Draws(1, 0, 3), 1)
    first = np.full(3, -1)
    for week in range(span):
        world.step()
        done = world.situation.plan.watches[0].times == 0
        first[(first < 0) & done] = week
    return first.tolist()


def from_record(day: date) -> Scenario:
    return baseline().with_(start={"date": day, "from": "record"}, end="2018-12-30")


AFTER_THE_SIXTH_TEST = date(2017, 9, 4)
"""The day after the nuclear test of 3 September 2017."""


@pytest.mark.parametrize(
    ("when", "first"),
    [
        ({"event": "nuclear_test"}, 0),
        ({"event": "nuclear_test", "by": "DPRK"}, 0),
        ({"event": "test", "in_the_last": "8 weeks"}, 0),
        ({"event": "provocation"}, 0),
        ({"not": {"event": "resolution", "in_the_last": "3 weeks"}}, 0),
        ({"not": {"event": "attack"}, "for": "20 weeks"}, 0),
    ],
)
def test_the_weeks_of_the_record_count(when: dict[str, Any], first: int) -> None:
    assert first_week(from_record(AFTER_THE_SIXTH_TEST), when, 1) == [first] * 3


@pytest.mark.parametrize(
    "when",
    [
        {"not": {"event": "test", "in_the_last": "26 weeks"}},
        {"not": {"event": "provocation"}, "for": "3 weeks"},
        {"event": "attack"},
        {"event": "aid", "in_the_last": "52 weeks"},
        {"not": {"event": "aid", "in_the_last": "2 weeks"}},
    ],
)
def test_what_the_record_does_not_have_or_says_against_it_makes_nothing_hold(when: dict[str, Any]) -> None:
    assert first_week(from_record(AFTER_THE_SIXTH_TEST), when, 1) == [-1] * 3


def test_half_a_year_without_tests_is_counted_from_the_sixth_test_on() -> None:
    """In worlds in which nothing is tested after it: the weeks 0 to 25, since it fell in the week before."""
    day = AFTER_THE_SIXTH_TEST
    quiet = from_record(day).with_(
        orders={
            name: {"actor": "DPRK", "signal": name, "withhold": True, "from": day, "to": "2018-12-30"}
            for name in ("nuclear_test", "long_range_test", "short_range_test", "local_provocation", "attack")
        }
    )
    in_the_last = first_week(quiet, {"not": {"event": "test", "in_the_last": "26 weeks"}})
    for_weeks = first_week(quiet, {"not": {"event": "test"}, "for": "26 weeks"})
    assert in_the_last == for_weeks == [26] * 3


@pytest.mark.parametrize("span", [1, 8, 26])
def test_two_forms_that_read_alike_mean_alike_from_an_assumed_start(span: int) -> None:
    weeks = f"{span} week{'s' * (span > 1)}"
    one = first_week(baseline(), {"not": {"event": "provocation", "in_the_last": weeks}}, 60)
    other = first_week(baseline(), {"not": {"event": "provocation"}, "for": weeks}, 60)
    assert one == other
    assert all(week == -1 or week >= span for week in one)


def test_a_double_no_is_a_yes() -> None:
    when = {"not": {"not": {"event": "provocation", "in_the_last": "8 weeks"}}}
    assert first_week(baseline(), when) == first_week(baseline(), when["not"]["not"])
