"""Many machines: chunks sent to workers of dask.distributed, each of which sends back one set of arrays.

A worker that dies in the middle loses its chunk, which another one runs again, to the same bits.
"""

from __future__ import annotations

import logging
import pickle
import zlib
from asyncio import CancelledError as AsyncCancelledError
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sim.core.errors import ArgumentError, UserError
from sim.engine.checkpoint import Tell
from sim.engine.chunk import Chunk, Progress
from sim.engine.processes import cores
from sim.engine.provenance import cure, software
from sim.engine.recorders import Arrays

if TYPE_CHECKING:
    from distributed import Client

Packed: TypeAlias = bytes
Software: TypeAlias = tuple[tuple[str, str], ...]

ANSWER, WORKER = 30, 30
"""Seconds in which a scheduler has to answer, and those in which its workers then have to be there."""
MATTERS = ("python", "numpy", "mesa")
"""Packages whose versions all workers must share."""


@contextmanager
def cluster(address: str, workers: int | None, tell: Tell) -> Generator[ClusterPool]:
    """The workers of the scheduler at `address`, where so many are waited for; with `local`, so many of its
    own on this machine.

    Raises UserError if there are none.
    """
    try:
        from distributed import Client, LocalCluster
    except ModuleNotFoundError as missing:
        needs = f"needs {missing.name}, which is not installed: {cure('cluster')}"
        raise ArgumentError("scheduler", "", needs) from None
    if address != "local":
        with _client(Client, address, workers or 1, tell) as client:
            yield ClusterPool(client, tell, address)
        return
    local: Any = LocalCluster
    many = workers or cores()
    with (
        local(n_workers=many, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as own,
        Client(own, set_as_default=False) as client,
    ):
        yield ClusterPool(client, tell)


@contextmanager
def _client(kind: type[Client], address: str, workers: int, tell: Tell) -> Generator[Client]:
    try:
        client: Any = kind(address, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        silence = f"no scheduler answers there ({_last_words(error)})"
        raise ArgumentError("scheduler", address, silence) from None
    with _logging_nothing(), client:
        with suppress(TimeoutError):
            client.wait_for_workers(workers, timeout=WORKER)
        with _there(address):
            there = len(client.nthreads())
        if not there:
            raise ArgumentError("scheduler", address, "the scheduler has no workers; start some first")
        if there < workers:
            tell(f"only {there} of {workers} workers are there: continuing with these and those that come")
        yield client


@dataclass(frozen=True)
class ClusterPool:
    """A pool of workers that may come, go and die."""

    client: Any
    tell: Tell
    address: str = "local"
    _processors: set[tuple[str, ...]] = field(default_factory=set[tuple[str, ...]])

    @property
    def workers(self) -> int:
        """Threads of all workers there are now."""
        with _there(self.address):
            return max(sum(self.client.nthreads().values()), 1)

    def __call__(self, chunks: Sequence[Chunk], progress: Progress | None) -> Iterator[tuple[Chunk, Arrays]]:
        with _there(self.address):
            yield from self._each(chunks, progress)

    def _each(self, chunks: Sequence[Chunk], progress: Progress | None) -> Iterator[tuple[Chunk, Arrays]]:
        from distributed import KilledWorker, as_completed

        ended: Any = as_completed
        jobs: dict[Any, Chunk] = {}
        try:
            jobs |= {self.client.submit(_run, _pack(chunk), pure=False): chunk for chunk in chunks}
            for job in ended(list(jobs), loop=self.client.loop):
                chunk = jobs.pop(job)
                arrays = self._opened(job.result())
                job.release()
                if progress:
                    progress(chunk.world_weeks)
                yield chunk, arrays
        except KilledWorker:
            raise UserError("one chunk after another killed its worker, perhaps for want of memory") from None
        finally:
            with suppress(Exception):
                self.client.cancel(list(jobs), force=True)

    def _opened(self, answer: tuple[Packed, Software, tuple[str, ...]]) -> Arrays:
        """The arrays of an answer, if the worker runs the same software."""
        packed, theirs, processor = answer
        if theirs != _versions():
            other = ", ".join(
                f"{name} {version}" for name, version in theirs if (name, version) not in _versions()
            )
            raise UserError(f"a worker runs other software than is here ({other}): install the same on both")
        if self._processors and processor not in self._processors:
            self.tell("workers have processors of different kinds: the last bit may depend on who ran what")
        self._processors.add(processor)
        return _unpack(packed)


@contextmanager
def _logging_nothing() -> Generator[None]:
    """Keep what the library logs of a lost connection off the terminal, where one line reports it."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


@contextmanager
def _there(address: str) -> Generator[None]:
    """Tell of a scheduler that goes in the middle, and of workers that cannot run this, in one line."""
    try:
        yield
    except (AsyncCancelledError, CancelledError, OSError, TimeoutError) as error:
        gone = "the scheduler is gone, or the connection to it"
        raise ArgumentError("scheduler", address, f"{gone} ({_last_words(error)})") from None
    except ImportError as missing:
        raise UserError(f"a worker lacks what is needed ({missing}): install the same on both") from None


def _run(packed: Packed) -> tuple[Packed, Software, tuple[str, ...]]:
    """In a worker: run a chunk; its arrays, by which software, on what processor."""
    chunk: Chunk = _unpack(packed)
    return _pack(chunk.run()), _versions(), tuple(software()["processor_features"])


@cache
def _versions() -> Software:
    here = software()
    versions = {name: version for name, version in here["versions"].items() if name in MATTERS}
    return (("code", here["code"][:12]), *versions.items())


def _pack(thing: object) -> Packed:
    """Counts are mostly zeros, and cells mostly words."""
    return zlib.compress(pickle.dumps(thing), 1)


def _unpack(packed: Packed) -> Any:
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 - from our own workers


def _last_words(error: BaseException) -> str:
    return str(error).splitlines()[-1] if str(error) else type(error).__name__
