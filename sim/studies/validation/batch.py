"""A batch of worlds lived through the years of the record and measured by its patterns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.core.random_streams import Draws
from sim.engine.chunk import LUCKS
from sim.engine.compiled import begun
from sim.evidence.eras import WHOLE
from sim.evidence.history import History, known
from sim.evidence.marks import Floats, years_of
from sim.evidence.patterns import PATTERNS
from sim.studies.validation.as_history import history
from sim.studies.validation.chronicle import TOLD, Chronicle

if TYPE_CHECKING:
    from sim.engine.chunk import Progress
    from sim.scenario.cell import Cell

Measured: TypeAlias = dict[str, Floats]
"""By pattern, its numbers ``(part, world)``: nan in worlds without one."""

MOST = 500
"""Worlds of a batch: the same whoever runs them, so that shuffles are too."""
WARS_COUNT = frozenset({"P13", "P16"})
"""Patterns of clashes and wars, measured on all worlds; the rest on those without a war, for after one
nothing happens any more.
"""


@dataclass(frozen=True)
class Found:
    """What a batch came to: patterns by cell, provocations ``(cell, world, year)`` and whether there was a
    war, and a serious clash, ``(cell, world)``.
    """

    patterns: tuple[Measured, ...]
    yearly: NDArray[np.int32]
    war: NDArray[np.bool_]
    serious: NDArray[np.bool_]


@dataclass(frozen=True)
class Batch:
    """`worlds` worlds of every cell, from world number `first` on."""

    cells: tuple[Cell, ...]
    seed: int
    first: int
    worlds: int

    def run(self, progress: Progress | None = None) -> Found:
        """Live to the end and measure; `progress` is told the world-weeks done."""
        scenario = self.cells[0].scenario
        draws = Draws(self.seed, self.first, self.worlds, len(self.cells))
        world = begun(self.cells, draws, LUCKS, told=TOLD)
        kept = Chronicle(scenario.monday, scenario.weeks, world.width)
        for _ in range(scenario.weeks):
            world.step()
            kept.add(world.situation)
            if progress:
                progress(world.width)
        return self._measured(kept)

    def _measured(self, kept: Chronicle) -> Found:
        patterns: list[Measured] = []
        yearly: list[NDArray[np.int32]] = []
        war: list[NDArray[np.bool_]] = []
        serious: list[NDArray[np.bool_]] = []
        for cell in range(len(self.cells)):
            where = slice(cell * self.worlds, (cell + 1) * self.worlds)
            told = history(kept, where, Draws(self.seed, self.first, self.worlds))
            war.append(known(told.wars).per_world() > 0)
            serious.append(known(told.serious).per_world() > 0)
            patterns.append(measured(told, war[-1]))
            yearly.append(by_year(told))
        return Found(tuple(patterns), np.stack(yearly), np.stack(war), np.stack(serious))


def measured(told: History, war: NDArray[np.bool_]) -> Measured:
    """Every pattern that the history has what it takes for."""
    peace = told.only(~war)
    found: Measured = {}
    for name, pattern in PATTERNS.items():
        if pattern.lacks(told):
            continue
        if name in WARS_COUNT:
            found[name] = pattern.measure(told)
        else:
            found[name] = np.full((len(pattern.parts), told.worlds), np.nan)
            if peace.worlds:
                found[name][:, ~war] = pattern.measure(peace)
    return found


def by_year(told: History) -> NDArray[np.int32]:
    """Provocations by world and year of the record."""
    start, end = WHOLE[0].year, WHOLE[1].year + 1
    marks = told.provocations
    place = marks.world * (end - start) + years_of(marks.day) - start
    inside = (years_of(marks.day) >= start) & (years_of(marks.day) < end)
    counts = np.bincount(place[inside], minlength=told.worlds * (end - start))
    return counts.reshape(told.worlds, end - start).astype(np.int32)


def batches(cells: Sequence[Cell], seed: int, worlds: int) -> list[Batch]:
    """All worlds in batches of like size."""
    count = -(-worlds // MOST)
    edges = [worlds * k // count for k in range(count + 1)]
    return [Batch(tuple(cells), seed, a, b - a) for a, b in pairwise(edges)]


def together(parts: Sequence[Found]) -> Found:
    """Batches in the order of their worlds as one."""
    first = parts[0]
    patterns = tuple(
        {name: np.concatenate([part.patterns[cell][name] for part in parts], axis=1) for name in names}
        for cell, names in enumerate(first.patterns)
    )
    yearly = np.concatenate([part.yearly for part in parts], axis=1)
    war, serious = ([getattr(part, name) for part in parts] for name in ("war", "serious"))
    return Found(patterns, yearly, np.concatenate(war, axis=1), np.concatenate(serious, axis=1))
