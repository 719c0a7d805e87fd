"""The runs of a trial, shared by all claims: every cell once under each theory, kept chunk by chunk.

A chunk that is done stays as a file until the study is written, so what Ctrl-C broke off goes on where it
was, to the same bits.
"""

from __future__ import annotations

import gc
import json
import os
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.errors import UserError
from sim.core.random_streams import Draws
from sim.engine.chunk import LUCKS, Progress
from sim.engine.compiled import begun
from sim.engine.process_pool import Processes
from sim.engine.provenance import runs_on
from sim.model.outcome_counters import final, outcomes
from sim.model.situation import Situation
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.scenario.dump import written

COLUMNS = 16_000
"""Columns of one chunk: wide enough for the array library, narrow enough for the cache."""


@dataclass(frozen=True)
class Run:
    """All cells under one theory.

    `outcomes` (cell, outcome, world), `final` (cell, world), `parameters` by name (world). `heard` is
    a digest of all that Pyongyang weighed in a cell: equal digests, to the bit the same log-odds every week.
    """

    theory: str
    scenarios: Mapping[str, Scenario]
    outcomes: NDArray[np.float32]
    final: NDArray[np.int8]
    parameters: dict[str, NDArray[np.float32]]
    heard: dict[str, int]

    def of(self, cell: str) -> NDArray[np.float64]:
        """The outcomes of a cell, shape ``(outcome, world)``."""
        return self.outcomes[list(self.scenarios).index(cell)].astype(np.float64)

    def ends(self, cell: str) -> NDArray[np.int8]:
        """The final class of each world of a cell."""
        return self.final[list(self.scenarios).index(cell)]


@dataclass(frozen=True)
class Job:
    """`worlds` worlds of all cells under one theory, from world `first` on, and the file they go to."""

    cells: tuple[Cell, ...]
    seed: int
    first: int
    worlds: int
    file: Path

    @property
    def world_weeks(self) -> int:
        """What it takes to run it."""
        return self.worlds * len(self.cells) * self.cells[0].scenario.weeks

    def run(self, progress: Progress | None = None) -> Path:
        """Step to the end and write the file, whole or not at all."""
        gc.collect()  # the world of the job before holds itself in a circle
        draws = Draws(self.seed, self.first, self.worlds, len(self.cells))
        world = begun(self.cells, draws, LUCKS, told={"scores"})
        heard = np.zeros(len(self.cells), np.int64)
        for _ in range(self.cells[0].scenario.weeks):
            world.step()
            self._listen(world.situation, heard)
            if progress:
                progress(world.width)
        shape = (len(self.cells), self.worlds)
        found = outcomes(world.situation)
        kept: dict[str, Any] = {
            "outcomes": found.reshape(len(found), *shape).transpose(1, 0, 2).astype(np.float32),
            "final": final(world.situation).reshape(shape).astype(np.int8),
            "heard": heard,
        }
        names = self.cells[0].scenario.parameters
        kept |= {f"p_{name}": world.situation.p.items()[name][: self.worlds] for name in names}
        beside = self.file.with_suffix(f".{os.getpid()}")
        with beside.open("wb") as file:
            np.savez(file, **kept)
        beside.replace(self.file)
        return self.file

    def _listen(self, s: Situation, heard: NDArray[np.int64]) -> None:
        for scores in s.north.scores.values():
            for at in range(len(heard)):
                mine = scores[:, at * self.worlds : (at + 1) * self.worlds]
                heard[at] = zlib.crc32(mine.tobytes(), int(heard[at]))


def jobs_of(scenarios: Sequence[Scenario], theory: str, seed: int, worlds: int, place: Path) -> list[Job]:
    """The chunks of one theory: always the same, however many processes run them."""
    cells = tuple(Cell(scenario, theory) for scenario in scenarios)
    each = max(COLUMNS // len(cells) // LUCKS, 1) * LUCKS
    return [
        Job(cells, seed, first, min(each, worlds - first), place / f"{theory}_{first}.npz")
        for first in range(0, worlds, each)
    ]


def run_all(
    by_theory: Mapping[str, Mapping[str, Scenario]],
    *,
    seed: int,
    worlds: int,
    place: Path,
    workers: int = 1,
    progress: Progress | None = None,
) -> list[Run]:
    """Every cell under every theory; chunks that lie in `place` already are taken as they are."""
    jobs = {
        theory: jobs_of(list(cells.values()), theory, seed, worlds, place)
        for theory, cells in by_theory.items()
    }
    try:
        place.mkdir(parents=True, exist_ok=True)
        _run_missing([job for theory in jobs.values() for job in theory], workers, progress)
    except OSError as error:
        raise UserError(f"{place}: what is finished cannot be kept there ({error.strerror})") from error
    return [_together(theory, cells, jobs[theory]) for theory, cells in by_theory.items()]


def _run_missing(jobs: Sequence[Job], workers: int, progress: Progress | None) -> None:
    missing = [job for job in jobs if not job.file.exists()]
    if progress:
        progress(sum(job.world_weeks for job in jobs if job not in missing))
    for _ in Processes(workers)(missing, progress) if missing else ():
        pass  # each leaves its file


def _together(theory: str, scenarios: Mapping[str, Scenario], jobs: Sequence[Job]) -> Run:
    parts = [dict(np.load(job.file)) for job in jobs]
    heard = {
        name: sum(int(part["heard"][at]) << (32 * k) for k, part in enumerate(parts))
        for at, name in enumerate(scenarios)
    }
    names = next(iter(scenarios.values())).parameters
    return Run(
        theory,
        scenarios,
        np.concatenate([part["outcomes"] for part in parts], axis=2),
        np.concatenate([part["final"] for part in parts], axis=1),
        {name: np.concatenate([part[f"p_{name}"] for part in parts]) for name in names},
        heard,
    )


def key_of(by_theory: Mapping[str, Mapping[str, Scenario]], seed: int, worlds: int) -> str:
    """A digest of all that the bits come from: cells, seed, worlds, code, libraries, processor."""
    texts = {id(it): written(it) for cells in by_theory.values() for it in cells.values()}
    cells = {theory: [texts[id(it)] for it in cells.values()] for theory, cells in by_theory.items()}
    text = json.dumps([runs_on(), cells, seed, worlds])
    return sha256(text.encode()).hexdigest()[:16]
