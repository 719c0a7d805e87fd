"""Run cells over many worlds, chunk by chunk, into records that are counts: mergeable to the same bits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sim.columns import Column
from sim.draws import Draws
from sim.record import Record
from sim.world import Cell, World

LUCKS = 8
"""Worlds that share one draw of the parameters."""
COLUMNS = 16_000
"""Columns of one chunk: wide enough for the array library, narrow enough for the cache."""
Progress = Callable[[int], object]


@dataclass(frozen=True)
class Ensemble:
    """What many worlds of every cell came to: weekly counts and outcomes per world.

    Shapes: `histograms` and `differences` (cell, week, measure, 513), `sums` (cell, week, measure),
    `rungs` (cell, week, 9), `stages` (cell, week, 7), `outcomes` (cell, outcome, world),
    `final` (cell, world). The last bin, rung and stage hold the worlds at war.
    """

    cells: tuple[Cell, ...]
    monday: date
    weeks: int
    seed: int
    worlds: int
    lucks: int
    histograms: NDArray[np.int32]
    differences: NDArray[np.int32]
    sums: NDArray[np.int64]
    rungs: NDArray[np.int32]
    stages: NDArray[np.int32]
    outcomes: NDArray[np.float32]
    final: NDArray[np.int8]
    parameters: dict[str, NDArray[np.float32]]


def simulate(
    cells: Sequence[Cell],
    *,
    seed: int,
    worlds: int,
    first: int = 0,
    columns: int = COLUMNS,
    progress: Progress | None = None,
) -> Ensemble:
    """Run `worlds` shared worlds of every cell; `progress` is told the world-weeks done.

    Cells must share start, end and signals (`groups` sorts them so).
    """
    parts = [
        _chunk(cells, Draws(seed, start, count, len(cells)), progress)
        for start, count in _chunks(first, worlds, max(columns // len(cells), 1))
    ]
    record = parts[0][0]
    for other, *_ in parts[1:]:
        record.merge(other)
    lead = cells[0].scenario
    return Ensemble(
        tuple(cells), lead.monday, lead.weeks, seed, worlds, LUCKS,
        record.histograms, record.differences, record.sums, record.rungs, record.stages,
        np.concatenate([outcomes for _, outcomes, _, _ in parts], axis=2),
        np.concatenate([final for _, _, final, _ in parts], axis=1),
        {name: np.concatenate([p[name] for *_, p in parts]) for name in parts[0][3]},
    )  # fmt: skip


def _chunks(first: int, worlds: int, size: int) -> Iterator[tuple[int, int]]:
    for start in range(first, first + worlds, size):
        yield start, min(size, first + worlds - start)


def _chunk(
    cells: Sequence[Cell], draws: Draws, progress: Progress | None
) -> tuple[Record, Column, NDArray[np.int8], dict[str, Column]]:
    """One chunk of worlds: its record, outcomes, final classes and parameters."""
    world = World(cells, draws, LUCKS)
    weeks = cells[0].scenario.weeks
    record = Record(cells, weeks, draws.worlds)
    for _ in range(weeks):
        world.step()
        record.add(world)
        if progress:
            progress(world.width)
    shape = (len(cells), draws.worlds)
    outcomes = world.tally.outcomes(world)
    by_cell = outcomes.reshape(len(outcomes), *shape).transpose(1, 0, 2)
    shared = {name: column[: draws.worlds] for name, column in world.p.items().items()}
    return record, by_cell, world.tally.final(world).reshape(shape).astype(np.int8), shared


def groups(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Cells sorted into groups that can share columns: same start, end and signals."""
    result: list[list[Cell]] = []
    for cell in cells:
        for group in result:
            if _alike(cell, group[0]):
                group.append(cell)
                break
        else:
            result.append([cell])
    return result


def _alike(cell: Cell, other: Cell) -> bool:
    a, b = cell.scenario, other.scenario
    return (a.monday, a.weeks, a.signals) == (b.monday, b.weeks, b.signals)


def replay(cell: Cell, seed: int, world: int) -> World:
    """One world alone, at its start: the same luck as that world among thousands."""
    return World([cell], Draws(seed, world, 1), LUCKS)
