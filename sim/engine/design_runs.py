"""How a design is run: batch by batch, by several processes, of which only what the worlds came to is kept.

A batch that is done lies in a file until the analysis is written, so what Ctrl-C broke off goes on where it
was, to the same bits.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.engine.chunk import COLUMNS, LUCKS, Progress
from sim.engine.design import Given, Points, Source
from sim.engine.process_pool import Processes
from sim.engine.provenance import runs_on
from sim.engine.world_batch import Abreast
from sim.scenario.cell import Cell

Came = NDArray[np.float32]
"""What every cell came to, shape ``(cell, outcome, world)``; the last row is the final class."""
FINAL = -1


@dataclass(frozen=True)
class Batch:
    """Cells and worlds that run in one go, here or in another process; what came of it is kept in `file`."""

    source: Source
    seed: int
    first: int
    worlds: int
    file: Path | None = None

    def run(self, progress: Progress | None = None) -> Came:
        """Step to the end."""
        cells = self.source.cells()
        world = Abreast(cells, self.seed, self.first, self.worlds, LUCKS)
        for _ in range(cells[0].scenario.weeks):
            world.step()
            if progress:
                progress(world.width)
        rows = np.concatenate([world.outcomes, world.final[None]])
        came = rows.reshape(len(rows), len(cells), self.worlds).transpose(1, 0, 2).astype(np.float32)
        self._keep(came)
        return came

    def kept(self) -> Came | None:
        """What an earlier run left of this batch."""
        try:
            return None if self.file is None else np.load(self.file, allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return None

    def _keep(self, came: Came) -> None:
        """Whole or not at all; a fault of the disk only costs what could have been saved."""
        if self.file is None:
            return
        beside = self.file.with_suffix(f".{os.getpid()}")
        try:
            with beside.open("wb") as stream:
                np.save(stream, came)
            beside.replace(self.file)
        except OSError:
            beside.unlink(missing_ok=True)

    @property
    def world_weeks(self) -> int:
        """What there is to run."""
        return self.source.part(slice(0, 1)).cells()[0].scenario.weeks * self.worlds * len(self.source)


@dataclass(frozen=True)
class Runs:
    """With which seed a design is run, in how many worlds each, by how many processes, and where batches that
    are done are kept.
    """

    seed: int
    worlds: int
    workers: int = 1
    progress: Progress | None = None
    place: Path | None = None
    columns: int = COLUMNS

    def of_cells(self, cells: Sequence[Cell]) -> Came:
        """What some cells came to; they may differ in all but their weeks."""
        return self._run(Given(tuple(cells)))

    def of_points(self, points: Points, outcome: int) -> NDArray[np.float64]:
        """One outcome at every point, shape ``(point, world)``; neighbours in a batch share a theory."""
        order = np.argsort(points.theory, kind="stable")
        result = np.empty((len(points), self.worlds))
        result[order] = self._run(points.part(order))[:, outcome]
        return result

    def _run(self, source: Source) -> Came:
        """What all cells came to; the bits depend neither on `columns` nor on `workers`."""
        batches = list(self._batches(source))
        done = {batch.file: came for batch in batches if (came := batch.kept()) is not None}
        if self.progress:
            self.progress(sum(batch.world_weeks for batch in batches if batch.file in done))
        missing = [batch for batch in batches if batch.file not in done]
        ran = {id(batch): came for batch, came in Processes(self.workers)(missing, self.progress)}
        came = [ran[id(batch)] if id(batch) in ran else done[batch.file] for batch in batches]
        return np.concatenate(came, axis=2 if self._by_world(source) else 0)

    def _by_world(self, source: Source) -> bool:
        """Whether few cells share many worlds, which draws luck for each world but once."""
        return len(source) * LUCKS <= self.columns and self.worlds > len(source)

    def _batches(self, source: Source) -> Iterator[Batch]:
        if self._by_world(source):
            for a, b in self._slices(self.worlds, self.columns // len(source)):
                yield self._batch(source, a, b - a)
        else:
            for a, b in self._slices(len(source), self.columns // self.worlds):
                yield self._batch(source.part(slice(a, b)), 0, self.worlds)

    def _batch(self, source: Source, first: int, worlds: int) -> Batch:
        if self.place is None:
            return Batch(source, self.seed, first, worlds)
        text = json.dumps([*source.mark(), self.seed, first, worlds, _runs_on()])
        self.place.mkdir(parents=True, exist_ok=True)
        name = sha256(text.encode()).hexdigest()[:24]
        return Batch(source, self.seed, first, worlds, self.place / f"{name}.npy")

    def _slices(self, count: int, most: int) -> Iterator[tuple[int, int]]:
        parts = -(-count // max(most, 1))
        parts = min(-(-parts // self.workers) * self.workers, count)
        return pairwise(count * k // parts for k in range(parts + 1))


@cache
def _runs_on() -> str:
    return json.dumps(runs_on(), sort_keys=True)
