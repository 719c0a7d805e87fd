"""Cells with different signals: a world for each menu, stepped together and recorded as one.

So every weekly difference is between the same worlds, whatever the scenarios declare.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from sim.chunk import LUCKS, Chunk, Part, Progress, chunks
from sim.columns import Column
from sim.draws import Draws
from sim.record import Record
from sim.run import COLUMNS, Ensemble, groups, together
from sim.world import Cell, World

BY_CELL = ("histograms", "differences", "sums", "rungs", "stages", "outcomes", "final")


def simulate_abreast(
    cells: Sequence[Cell], *, seed: int, worlds: int, progress: Progress | None = None
) -> Ensemble:
    """Run `worlds` shared worlds of every cell; cells must share start and end."""
    ordered = [cell for group in groups(cells) for cell in group]
    jobs = chunks(ordered, seed, 0, worlds, COLUMNS, 1)
    ensemble = together(jobs, [_run(job, progress) for job in jobs])
    back = [next(k for k, other in enumerate(ordered) if other is cell) for cell in cells]
    fields: dict[str, Any] = {name: getattr(ensemble, name)[back] for name in BY_CELL}
    return replace(ensemble, cells=tuple(cells), **fields)


def _run(job: Chunk, progress: Progress | None) -> Part:
    """One chunk, all of whose cells stand group after group."""
    sides = [World(g, Draws(job.seed, job.first, job.worlds, len(g)), LUCKS) for g in groups(job.cells)]
    weeks = job.cells[0].scenario.weeks
    record = Record(job.cells, weeks, job.worlds)
    for _ in range(weeks):
        for side in sides:
            side.step()
        record.add(cast(World, Abreast(sides)))
        if progress:
            progress(sum(side.width for side in sides))
    outcomes = np.concatenate([_by_cell(side.tally.outcomes(side), job.worlds) for side in sides])
    final = np.concatenate([side.tally.final(side) for side in sides]).reshape(-1, job.worlds)
    shared = {name: c[: job.worlds].astype(np.float32) for name, c in sides[0].p.items().items()}
    return Part(record, outcomes.astype(np.float32), final.astype(np.int8), shared)


def _by_cell(outcomes: Column, worlds: int) -> Column:
    return outcomes.reshape(len(outcomes), -1, worlds).transpose(1, 0, 2)


@dataclass(frozen=True)
class Abreast:
    """Several worlds read as one, column after column: as much of a world as a record looks at."""

    sides: Sequence[World]

    def measure(self, name: str) -> Column:
        """A measure of the glossary, as it stands."""
        return self._all(lambda side: side.measure(name))

    @property
    def rung(self) -> Column:
        """How far conflict has climbed."""
        return self._all(lambda side: side.rung)

    @property
    def talks(self) -> Any:
        """The talks: their stage."""
        return SimpleNamespace(stage=self._all(lambda side: side.talks.stage))

    @property
    def fate(self) -> Any:
        """What cannot be undone: war."""
        return SimpleNamespace(at_war=self._all(lambda side: side.fate.at_war))

    def _all(self, of: Callable[[World], Any]) -> Any:
        return np.concatenate([of(side) for side in self.sides])
