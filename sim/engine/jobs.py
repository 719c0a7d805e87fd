"""Several jobs, each with a result of its own, run by a pool and kept on disk as they end."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TypeVar, get_type_hints

import numpy as np
from numpy.typing import NDArray

from sim.engine.checkpoint import Checkpoint
from sim.engine.chunk import Progress
from sim.engine.design import mark_of
from sim.engine.flat import flat, flattened, restored
from sim.engine.process_pool import Job, Pool
from sim.engine.recorders import Arrays
from sim.scenario import Scenario
from sim.vocabulary.theory_names import NAMES


class StudyJob(Job[Any], Protocol):
    """A dataclass whose fields, and the code, determine its result; its `run` declares the type of that."""

    @property
    def world_weeks(self) -> int:
        """How much there is to run."""
        ...


J = TypeVar("J", bound=StudyJob)


def run_each(
    jobs: Sequence[J], pool: Pool, progress: Progress | None = None, checkpoint: Checkpoint | None = None
) -> dict[J, Any]:
    """Run each of several jobs; their results. What has ended is kept by `checkpoint`, and what an earlier
    run left there is not run again.
    """
    results = Results(jobs)
    with checkpoint.keeping(results) if checkpoint else nullcontext(_nothing) as job_done:
        if progress and results.share:
            progress(sum(job.world_weeks for job in results.found))
        missing: Any = [job for job in jobs if job not in results.found]
        for job, result in pool(missing, progress):
            results.found[job] = result
            job_done()
    return results.found


class Results:
    """The results of several jobs, as they end: what a checkpoint keeps."""

    def __init__(self, jobs: Sequence[Any]) -> None:
        self.jobs = jobs
        self.found: dict[Any, Any] = {}

    @property
    def share(self) -> float:
        """The share of all world-weeks that is done."""
        return sum(job.world_weeks for job in self.found) / max(sum(job.world_weeks for job in self.jobs), 1)

    @property
    def worlds(self) -> int:
        """A fixed number: jobs are kept for the same worlds alone."""
        return 0

    def mark(self, *, of_any_size: bool = False) -> list[Any]:
        """All that determines the results, in words."""
        arrays: list[NDArray[Any]] = []
        other = _Marks()
        words = [[type(job).__name__, flat(job, arrays, other)] for job in self.jobs]
        return [words, [sha256(np.ascontiguousarray(it).data).hexdigest() for it in arrays]]

    def kept(self) -> Arrays:
        """The results that are there, as arrays."""
        done = [k for k, job in enumerate(self.jobs) if job in self.found]
        text, data = flattened([self.found[self.jobs[k]] for k in done])
        return {"text": text, "data": data, "done": np.array(done, np.int32)}

    def take(self, kept: Arrays) -> None:
        """Take over results that were kept. Raises ValueError or TypeError if they do not fit."""
        these: list[Any] = [self.jobs[k] for k in kept["done"]]
        kinds = tuple(get_type_hints(job.run)["return"] for job in these)
        self.found = dict(zip(these, restored(tuple[kinds], kept["text"], kept["data"]), strict=True))


class _Marks:
    """Marks of scenarios, which many jobs share: each is written out once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Scenario, str]] = {}

    def __call__(self, value: Any) -> str:
        if isinstance(value, Path):
            return str(value)
        if not isinstance(value, Scenario):
            raise TypeError(f"{type(value).__name__} has no mark")
        if id(value) not in self._known:
            marks = "".join(mark_of(value, NAMES))
            self._known[id(value)] = value, sha256(marks.encode()).hexdigest()
        return self._known[id(value)][1]


def _nothing() -> None:
    """Keep nothing."""
