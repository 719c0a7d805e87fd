"""One unit of work: some worlds of some cells, and what is recorded of them. Who runs it changes no bit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from typing import Any

from sim.core.columns import Column
from sim.engine.compiled import LANES
from sim.engine.design import Source
from sim.engine.recorders import Arrays, ArraySpec, Recorder, specs_of
from sim.engine.starting import Past
from sim.engine.world_batch import REPLICATES, WorldBatch
from sim.scenario.cell import Cell

COLUMNS = 16_000
"""Columns that run at a time: wide enough for the array library, narrow enough for the cache."""
Progress = Callable[[int], object]
"""Receives the world-weeks done since it was called last."""


@dataclass(frozen=True)
class Chunk:
    """`worlds` worlds of every cell of a source, from world number `first` on; a whole simulation is one too.

    At most `columns` columns run at a time. `at` is the place of the first cell in the whole.
    """

    source: Source
    seed: int
    first: int
    worlds: int
    recorders: tuple[Recorder, ...]
    replicates: int = REPLICATES
    """Worlds that share one draw of the parameters."""
    points: Mapping[str, Column] | None = None
    """Places of parameters within their spans (0 to 1, one per world), where a design chooses them."""
    columns: int = COLUMNS
    edges: tuple[int, ...] = ()
    """Where worlds must be split, both ends included, if what is recorded of one depends on those that run
    with it; none if it does not.
    """
    at: int = 0
    pasts: tuple[Past, ...] = ()
    """What worlds with a past start from, made once for all chunks."""

    @property
    def weeks(self) -> int:
        """Weeks that each world runs."""
        return self.source.weeks

    @property
    def world_weeks(self) -> int:
        """Work there is to do."""
        return self.worlds * len(self.source) * self.weeks

    @property
    def specs(self) -> dict[str, ArraySpec]:
        """The arrays it fills."""
        return specs_of(self.recorders, self.weeks)

    def mark(self, *, of_any_size: bool = False) -> list[Any]:
        """All that determines its arrays, in words; with `of_any_size` all but the number of worlds."""
        size = [] if of_any_size else [self.worlds, *self.edges]
        numbers = [self.seed, self.first, self.weeks, self.replicates, *size]
        points = {n: sha256(place.tobytes()).hexdigest() for n, place in (self.points or {}).items()}
        return [*self.source.mark(), numbers, points, [repr(recorder) for recorder in self.recorders]]

    def run(self, progress: Progress | None = None) -> Arrays:
        """Simulate to the end; the arrays have the cells first and the worlds last."""
        cells, specs = self.source.cells(), self.specs
        arrays = {n: spec.zeros(len(cells), self.worlds) for n, spec in specs.items()}
        for run in self.split(self.first, self.worlds, self._runs):
            views = {n: spec.view(arrays[n], slice(None), run.among(self.first)) for n, spec in specs.items()}
            run.run_at_once(cells, views, progress)
        return arrays

    def run_at_once(self, cells: tuple[Cell, ...], into: Arrays, progress: Progress | None) -> None:
        """Simulate all its columns side by side and record into arrays that are there."""
        numbers = range(self.first, self.first + self.worlds)
        requests = {name for recorder in self.recorders for name in recorder.requests(numbers)}
        world = WorldBatch(
            cells, self.seed, self.first, self.worlds, self.replicates, self.points, requests, self.pasts
        )
        recordings = [recorder.begin(world, into) for recorder in self.recorders]
        for week in range(self.weeks):
            world.step()
            for recording in recordings:
                recording.week(week)
            if progress:
                progress(world.width)
        for recording in recordings:
            recording.end()
        world.release()

    def split(self, first: int, worlds: int, count: int) -> Iterator[Chunk]:
        """Split some of the worlds into chunks of like size."""
        for a, b in pairwise(first + _even(worlds * k // count, worlds, count) for k in range(count + 1)):
            yield self.part(a, b)

    def part(self, start: int, end: int) -> Chunk:
        """The chunk of the worlds with the numbers from `start` to before `end`."""
        where = slice(start - self.first, end - self.first)
        points = self.points and {name: place[where] for name, place in self.points.items()}
        return replace(self, first=start, worlds=end - start, points=points)

    def part_of_cells(self, start: int, end: int) -> Chunk:
        """The chunk of some of the cells."""
        return replace(self, source=self.source.part(slice(start, end)), at=self.at + start)

    def among(self, first: int) -> slice:
        """Where its worlds stand among those from world number `first` on."""
        return slice(self.first - first, self.first - first + self.worlds)

    @property
    def most(self) -> int:
        """Worlds of each cell that run at a time."""
        return max(self.columns // len(self.source), 1)

    @property
    def _runs(self) -> int:
        return 1 if self.edges else -(-self.worlds // self.most)


def _even(place: int, worlds: int, count: int) -> int:
    """Round the place so that chunks of many worlds are of full registers, but for the last."""
    return place if place == worlds or worlds < count * LANES else place // LANES * LANES
