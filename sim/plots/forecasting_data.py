"""Forecasts and scores as plain arrays for drawing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sim.plots.forecasting_fan import Seen
from sim.plots.forecasting_scores import Dots, Gaps
from sim.plots.kit.sheet import Numbers

if TYPE_CHECKING:
    import pandas as pd

EPOCH = date(1970, 1, 1)
SHOWN = ("long_test", "nuclear_test", "crisis", "talks", "fire", "serious_clash")


class Told(Protocol):
    """What is needed of a forecast."""

    @property
    def origin(self) -> date: ...
    @property
    def past(self) -> dict[str, Numbers]: ...
    @property
    def ahead(self) -> dict[str, Numbers]: ...
    @property
    def chances(self) -> dict[str, Numbers]: ...


def seen(told: Told) -> Seen:
    """A forecast for drawing."""
    first = next(iter(told.past))
    origin = (told.origin - EPOCH).days + 1
    weeks = np.arange(-len(told.past[first]), len(told.ahead[first]))
    fans = {name: np.concatenate([past, told.ahead[name]]) for name, past in told.past.items()}
    chances = {name: told.chances[name] for name in SHOWN}
    days = np.asarray(origin + 7.0 * weeks + 7, np.float64)
    return Seen(days, float(origin), fans, chances)


def dots(table: pd.DataFrame, model: str) -> list[Dots]:
    """The reliability of the model, one square a window."""
    mine = table[table["forecaster"] == model]
    return [
        Dots(_title(what, days), *_columns(part, "chance", "share", "number"))
        for (what, days), part in mine.groupby(["what", "days"], sort=False)
    ]


def gaps(table: pd.DataFrame, model: str) -> list[Gaps]:
    """The differences of the model to its rivals, one panel a window and score."""
    mine = table[table["forecaster"] == model]
    panels: list[Gaps] = []
    for (what, days, score), part in mine.groupby(["what", "days", "score"], sort=False):
        mean, low, high = _columns(part, "difference", "low", "high")
        title = f"{_title(what, days)}: {score}"
        panels.append(Gaps(title, tuple(part["rival"]), mean, low, high, tuple(part["verdict"])))
    return panels


def _columns(table: pd.DataFrame, *names: str) -> tuple[Any, ...]:
    return tuple(table[name].to_numpy(np.float64) for name in names)


def _title(what: Any, days: Any) -> str:
    return f"{what}, {days} days"
