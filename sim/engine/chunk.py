"""One chunk of worlds of some cells: run alone, here or in another process, always to the same bits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Column
from sim.engine.compiled import LANES
from sim.engine.histograms import Record
from sim.engine.paths import Paths
from sim.engine.watched_world import Watched
from sim.engine.world_batch import Abreast
from sim.scenario.cell import Cell

LUCKS = 8
"""Worlds that share one draw of the parameters."""
COLUMNS = 16_000
"""Columns that run at a time: wide enough for the array library, narrow enough for the cache."""
RUNS = 4
"""Times `COLUMNS` in a chunk of a large study, whose record is sent and merged once."""
Progress = Callable[[int], object]


@dataclass(frozen=True)
class Part:
    """What a chunk came to: its counts, outcomes (cell, outcome, world) and final classes (cell, world);
    what else was asked to be kept.
    """

    record: Record
    outcomes: NDArray[np.float32]
    final: NDArray[np.int8]
    paths: Paths | None = None
    watched: Watched | None = None


@dataclass(frozen=True)
class Chunk:
    """`worlds` worlds of every cell, from world number `first` on, at most `columns` columns at a time."""

    cells: tuple[Cell, ...]
    seed: int
    first: int
    worlds: int
    points: Mapping[str, Column] | None = None
    """Places of parameters within their spans (0 to 1, one per world), where a design chooses them."""
    columns: int = COLUMNS
    keep: bool = False
    """Whether the paths of all worlds are kept."""
    shown: int | None = None
    """The world of the first cell that is watched, if it is one of these."""

    @property
    def weeks(self) -> int:
        """Weeks that each world runs."""
        return self.cells[0].scenario.weeks

    def run(self, progress: Progress | None = None) -> Part:
        """Step to the end; `progress` is told the world-weeks done."""
        record = Record(self.cells, self.weeks, np.min_scalar_type(self.worlds))
        paths = Paths(self.cells, self.weeks, self.worlds) if self.keep else None
        watched = None if self.shown is None else Watched(self.weeks)
        ends: list[tuple[Column, Column]] = []
        for run in self.split(self.first, self.worlds, runs=-(-self.worlds // self._most)):
            told = {"sent"} if self.keep or run.shown is not None else ()
            world = Abreast(run.cells, run.seed, run.first, run.worlds, LUCKS, run.points, told)
            for week in range(self.weeks):
                world.step()
                record.add(week, world)
                if paths:
                    paths.add(week, world, run.among(self.first))
                if watched and run.shown is not None:
                    watched.add(week, world, run.shown - run.first)
                if progress:
                    progress(world.width)
            ends.append((run.by_cell(world.outcomes), run.by_cell(world.final)))
            world.forget()
        outcomes, final = (np.concatenate(rows, axis=-1) for rows in zip(*ends, strict=True))
        return Part(record, outcomes.swapaxes(0, 1).astype(np.float32), final.astype(np.int8), paths, watched)

    def split(self, first: int, worlds: int, runs: int) -> Iterator[Chunk]:
        """Chunks of like size of some of the worlds."""
        for a, b in pairwise(first + _even(worlds * k // runs, worlds, runs) for k in range(runs + 1)):
            where = slice(a - self.first, b - self.first)
            points = self.points and {name: place[where] for name, place in self.points.items()}
            shown = self.shown if self.shown in range(a, b) else None
            yield replace(self, first=a, worlds=b - a, points=points, shown=shown)

    def among(self, first: int) -> slice:
        """Where its worlds stand among those from world number `first` on."""
        return slice(self.first - first, self.first - first + self.worlds)

    def by_cell(self, rows: Column) -> Column:
        """Columns as ``(…, cell, world)``."""
        return rows.reshape(*rows.shape[:-1], len(self.cells), self.worlds)

    @property
    def _most(self) -> int:
        return max(self.columns // len(self.cells), 1)

    def shares(self, stretches: Sequence[tuple[int, int]], workers: int) -> list[Chunk]:
        """The worlds of some stretches (first, worlds) in chunks of like size, so many that all workers have
        the same to do.
        """
        return [
            chunk
            for first, worlds in stretches
            for chunk in self.split(first, worlds, self._runs(worlds, workers))
        ]

    def _runs(self, worlds: int, workers: int) -> int:
        chunks = -(-worlds // (self._most * RUNS))
        if workers > 1:
            chunks = -(-max(chunks, 1) // workers) * workers
        return min(chunks, worlds)


def _even(place: int, worlds: int, runs: int) -> int:
    """The place rounded so that runs of many worlds are of full registers, but for the last."""
    return place if place == worlds or worlds < runs * LANES else place // LANES * LANES
