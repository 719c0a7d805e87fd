"""Results of one theory as plain arrays (a ``Sheet``): light to send to a drawing process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.vocabulary.glossary import OUTCOMES, SHOWN
from sim.vocabulary.labels import rung_words, spaced, stage_words

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

Floats = NDArray[np.float64]
NOT_SHOWN = frozenset(OUTCOMES) - frozenset(SHOWN)
LEVEL = ("mean", "spread_low", "spread_high", "mean_low", "mean_high")
EFFECT = (
    *("difference", "spread_low", "spread_high", "mean_low", "mean_high", "delta"),
    *("share_better", "share_same", "share_worse"),
)


@dataclass(frozen=True)
class Panel:
    """One outcome of the tables: its unit, numbers by column, and (for effects) a verdict a scenario."""

    outcome: str
    unit: str
    scenarios: tuple[str, ...]
    columns: dict[str, Floats]
    verdicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """All that the pictures of one theory show; the first scenario is the baseline.

    ``days`` counts from 1970-01-01, the way matplotlib counts dates. Shapes: ``quantiles`` and
    ``differences`` scenario × measure × week × (5, 25, 50, 75, 95 %); ``rungs`` and ``stages``
    scenario × week × (states, then at war), shares of all worlds; ``finals`` scenario × final class, shares.
    """

    theory: str
    scenarios: tuple[str, ...]
    days: Floats
    measures: tuple[str, ...]
    quantiles: Floats
    differences: Floats
    rungs: Floats
    stages: Floats
    rung_names: tuple[str, ...]
    stage_names: tuple[str, ...]
    finals: Floats
    final_names: tuple[str, ...]
    levels: tuple[Panel, ...]
    effects: tuple[Panel, ...]


def sheet(dataset: xr.Dataset, summary: pd.DataFrame, effects: pd.DataFrame, theory: str) -> Sheet:
    """Cut one theory out of the results."""
    part = dataset.sel(theory=theory)
    summary, effects = (table[~table["outcome"].isin(NOT_SHOWN)] for table in (summary, effects))
    part = part.isel(scenario=np.flatnonzero(np.isfinite(part["at_war"].values).all(axis=-1)))
    order = ("scenario", "measure", "week", "quantile")
    stages, stage_names = _states(part, "stage", stage_words)
    rungs, rung_names = _states(part, "rung", rung_words)
    finals, final_names = _finals(part)
    scenarios = _names(part, "scenario")
    return Sheet(
        theory=theory,
        scenarios=scenarios,
        days=part["date"].values.astype("datetime64[D]").astype(np.float64),
        measures=_names(part, "measure"),
        quantiles=part["quantiles"].transpose(*order).values.astype(np.float64),
        differences=part["difference_quantiles"].transpose(*order).values.astype(np.float64),
        rungs=rungs,
        stages=stages,
        rung_names=rung_names,
        stage_names=stage_names,
        finals=finals,
        final_names=final_names,
        levels=_panels(summary[summary["theory"] == theory], scenarios, LEVEL),
        effects=_panels(effects[effects["theory"] == theory], scenarios[1:], EFFECT),
    )


def _names(part: xr.Dataset, dimension: str) -> tuple[str, ...]:
    return tuple(str(name) for name in part[dimension].values)


def _states(part: xr.Dataset, kind: str, words: Any) -> tuple[Floats, tuple[str, ...]]:
    """Shares of worlds by state, the last one "at war" whether or not the data count it as a state."""
    shares = part[f"{kind}_share"].transpose("scenario", "week", kind).values.astype(np.float64)
    names = words(part[kind].values)
    if "war" in names[-1]:
        return shares, names
    war = part["at_war"].transpose("scenario", "week").values.astype(np.float64)
    return np.concatenate([shares, war[:, :, None]], axis=2), (*names, "at war")


def _finals(part: xr.Dataset) -> tuple[Floats, tuple[str, ...]]:
    """Share of worlds by final class."""
    classes = _names(part, "final_class")
    shares = part["final_share"].transpose("scenario", "final_class").values
    return shares.astype(np.float64), tuple(spaced(name) for name in classes)


def _panels(table: pd.DataFrame, scenarios: tuple[str, ...], columns: tuple[str, ...]) -> tuple[Panel, ...]:
    """One panel per outcome, in the table's order, its scenarios in the sheet's order."""
    panels: list[Panel] = []
    for outcome, rows in table.groupby("outcome", sort=False):
        rows = rows.set_index("scenario")
        rows = rows.loc[[name for name in scenarios if name in rows.index]]
        if len(rows):
            numbers = {name: rows[name].to_numpy(np.float64) for name in columns}
            verdicts = tuple(rows["verdict"]) if "verdict" in rows else ()
            kept = tuple(str(name) for name in rows.index)
            panels.append(Panel(str(outcome), str(rows["unit"].iloc[0]), kept, numbers, verdicts))
    return tuple(panels)
