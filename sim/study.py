"""A study from its cells to its folder: run, tables, pictures, and all of it written at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sim import store
from sim.captions import context
from sim.chunk import Progress
from sim.ledger import ledger
from sim.plots import draw_all, draw_run
from sim.store import Study
from sim.together import run_together
from sim.world import Cell

MOST_WORKERS = 4
WORTH_A_PROCESS = 250_000
"""World-weeks that take longer to run than a process takes to start."""


@dataclass(frozen=True)
class Asked:
    """What was asked for: how many worlds of which seed, where to write, and in which words."""

    seed: int
    worlds: int
    out: Path
    command: tuple[str, ...]


def carry_out(
    cells: Sequence[Cell],
    asked: Asked,
    pictures: Callable[[Study, Path], object],
    progress: Progress | None = None,
) -> Study:
    """Run the cells and write the folder; raises UserError, before the long run where that can be known."""
    started = datetime.now(UTC)
    store.check(asked.out)
    ensemble = run_together(
        cells, seed=asked.seed, worlds=asked.worlds, workers=_runners(cells, asked.worlds), progress=progress
    )
    study = Study.of(ensemble, asked.command, started)
    store.write(study, asked.out, lambda folder: pictures(study, folder))
    return study


def pictures_of_all(study: Study, folder: Path, question: str = "") -> None:
    """The pictures of a comparison."""
    words = context(study.ensemble, question)
    draw_all(study.series, study.summary, study.effects, words, folder, workers())


def pictures_of_one(study: Study, folder: Path, world: int) -> None:
    """The pictures of one scenario, and one of its worlds as a ledger (also as a table, `ledger.csv`)."""
    ensemble = study.ensemble
    one = ledger(ensemble.cells[0], ensemble.seed, world)
    one.signals.to_csv(folder / "ledger.csv", index=False)
    words = context(ensemble)
    words = replace(words, subtitle=f"{words.subtitle}; the ledger shows world {world}")
    draw_run(study.series, study.summary, one.signals, one.rungs, one.stages, words, folder, workers())


def _runners(cells: Sequence[Cell], worlds: int) -> int:
    world_weeks = worlds * sum(cell.scenario.weeks for cell in cells)
    return max(min(workers(), world_weeks // WORTH_A_PROCESS), 1)


def workers() -> int:
    """Processes to work with: as many as there are processors to use, up to a few."""
    try:
        free = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        free = os.cpu_count() or 1
    return min(free, MOST_WORKERS)
