"""An ensemble: many worlds of every cell, with all that tables and pictures of a comparison are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Column
from sim.core.random_streams import Draws
from sim.engine.branched_world import BranchedWorld
from sim.engine.checkpoint import Checkpoint
from sim.engine.chunk import COLUMNS, Chunk, Progress
from sim.engine.conditioning.record_world import RecordWorld
from sim.engine.design import CellList
from sim.engine.histograms import BINS, HistogramRecorder
from sim.engine.order_recorder import OrderRecorder, OrdersRecorded, entries_of
from sim.engine.outcomes import OutcomeRecorder
from sim.engine.process_pool import Pool, ProcessPool
from sim.engine.recorders import Arrays, Recorder
from sim.engine.simulate import simulate
from sim.engine.trajectories import Trajectories, TrajectoryRecorder
from sim.engine.watched_world import WatchedWorld, WatchRecorder
from sim.engine.world_batch import aligned
from sim.model.parameter_draws import parameters
from sim.scenario.cell import Cell


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Many worlds of every cell: weekly counts and outcomes per world.

    Shapes: `histograms` and `differences` (cell, week, measure, bin), `sums` of bin numbers (cell, week,
    measure), `rungs` (cell, week, 9), `stages` (cell, week, 7), `outcomes` (cell, outcome, world), `final`
    (cell, world), `parameters` (draw), world `w` having draw ``w // replicates`` less that of the first
    world. The last bin, rung and stage hold the worlds at war.
    """

    cells: tuple[Cell, ...]
    monday: date
    weeks: int
    seed: int
    worlds: int
    replicates: int
    histograms: NDArray[np.int32]
    differences: NDArray[np.int32]
    sums: NDArray[np.int64]
    rungs: NDArray[np.int32]
    stages: NDArray[np.int32]
    outcomes: NDArray[np.float32]
    final: NDArray[np.int8]
    parameters: dict[str, NDArray[np.float32]]
    trajectories: Trajectories | None = None
    watched: WatchedWorld | None = None
    orders: OrdersRecorded | None = None
    """What became of the orders and injects of the cells, where some have any."""


def simulate_ensemble(
    cells: Sequence[Cell],
    *,
    seed: int,
    worlds: int,
    first: int = 0,
    columns: int = COLUMNS,
    points: Mapping[str, Column] | None = None,
    keep: bool = False,
    watched: int | None = None,
    workers: int = 1,
    pool: Pool | None = None,
    progress: Progress | None = None,
    checkpoint: Checkpoint | None = None,
) -> Ensemble:
    """Simulate the same `worlds` worlds of every cell, which may differ in all but their weeks.

    `keep` keeps the trajectories of all worlds; the world number `watched` of the first cell is watched. The
    bits depend neither on `columns`, nor on `workers` or the `pool` in their place: see `simulate`.
    """
    recorders: list[Recorder] = [HistogramRecorder(), OutcomeRecorder()]
    recorders += [TrajectoryRecorder()] if keep else []
    recorders += [] if watched is None else [WatchRecorder(watched)]
    entries = max(len(entries_of(cell.scenario)) for cell in cells)
    recorders += [OrderRecorder(entries)] if entries else []
    source = CellList(tuple(cells))
    whole = Chunk(source, seed, first, worlds, tuple(recorders), points=points, columns=columns)
    return _ensemble(whole, simulate(whole, pool or ProcessPool(workers), progress, checkpoint))


def _ensemble(whole: Chunk, arrays: Arrays) -> Ensemble:
    cells, bins = whole.source.cells(), np.arange(BINS, dtype=np.float64)
    sums = [cell[..., :-1] @ bins for cell in arrays["histograms"]]
    named = ("histograms", "differences", "rungs", "stages", "outcomes", "final")
    return Ensemble(
        cells=cells,
        monday=cells[0].scenario.monday,
        weeks=whole.weeks,
        seed=whole.seed,
        worlds=whole.worlds,
        replicates=whole.replicates,
        **{name: arrays[name] for name in named},
        sums=np.stack(sums).astype(np.int64),
        parameters=parameter_draws(aligned(cells)[0], whole),
        trajectories=Trajectories(arrays["numbers"], arrays["sent"]) if "numbers" in arrays else None,
        watched=WatchedWorld.of(arrays) if "watched_sent" in arrays else None,
        orders=OrdersRecorded.of(arrays) if "orders_first" in arrays else None,
    )


def parameter_draws(cell: Cell, whole: Chunk) -> dict[str, NDArray[np.float32]]:
    """The parameters of a cell in the worlds of a simulation, one number per draw."""
    each = whole.replicates
    first, last = whole.first // each, (whole.first + whole.worlds - 1) // each
    starts = np.maximum(np.arange(first, last + 1) * each - whole.first, 0)
    points = whole.points and {name: place[starts] for name, place in whole.points.items()}
    draws = Draws(whole.seed, first, last - first + 1)
    if cell.scenario.from_record:
        return dict(RecordWorld([cell], draws, 1, points).situation.p.items())
    if cell.scenario.from_world:
        return dict(BranchedWorld([cell], draws, 1, points).situation.p.items())
    return dict(parameters([cell], draws, 1, points).items())
