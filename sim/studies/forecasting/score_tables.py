"""How good forecasts were, who was better, and by how much that could be chance, as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.evidence.own_record import SHIPPED, Record
from sim.studies.forecasting.backtest import Issued
from sim.studies.forecasting.scoring import (
    CountForecast,
    ScoreDifference,
    brier,
    crps,
    difference,
    log_score,
    reliability,
    seen_in,
)
from sim.studies.forecasting.windows import CHANCES, WINDOWS, Window, days_of_the_record
from sim.vocabulary.theory_names import BLIND

Score = Callable[[CountForecast, int], float]

BRIER, CRPS, LOG, LOG_ANY = "Brier", "CRPS", "log", "log (any)"
GAP = ("what", "days", "score", "forecaster", "rival", "difference", "low", "high", "verdict")
YEAR = 12
"""Neighbouring origins that are resampled together: a year of them."""
SCORES: Mapping[str, Score] = {
    BRIER: lambda forecast, seen: brier(forecast.any, seen > 0),
    LOG_ANY: lambda forecast, seen: log_score(_of_any(forecast), min(seen, 1)),
    CRPS: crps,
    LOG: log_score,
}


def _of_any(forecast: CountForecast) -> CountForecast:
    return CountForecast(np.array([1 - forecast.any, forecast.any]))


def scored_by(window: Window) -> tuple[str, str]:
    """The two scores of a window: of a chance, or of a number."""
    return (BRIER, LOG_ANY) if window in CHANCES else (CRPS, LOG)


@dataclass(frozen=True, eq=False)
class ScoreTables:
    """Tables of a back-test: every forecast, mean scores, differences to rivals and to the blind control (a
    theory for which nothing that others do matters), and reliability.
    """

    forecasts: pd.DataFrame
    scores: pd.DataFrame
    differences: pd.DataFrame
    to_the_blind: pd.DataFrame
    reliability: pd.DataFrame


def score_tables(
    mine: Mapping[str, Issued], rivals: Mapping[str, Issued], record: Record = SHIPPED
) -> ScoreTables:
    """Score the forecasts of the model (by theory, and mixed) and of its rivals."""
    everyone = {**mine, **rivals}
    table = pd.DataFrame([row for name, issued in everyone.items() for row in _rows(name, issued, record)])
    gaps = _differences(table, list(mine), list(rivals))
    seeing, blind = [n for n in mine if n not in BLIND], [n for n in mine if n in BLIND]
    return ScoreTables(table, _means(table), gaps, _differences(table, seeing, blind), _reliability(table))


def _rows(name: str, issued: Issued, record: Record) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for (origin, window), forecast in issued.items():
        seen = seen_in(days_of_the_record(window.kinds, record), origin.toordinal(), window.days)
        about = {"forecaster": name, "origin": origin, "what": window.name, "days": window.days}
        given = {"chance": forecast.any, "mean": forecast.mean, "seen": seen}
        rows.append(about | given | {score: SCORES[score](forecast, seen) for score in scored_by(window)})
    return rows


def _means(table: pd.DataFrame) -> pd.DataFrame:
    """One row per window, score and forecaster."""
    return pd.DataFrame(
        [
            {"what": w.name, "days": w.days, "score": score, "forecaster": name,
             "mean": float(part[score].mean()), "origins": len(part)}
            for w, score, rows in _by_window(table)
            for name, part in rows.groupby("forecaster", sort=False)
        ]
    )  # fmt: skip


def _by_window(table: pd.DataFrame) -> list[tuple[Window, str, pd.DataFrame]]:
    return [
        (window, score, table[(table["what"] == window.name) & (table["days"] == window.days)])
        for window in WINDOWS
        for score in scored_by(window)
    ]


def _differences(table: pd.DataFrame, mine: list[str], rivals: list[str]) -> pd.DataFrame:
    """Mean score of each of mine less a rival's: below 0 mine is better; 90 % interval, blocks of a year."""
    rows: list[dict[str, Any]] = []
    for window, score, part in _by_window(table):
        by_origin = part.pivot_table(index="origin", columns="forecaster", values=score).sort_index()
        for name in mine:
            for rival in rivals:
                gap = difference(by_origin[name], by_origin[rival], block=YEAR)
                about = {"what": window.name, "days": window.days, "score": score, "forecaster": name}
                rows.append(about | {"rival": rival, **_judged(gap)})
    return pd.DataFrame(rows, columns=list(GAP))


def _judged(gap: ScoreDifference) -> dict[str, Any]:
    verdict = "better" if gap.high < 0 else "worse" if gap.low > 0 else "level"
    return {"difference": gap.mean, "low": gap.low, "high": gap.high, "verdict": verdict}


def _reliability(table: pd.DataFrame) -> pd.DataFrame:
    """Of chances given: how often it came."""
    rows: list[dict[str, Any]] = []
    for window, score, part in _by_window(table):
        if score != BRIER:
            continue
        for name, given in part.groupby("forecaster", sort=False):
            bins = reliability(list(given["chance"]), list(given["seen"] > 0))
            about = {"what": window.name, "days": window.days, "forecaster": name}
            rows += [about | {"number": b.number, "chance": b.chance, "share": b.share} for b in bins]
    return pd.DataFrame(rows)
