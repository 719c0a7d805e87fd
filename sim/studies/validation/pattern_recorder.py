"""Recorder of patterns: worlds simulated through the years of the record, and measured as it is measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Floats
from sim.core.random_streams import Draws
from sim.engine.recorders import Arrays, ArraySpec, Recording
from sim.engine.world_batch import WorldBatch
from sim.evidence.eras import WHOLE
from sim.evidence.history import History, known
from sim.evidence.marks import years_of
from sim.evidence.patterns import PATTERNS
from sim.studies.validation.as_history import history
from sim.studies.validation.chronicle import REQUESTS, Chronicle

Measured: TypeAlias = dict[str, Floats]
"""By pattern, its numbers ``(part, world)``: nan in worlds without one."""

WARS_COUNT = frozenset({"P13", "P16"})
"""Patterns of clashes and wars, measured on all worlds; the rest on those without a war, for after one
nothing happens any more.
"""
PARTS = sum(len(pattern.parts) for pattern in PATTERNS.values())
YEARS = WHOLE[1].year + 1 - WHOLE[0].year


@dataclass(frozen=True)
class PatternRecorder:
    """Records `patterns` float64 (cell, part of a pattern, world), nan in worlds without one; `provocations`
    int32 (cell, year of the record, world); `war` and `serious` bool (cell, world), whether there was a war
    and a serious clash; `measured` bool (cell, pattern, world), whether the years allow the pattern at all.

    On which days of its week a thing happens is drawn for all worlds that run together, so the numbers of a
    world depend on those beside it: the edges of chunks must be fixed.
    """

    def requests(self, worlds: range) -> frozenset[str]:
        return REQUESTS

    def specs(self, weeks: int) -> dict[str, ArraySpec]:
        return {
            "patterns": ArraySpec((PARTS,), np.float64),
            "measured": ArraySpec((len(PATTERNS),), np.bool_),
            "provocations": ArraySpec((YEARS,), np.int32),
            "war": ArraySpec((), np.bool_),
            "serious": ArraySpec((), np.bool_),
        }

    def begin(self, worlds: WorldBatch, into: Arrays) -> PatternRecording:
        return PatternRecording(worlds, into)


class PatternRecording(Recording):
    """The chronicle of some worlds, measured at its end."""

    def __init__(self, worlds: WorldBatch, into: Arrays) -> None:
        super().__init__(worlds, into)
        self._chronicles = [
            Chronicle(world.monday, worlds.weeks, world.width) for world, _ in worlds.groups()
        ]

    def week(self, week: int) -> None:
        """Write down a week."""
        for chronicle, (world, _) in zip(self._chronicles, self.worlds.groups(), strict=True):
            chronicle.add(world.situation)

    def end(self) -> None:
        """Measure each cell."""
        w = self.worlds
        for chronicle, (_, cells) in zip(self._chronicles, w.groups(), strict=True):
            for column, cell in enumerate(cells):
                where = slice(column * w.worlds, (column + 1) * w.worlds)
                past = history(chronicle, where, Draws(w.seed, w.first, w.worlds))
                self._measure(past, {name: array[cell] for name, array in self.into.items()})

    def _measure(self, past: History, into: Arrays) -> None:
        into["war"][:] = known(past.wars).per_world() > 0
        into["serious"][:] = known(past.serious).per_world() > 0
        into["provocations"][:] = by_year(past).T
        found = measured(past, into["war"])
        into["measured"][:] = np.array([[name in found] for name in PATTERNS])
        into["patterns"][:] = np.concatenate(
            [found.get(name, np.full((len(it.parts), past.worlds), np.nan)) for name, it in PATTERNS.items()]
        )


@dataclass(frozen=True, eq=False)
class MeasuredWorlds:
    """Worlds measured by the patterns of the record: `patterns` by cell, provocations ``(cell, world, year)``
    and whether there was a war, and a serious clash, ``(cell, world)``.
    """

    patterns: tuple[Measured, ...]
    yearly: NDArray[np.int32]
    war: NDArray[np.bool_]
    serious: NDArray[np.bool_]

    @classmethod
    def of(cls, arrays: Arrays) -> MeasuredWorlds:
        """What a `PatternRecorder` filled."""
        patterns = [by_pattern(*each) for each in zip(arrays["patterns"], arrays["measured"], strict=True)]
        yearly = arrays["provocations"].swapaxes(1, 2)
        return cls(tuple(patterns), yearly, arrays["war"], arrays["serious"])


def by_pattern(rows: Floats, measured: NDArray[np.bool_]) -> Measured:
    """The numbers of a cell by pattern, of those that its years allow."""
    edges = np.cumsum([len(pattern.parts) for pattern in PATTERNS.values()])[:-1]
    each = zip(PATTERNS, np.split(rows, edges), np.asarray(measured.any(axis=1)).tolist(), strict=True)
    return {name: numbers for name, numbers, there in each if there}


def measured(past: History, war: NDArray[np.bool_]) -> Measured:
    """Measure every pattern that the history has what it takes for."""
    peace = past.only(~war)
    found: Measured = {}
    for name, pattern in PATTERNS.items():
        if pattern.lacks(past):
            continue
        if name in WARS_COUNT:
            found[name] = pattern.measure(past)
        else:
            found[name] = np.full((len(pattern.parts), past.worlds), np.nan)
            if peace.worlds:
                found[name][:, ~war] = pattern.measure(peace)
    return found


def by_year(past: History) -> NDArray[np.int32]:
    """Count provocations by world and year of the record."""
    start, end = WHOLE[0].year, WHOLE[0].year + YEARS
    marks = past.provocations
    place = marks.world * (end - start) + years_of(marks.day) - start
    inside = (years_of(marks.day) >= start) & (years_of(marks.day) < end)
    counts = np.bincount(place[inside], minlength=past.worlds * (end - start))
    return counts.reshape(past.worlds, end - start).astype(np.int32)
