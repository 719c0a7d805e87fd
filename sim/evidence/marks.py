"""Dated events in many worlds, as two arrays: which world, which day.

A day is its number in the calendar (``date.toordinal``), so that days, weeks and years follow by
arithmetic. The record is such a set with one world: the same statistics measure it and a simulation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]

STRIDE = 1 << 21
"""More days than a world can have: world × STRIDE + day orders events by world and day."""
EPOCH = date(1970, 1, 1).toordinal()


def ints(values: Iterable[int] | NDArray[Any]) -> Ints:
    """Convert values to an array of 64-bit whole numbers."""
    return np.asarray(values if isinstance(values, np.ndarray) else list(values), np.int64)


@dataclass(frozen=True)
class Marks:
    """Events, ordered by world and day; make them with `of`."""

    world: Ints
    day: Ints
    worlds: int

    @classmethod
    def of(cls, world: Ints, day: Ints, worlds: int) -> Marks:
        """Make events from worlds and days in any order."""
        order = np.argsort(world * STRIDE + day, kind="stable")
        return cls(world[order], day[order], worlds)

    @classmethod
    def on(cls, days: Iterable[date]) -> Marks:
        """Make events of a single world from dates."""
        day = ints(each.toordinal() for each in days)
        return cls.of(np.zeros_like(day), day, 1)

    @cached_property
    def key(self) -> Ints:
        """Join world and day in one ascending number."""
        return self.world * STRIDE + self.day

    def per_world(self) -> Ints:
        """Count the events of each world, shape ``(world,)``."""
        return np.bincount(self.world, minlength=self.worlds)

    def within(self, first: int, last: int) -> Marks:
        """Keep events from day `first` to day `last`, both included."""
        return self.where((self.day >= first) & (self.day <= last))

    def where(self, chosen: NDArray[np.bool_]) -> Marks:
        """Keep the events chosen."""
        return Marks(self.world[chosen], self.day[chosen], self.worlds)

    def between(self, world: Ints, first: Ints, last: Ints) -> Ints:
        """Count the events of `world` from day `first` to day `last`, both included; 0 for an empty span."""
        start = np.searchsorted(self.key, world * STRIDE + first)
        end = np.searchsorted(self.key, world * STRIDE + last, side="right")
        return np.maximum(end - start, 0)

    def only(self, worlds: NDArray[np.bool_]) -> Marks:
        """Keep the worlds chosen, and renumber them."""
        kept = self.where(worlds[self.world])
        return Marks((worlds.cumsum() - 1)[kept.world], kept.day, int(worlds.sum()))

    def distinct(self) -> Marks:
        """Keep one event for every day that has any."""
        return self.where(np.diff(self.key, prepend=-1) > 0)

    def plus(self, *others: Marks) -> Marks:
        """Merge these events with others."""
        every = (self, *others)
        world, day = (np.concatenate(part) for part in ([m.world for m in every], [m.day for m in every]))
        return Marks.of(world, day, self.worlds)

    def repeat(self, times: int) -> Marks:
        """Copy every world `times` over: world w becomes w × times to w × times + times − 1."""
        world = np.repeat(self.world * times, times) + np.tile(np.arange(times), len(self.world))
        return Marks.of(world, np.repeat(self.day, times), self.worlds * times)

    def by_month(self, first: int, last: int) -> Ints:
        """Count events, shape ``(world, month)``, from the month of day `first` to that of day `last`."""
        inside = self.within(first, last)
        start, months = months_of(ints([first]))[0], months_of(ints([last]))[0] + 1
        place = inside.world * (months - start) + months_of(inside.day) - start
        counts = np.bincount(place, minlength=self.worlds * (months - start))
        return counts.reshape(self.worlds, months - start)


@dataclass(frozen=True)
class Spans:
    """Spans of days in many worlds, first and last included; ordered by world and first day."""

    world: Ints
    first: Ints
    last: Ints
    worlds: int

    @classmethod
    def of(cls, world: Ints, first: Ints, last: Ints, worlds: int) -> Spans:
        """Make spans from worlds and days in any order."""
        order = np.argsort(world * STRIDE + first, kind="stable")
        return cls(world[order], first[order], last[order], worlds)

    @classmethod
    def over(cls, stretches: Iterable[tuple[date, date]]) -> Spans:
        """Make spans of a single world from pairs of dates."""
        pairs = [(a.toordinal(), b.toordinal()) for a, b in stretches]
        first, last = ints(a for a, _ in pairs), ints(b for _, b in pairs)
        return cls.of(np.zeros_like(first), first, last, 1)

    def where(self, chosen: NDArray[np.bool_]) -> Spans:
        """Keep the spans chosen."""
        return Spans(self.world[chosen], self.first[chosen], self.last[chosen], self.worlds)

    def only(self, worlds: NDArray[np.bool_]) -> Spans:
        """Keep the worlds chosen, and renumber them."""
        kept = self.where(worlds[self.world])
        return Spans((worlds.cumsum() - 1)[kept.world], kept.first, kept.last, int(worlds.sum()))

    def clipped(self, first: int, last: int) -> Spans:
        """Cut spans to the days from `first` to `last`."""
        cut = Spans(self.world, np.maximum(self.first, first), np.minimum(self.last, last), self.worlds)
        return cut.where(cut.first <= cut.last)

    def merged(self) -> Spans:
        """Join the spans of a world that share a day."""
        if not len(self.world):
            return self
        start, end = self.world * STRIDE + self.first, self.world * STRIDE + self.last
        reach = np.maximum.accumulate(end)
        new = np.flatnonzero(np.concatenate([[True], start[1:] > reach[:-1]]))
        last = np.maximum.reduceat(self.last, new)
        return Spans(self.world[new], self.first[new], last, self.worlds)

    def days(self) -> Ints:
        """Count the days of each world in spans that do not overlap (see `merged`), shape ``(world,)``."""
        lengths = self.last - self.first + 1
        return np.bincount(self.world, lengths, self.worlds).astype(np.int64)

    def repeat(self, times: int) -> Spans:
        """Copy every world `times` over: world w becomes w × times to w × times + times − 1."""
        world = np.repeat(self.world * times, times) + np.tile(np.arange(times), len(self.world))
        return Spans.of(world, np.repeat(self.first, times), np.repeat(self.last, times), self.worlds * times)


def months_of(days: Ints) -> Ints:
    """Convert days to months, counted from January 1970."""
    return (days - EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def years_of(days: Ints) -> Ints:
    """Convert days to calendar years."""
    return months_of(days) // 12 + 1970


def first_of(months: Ints) -> Ints:
    """Convert months, counted from January 1970, to their first days."""
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + EPOCH
