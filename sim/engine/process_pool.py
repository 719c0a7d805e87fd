"""Who runs the chunks of a study: this process, or several on this machine."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.engine.checkpoint import Tell
from sim.engine.chunk import Progress
from sim.engine.processes import cores

if TYPE_CHECKING:
    pass

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from sim.core.errors import UserError
from sim.engine.chunk import Chunk, Part
from sim.engine.processes import deaf, end, serve

LOOK = 0.1
"""Seconds between two looks at how far the workers are."""
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


class Crew(Protocol):
    """Runs chunks, and gives each with what it came to, in any order; tells of world-weeks done."""

    @property
    def workers(self) -> int:
        """How many chunks it runs at a time."""
        ...

    def __call__(
        self, jobs: Sequence[Chunk], progress: Progress | None, /
    ) -> Iterator[tuple[Chunk, Part]]: ...


@dataclass(frozen=True)
class Processes:
    """Processes on this machine. Whatever ends the work, Ctrl-C too, none of them is left behind."""

    workers: int

    def __call__(self, jobs: Sequence[J], progress: Progress | None) -> Iterator[tuple[J, Any]]:
        """Each job with what it gave, in the order in which they end."""
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


def _finished(jobs: set[Future[Any]], counter: Any, progress: Progress) -> Iterator[Future[Any]]:
    told = 0
    while jobs:
        done, jobs = wait(jobs, LOOK, FIRST_COMPLETED)
        reached = counter.value
        progress(reached - told)
        told = reached
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


WORTH_A_PROCESS = 250_000
"""World-weeks that take longer to run than a process takes to start."""


@contextmanager
def pool(world_weeks: int, workers: int | None, scheduler: str | None, tell: Tell) -> Generator[Crew]:
    """Who runs so many world-weeks: workers of a scheduler, else processes of this machine."""
    if scheduler is None:
        worth = world_weeks // WORTH_A_PROCESS
        yield Processes(workers or max(min(cores(), worth), 1))
        return
    from sim.engine.dask_cluster import cluster

    with cluster(scheduler, workers, tell) as crew:
        yield crew
