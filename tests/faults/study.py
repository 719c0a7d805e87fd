"""The small study that the fault simulator runs, resumes and verifies; its worlds are simulated once."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from sim.core.errors import UserError
from sim.engine.chunk import Chunk, Progress
from sim.engine.design import CellList
from sim.engine.outcomes import OutcomeRecorder
from sim.engine.recorders import Arrays
from sim.engine.run_info import RunInfo
from sim.engine.simulate import simulate
from sim.output.manifest import Manifest
from sim.output.report import Report
from sim.output.result import Result
from sim.output.verify import Verification, verify
from sim.scenario.cell import Cell
from sim.studies.running import How, at_work
from tests.helpers.worlds import baseline, short

WORLDS, PART, WEEKS = 32, 4, 2
VERSIONS = (1, 2)
"""Seeds of the two studies that take each other's place."""


@cache
def cell() -> Cell:
    return Cell(short(baseline(), WEEKS), "essay")


def whole(seed: int) -> Chunk:
    return Chunk(CellList((cell(),)), seed, 0, WORLDS, (OutcomeRecorder(),), columns=PART)


def simulated(seed: int, first: int, worlds: int) -> Arrays:
    """Some worlds, cut out of all: which others run with them changes no bit."""
    return {name: array[..., first : first + worlds].copy() for name, array in _all(seed).items()}


@cache
def _all(seed: int) -> Arrays:
    return whole(seed).run()


@dataclass(frozen=True)
class Workers:
    """Several workers: they end in any order, are slow, and may be lost or interrupted after some chunks."""

    order: int
    lost_after: int = -1
    how: str = ""
    workers: int = 4

    def __call__(self, jobs: Sequence[Chunk], progress: Progress | None) -> Iterator[tuple[Chunk, Arrays]]:
        shuffled = list(jobs)
        random.Random(self.order).shuffle(shuffled)
        for number, job in enumerate(shuffled):
            if number == self.lost_after:
                raise {"lost": UserError("a process that simulates ended"), "interrupt": KeyboardInterrupt()}[
                    self.how
                ]
            yield job, simulated(job.seed, job.first, job.worlds)


@dataclass(frozen=True, repr=False, eq=False)
class Found(Result):
    """Outcomes of every world."""

    run: RunInfo
    numbers: pd.DataFrame

    @property
    def report(self) -> Report:
        return Report("What is found?", (), (), f"{WORLDS} worlds")

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        return {"numbers": self.numbers}


def study(seed: int, workers: Workers, out: Path, said: list[str]) -> Found:
    """Run it, resuming what is there, and save it."""
    how: How = {"out": out, "workers": 1, "figures": "none", "tell": said.append}
    with at_work(WORLDS * WEEKS, how, several=True) as work:
        arrays = simulate(whole(seed), workers, work.progress, work.checkpoint)
        return work.done(found(seed, arrays))


def found(seed: int, arrays: Arrays) -> Found:
    run = RunInfo((cell(),), seed, WORLDS, ("run.py", "run", "small"))
    columns = arrays["outcomes"][0]
    return Found(run, pd.DataFrame({f"outcome_{at}": row for at, row in enumerate(columns)}))


def again(_: Path, manifest: Manifest) -> Found:
    return found(manifest.seed, simulated(manifest.seed, 0, WORLDS))


def verified(out: Path) -> Verification:
    return verify(out, again)


@cache
def numbers(seed: int) -> str:
    """The table that a study writes."""
    from sim.output.study_folder import csv

    return csv(again(Path(), Manifest.model_construct(seed=seed)).numbers)
