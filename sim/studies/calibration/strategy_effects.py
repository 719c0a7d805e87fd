"""Effects of strategies at the rows of a reference table: a fit can be tried on what it is used for."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.core.columns import Floats
from sim.core.random_streams import resampling
from sim.engine.chunk import Chunk, Progress
from sim.engine.design import CellList
from sim.engine.outcomes import OutcomeRecorder
from sim.engine.process_pool import Pool
from sim.engine.simulate import simulate
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.studies.calibration.reference_table import ReferenceTable

STRATEGIES = ("strategic_patience", "maximum_pressure", "engagement_first", "capitulation")
"""Strategies whose effects are tried, against the scenario's own."""
OUTCOMES = ("provocations", "p_serious", "weeks_in_talks")
"""Outcomes that they are tried on; a chance is summed from weekly chances, so that it is not only 0 or 1."""


def names() -> list[str]:
    """The effects by name, in the order of the columns of `effects_of`."""
    return [f"{outcome} under {strategy}" for strategy in STRATEGIES for outcome in OUTCOMES]


def effects_of(
    table: ReferenceTable,
    scenario: Scenario,
    theory: str,
    seed: int,
    pool: Pool | None,
    progress: Progress | None,
) -> Floats:
    """What each strategy changes in one world with the parameters of each row, ``(row, effect)``.

    The parameters of a row are those of the `scenario` too; what the table does not have is drawn.
    """
    cells = tuple(Cell(each, theory) for each in (scenario, *map(scenario.with_strategy, STRATEGIES)))
    points: Mapping[str, np.ndarray] = {name: table.places[:, k] for k, name in enumerate(table.names)}
    rows = len(table.places)
    whole = Chunk(CellList(cells), seed, 0, rows, (OutcomeRecorder(OUTCOMES),), replicates=1, points=points)
    values = simulate(whole, pool, progress)["outcomes"].astype(np.float64)
    return (values[1:] - values[0]).reshape(-1, rows).T


def as_places(effects: Floats, seed: int) -> Floats:
    """Effects as places between 0 and 1: the share of rows that lie below. Equal ones share their part of
    it at random, so that their ranks are uniform too.
    """
    ordered, draws = np.sort(effects, axis=0), resampling(seed).random(effects.shape)
    found = np.empty_like(effects)
    for k in range(effects.shape[1]):
        below = np.searchsorted(ordered[:, k], effects[:, k], side="left")
        up_to = np.searchsorted(ordered[:, k], effects[:, k], side="right")
        found[:, k] = (below + draws[:, k] * (up_to - below)) / len(effects)
    return found
