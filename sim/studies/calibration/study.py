"""A fit from its reference table to what may be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from sim.core.random_streams import resampling
from sim.evidence.marks import Floats
from sim.scenario.posterior import Fitted
from sim.studies.calibration.abc import Scale, coverage, fitted
from sim.studies.calibration.reference_table import Table, observed, table_of, whole_table

if TYPE_CHECKING:
    from sim.engine.chunk import Progress
    from sim.scenario import Scenario

TRIALS = 200
"""Rows taken as pseudo-records, if there are as many that can be."""
FEWEST = 400
SHARE = 0.01
"""Share of the rows that is accepted, but for small tables."""
PREDICTED = 1_000
QUANTILES = (0.05, 0.5, 0.95)
MOST_KNOWN = 0.8
"""Share of the numbers that a pseudo-record must have."""
TOGETHER = 0.3
"""Correlations from here on are told."""


@dataclass(frozen=True)
class Fit:
    """A theory fitted: the posterior, how often its intervals hold the truth, and what it predicts."""

    fitted: Fitted
    coverage: Floats
    trials: int
    """Rows taken as pseudo-records."""
    prior: Floats
    """Numbers of the patterns over the table, ``(quantile, number)``."""
    posterior: Floats
    """The same over worlds drawn from the posterior."""


def fit(table: Table, scenario: Scenario, theory: str, seed: int, progress: Progress | None = None) -> Fit:
    """Fit the table to the record, try it on pseudo-records, and run worlds drawn from the posterior."""
    scale = Scale.of(table.numbers)
    scaled, accept = scale(table.numbers), accepted(len(table.places))
    found = fitted(table.places, scaled, scale(observed()), accept)
    ranges = {name: scenario.parameters[name].span for name in table.names}
    luck = resampling(seed)
    whole_rows = np.flatnonzero(np.isfinite(table.numbers).mean(axis=1) > MOST_KNOWN)  # not those with a war
    trials = luck.choice(whole_rows, min(TRIALS, len(whole_rows)), replace=False)
    covered = coverage(table.places, scaled, accept, trials)
    whole = Fitted(theory, seed, len(table.places), datetime.now(UTC).date(), ranges, found)
    ahead = predicted(whole, scenario, seed + 1, progress)
    return Fit(whole, covered, len(trials), _quantiles(table.numbers), _quantiles(ahead.numbers))


def accepted(draws: int) -> int:
    """How many rows of a table are accepted."""
    return min(max(int(draws * SHARE), FEWEST), draws // 2)


def predicted(
    whole: Fitted, scenario: Scenario, seed: int, progress: Progress | None = None, worlds: int = PREDICTED
) -> Table:
    """Worlds with parameters drawn from the posterior, simulated and measured."""
    rows = resampling(seed).choice(len(whole.found.weights), worlds, p=whole.found.weights)
    points = {name: whole.found.places[rows, k].astype(np.float32) for k, name in enumerate(whole.ranges)}
    wanted = whole_table(scenario, whole.theory, seed, worlds, (0, worlds), points)
    return table_of(wanted, tuple(whole.ranges), wanted.run(progress))


def _quantiles(numbers: np.ndarray) -> Floats:
    """By number; nan for one that no world has."""
    found = np.full((len(QUANTILES), numbers.shape[1]), np.nan)
    some = np.isfinite(numbers).any(axis=0)
    found[:, some] = np.nanquantile(numbers[:, some].astype(np.float64), QUANTILES, axis=0)
    return found
