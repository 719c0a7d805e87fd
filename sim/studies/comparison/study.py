"""A study from its cells to its folder: run, tables, pictures, and all of it written at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sim.engine.checkpoint import Checkpoint, Tell
from sim.engine.chunk import Progress
from sim.engine.ensemble import Ensemble, simulate_ensemble
from sim.engine.process_pool import WORTH_A_PROCESS, open_pool, world_weeks
from sim.output import study_folder
from sim.output.draw_pool import drawing, hands
from sim.output.study_folder import Study
from sim.scenario.cell import Cell
from sim.studies.comparison.report import Pictures


@dataclass(frozen=True)
class Asked:
    """What was asked for: how many worlds of which seed, where to write, in which words; by how many
    processes (none: as many as there are processors) or by which scheduler; whether the trajectories of all
    worlds are kept, which world is shown as a ledger, and who is told what happens meanwhile.
    """

    seed: int
    worlds: int
    out: Path
    command: tuple[str, ...]
    workers: int | None = None
    scheduler: str | None = None
    keep: bool = False
    shown: int | None = None
    tell: Tell = lambda _: None


def carry_out(
    cells: Sequence[Cell], asked: Asked, pictures: Pictures, progress: Progress | None = None
) -> Study:
    """Run the cells and write the folder; raises UserError, before the long run where that can be known."""
    started = datetime.now(UTC)
    study_folder.check(asked.out)
    if asked.keep:
        from sim.results.trajectories import check_room

        check_room(len(cells), cells[0].scenario.weeks, asked.worlds)
    checkpoint = Checkpoint(asked.out, asked.tell)
    with drawing(hands(), early=world_weeks(cells, asked.worlds) < WORTH_A_PROCESS) as draw:
        study = Study(_run(cells, asked, checkpoint, progress), asked.command, started, asked.shown)
        study_folder.write(study, asked.out, lambda folder: pictures(study, folder, draw))
    checkpoint.drop()
    return study


def _run(cells: Sequence[Cell], asked: Asked, checkpoint: Checkpoint, progress: Progress | None) -> Ensemble:
    work = world_weeks(cells, asked.worlds)
    with open_pool(work, asked.workers, asked.scheduler, asked.tell) as pool:
        return simulate_ensemble(
            cells,
            seed=asked.seed,
            worlds=asked.worlds,
            progress=progress,
            keep=asked.keep,
            watched=asked.shown,
            pool=pool,
            checkpoint=checkpoint,
        )
