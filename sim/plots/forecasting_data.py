"""Gathers forecasts and their scores as plain arrays for drawing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sim.plots.forecasting_fan import ForecastFan
from sim.plots.forecasting_scores import Reliability, RivalPanel
from sim.plots.kit.sheet import Floats

if TYPE_CHECKING:
    import pandas as pd

EPOCH = date(1970, 1, 1)
SHOWN = ("long_test", "nuclear_test", "crisis", "talks", "fire", "serious_clash")


class Forecast(Protocol):
    """What is needed of a forecast."""

    @property
    def origin(self) -> date: ...
    @property
    def past(self) -> dict[str, Floats]: ...
    @property
    def ahead(self) -> dict[str, Floats]: ...
    @property
    def chances(self) -> dict[str, Floats]: ...


def fan_data(forecast: Forecast) -> ForecastFan:
    """A forecast for drawing."""
    first = next(iter(forecast.past))
    origin = (forecast.origin - EPOCH).days + 1
    weeks = np.arange(-len(forecast.past[first]), len(forecast.ahead[first]))
    fans = {name: np.concatenate([past, forecast.ahead[name]]) for name, past in forecast.past.items()}
    chances = {name: forecast.chances[name] for name in SHOWN}
    days = np.asarray(origin + 7.0 * weeks + 7, np.float64)
    return ForecastFan(days, float(origin), fans, chances)


def reliability_data(table: pd.DataFrame, model: str) -> list[Reliability]:
    """The reliability of the model, one square a window."""
    mine = table[table["forecaster"] == model]
    return [
        Reliability(_title(what, days), *_columns(part, "chance", "share", "number"))
        for (what, days), part in mine.groupby(["what", "days"], sort=False)
    ]


def rivals_data(table: pd.DataFrame, model: str) -> list[RivalPanel]:
    """The differences of the model to its rivals, one panel a window and score."""
    mine = table[table["forecaster"] == model]
    panels: list[RivalPanel] = []
    for (what, days, score), part in mine.groupby(["what", "days", "score"], sort=False):
        mean, low, high = _columns(part, "difference", "low", "high")
        title = f"{_title(what, days)}: {score}"
        panels.append(RivalPanel(title, tuple(part["rival"]), mean, low, high, tuple(part["verdict"])))
    return panels


def _columns(table: pd.DataFrame, *names: str) -> tuple[Any, ...]:
    return tuple(table[name].to_numpy(np.float64) for name in names)


def _title(what: Any, days: Any) -> str:
    return f"{what}, {days} days"
