"""A study from its cells to its folder: run, tables, pictures, and all of it written at once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sim import store
from sim.captions import context
from sim.chunk import Progress
from sim.crew import Crew, Processes
from sim.drawing import Draw, drawing, hands
from sim.ledger import ledger, ledger_again
from sim.plots import jobs_of_all, jobs_of_run, jobs_of_world
from sim.store import Study
from sim.together import run_together
from sim.unfinished import Tell, Unfinished
from sim.workers import cores
from sim.world import Cell

if TYPE_CHECKING:
    from sim.run import Ensemble

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


Pictures: TypeAlias = Callable[[Study, Path, Draw], Iterable[object]]
"""Begins to draw a study's pictures into a folder, and gives what is to be waited for."""


def carry_out(
    cells: Sequence[Cell], asked: Asked, pictures: Pictures, progress: Progress | None = None
) -> Study:
    """Run the cells and write the folder; raises UserError, before the long run where that can be known."""
    started = datetime.now(UTC)
    store.check(asked.out)
    if asked.keep:
        from sim.trajectories import check_room

        check_room(len(cells), cells[0].scenario.weeks, asked.worlds)
    shelf = Unfinished(asked.out, asked.tell)
    with drawing(hands(), early=_world_weeks(cells, asked.worlds) < WORTH_A_PROCESS) as draw:
        study = Study(_run(cells, asked, shelf, progress), asked.command, started, asked.shown)
        store.write(study, asked.out, lambda folder: pictures(study, folder, draw))
    shelf.drop()
    return study


def _run(cells: Sequence[Cell], asked: Asked, shelf: Unfinished, progress: Progress | None) -> Ensemble:
    with crew_of(cells, asked.worlds, asked.workers, asked.scheduler, asked.tell) as crew:
        return run_together(
            cells,
            seed=asked.seed,
            worlds=asked.worlds,
            progress=progress,
            keep=asked.keep,
            shown=asked.shown,
            crew=crew,
            shelf=shelf,
        )


def _world_weeks(cells: Sequence[Cell], worlds: int) -> int:
    return worlds * sum(cell.scenario.weeks for cell in cells)


@contextmanager
def crew_of(
    cells: Sequence[Cell], worlds: int, workers: int | None, scheduler: str | None, tell: Tell
) -> Generator[Crew]:
    """Who runs a study of that size."""
    if scheduler is None:
        worth = _world_weeks(cells, worlds) // WORTH_A_PROCESS
        yield Processes(workers or max(min(cores(), worth), 1))
        return
    from sim.cluster import cluster

    with cluster(scheduler, workers, tell) as crew:
        yield crew


def pictures_of_all(study: Study, folder: Path, draw: Draw, question: str = "") -> Iterable[object]:
    """The pictures of a comparison."""
    words = context(study.ensemble, question)
    return draw(jobs_of_all(study.series, study.summary, study.effects, words, folder))


def pictures_of_one(study: Study, folder: Path, draw: Draw) -> Iterable[object]:
    """The pictures of one scenario, and one of its worlds as a ledger (also as a table, `ledger.csv`); of a
    single world, which has no fan, the ledger alone.
    """
    ensemble, world = study.ensemble, study.shown or 0
    cell, watched = ensemble.cells[0], ensemble.watched
    one = ledger(cell, watched) if watched else ledger_again(cell, ensemble.seed, world)
    (folder / "ledger.csv").write_text(store.csv(one.signals), encoding="utf-8")
    words = context(ensemble)
    words = replace(words, subtitle=f"{words.subtitle}; the ledger shows world {world}")
    drawn = draw(jobs_of_world(one.signals, ensemble.monday, one.rungs, one.stages, words, folder))
    if ensemble.worlds == 1:
        return drawn
    return chain(drawn, draw(jobs_of_run(study.series, study.summary, words, folder)))
