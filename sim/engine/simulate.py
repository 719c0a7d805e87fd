"""Run cells over many worlds, chunk by chunk, into counts: the same bits whoever runs them, in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from sim.core.columns import Column
from sim.core.random_streams import Draws
from sim.engine.chunk import COLUMNS, LUCKS, Chunk, Progress
from sim.engine.ensemble import Ensemble, Gathered
from sim.engine.process_pool import Crew, Processes
from sim.engine.world_batch import groups
from sim.model.world import World
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.scenario.comparable import DECLARED

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


def run_together(
    cells: Sequence[Cell],
    *,
    seed: int,
    worlds: int,
    workers: int = 1,
    progress: Progress | None = None,
    keep: bool = False,
    shown: int | None = None,
    crew: Crew | None = None,
    shelf: Shelf | None = None,
) -> Ensemble:
    """One ensemble of all cells, which may differ in all but their weeks; the rest is as in `simulate`."""
    every = [cell.scenario for cell in cells]
    numbers = {
        section: {name: it for scenario in reversed(every) for name, it in getattr(scenario, section).items()}
        for section in DECLARED
    }
    alike = [Cell(_with_numbers(cell.scenario, numbers), cell.theory) for cell in cells]
    ensemble = simulate(
        alike,
        seed=seed,
        worlds=worlds,
        workers=workers,
        progress=progress,
        keep=keep,
        shown=shown,
        crew=crew,
        shelf=shelf,
    )
    return replace(ensemble, cells=tuple(cells))


def _with_numbers(scenario: Scenario, numbers: dict[str, dict[str, Any]]) -> Scenario:
    """The scenario with the numbers that only others declare: cells are drawn for by the same names."""
    own = {section: declared | getattr(scenario, section) for section, declared in numbers.items()}
    return scenario.model_copy(update=own)
