"""Parameters fitted to the record: draws from their ranges, of which those are favoured that come near it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Unpack

import numpy as np

from sim.core.checked_call import arguments_checked
from sim.core.columns import Floats
from sim.core.errors import UserError
from sim.core.random_streams import resampling
from sim.engine.checkpoint import Store
from sim.engine.run_info import RunInfo
from sim.engine.simulate import simulate
from sim.output import study_folder
from sim.output.request import request
from sim.scenario import Scenario, baseline
from sim.scenario.cell import Cell
from sim.scenario.posterior import Fitted
from sim.studies.bounds import DRAWS
from sim.studies.calibration.abc import Scaling, fitted
from sim.studies.calibration.reference_table import (
    ReferenceTable,
    fitted_names,
    observed,
    reference,
    table_of,
    whole_table,
)
from sim.studies.calibration.report import QUANTILES, Fit
from sim.studies.calibration.strategy_effects import STRATEGIES, as_places, effects_of
from sim.studies.calibration.trial import tried
from sim.studies.running import How, ScenarioLike, Seed, at_work, comparable, history_of, theories_of

TRIALS = 1_000
"""Rows taken as pseudo-records, if there are as many that can be."""
LEAST_ACCEPTED = 400
SHARE = 0.01
"""Share of the rows that is accepted, but for small tables."""
PREDICTED = 1_000
"""Worlds drawn from the posterior, to see what it predicts."""
ENOUGH = 1_000
"""Rows from which on the effects of strategies are tried too."""
MOST_KNOWN = 0.8
"""Share of the numbers that a pseudo-record must have."""


@arguments_checked
def fit(
    history: ScenarioLike = "history_1990_2017",
    *,
    theory: str | None = None,
    draws: Annotated[int, DRAWS] = 20_000,
    seed: Seed = 1,
    tables: str | Path | None = None,
    ship: bool = False,
    **how: Unpack[How],
) -> Fit:
    """Fit the parameters of a theory to the record: which of their values does it favour?

    `draws` from the ranges of the parameters are each simulated through the `history`, and those kept that
    come near the record in the numbers of its patterns (approximate Bayesian computation). The `theory` is
    that of the history unless one is named. In the folder `tables` is kept what has been run, for another
    fit with more draws. `ship` puts the posterior beside the code, where `params="fitted"` takes it from.
    `how` it is run and where it is saved: see `sim.studies.running.How`. Raises UserError.

    >>> import sim as tt
    >>> found = tt.fit(theory="spiral", draws=200)  # doctest: +SKIP
    >>> found.parameters[["parameter", "low", "high", "settled"]].head(3)  # doctest: +SKIP
    """
    (past,) = comparable([history_of(history)], theory or ())
    (named,) = theories_of(theory or past.theory)
    asked = request("fit", [past], theory=theory, draws=draws, seed=seed)
    run = RunInfo((Cell(past, named),), seed, draws, asked.words(), replicates=1)
    store = None if tables is None else Path(tables).absolute() / named
    if tables is not None and store:
        study_folder.room(Path(tables))
        store.mkdir(exist_ok=True)
    ahead = baseline()
    to_fit = fitted_names(past, ahead)
    if not to_fit:
        what = "every parameter is set, or has a range of its own here: nothing is left to fit"
        raise UserError(f"{past.path}: {what}; allowed: some that keep the range of the baseline")
    tried_too = (1 + len(STRATEGIES)) * ahead.weeks if draws >= ENOUGH else 0
    with at_work(draws * (past.weeks + tried_too), how) as work:
        kept = Store(store, work.tell) if store else work.checkpoint
        table = reference(
            past, named, to_fit, draws=draws, seed=seed, pool=work.pool,
            progress=work.progress, checkpoint=kept,
        )  # fmt: skip
        effects = effects_of(table, ahead, named, seed, work.pool, work.progress) if tried_too else None
        found = work.done(fitted_to_record(table, run, effects))
    if ship:
        found.fitted.ship()
    return found


def fitted_to_record(table: ReferenceTable, run: RunInfo, effects: Floats | None = None) -> Fit:
    """Fit a table to the record, try that on pseudo-records, and run worlds drawn from the posterior. With
    the `effects` of strategies at its rows, ``(row, effect)``, the trial is of these too.
    """
    (cell,) = run.cells
    scale = Scaling.of(table.numbers)
    scaled, accept = scale(table.numbers), accepted(len(table.places))
    found = fitted(table.places, scaled, scale(observed()), accept)
    ranges = {name: cell.scenario.parameters[name].span for name in table.names}
    rng = resampling(run.seed)
    known = np.flatnonzero(np.isfinite(table.numbers).mean(axis=1) > MOST_KNOWN)  # not those with a war
    trials = rng.choice(known, min(TRIALS, len(known)), replace=False)
    places = table.places if effects is None else np.hstack([table.places, as_places(effects, run.seed)])
    trial = tried(places, scaled, accept, trials, run.seed)
    own = slice(None, len(table.names))
    others = None if effects is None else trial.of(slice(len(table.names), None))
    posterior = Fitted(cell.theory, run.seed, len(table.places), datetime.now(UTC).date(), ranges, found)
    after = predicted(posterior, cell.scenario, run.seed + 1)
    before, since = _quantiles(table.numbers), _quantiles(after.numbers)
    return Fit(run, posterior, trial.of(own), before, since, others)


def accepted(draws: int) -> int:
    """How many rows of a table are accepted."""
    return min(max(int(draws * SHARE), LEAST_ACCEPTED), draws // 2)


def predicted(posterior: Fitted, scenario: Scenario, seed: int) -> ReferenceTable:
    """Worlds with parameters drawn from the posterior, simulated and measured."""
    places, weights = posterior.found.places, posterior.found.weights
    rows = resampling(seed).choice(len(weights), PREDICTED, p=weights)
    points = {name: places[rows, k].astype(np.float32) for k, name in enumerate(posterior.ranges)}
    whole = whole_table(scenario, posterior.theory, seed, PREDICTED, (0, PREDICTED), points)
    return table_of(whole, tuple(posterior.ranges), simulate(whole))


def _quantiles(numbers: np.ndarray) -> Floats:
    """By number; nan for one that no world has."""
    found = np.full((len(QUANTILES), numbers.shape[1]), np.nan)
    some = np.isfinite(numbers).any(axis=0)
    found[:, some] = np.nanquantile(numbers[:, some].astype(np.float64), QUANTILES, axis=0)
    return found
