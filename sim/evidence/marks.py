"""Dated happenings in many worlds, kept as two columns: which world, which day.

A day is its number in the calendar (``date.toordinal``), so that days, weeks and years need no
second reckoning. The record is such a set with one world; the statistics do not know the difference.
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
Floats: TypeAlias = NDArray[np.float64]

STRIDE = 1 << 21
"""More days than a world can have: world × STRIDE + day orders happenings by world and day."""
EPOCH = date(1970, 1, 1).toordinal()


def ints(values: Iterable[int] | NDArray[Any]) -> Ints:
    """The values as whole numbers of the width used here."""
    return np.asarray(values if isinstance(values, np.ndarray) else list(values), np.int64)


@dataclass(frozen=True)
class Marks:
    """Happenings, ordered by world and day; make one with `of`."""

    world: Ints
    day: Ints
    worlds: int

    @classmethod
    def of(cls, world: Ints, day: Ints, worlds: int) -> Marks:
        """The happenings put in order."""
        order = np.argsort(world * STRIDE + day, kind="stable")
        return cls(world[order], day[order], worlds)

    @classmethod
    def on(cls, days: Iterable[date]) -> Marks:
        """Happenings of the one world of the record."""
        day = ints(each.toordinal() for each in days)
        return cls.of(np.zeros_like(day), day, 1)

    @cached_property
    def key(self) -> Ints:
        """World and day in one ascending number."""
        return self.world * STRIDE + self.day

    def per_world(self) -> Ints:
        """How many there are in each world."""
        return np.bincount(self.world, minlength=self.worlds)

    def within(self, first: int, last: int) -> Marks:
        """Those from day `first` to day `last`, both included."""
        return self.where((self.day >= first) & (self.day <= last))

    def where(self, chosen: NDArray[np.bool_]) -> Marks:
        """Those that are chosen."""
        return Marks(self.world[chosen], self.day[chosen], self.worlds)

    def between(self, world: Ints, first: Ints, last: Ints) -> Ints:
        """How many `world` has from day `first` to day `last`, both included; 0 for an empty stretch."""
        start = np.searchsorted(self.key, world * STRIDE + first)
        end = np.searchsorted(self.key, world * STRIDE + last, side="right")
        return np.maximum(end - start, 0)

    def only(self, worlds: NDArray[np.bool_]) -> Marks:
        """Those of the worlds chosen, which are numbered anew."""
        kept = self.where(worlds[self.world])
        return Marks((worlds.cumsum() - 1)[kept.world], kept.day, int(worlds.sum()))

    def distinct(self) -> Marks:
        """One for every day that has any."""
        return self.where(np.diff(self.key, prepend=-1) > 0)

    def plus(self, *others: Marks) -> Marks:
        """These and the others together."""
        every = (self, *others)
        world, day = (np.concatenate(part) for part in ([m.world for m in every], [m.day for m in every]))
        return Marks.of(world, day, self.worlds)

    def repeat(self, times: int) -> Marks:
        """World w as worlds w × times to w × times + times − 1."""
        world = np.repeat(self.world * times, times) + np.tile(np.arange(times), len(self.world))
        return Marks.of(world, np.repeat(self.day, times), self.worlds * times)

    def by_month(self, first: int, last: int) -> Ints:
        """Counts ``(world, month)`` of the months from that of day `first` to that of day `last`."""
        inside = self.within(first, last)
        start, months = months_of(ints([first]))[0], months_of(ints([last]))[0] + 1
        place = inside.world * (months - start) + months_of(inside.day) - start
        counts = np.bincount(place, minlength=self.worlds * (months - start))
        return counts.reshape(self.worlds, months - start)


@dataclass(frozen=True)
class Spans:
    """Stretches of days, first and last included, in many worlds; ordered by world and first day."""

    world: Ints
    first: Ints
    last: Ints
    worlds: int

    @classmethod
    def of(cls, world: Ints, first: Ints, last: Ints, worlds: int) -> Spans:
        """The stretches put in order."""
        order = np.argsort(world * STRIDE + first, kind="stable")
        return cls(world[order], first[order], last[order], worlds)

    @classmethod
    def over(cls, stretches: Iterable[tuple[date, date]]) -> Spans:
        """Stretches of the one world of the record."""
        pairs = [(a.toordinal(), b.toordinal()) for a, b in stretches]
        first, last = ints(a for a, _ in pairs), ints(b for _, b in pairs)
        return cls.of(np.zeros_like(first), first, last, 1)

    def where(self, chosen: NDArray[np.bool_]) -> Spans:
        """Those that are chosen."""
        return Spans(self.world[chosen], self.first[chosen], self.last[chosen], self.worlds)

    def only(self, worlds: NDArray[np.bool_]) -> Spans:
        """Those of the worlds chosen, which are numbered anew."""
        kept = self.where(worlds[self.world])
        return Spans((worlds.cumsum() - 1)[kept.world], kept.first, kept.last, int(worlds.sum()))

    def clipped(self, first: int, last: int) -> Spans:
        """The parts that lie from day `first` to day `last`."""
        cut = Spans(self.world, np.maximum(self.first, first), np.minimum(self.last, last), self.worlds)
        return cut.where(cut.first <= cut.last)

    def merged(self) -> Spans:
        """Stretches of a world that share a day made one."""
        if not len(self.world):
            return self
        start, end = self.world * STRIDE + self.first, self.world * STRIDE + self.last
        reach = np.maximum.accumulate(end)
        new = np.flatnonzero(np.concatenate([[True], start[1:] > reach[:-1]]))
        last = np.maximum.reduceat(self.last, new)
        return Spans(self.world[new], self.first[new], last, self.worlds)

    def days(self) -> Ints:
        """Days that each world has under stretches that do not overlap."""
        lengths = self.last - self.first + 1
        return np.bincount(self.world, lengths, self.worlds).astype(np.int64)

    def repeat(self, times: int) -> Spans:
        """World w as worlds w × times to w × times + times − 1."""
        world = np.repeat(self.world * times, times) + np.tile(np.arange(times), len(self.world))
        return Spans.of(world, np.repeat(self.first, times), np.repeat(self.last, times), self.worlds * times)


def months_of(days: Ints) -> Ints:
    """The month of each day, counted from January 1970."""
    return (days - EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def years_of(days: Ints) -> Ints:
    """The calendar year of each day."""
    return months_of(days) // 12 + 1970


def first_of(months: Ints) -> Ints:
    """The first day of each month, months counted from January 1970."""
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + EPOCH
