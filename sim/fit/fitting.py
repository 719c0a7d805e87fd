"""A fit from its reference table to what may be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.draws import resampling
from sim.evidence.marks import Floats
from sim.fit.abc import Scale, coverage, fitted
from sim.fit.table import Batch, Table, observed, statistics
from sim.posterior import SETTLED, Fitted

if TYPE_CHECKING:
    from sim.chunk import Progress
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
    """Worlds with parameters drawn from the posterior, lived and measured."""
    rows = resampling(seed).choice(len(whole.found.weights), worlds, p=whole.found.weights)
    points = {name: whole.found.places[rows, k].astype(np.float32) for k, name in enumerate(whole.ranges)}
    return Batch(scenario, whole.theory, tuple(whole.ranges), seed, 0, worlds, points).run(progress)


def _quantiles(numbers: np.ndarray) -> Floats:
    """By number; nan for one that no world has."""
    found = np.full((len(QUANTILES), numbers.shape[1]), np.nan)
    some = np.isfinite(numbers).any(axis=0)
    found[:, some] = np.nanquantile(numbers[:, some].astype(np.float64), QUANTILES, axis=0)
    return found


def tables(done: Fit) -> dict[str, pd.DataFrame]:
    """Tables by file name."""
    return {
        "parameters.csv": _parameters(done),
        "correlations.csv": _correlations(done),
        "predictive.csv": _predictive(done),
    }


def _parameters(done: Fit) -> pd.DataFrame:
    found = done.fitted
    intervals = found.interval()
    means = dict(zip(found.ranges, found.found.means, strict=True))
    rows: list[Mapping[str, object]] = [
        {"parameter": name, "prior_low": low, "prior_high": high, "mean": low + (high - low) * means[name],
         "low": intervals[name][0], "high": intervals[name][1], "spread_of_prior": float(share),
         "settled": name in found.settled, "coverage": float(covered)}
        for (name, (low, high)), share, covered in zip(
            found.ranges.items(), found.shares, done.coverage, strict=True)
    ]  # fmt: skip
    return pd.DataFrame(rows).sort_values("spread_of_prior", kind="stable")


def _correlations(done: Fit) -> pd.DataFrame:
    names, found = list(done.fitted.ranges), done.fitted.found.correlations
    one, other = np.triu_indices(len(names), 1)
    strong = np.abs(found[one, other]) >= TOGETHER
    rows: list[dict[str, Any]] = [
        {"parameter": names[i], "other": names[j], "correlation": float(found[i, j])}
        for i, j in zip(one[strong], other[strong], strict=True)
    ]
    table = pd.DataFrame(rows, columns=["parameter", "other", "correlation"])
    return table.sort_values("correlation", key=abs, ascending=False, kind="stable")


def _predictive(done: Fit) -> pd.DataFrame:
    columns = {"number": statistics(), "record": observed()}
    for name, values in (("prior", done.prior), ("posterior", done.posterior)):
        columns |= {f"{name}_{share:g}": row for share, row in zip(QUANTILES, values, strict=True)}
    return pd.DataFrame(columns)


def page(done: Fit, made: Mapping[str, pd.DataFrame]) -> str:
    """What the fit says, in Markdown."""
    from sim.forecast.told import markdown

    pairs = made["correlations.csv"]
    lines = [f"# Fit of the theory {done.fitted.theory}", "", *in_words(done), "## Parameters", ""]
    lines += [*markdown(made["parameters.csv"]), "", f"## Pairs with a correlation of {TOGETHER} or more", ""]
    lines += [*(markdown(pairs) if len(pairs) else ["None."]), "", "## Patterns before and after", ""]
    return "\n".join([*lines, *markdown(made["predictive.csv"]), ""])


def in_words(done: Fit) -> list[str]:
    """How it was fitted, how far that can be trusted, and what the record settles."""
    found, covered = done.fitted, done.coverage
    near, settled = found.found.distances, found.settled
    run = f"{found.draws:,} draws from the ranges, one luck each; {len(near)} accepted, at distances "
    records = "1 pseudo-record" if done.trials == 1 else f"{done.trials} pseudo-records"
    trust = f"On {records} the 90 % intervals hold the truth in {covered.mean():.1%} of cases"
    trust += f" (a parameter at worst {covered.min():.0%}, at best {covered.max():.0%})."
    if not done.trials:
        trust = "No row has enough of the numbers to stand for the record, so intervals were not tried."
    told = f"The record narrows {len(settled)} of {len(found.ranges)} parameters to less than {SETTLED:.0%} "
    return [
        run + f"{near.min():.1f} to {near.max():.1f}; seed {found.seed}.",
        "",
        trust,
        "",
        told + f"of their prior spread: {', '.join(settled) or 'none'}. It cannot settle the others.",
        "",
    ]
