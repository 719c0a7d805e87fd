"""Weekly counts of an engine as dated happenings."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.core.random_streams import Draws
from sim.evidence.history import NEVER, WEAPONS
from sim.evidence.weeks import dated, event_days, stretches

MONDAY = date(2016, 12, 26)
WORLDS = 40


@pytest.fixture
def counts():
    rng = np.random.Generator(np.random.Philox(5))
    return {kind: rng.poisson(0.8, (20, WORLDS)) for kind in WEAPONS}


def test_every_event_falls_in_its_own_week_and_world(counts):
    found = event_days(counts, MONDAY, Draws(1, 0, WORLDS))
    for kind, marks in found.items():
        weeks = (marks.day - MONDAY.toordinal()) // 7
        back = np.zeros((20, WORLDS), int)
        np.add.at(back, (weeks, marks.world), 1)
        np.testing.assert_array_equal(back, counts[kind])


def test_events_of_a_week_share_no_day_while_there_are_days(counts):
    found = event_days(counts, MONDAY, Draws(1, 0, WORLDS))
    weekly = sum(counts.values())
    crowded = {(w, k) for w, k in zip(*np.nonzero(weekly > 7), strict=True)}
    every = [(k, d) for marks in found.values() for k, d in zip(marks.world, marks.day, strict=True)]
    every = [(k, d) for k, d in every if ((d - MONDAY.toordinal()) // 7, k) not in crowded]
    assert len(set(every)) == len(every)


def test_days_are_spread_over_the_week():
    ones = {"local": np.ones((100, WORLDS), int)}
    day = event_days(ones, MONDAY, Draws(1, 0, WORLDS))["local"].day
    shares = np.bincount((day - MONDAY.toordinal()) % 7) / len(day)
    assert shares.max() < 0.18
    assert shares.min() > 0.11


def test_a_world_has_its_days_alone_and_among_others(counts):
    every = event_days(counts, MONDAY, Draws(1, 0, WORLDS))
    alone = event_days({kind: n[:, 9:10] for kind, n in counts.items()}, MONDAY, Draws(1, 9, 1))
    for kind in counts:
        np.testing.assert_array_equal(alone[kind].day, every[kind].day[every[kind].world == 9])


def test_flags_become_days_and_stretches():
    flags = np.array([[1, 0], [1, 0], [0, 1], [1, 1]], bool)
    start = MONDAY.toordinal()
    marks, spans = dated(flags, MONDAY), stretches(flags, MONDAY)
    assert ((marks.day - start) // 7).tolist() == [0, 1, 3, 2, 3]
    assert marks.world.tolist() == [0, 0, 0, 1, 1]
    assert spans.world.tolist() == [0, 0, 1]
    assert (spans.first - start).tolist() == [0, 21, 14]
    assert spans.last.tolist() == [start + 13, NEVER, NEVER]
