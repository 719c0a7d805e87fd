"""The one way to simulate many worlds: chunk by chunk, by whoever runs them, kept on disk on the way.

The bits depend neither on how worlds are split into chunks, nor on who runs these in which order, nor on
what an interrupted run had done already.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

from sim.core.random_streams import Draws
from sim.engine.checkpoint import Checkpoint
from sim.engine.chunk import Chunk, Progress
from sim.engine.merged import Merged
from sim.engine.process_pool import Pool, ProcessPool
from sim.engine.recorders import Arrays
from sim.engine.starting import as_written, pasts_of
from sim.engine.world_batch import REPLICATES
from sim.model.world import World
from sim.scenario.cell import Cell


def simulate(
    whole: Chunk,
    pool: Pool | None = None,
    progress: Progress | None = None,
    checkpoint: Checkpoint | None = None,
) -> Arrays:
    """Simulate all worlds of a source; the arrays of its recorders, cells first and worlds last.

    `pool` runs the chunks, this process if none is given; `progress` receives the world-weeks done. What is
    finished is kept by `checkpoint`, and what an earlier run left there is resumed.
    """
    whole = replace(whole, pasts=pasts_of(whole.source.distinct(), whole.seed))
    merged, pool = Merged(whole), pool or ProcessPool(1)
    with checkpoint.keeping(merged) if checkpoint else nullcontext(lambda: None) as chunk_done:
        if progress and merged.share:
            progress(merged.world_weeks)
        for chunk, arrays in pool(merged.missing(pool.workers), progress):
            merged.add(chunk, arrays)
            chunk_done()
    return merged.arrays


def single_world(cell: Cell, seed: int, world: int) -> World:
    """One world alone, at its start: the same random draws as that world among thousands."""
    return as_written([cell], Draws(seed, world, 1), REPLICATES)
