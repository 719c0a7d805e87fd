"""A fit as tables and as a page in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.scenario.posterior import SETTLED
from sim.studies.calibration.reference_table import observed, statistics

if TYPE_CHECKING:
    pass
from sim.studies.calibration.study import QUANTILES, TOGETHER, Fit


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
    from sim.output.markdown import markdown

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
