"""The arrays of a simulation, merged from its chunks as they end, in any order: memory does not grow."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.chunk import Chunk
from sim.engine.recorders import Arrays, merge

RUNS = 4
"""Times the columns that run at a time in a chunk of a large study, whose arrays are sent and merged once."""


class Merged:
    """The arrays of all of `whole`. `done` has one entry per world (per cell, where the source is split by
    cells): the size of the chunk in which it was run, 0 where it is missing.
    """

    def __init__(self, whole: Chunk) -> None:
        self.whole, self.specs = whole, whole.specs
        cells = len(whole.source)
        self.arrays: Arrays = {n: s.zeros(cells, whole.worlds) for n, s in self.specs.items()}
        self.done: NDArray[np.int32] = np.zeros(cells if whole.source.by_cell else whole.worlds, np.int32)

    def add(self, chunk: Chunk, arrays: Arrays) -> None:
        """Merge the arrays of a chunk; those of one that is all there is are taken as they are."""
        cells, worlds = slice(chunk.at, chunk.at + len(chunk.source)), chunk.among(self.whole.first)
        if chunk.world_weeks == self.whole.world_weeks:
            self.arrays = arrays
        else:
            for name, spec in self.specs.items():
                merge(spec.view(self.arrays[name], cells, worlds), arrays[name], spec)
        where = cells if self.whole.source.by_cell else worlds
        self.done[where] = where.stop - where.start

    def take(self, kept: Arrays) -> None:
        """Take over arrays that were kept, with `done` among them: of this simulation, or, where its chunks
        are fixed, of one with fewer or more worlds.

        Raises ValueError if they do not fit.
        """
        done = kept.pop("done", np.zeros(0, np.int32))
        worlds = self.whole.worlds if self.whole.source.by_cell else len(done)
        cells = len(self.whole.source)
        if {n: (it.shape, it.dtype) for n, it in kept.items()} != {
            n: (spec.shape_for(cells, worlds), spec.dtype_for(worlds)) for n, spec in self.specs.items()
        } or done.dtype != np.int32:
            raise ValueError("its arrays have other shapes")
        if self.whole.edges:
            self._take_chunks(kept, done)
        elif len(done) != len(self.done):
            raise ValueError("it has other worlds")
        else:
            self.arrays, self.done = kept, done

    def _take_chunks(self, kept: Arrays, done: NDArray[np.int32]) -> None:
        """Take over the worlds that were run in the same chunks."""
        for start, end in pairwise(self.whole.edges):
            where = slice(start - self.whole.first, end - self.whole.first)
            if (done[where] == end - start).sum() == end - start:
                for name, array in kept.items():
                    self.arrays[name][..., where] = array[..., where]
                self.done[where] = end - start

    @property
    def worlds(self) -> int:
        """How many worlds there are of each cell."""
        return self.whole.worlds

    def mark(self, *, of_any_size: bool = False) -> list[Any]:
        """All that determines the arrays, in words; with `of_any_size` all but the number of worlds."""
        return self.whole.mark(of_any_size=of_any_size)

    def kept(self) -> Arrays:
        """All that is there, with `done` among it."""
        return {**self.arrays, "done": self.done}

    @property
    def share(self) -> float:
        """The share that is done."""
        return float((self.done > 0).mean())

    @property
    def world_weeks(self) -> int:
        """Work that is done."""
        return self.whole.world_weeks // len(self.done) * int((self.done > 0).sum())

    def missing(self, workers: int) -> list[Chunk]:
        """All that is to be run still, in chunks of like size, so that all workers have the same to do."""
        whole = self.whole
        if whole.edges:
            parts = [whole.part(a, b) for a, b in pairwise(whole.edges)]
            return [part for part in parts if not self.done[part.among(whole.first)].all()]
        chunks: list[Chunk] = []
        for start, end in self._gaps():
            if whole.source.by_cell:
                count = _chunks(end - start, max(whole.columns // whole.worlds, 1), workers)
                edges = (start + (end - start) * k // count for k in range(count + 1))
                chunks += [whole.part_of_cells(a, b) for a, b in pairwise(edges)]
            else:
                count = _chunks(end - start, whole.most * RUNS, workers)
                chunks += whole.split(whole.first + start, end - start, count)
        return chunks

    def _gaps(self) -> list[tuple[int, int]]:
        """The stretches of `done` that are missing: start and end."""
        absent = np.concatenate([[False], self.done == 0, [False]])
        edges = np.flatnonzero(absent[1:] != absent[:-1]).tolist()
        return list(zip(edges[::2], edges[1::2], strict=True))


def _chunks(count: int, most: int, workers: int) -> int:
    """Into how many chunks so many worlds or cells are split, of which `most` make a large one."""
    chunks = -(-count // most)
    if workers > 1:
        chunks = -(-chunks // workers) * workers
    return min(chunks, count)
