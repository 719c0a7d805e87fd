"""Run cells over many worlds, chunk by chunk, into counts: the same bits whoever runs them, in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Protocol

from sim.abreast import groups
from sim.chunk import COLUMNS, LUCKS, Chunk, Progress
from sim.columns import Column
from sim.crew import Crew, Processes
from sim.draws import Draws
from sim.gathered import Ensemble, Gathered
from sim.world import Cell, World

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

__all__ = ["COLUMNS", "LUCKS", "Cell", "Ensemble", "Shelf", "groups", "replay", "simulate"]


class Shelf(Protocol):
    """Where an unfinished study is kept: see `unfinished`."""

    def holding(self, gathered: Gathered) -> AbstractContextManager[Callable[[], object]]:
        """Take up what an earlier run left; within, call what is given after every chunk."""
        ...


def simulate(
    cells: Sequence[Cell],
    *,
    seed: int,
    worlds: int,
    first: int = 0,
    columns: int = COLUMNS,
    workers: int = 1,
    progress: Progress | None = None,
    points: Mapping[str, Column] | None = None,
    keep: bool = False,
    shown: int | None = None,
    crew: Crew | None = None,
    shelf: Shelf | None = None,
) -> Ensemble:
    """Run `worlds` shared worlds of every cell; `progress` is told the world-weeks done.

    Cells must share start and end. The bits depend neither on `columns` nor on `workers` or the `crew` that
    runs in their place, nor on what a `shelf` held. `keep` keeps the paths of all worlds; the world number
    `shown` of the first cell is watched.
    """
    whole = Chunk(tuple(cells), seed, first, worlds, points, columns, keep, shown)
    gathered, who = Gathered(whole), crew or Processes(workers)
    with shelf.holding(gathered) if shelf else nullcontext(lambda: None) as chunk_done:
        if progress and gathered.done.any():
            progress(int(gathered.done.sum()) * len(cells) * whole.weeks)
        for chunk, part in who(whole.shares(gathered.missing(), who.workers), progress):
            gathered.add(chunk, part)
            chunk_done()
    return gathered.ensemble()


def replay(cell: Cell, seed: int, world: int) -> World:
    """One world alone, at its start: the same luck as that world among thousands."""
    return World([cell], Draws(seed, world, 1), LUCKS)
