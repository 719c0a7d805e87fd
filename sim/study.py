"""A study from its cells to its folder: run, tables, pictures, and all of it written at once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sim import store
from sim.captions import context
from sim.chunk import Progress
from sim.crew import Crew, Processes, cores
from sim.ledger import ledger, ledger_again
from sim.plots import draw_all, draw_run
from sim.store import Study
from sim.together import run_together
from sim.trajectories import check_room
from sim.unfinished import Tell, Unfinished
from sim.world import Cell

MOST_WORKERS = 4
WORTH_A_PROCESS = 250_000
"""World-weeks that take longer to run than a process takes to start."""


@dataclass(frozen=True)
class Asked:
    """What was asked for: how many worlds of which seed, where to write, in which words; by how many
    processes (none: as many as there are processors) or by which scheduler; whether the paths of all worlds
    are kept, which world is shown as a ledger, and who is told what happens meanwhile.
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
    cells: Sequence[Cell],
    asked: Asked,
    pictures: Callable[[Study, Path], object],
    progress: Progress | None = None,
) -> Study:
    """Run the cells and write the folder; raises UserError, before the long run where that can be known."""
    started = datetime.now(UTC)
    store.check(asked.out)
    if asked.keep:
        check_room(len(cells), cells[0].scenario.weeks, asked.worlds)
    shelf = Unfinished(asked.out, asked.tell)
    with crew_of(cells, asked.worlds, asked.workers, asked.scheduler, asked.tell) as crew:
        ensemble = run_together(
            cells,
            seed=asked.seed,
            worlds=asked.worlds,
            progress=progress,
            keep=asked.keep,
            shown=asked.shown,
            crew=crew,
            shelf=shelf,
        )
    study = Study.of(ensemble, asked.command, started, asked.shown)
    store.write(study, asked.out, lambda folder: pictures(study, folder))
    shelf.drop()
    return study


@contextmanager
def crew_of(
    cells: Sequence[Cell], worlds: int, workers: int | None, scheduler: str | None, tell: Tell
) -> Generator[Crew]:
    """Who runs a study of that size."""
    if scheduler is None:
        world_weeks = worlds * sum(cell.scenario.weeks for cell in cells)
        yield Processes(workers or max(min(cores(), world_weeks // WORTH_A_PROCESS), 1))
        return
    from sim.cluster import cluster

    with cluster(scheduler, workers or cores(), tell) as crew:
        yield crew


def pictures_of_all(study: Study, folder: Path, question: str = "") -> None:
    """The pictures of a comparison."""
    words = context(study.ensemble, question)
    draw_all(study.series, study.summary, study.effects, words, folder, workers())


def pictures_of_one(study: Study, folder: Path) -> None:
    """The pictures of one scenario, and one of its worlds as a ledger (also as a table, `ledger.csv`)."""
    ensemble, world = study.ensemble, study.shown or 0
    cell, watched = ensemble.cells[0], ensemble.watched
    one = ledger(cell, watched) if watched else ledger_again(cell, ensemble.seed, world)
    (folder / "ledger.csv").write_text(store.csv(one.signals), encoding="utf-8")
    words = context(ensemble)
    words = replace(words, subtitle=f"{words.subtitle}; the ledger shows world {world}")
    draw_run(study.series, study.summary, one.signals, one.rungs, one.stages, words, folder, workers())


def workers() -> int:
    """Processes that draw pictures: as many as there are processors to use, up to a few."""
    return min(cores(), MOST_WORKERS)
