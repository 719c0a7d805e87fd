"""A forecast as tables and as a page in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd

from sim.model.calendar import WEEK
from sim.output.markdown import markdown
from sim.studies.forecasting.scoring import Forecast
from sim.studies.forecasting.state_report import QUANTILES
from sim.studies.forecasting.study import HAZARDS, Outlook
from sim.studies.forecasting.windows import Window, monday_after

HORIZONS = (4, 13, 26, 52, 104)
"""Weeks at which chances are told."""
MAIN = ("windows.csv", "chances.csv")
"""The tables that say what to expect."""
POOLED = "all theories"


def tables(found: Sequence[Outlook]) -> dict[str, pd.DataFrame]:
    """Tables by file name; with several theories also their equal mixture."""
    return {
        "windows.csv": pd.DataFrame(
            [row for name, each in _windows(found).items() for row in _window_rows(name, each)]
        ),
        "chances.csv": pd.DataFrame(list(_chance_rows(found))),
        "fans.csv": pd.DataFrame([row for outlook in found for row in _fan_rows(outlook)]),
        "state.csv": pd.DataFrame([row for outlook in found for row in _state_rows(outlook)]),
    }


def _windows(found: Sequence[Outlook]) -> dict[str, Mapping[Window, Forecast]]:
    each: dict[str, Mapping[Window, Forecast]] = {outlook.theory: outlook.windows for outlook in found}
    if len(found) > 1:
        pooled = dict(found[0].windows)
        for number, other in enumerate(found[1:], 2):
            pooled = {w: forecast.mixed(other.windows[w], 1 / number) for w, forecast in pooled.items()}
        each[POOLED] = pooled
    return each


def _window_rows(theory: str, windows: Mapping[Window, Forecast]) -> Iterator[dict[str, Any]]:
    for window, forecast in windows.items():
        below = np.cumsum(forecast.chances)
        low, high = (int(np.searchsorted(below, share - 1e-9)) for share in (0.05, 0.95))
        yield {"theory": theory, "what": window.name, "days": window.days, "chance_of_any": forecast.any,
               "mean": forecast.mean, "low": low, "high": high}  # fmt: skip


def _chance_rows(found: Sequence[Outlook]) -> Iterator[dict[str, Any]]:
    each = {outlook.theory: outlook.chances for outlook in found}
    if len(found) > 1:
        each[POOLED] = {name: np.mean([o.chances[name] for o in found], axis=0) for name in found[0].chances}
    for theory, chances in each.items():
        for name, by_week in chances.items():
            told = {f"by_week_{week}": by_week[week - 1] for week in HORIZONS if week <= len(by_week)}
            yield {"theory": theory, "what": name, **told, f"by_week_{len(by_week)}": by_week[-1]}


def _fan_rows(outlook: Outlook) -> Iterator[dict[str, Any]]:
    first = monday_after(outlook.origin)
    for name, past in outlook.past.items():
        weeks = range(-len(past), len(outlook.ahead[name]))
        for week, row in zip(weeks, [*past, *outlook.ahead[name]], strict=True):
            told = {"theory": outlook.theory, "measure": name, "week": week, "date": first + week * WEEK}
            yield told | {f"q{share:g}": value for share, value in zip(QUANTILES, row, strict=True)}


def _state_rows(outlook: Outlook) -> Iterator[dict[str, Any]]:
    for told in outlook.state:
        numbers = {f"q{share:g}": value for share, value in zip(QUANTILES, told.quantiles, strict=True)}
        yield {"theory": outlook.theory, "what": told.name, **numbers, "says": told.says}


def page(
    found: Sequence[Outlook], made: Mapping[str, pd.DataFrame], question: str, words: Sequence[str] = ()
) -> str:
    """The forecast in Markdown: windows, chances, `words` to bear in mind, then where things stood."""
    first = found[0]
    until = first.origin + timedelta(days=1) + WEEK * len(next(iter(first.ahead.values())))
    lines = [f"# {question}", "", f"From {first.origin} to {until}.", "", "## Windows", ""]
    lines += [*markdown(made["windows.csv"]), "", "## The chance that it has come", ""]
    lines += [*markdown(made["chances.csv"]), "", f"{', '.join(HAZARDS)}: added up from weekly chances.", ""]
    lines += ["## To bear in mind", "", *(f"- {each}" for each in words), ""] if words else []
    for outlook in found:
        lines += [f"## Where things stood on {outlook.origin} ({outlook.theory})", ""]
        lines += [f"- {told.says}" for told in outlook.state] + [""]
    return "\n".join(lines)
