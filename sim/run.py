"""Run cells over many worlds, chunk by chunk, into records that are counts: mergeable to the same bits."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import active_children, get_context

import numpy as np
from numpy.typing import NDArray

from sim.chunk import LUCKS, Chunk, Part, Progress, chunks
from sim.draws import Draws
from sim.world import Cell, World

COLUMNS = 16_000
"""Columns of one chunk: wide enough for the array library, narrow enough for the cache."""


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
    workers: int = 1,
    progress: Progress | None = None,
) -> Ensemble:
    """Run `worlds` shared worlds of every cell; `progress` is told the world-weeks done.

    Cells must share start, end and signals (`groups` sorts them so). The bits depend neither on
    `columns` nor on `workers`.
    """
    jobs = chunks(cells, seed, first, worlds, columns, workers)
    return together(jobs, list(parts(jobs, workers, progress)))


def parts(jobs: Sequence[Chunk], workers: int, progress: Progress | None) -> Iterator[Part]:
    """The chunks run, in their order, here or in processes of their own."""
    if workers == 1 or len(jobs) == 1:
        yield from (job.run(progress) for job in jobs)
        return
    pool = ProcessPoolExecutor(min(workers, len(jobs)), get_context("spawn"), _quietly)
    try:
        for job, part in zip(jobs, pool.map(Chunk.run, jobs), strict=True):
            if progress:
                progress(job.worlds * len(job.cells) * job.cells[0].scenario.weeks)
            yield part
    except BaseException:
        for worker in active_children():
            worker.terminate()  # or Ctrl-C would wait for the chunks that have begun
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _quietly() -> None:
    """Leave Ctrl-C to the parent, which stops the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def together(jobs: Sequence[Chunk], done: Sequence[Part]) -> Ensemble:
    """The parts of an ensemble put together, in the order of their worlds."""
    record = done[0].record
    for part in done[1:]:
        record.merge(part.record)
    cells = jobs[0].cells
    lead = cells[0].scenario
    return Ensemble(
        cells,
        lead.monday,
        lead.weeks,
        jobs[0].seed,
        sum(job.worlds for job in jobs),
        LUCKS,
        record.histograms,
        record.differences,
        record.sums,
        record.rungs,
        record.stages,
        np.concatenate([part.outcomes for part in done], axis=2),
        np.concatenate([part.final for part in done], axis=1),
        {name: np.concatenate([part.parameters[name] for part in done]) for name in done[0].parameters},
    )


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
