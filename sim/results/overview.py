"""What the first picture of a comparison shows, gathered from the tables; and when a difference sets in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from sim.core.spells import spells
from sim.plots.comparison_overview_data import MATTERS, SHOWN, Onset, Overview, Row, Spread
from sim.results.agreement import ALL, DOTS
from sim.results.summary import seeing
from sim.results.verdicts import CONTESTED
from sim.vocabulary.glossary import STAGES

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

HEADS = [f"dot_{at + 1}" for at in range(DOTS)]


def overview(
    overall: pd.DataFrame,
    effects: pd.DataFrame,
    agreement: pd.DataFrame,
    dots: pd.DataFrame,
    weeks: xr.Dataset,
) -> Overview:
    """Gather it; rows are ordered by what their dots say of peace and progress, best first."""
    first = str(weeks["scenario"].values[0])
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
    rows = [
        Row(name, tuple(spreads), tuple(onsets(weeks, name, theories))) for name, spreads in found.items()
    ]
    rows.sort(key=lambda row: row.merit, reverse=True)
    levels = {r["outcome"]: float(r["mean"]) for r in _rows(overall) if r["scenario"] == first}
    days = weeks["date"].values.astype("datetime64[D]").astype(np.float64)
    return Overview(first, np.array([levels[name] for name in SHOWN]), tuple(rows), tuple(theories), days)


def _spread(row: dict[str, Any], dots: np.ndarray, theories: Sequence[float]) -> Spread:
    delta = float(row["delta"])
    contested = row["verdict"] == CONTESTED
    return Spread(str(row["outcome"]), float(row["difference"]), delta, dots, np.array(theories), contested)


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    return iter(cast("list[dict[str, Any]]", frame.to_dict("records")))


def onsets(weeks: xr.Dataset, scenario: str, theories: Sequence[str]) -> Iterator[Onset]:
    """The longest spell in which the share of worlds at talks, or in a crisis, differs by what matters."""
    part = weeks.sel(theory=list(theories))
    shares = {
        "talks": part["stage_share"].isel(stage=slice(STAGES.index("talks"), len(STAGES))).sum("stage"),
        "crises": part["means"].sel(measure="in_crisis") * (1 - part["at_war"]),
    }
    for what, share in shares.items():
        apart = (share.sel(scenario=scenario) - share.isel(scenario=0)).mean("theory").values
        found = [
            (stop - start, start, stop, more)
            for more, way in ((True, apart), (False, -apart))
            for start, stop in spells(way > MATTERS[what])
        ]
        if found:
            _, start, stop, more = max(found)
            yield Onset(what, more, more == (what == "talks"), start, stop)
