"""Many runs laid out by a design: cells in the same worlds, of which only the outcomes are kept.

A point of a design is a scenario with some parameters set, so it can be run again by a file that sets
them. All points share the luck of worlds 0, 1, 2 …: what differs between two points is the points' doing,
and a number that nothing reads makes no difference at all, to the last bit.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import active_children, get_context
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.chunk import LUCKS, Progress
from sim.draws import Draws
from sim.scenario import Scenario
from sim.world import Cell, World

Outcomes = NDArray[np.float32]
"""Shape ``(cell, outcome, world)``."""
COLUMNS = 16_000
"""Columns that run at a time: wide enough for the array library, narrow enough for the cache."""


class Source(Protocol):
    """Something that cells come from; light to send to a process."""

    def __len__(self) -> int: ...
    def cells(self) -> Sequence[Cell]: ...
    def part(self, where: slice) -> Source: ...


@dataclass(frozen=True)
class Given:
    """Cells as they are."""

    these: tuple[Cell, ...]

    def __len__(self) -> int:
        return len(self.these)

    def cells(self) -> Sequence[Cell]:
        return self.these

    def part(self, where: slice) -> Given:
        return Given(self.these[where])


@dataclass(frozen=True)
class Points:
    """Points of a design: `values` of the parameters `names`, shape ``(point, name)``, and for each point
    the place of its theory in `theories`.
    """

    scenario: Scenario
    theories: tuple[str, ...]
    names: tuple[str, ...]
    values: NDArray[np.float64]
    theory: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.values)

    def cells(self) -> Sequence[Cell]:
        rows = zip(self.values.tolist(), self.theory.tolist(), strict=True)
        return [
            Cell(with_parameters(self.scenario, dict(zip(self.names, row, strict=True))), self.theories[at])
            for row, at in rows
        ]

    def part(self, where: slice) -> Points:
        return Points(self.scenario, self.theories, self.names, self.values[where], self.theory[where])

    def outcome(self, number: int, job: Runs) -> NDArray[np.float64]:
        """One outcome at every point, shape ``(point, luck)``; points run theory by theory."""
        order = np.argsort(self.theory, kind="stable")
        ordered = Points(self.scenario, self.theories, self.names, self.values[order], self.theory[order])
        result = np.empty((len(self), job.worlds))
        result[order] = job.run(ordered)[:, number]
        return result


def with_parameters(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with some parameters set."""
    known = scenario.parameters
    changed = {name: known[name].model_copy(update={"value": value}) for name, value in values.items()}
    return scenario.model_copy(update={"parameters": known | changed})


@dataclass(frozen=True)
class Batch:
    """Cells and worlds that are run in one go, here or in another process."""

    source: Source
    seed: int
    first: int
    worlds: int

    def run(self, progress: Progress | None = None) -> Outcomes:
        """Step to the end; the cells must be able to share columns."""
        cells = self.source.cells()
        world = World(cells, Draws(self.seed, self.first, self.worlds, len(cells)), LUCKS)
        for _ in range(cells[0].scenario.weeks):
            world.step()
            if progress:
                progress(world.width)
        rows = world.tally.outcomes(world)
        return rows.reshape(len(rows), len(cells), self.worlds).transpose(1, 0, 2).astype(np.float32)


@dataclass(frozen=True)
class Runs:
    """How a design is run: with which seed, in how many worlds each, by how many processes."""

    seed: int
    worlds: int
    workers: int = 1
    progress: Progress | None = None
    columns: int = COLUMNS

    def run(self, source: Source) -> Outcomes:
        """The outcomes of every cell; the bits depend neither on `columns` nor on `workers`."""
        batches = list(self.batches(source))
        done = list(self._parts(batches))
        if len({batch.worlds for batch in batches}) == 1 and batches[0].worlds == self.worlds:
            return np.concatenate(done)
        return np.concatenate(done, axis=2)

    def batches(self, source: Source) -> Iterator[Batch]:
        """Slices of the cells where they are many, else slices of the worlds."""
        if self.worlds <= self.columns // len(source) or len(source) * LUCKS <= self.columns:
            most = max(self.columns // len(source), 1)
            for a, b in self._slices(self.worlds, most):
                yield Batch(source, self.seed, a, b - a)
        else:
            most = max(self.columns // self.worlds, 1)
            for a, b in self._slices(len(source), most):
                yield Batch(source.part(slice(a, b)), self.seed, 0, self.worlds)

    def _slices(self, count: int, most: int) -> Iterator[tuple[int, int]]:
        parts = -(-count // most)
        parts = min(-(-parts // self.workers) * self.workers, count)
        return pairwise(count * k // parts for k in range(parts + 1))

    def _parts(self, batches: Sequence[Batch]) -> Iterator[Outcomes]:
        if self.workers == 1 or len(batches) == 1:
            yield from (batch.run(self.progress) for batch in batches)
            return
        pool = ProcessPoolExecutor(min(self.workers, len(batches)), get_context("spawn"), _quietly)
        try:
            for batch, part in zip(batches, pool.map(Batch.run, batches), strict=True):
                if self.progress:
                    self.progress(batch.worlds * len(batch.source) * _weeks(batch.source))
                yield part
        except BaseException:
            for worker in active_children():
                worker.terminate()  # or Ctrl-C would wait for the batches that have begun
            raise
        finally:
            pool.shutdown(cancel_futures=True)


def _quietly() -> None:
    """Leave Ctrl-C to the parent, which stops the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _weeks(source: Source) -> int:
    return source.part(slice(0, 1)).cells()[0].scenario.weeks
