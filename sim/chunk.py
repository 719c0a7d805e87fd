"""One chunk of worlds of some cells: run alone, here or in another process, always to the same bits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.columns import Column
from sim.draws import Draws
from sim.record import Record
from sim.world import Cell, World

LUCKS = 8
"""Worlds that share one draw of the parameters."""
Progress = Callable[[int], object]


@dataclass(frozen=True)
class Part:
    """What a chunk came to: its record, and outcomes, final classes and parameters by world."""

    record: Record
    outcomes: NDArray[np.float32]
    final: NDArray[np.int8]
    parameters: dict[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Chunk:
    """`worlds` worlds of every cell, from world number `first` on."""

    cells: tuple[Cell, ...]
    seed: int
    first: int
    worlds: int
    points: Mapping[str, Column] | None = None
    """Places of parameters within their spans (0 to 1, one per world), where a design chooses them."""

    def run(self, progress: Progress | None = None) -> Part:
        """Step to the end; `progress` is told the world-weeks done."""
        world = World(
            self.cells, Draws(self.seed, self.first, self.worlds, len(self.cells)), LUCKS, self.points
        )
        weeks = self.cells[0].scenario.weeks
        record = Record(self.cells, weeks, self.worlds)
        for _ in range(weeks):
            world.step()
            record.add(world)
            if progress:
                progress(world.width)
        shape = (len(self.cells), self.worlds)
        outcomes = world.tally.outcomes(world)
        by_cell = outcomes.reshape(len(outcomes), *shape).transpose(1, 0, 2).astype(np.float32)
        shared = {n: c[: self.worlds].astype(np.float32) for n, c in world.p.items().items()}
        return Part(record, by_cell, world.tally.final(world).reshape(shape).astype(np.int8), shared)


def chunks(
    cells: Sequence[Cell], seed: int, first: int, worlds: int, columns: int, workers: int
) -> list[Chunk]:
    """Chunks of like size, at most `columns` wide, so many that all workers have the same to do."""
    most = max(columns // len(cells), 1)
    count = -(-worlds // most)
    count = min(-(-count // workers) * workers, worlds)
    edges = [first + worlds * k // count for k in range(count + 1)]
    return [Chunk(tuple(cells), seed, a, b - a) for a, b in pairwise(edges)]
