"""Shuffles of event days within their quarter: what yearly and quarterly rates alone would give."""

from __future__ import annotations

import numpy as np

from sim.core.random_streams import resampling
from sim.evidence.marks import STRIDE, Ints, Marks, first_of, months_of

SEED = 1
MOST = 1_000
FEWEST = 20
ABOUT = 20_000
"""Shuffles over all worlds together: one world gets many, many worlds get few each."""


def times_for(worlds: int) -> int:
    """Choose how often each world is shuffled."""
    return min(max(ABOUT // worlds, FEWEST), MOST)


def shuffled(marks: Marks, times: int, seed: int = SEED) -> Marks:
    """Shuffle every world `times` over: move each event day to a random day of its quarter, none used twice.

    World w becomes worlds w × times to w × times + times − 1.
    """
    rng = resampling(seed)
    many = marks.distinct().repeat(times)
    quarter = months_of(many.day) // 3
    first = first_of(quarter * 3)
    length = first_of(quarter * 3 + 3) - first
    day = first + rng.integers(length)
    while len(again := _taken(many.world, day)):
        day[again] = first[again] + rng.integers(length[again])
    return Marks.of(many.world, day, many.worlds)


def _taken(world: Ints, day: Ints) -> Ints:
    """Find all but one of the events that share a world and a day."""
    key = world * STRIDE + day
    order = np.argsort(key, kind="stable")
    return order[1:][np.diff(key[order]) == 0]
