"""What the pictures of a search for signs are drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import numpy as np
import pandas as pd

from sim.plots.forecasting_scores import BINS, Reliability
from sim.plots.kit.sheet import Floats
from sim.plots.sign_ratios import RatioRow
from sim.studies.signs.checks import HELD_OUT, RECORD
from sim.studies.signs.observables import OBSERVABLES


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as mappings from the names of columns."""
    return cast("list[dict[str, Any]]", rows.to_dict("records"))


def ratio_rows(signs: pd.DataFrame, agreement: pd.DataFrame) -> list[RatioRow]:
    """Signs of which some theory can tell, each looked back on as far as tells more; the strongest warning
    first.
    """
    lines: dict[str, tuple[float, RatioRow]] = {}
    for row in records(agreement):
        if not row["raises"] + row["lowers"]:
            continue
        middle, low, high = (column(of_sign(signs, row), name) for name in ("ratio", "low", "high"))
        words = f"{OBSERVABLES[row['sign']].says}, {row['weeks']} weeks"
        order = float(np.nanmean(np.log(np.maximum(middle, 1e-3))))
        if row["sign"] not in lines or abs(order) > abs(lines[row["sign"]][0]):
            lines[row["sign"]] = order, RatioRow(words, middle, low, high, row["agreement"])
    return [line for _, line in sorted(lines.values(), key=lambda pair: -pair[0])]


def of_sign(rows: pd.DataFrame, row: Mapping[str, Any]) -> pd.DataFrame:
    """The rows of one sign, a theory each."""
    of_it = np.array(rows["sign"] == row["sign"]) & np.array(rows["weeks"] == row["weeks"])
    return rows[of_it]


def column(rows: pd.DataFrame, name: str) -> Floats:
    """A column of numbers."""
    return np.array(list(rows[name]), np.float64)


def squares(bins: pd.DataFrame, theories: int) -> list[Reliability]:
    """One square a check, the theories together."""
    shown: list[Reliability] = []
    for where in (HELD_OUT, RECORD):
        rows = bins[bins["checked_on"] == where]
        chance, share, number = (column(rows, name) for name in ("chance", "share", "number"))
        place = np.minimum(chance * BINS, BINS - 1).astype(np.intp)
        total = np.bincount(place, number, BINS)
        means = [np.bincount(place, each * number, BINS)[total > 0] for each in (chance, share)]
        total = total[total > 0]
        each = np.round(total / theories)
        shown.append(Reliability(where, means[0] / total, means[1] / total, each))
    return shown
