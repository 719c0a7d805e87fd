"""The tables that a reader is shown of the evidence."""

from __future__ import annotations

from math import isnan
from typing import Any, cast

import numpy as np
import pandas as pd

from sim.output.report import Table, table
from sim.output.result import shown_number
from sim.studies.log_evidence.coverage import won
from sim.studies.log_evidence.filtering import PRIORS
from sim.studies.log_evidence.weighing import ALL_YEARS
from sim.vocabulary.labels import spaced

SHOWN = 12
"""Observations that are shown; the tables have all."""


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table."""
    return cast("list[dict[str, Any]]", rows.to_dict("records"))


def totals(theories: pd.DataFrame) -> Table:
    """Each theory over all years."""
    rows = [
        (
            row["theory"], _log(row["log_evidence"], row["mc_error"]),
            _log(row["to_best"], row["to_best_error"]),
            f"{row['probability']:.2f} ({row['low']:.2f}..{row['high']:.2f})",
            f"{row['stacking_weight']:.2f}",
        )
        for row in records(theories)
    ]  # fmt: skip
    heads = ("theory", "log evidence", "to the best", "probability", "stacking weight")
    return table("Evidence over all years, parameters drawn from their ranges", heads, rows)


def _log(value: float, error: float) -> str:
    """A difference of logs with its error, where that is known."""
    return shown_number(value, 4) + ("" if isnan(error) else f" ± {shown_number(error, 2)}")


def by_prior(evidence: pd.DataFrame) -> Table:
    """All years, by what parameters are drawn from."""
    whole = evidence[evidence["era"] == ALL_YEARS]
    return _wide(whole, "prior", "Log evidence to the best theory, by what parameters are drawn from")


def by_era(evidence: pd.DataFrame) -> Table:
    """Each era, parameters drawn from their ranges."""
    mine = evidence[(evidence["prior"] == PRIORS[0]) & (evidence["era"] != ALL_YEARS)]
    return _wide(mine, "era", "Log evidence to the best theory, by era")


def _wide(rows: pd.DataFrame, by: str, title: str) -> Table:
    """One line for each prior or era, the theories across."""
    lines = [
        (str(name), *(_log(row["to_best"], row["to_best_error"]) for row in records(each)))
        for name, each in rows.groupby(by, sort=False)
    ]
    return table(title, (by, *dict.fromkeys(rows["theory"])), lines)


def coverage(covered: pd.DataFrame) -> Table:
    """Who wins the pseudo-records of each theory."""
    rows = [
        (
            str(truth), str(len(each)), f"{won(each)[0]:.0%}", f"{each['probability_of_truth'].mean():.2f}",
            shown_number(float(each["ahead"].mean()), 2),
        )
        for truth, each in covered.groupby("truth", sort=False)
    ]  # fmt: skip
    heads = ("made by", "pseudo-records", "won by it", "its probability", "ahead of the best other")
    return table("Would the right theory win? Records made by each theory, given to all", heads, rows)


def would_tell(decisive: pd.DataFrame, theories: int) -> Table:
    """The observations that tell most, of those that anybody could make."""
    rows = [
        (
            spaced(row["observable"]), spaced(row["strategy"]), f"{row['bits']:.2f}",
            spaced(row["tells_apart"]),
        )
        for row in records(decisive[decisive["seen"]].head(SHOWN))
    ]  # fmt: skip
    most = float(np.log2(theories))
    title = f"What would tell most: bits about the theory in one course of events, of {most:.2f}"
    return table(title, ("observation", "under the strategy", "bits", "tells apart"), rows, left=(0, 1, 3))


def most_telling(decisive: pd.DataFrame, theories: int) -> str:
    """The observation that tells most, in a sentence; "" where none was tried."""
    rows = records(decisive[decisive["seen"]].head(1))
    if not rows:
        return ""
    (row,), most = rows, float(np.log2(theories))
    what = f"{spaced(row['observable'])} under {spaced(row['strategy'])}"
    bits = f"{row['bits']:.2f} of the {most:.2f} bits that would name the theory"
    return f"Most would be told by {what}: {bits}, most of all about {spaced(row['tells_apart'])}."
