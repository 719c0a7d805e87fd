"""Who runs the chunks of a simulation: this process, several on this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from sim.core.errors import UserError
from sim.engine.chunk import Chunk, Progress
from sim.engine.processes import cores, deaf, end, serve
from sim.engine.recorders import Arrays
from sim.scenario.cell import Cell

LOOK = 0.1
"""Seconds between two looks at how far the workers are."""
WORTH_A_PROCESS = 250_000
"""World-weeks that take longer to run than a process takes to start."""
_counter: dict[str, Any] = {}
"""In a worker: the count of world-weeks that all workers share."""

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Job(Protocol[R_co]):
    """Something to run, such as a chunk; it can be sent to another process."""

    def run(self, progress: Progress | None = None) -> R_co:
        """Do it, here and now; `progress` is told the world-weeks done."""
        ...


J = TypeVar("J", bound=Job[Any])


class Pool(Protocol):
    """Runs chunks and gives each with its arrays, in any order; reports the world-weeks done."""

    @property
    def workers(self) -> int:
        """How many chunks it runs at a time."""
        ...

    def __call__(
        self, jobs: Sequence[Chunk], progress: Progress | None, /
    ) -> Iterator[tuple[Chunk, Arrays]]: ...


@dataclass(frozen=True)
class ProcessPool:
    """Processes on this machine. Whatever ends the work, Ctrl-C too, none of them is left behind."""

    workers: int

    def __call__(self, jobs: Sequence[J], progress: Progress | None) -> Iterator[tuple[J, Any]]:
        """Each job with its result, in the order in which they end."""
        workers = min(self.workers, len(jobs))
        if workers <= 1:
            yield from ((job, job.run(progress)) for job in jobs)
            return
        spawn = get_context("spawn")
        counter = spawn.Value("q", 0)
        pool = ProcessPoolExecutor(workers, spawn, _begin, (counter,))
        try:
            with deaf():
                doing = {pool.submit(_run, job): job for job in jobs}
            for done in _finished(set(doing), counter, progress or (lambda _: None)):
                yield doing.pop(done), done.result()
        except BrokenProcessPool:
            raise UserError(
                "a worker process was killed, perhaps for want of memory: ask for fewer --workers or --worlds"
            ) from None
        finally:
            end(pool)


def world_weeks(cells: Sequence[Cell], worlds: int) -> int:
    """How much work so many worlds of some cells are."""
    return worlds * sum(cell.scenario.weeks for cell in cells)


@contextmanager
def open_pool(
    work: int, workers: int | None, scheduler: str | None, tell: Callable[[str], object]
) -> Generator[Pool]:
    """Find who runs so many world-weeks: the workers of a Dask scheduler, else `workers` processes, else as
    many as there are processors and as pay.
    """
    if scheduler is None:
        yield ProcessPool(workers or max(min(cores(), work // WORTH_A_PROCESS), 1))
        return
    from sim.engine.dask_cluster import cluster

    with cluster(scheduler, workers, tell) as pool:
        yield pool


def _finished(jobs: set[Future[Any]], counter: Any, progress: Progress) -> Iterator[Future[Any]]:
    reported = 0
    while jobs:
        done, jobs = wait(jobs, LOOK, FIRST_COMPLETED)
        reached = counter.value
        progress(reached - reported)
        reported = reached
        yield from done


def _begin(counter: Any) -> None:
    serve()
    _counter["world-weeks"] = counter


def _run(job: Job[R]) -> R:
    return job.run(_count)


def _count(world_weeks: int) -> None:
    counter = _counter["world-weeks"]
    with counter.get_lock():
        counter.value += world_weeks
