"""The tables of a forecast: events in windows, chances by week, fans, and the state at the origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from sim.model.calendar import WEEK
from sim.studies.forecasting.outlook import Outlook
from sim.studies.forecasting.scoring import CountForecast
from sim.studies.forecasting.state_report import QUANTILES
from sim.studies.forecasting.windows import Window, monday_after

HORIZONS = (4, 13, 26, 52, 104)
"""Weeks at which chances are reported."""
POOLED = "all theories"
"""The equal mixture of the theories: what to say when nobody knows which one holds."""
LOW, HIGH = 0.05, 0.95


def window_table(found: Sequence[Outlook]) -> pd.DataFrame:
    """How many events are to be expected in windows of days after the origin."""
    return pd.DataFrame(
        [row for theory, windows in _windows(found).items() for row in _window_rows(theory, windows)]
    )


def chance_table(found: Sequence[Outlook]) -> pd.DataFrame:
    """The chance that each class of event has come by some weeks."""
    return pd.DataFrame(list(_chance_rows(found)))


def fan_table(found: Sequence[Outlook]) -> pd.DataFrame:
    """Quantiles of measures by week, from a year before the origin."""
    return pd.DataFrame([row for outlook in found for row in _fan_rows(outlook)])


def state_table(found: Sequence[Outlook]) -> pd.DataFrame:
    """Where things stood at the origin, in quantiles over the worlds and in words."""
    return pd.DataFrame([row for outlook in found for row in _state_rows(outlook)])


def _windows(found: Sequence[Outlook]) -> dict[str, Mapping[Window, CountForecast]]:
    each: dict[str, Mapping[Window, CountForecast]] = {outlook.theory: outlook.windows for outlook in found}
    if len(found) > 1:
        pooled = dict(found[0].windows)
        for number, other in enumerate(found[1:], 2):
            pooled = {w: forecast.mixed(other.windows[w], 1 / number) for w, forecast in pooled.items()}
        each[POOLED] = pooled
    return each


def _window_rows(theory: str, windows: Mapping[Window, CountForecast]) -> Iterator[dict[str, Any]]:
    for window, forecast in windows.items():
        below = np.cumsum(forecast.chances)
        low, high = (int(np.searchsorted(below, share - 1e-9)) for share in (LOW, HIGH))
        yield {"theory": theory, "what": window.name, "days": window.days, "chance_of_any": forecast.any,
               "mean": forecast.mean, "low": low, "high": high}  # fmt: skip


def _chance_rows(found: Sequence[Outlook]) -> Iterator[dict[str, Any]]:
    each = {outlook.theory: outlook.chances for outlook in found}
    if len(found) > 1:
        each[POOLED] = {name: np.mean([o.chances[name] for o in found], axis=0) for name in found[0].chances}
    for theory, chances in each.items():
        for name, by_week in chances.items():
            some = {f"by_week_{week}": by_week[week - 1] for week in HORIZONS if week <= len(by_week)}
            yield {"theory": theory, "what": name, **some, f"by_week_{len(by_week)}": by_week[-1]}


def _fan_rows(outlook: Outlook) -> Iterator[dict[str, Any]]:
    first = monday_after(outlook.origin)
    for name, past in outlook.past.items():
        weeks = range(-len(past), len(outlook.ahead[name]))
        for week, row in zip(weeks, [*past, *outlook.ahead[name]], strict=True):
            key = {"theory": outlook.theory, "measure": name, "week": week, "date": first + week * WEEK}
            yield key | {f"q{share:g}": value for share, value in zip(QUANTILES, row, strict=True)}


def _state_rows(outlook: Outlook) -> Iterator[dict[str, Any]]:
    for entry in outlook.state:
        numbers = {f"q{share:g}": value for share, value in zip(QUANTILES, entry.quantiles, strict=True)}
        yield {"theory": outlook.theory, "what": entry.name, **numbers, "says": entry.says}
