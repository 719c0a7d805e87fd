"""What the first picture of a comparison shows, gathered from the tables; and when a difference sets in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from sim.plots.comparison_overview_data import SHOWN, Onset, Overview, Row, Spread
from sim.plots.kit.axes import EPOCH
from sim.plots.kit.sheet import Floats
from sim.results.agreement import ALL, DOTS
from sim.results.onset import CRISES, LEAST_CRISES
from sim.results.summary import seeing
from sim.results.verdicts import CONTESTED
from sim.vocabulary.glossary import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

FOLLOWED = ("talks", CRISES)
HEADS = [f"dot_{at + 1}" for at in range(DOTS)]


def overview(
    overall: pd.DataFrame,
    effects: pd.DataFrame,
    agreement: pd.DataFrame,
    dots: pd.DataFrame,
    onset: pd.DataFrame,
    weeks: xr.Dataset,
) -> Overview:
    """Gather it; rows are ordered by what their dots say of peace and progress, best first."""
    first = str(weeks["scenario"].values[0])
    days = weeks["date"].values.astype("datetime64[D]").astype(np.float64)
    theories = seeing([str(name) for name in weeks["theory"].values])
    means = {(r["scenario"], r["outcome"], r["theory"]): float(r["difference"]) for r in _rows(effects)}
    places = {
        (r["scenario"], r["outcome"]): np.array([r[head] for head in HEADS], np.float64)
        for r in _rows(dots)
        if r["theory"] == ALL
    }
    found: dict[str, list[Spread]] = {}
    by_name = {(r["scenario"], r["outcome"]): r for r in _rows(agreement)}
    for name in dict.fromkeys(scenario for scenario, _ in by_name):
        own = [[means[name, outcome, theory] for theory in theories] for outcome in SHOWN]
        found[name] = [
            _spread(by_name[name, outcome], places[name, outcome], each)
            for outcome, each in zip(SHOWN, own, strict=True)
        ]
    rows = [Row(name, tuple(spreads), tuple(_onsets(onset, days, name))) for name, spreads in found.items()]
    rows.sort(key=lambda row: row.merit, reverse=True)
    levels = {r["outcome"]: float(r["mean"]) for r in _rows(overall) if r["scenario"] == first}
    least = (OUTCOMES["p_talks"].delta, LEAST_CRISES)
    return Overview(
        first, np.array([levels[name] for name in SHOWN]), tuple(rows), tuple(theories), days, least
    )


def _spread(row: dict[str, Any], dots: np.ndarray, theories: Sequence[float]) -> Spread:
    delta = float(row["delta"])
    contested = row["verdict"] == CONTESTED
    return Spread(str(row["outcome"]), float(row["difference"]), delta, dots, np.array(theories), contested)


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    return iter(cast("list[dict[str, Any]]", frame.to_dict("records")))


def _onsets(table: pd.DataFrame, days: Floats, scenario: str) -> Iterator[Onset]:
    """When talks and crises differ for long, by weeks."""
    for row in _rows(table):
        if row["scenario"] == scenario and row["what"] in FOLLOWED:
            ends = (float((date.fromisoformat(row[end]) - EPOCH).days) for end in ("first", "last"))
            first, last = (int(np.searchsorted(days, day)) for day in ends)
            more, what = row["side"] == "more", str(row["what"])
            yield Onset(what, more, more == (what == "talks"), first, last + 1)
