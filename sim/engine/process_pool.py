"""Who runs the chunks of a simulation: this process, several on this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from sim.core.errors import UserError
from sim.engine.chunk import Chunk, Progress
from sim.engine.processes import cores, deaf, end, serve
from sim.engine.recorders import Arrays

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
        """Do it, here and now; `progress` receives the world-weeks done."""
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


class ProcessPool:
    """Processes on this machine, gone after every call; within a `with` block they stay for the next one.
    Whatever ends the work, Ctrl-C too, none of them is left behind.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._executor: ProcessPoolExecutor | None = None
        self._counter: Any = None
        self._stays = False

    def __call__(self, jobs: Sequence[J], progress: Progress | None) -> Iterator[tuple[J, Any]]:
        """Each job with its result, in the order in which they end."""
        if min(self.workers, len(jobs)) <= 1:
            yield from ((job, job.run(progress)) for job in jobs)
            return
        executor = self._executor = self._executor or self._started()
        try:
            with deaf():
                doing = {executor.submit(_run, job): job for job in jobs}
            for done in _finished(set(doing), self._counter, progress or (lambda _: None)):
                yield doing.pop(done), done.result()
        except BrokenProcessPool:
            raise UserError(
                "a worker process ended: perhaps it was killed for want of memory (ask for fewer workers or "
                'worlds), or a script lacks the line `if __name__ == "__main__":` around what it runs'
            ) from None
        finally:
            if not self._stays:
                self._close()

    def _started(self) -> ProcessPoolExecutor:
        spawn = get_context("spawn")
        self._counter = spawn.Value("q", 0)
        return ProcessPoolExecutor(self.workers, spawn, _begin, (self._counter,))

    def __enter__(self) -> ProcessPool:
        self._stays = True
        return self

    def __exit__(self, *_: object) -> None:
        self._stays = False
        self._close()

    def _close(self) -> None:
        if self._executor:
            end(self._executor)
            self._executor = None


@contextmanager
def open_pool(
    work: int, workers: int | None, scheduler: str | None, tell: Callable[[str], object]
) -> Generator[Pool]:
    """Find who runs so many world-weeks: the workers of a Dask scheduler, else `workers` processes, else as
    many as there are processors and as pay.
    """
    if scheduler is None:
        with ProcessPool(workers or max(min(cores(), work // WORTH_A_PROCESS), 1)) as pool:
            yield pool
        return
    from sim.engine.dask_cluster import cluster

    with cluster(scheduler, workers, tell) as pool:
        yield pool


def _finished(jobs: set[Future[Any]], counter: Any, progress: Progress) -> Iterator[Future[Any]]:
    reported = counter.value
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
