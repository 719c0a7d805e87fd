"""The reference table: draws from the priors, each simulated through the years of the record and measured.

It is kept in a folder, so that an interrupted run is resumed, and a larger table begins with a smaller one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Column, Floats
from sim.engine.checkpoint import Checkpoint
from sim.engine.chunk import Chunk, Progress
from sim.engine.design import CellList
from sim.engine.ensemble import parameter_draws
from sim.engine.process_pool import Pool
from sim.engine.recorders import Arrays
from sim.engine.simulate import simulate
from sim.evidence.history import known
from sim.evidence.patterns import PATTERNS
from sim.evidence.record import record
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.studies.validation.pattern_recorder import PatternRecorder

BATCH = 4_000
"""Worlds that run together, the same whoever runs them: see `PatternRecorder`."""
UNFITTED = frozenset({"P16"})
"""Printed, not fitted."""


def statistics() -> tuple[str, ...]:
    """The names of the numbers that worlds are compared with the record by, pattern and part."""
    return tuple(
        f"{p.id} {part.name}" for p in PATTERNS.values() for part in p.parts if _fitted(p.id, part.held_out)
    )


def _fitted(pattern: str, held_out: bool) -> bool:
    return pattern not in UNFITTED and not held_out


@cache
def _observed() -> tuple[float, ...]:
    past = record()
    return tuple(
        float(row[0])
        for p in PATTERNS.values()
        for part, row in zip(p.parts, known(p.of(past)), strict=True)
        if _fitted(p.id, part.held_out)
    )


def observed() -> Floats:
    """The same numbers of the record."""
    return np.array(_observed())


def fitted_names(scenario: Scenario, whole: Scenario) -> tuple[str, ...]:
    """The parameters that can be fitted: drawn from a range, and from the range that `whole` has too.

    Where a history starts, and numbers it gives itself, say nothing of other scenarios.
    """
    same = {name for name, it in scenario.parameters.items() if it.span == whole.parameters[name].range}
    return tuple(
        name
        for name, it in scenario.parameters.items()
        if name in same and it.span[0] < it.span[1] and not name.startswith("start_")
    )


@dataclass(frozen=True)
class ReferenceTable:
    """Worlds in rows: `places` of their parameters within the ranges (0 to 1), and `numbers` of patterns."""

    names: tuple[str, ...]
    places: NDArray[np.float32]
    numbers: NDArray[np.float32]


def reference(
    scenario: Scenario,
    theory: str,
    names: tuple[str, ...],
    *,
    draws: int,
    seed: int,
    pool: Pool | None = None,
    progress: Progress | None = None,
    checkpoint: Checkpoint | None = None,
) -> ReferenceTable:
    """Simulate the table of a theory, `draws` rows; what earlier runs left in a `Store` is used again."""
    whole = whole_table(scenario, theory, seed, draws, (*range(0, draws, BATCH), draws))
    return table_of(whole, names, simulate(whole, pool, progress, checkpoint))


def whole_table(
    scenario: Scenario,
    theory: str,
    seed: int,
    draws: int,
    edges: tuple[int, ...],
    points: Mapping[str, Column] | None = None,
) -> Chunk:
    """The simulation behind a table: one world for each draw of the parameters, or for each of the `points`
    where these are given.
    """
    source = CellList((Cell(scenario, theory),))
    recorders = (PatternRecorder(),)
    return Chunk(source, seed, 0, draws, recorders, replicates=1, points=points, edges=edges)


def table_of(whole: Chunk, names: tuple[str, ...], arrays: Arrays) -> ReferenceTable:
    """Make a table of what was recorded."""
    (cell,) = whole.source.cells()
    drawn, places = parameter_draws(cell, whole), np.empty((whole.worlds, len(names)), np.float32)
    for k, name in enumerate(names):
        low, high = cell.scenario.parameters[name].span
        places[:, k] = (drawn[name].astype(np.float64) - low) / (high - low)
    fitted = [_fitted(p.id, part.held_out) for p in PATTERNS.values() for part in p.parts]
    return ReferenceTable(names, places, arrays["patterns"][0, fitted].T.astype(np.float32))
