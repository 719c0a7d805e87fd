"""Conversion of weekly counts and states of a simulation to dated events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from sim.core.random_streams import Draws
from sim.evidence.history import NEVER
from sim.evidence.marks import Ints, Marks, Spans

WEEK = timedelta(days=7)
MIDDLE = 3
"""Thursday: the day that stands for its week."""


def event_days(counts: Mapping[str, NDArray[np.integer]], monday: date, draws: Draws) -> dict[str, Marks]:
    """Date events that are counted by the week: counts ``(week, world)`` by kind, week 0 begins on `monday`.

    Each world puts the seven days of a week in a random order of its own (from addressed draws), and the
    kinds take them in turn, so that no two events of a week fall on one day unless there are more than seven.
    """
    every = np.stack([counts[kind].astype(np.int64) for kind in counts])
    found: dict[str, list[tuple[Ints, Ints]]] = {kind: [] for kind in counts}
    for week in np.flatnonzero(every.any(axis=(0, 2))):
        start = monday + int(week) * WEEK
        busy = np.flatnonzero(every[:, week].any(axis=0))
        order = _order_of_days(start, draws)[:, busy]
        taken = np.zeros(len(busy), np.int64)
        for kind, number in zip(counts, every[:, week][:, busy], strict=True):
            for nth in range(int(number.max())):
                more = np.flatnonzero(number > nth)
                days = start.toordinal() + order[(taken[more] + nth) % 7, more]
                found[kind].append((busy[more], days))
            taken += number
    return {kind: _marks(parts, every.shape[2]) for kind, parts in found.items()}


def _order_of_days(monday: date, draws: Draws) -> Ints:
    drawn = np.stack([draws.uniform(monday, "day of the week", str(day)) for day in range(7)])
    return np.argsort(drawn, axis=0, kind="stable")


def _marks(parts: list[tuple[Ints, Ints]], worlds: int) -> Marks:
    none = np.zeros(0, np.int64)
    world, day = (np.concatenate([none, *(part[k] for part in parts)]) for k in (0, 1))
    return Marks.of(world, day, worlds)


def dated(flags: NDArray[np.bool_], monday: date) -> Marks:
    """Date the middle of every week in which a flag, shape ``(week, world)``, is set."""
    week, world = np.nonzero(flags)
    return Marks.of(world, monday.toordinal() + 7 * week + MIDDLE, flags.shape[1])


def stretches(flags: NDArray[np.bool_], monday: date) -> Spans:
    """Find the runs of weeks in which a flag, shape ``(week, world)``, is set; an open one ends `NEVER`."""
    padded = np.pad(flags.astype(np.int8), ((1, 1), (0, 0)))
    step = np.diff(padded, axis=0).T
    world, first = np.nonzero(step > 0)
    _, after = np.nonzero(step < 0)
    last = np.where(after < len(flags), monday.toordinal() + 7 * after - 1, NEVER)
    return Spans.of(world, monday.toordinal() + 7 * first, last, flags.shape[1])
