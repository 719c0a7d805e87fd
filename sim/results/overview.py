"""What the first picture of a comparison shows, gathered from the tables; and when a difference sets in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from sim.plots.comparison_overview_data import (
    SHOWN,
    Also,
    Lasting,
    Level,
    Onset,
    Overview,
    OverviewRow,
    Spread,
    ranked,
)
from sim.plots.kit.axes import EPOCH
from sim.plots.kit.sheet import Floats
from sim.plots.kit.sides import BETTER, SAME, WORSE
from sim.results.agreement import ALL, DOTS
from sim.results.onset import CRISES, LEAST_CRISES
from sim.results.summary import seeing
from sim.results.sureness import share, sure, sureness
from sim.results.verdicts import LESS, MORE, Judged
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.glossary import SHOWN as TOLD
from sim.vocabulary.outcome_words import PEACE, PRICE, PROGRESS, kind

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

FOLLOWED = ("talks", CRISES)
HEADS = [f"dot_{at + 1}" for at in range(DOTS)]
FEW = 2
"""Scenarios beside the baseline up to which further levels are shown."""
CHANCES = ("p_war", "p_talks", "p_freeze", "p_settlement")
NAMED = (PEACE, PROGRESS, PRICE)
"""Kinds of outcomes of which every sure difference is named: no gain, danger or cost must be left out."""


def overview(
    overall: pd.DataFrame,
    effects: pd.DataFrame,
    agreement: pd.DataFrame,
    dots: pd.DataFrame,
    onset: pd.DataFrame,
    weeks: xr.Dataset,
    few: str = "",
) -> Overview:
    """Gather it; rows are `ranked`, and `few` is what must be kept in mind of few draws."""
    first = str(weeks["scenario"].values[0])
    days = weeks["date"].values.astype("datetime64[D]").astype(np.float64)
    theories = seeing([str(name) for name in weeks["theory"].values])
    own = {(r["scenario"], r["outcome"], r["theory"]): r for r in _rows(effects)}
    shares = {(r["scenario"], r["outcome"]): r for r in _rows(dots) if r["theory"] == ALL}
    levels = {(r["scenario"], r["outcome"]): float(r["mean"]) for r in _rows(overall)}
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in _rows(agreement):
        found.setdefault(str(row["scenario"]), {})[str(row["outcome"])] = row
    rows: list[OverviewRow] = []
    for name, mine in found.items():
        spreads = [
            _spread(mine[it], shares[name, it], [own[name, it, theory] for theory in theories])
            for it in SHOWN
        ]
        also = tuple(_also(list(mine.values()), levels, first))
        told = _further(also) if len(found) <= FEW else ()
        further = tuple(Level(it, levels[first, it], levels[name, it]) for it in told)
        rows.append(OverviewRow(name, tuple(spreads), tuple(_onsets(onset, days, name)), also, further))
    least = (OUTCOMES["p_talks"].delta, LEAST_CRISES)
    base = np.array([levels[first, name] for name in SHOWN])
    return Overview(first, base, tuple(ranked(rows)), tuple(theories), days, least, few)


def _further(also: Sequence[Also]) -> Iterator[str]:
    """What is shown where few scenarios are compared: chances that matter, and what nobody judges."""
    named = {each.outcome for each in also}
    for outcome in TOLD:
        if outcome not in named and (outcome in CHANCES or OUTCOMES[outcome].better == "neither"):
            yield outcome


def _spread(row: dict[str, Any], shares: dict[str, Any], theories: Sequence[dict[str, Any]]) -> Spread:
    dots = np.array([shares[head] for head in HEADS], np.float64)
    outcome, difference, delta = str(row["outcome"]), float(row["difference"]), float(row["delta"])
    means = np.array([float(each["difference"]) for each in theories])
    sides = tuple(_clear_side(outcome, Judged.of(each).reading) for each in theories)
    better, worse = float(row["share_better"]), float(row["share_worse"])
    return Spread(outcome, difference, delta, dots, means, sides, better, worse, str(row["verdict"]))


def _clear_side(outcome: str, reading: str) -> str:
    """The side of what is clear and matters; `SAME` for anything else."""
    if reading not in (MORE, LESS):
        return SAME
    return BETTER if (reading == MORE) == (OUTCOMES[outcome].better == "more") else WORSE


def _also(
    rows: Sequence[dict[str, Any]], levels: Mapping[tuple[str, str], float], baseline: str
) -> Iterator[Also]:
    """Every sure difference in peace, progress and price that has no column, the surest first."""
    found = [row for row in rows if sure(row) and row["outcome"] in TOLD and row["outcome"] not in SHOWN]
    for row in sorted(found, key=sureness, reverse=True):
        name = str(row["outcome"])
        if kind(name) in NAMED:
            before, after = levels[baseline, name], levels[str(row["scenario"]), name]
            counts = int(row["agree"]), int(row["of"])
            yield Also(name, str(row["verdict"]), before, after, share(row), *counts)


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    return iter(cast("list[dict[str, Any]]", frame.to_dict("records")))


def _onsets(table: pd.DataFrame, days: Floats, scenario: str) -> Iterator[Onset]:
    """When talks and crises differ for long, by weeks."""
    for what in FOLLOWED:
        rows = [row for row in _rows(table) if row["scenario"] == scenario and row["what"] == what]
        sides = [_side(row, days, what) for row in sorted(rows, key=lambda row: -int(row["weeks"]))]
        if sides:
            yield Onset(what, tuple(sides))


def _side(row: Mapping[str, Any], days: Floats, what: str) -> Lasting:
    more, found = row["side"] == MORE, list[tuple[int, int]]()
    for spell in str(row["spells"]).split():
        ends = (float((date.fromisoformat(end) - EPOCH).days) for end in spell.split("/"))
        first, last = (int(np.searchsorted(days, day)) for day in ends)
        found.append((first, last + 1))
    standing = int(row["agree"]), int(row["theories"]), bool(row["more_under"] and row["less_under"])
    return Lasting(more, more == (what == "talks"), int(row["weeks"]), tuple(found), *standing)
