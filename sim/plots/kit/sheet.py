"""Results of a study as plain arrays (a ``Sheet``): light to send to a drawing process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.vocabulary.glossary import SHOWN
from sim.vocabulary.labels import is_chance, rung_words, spaced, stage_words

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

Floats = NDArray[np.float64]
LEVEL = ("mean", "spread_low", "spread_high", "mean_low", "mean_high")
EFFECT = (
    *("difference", "spread_low", "spread_high", "mean_low", "mean_high", "delta"),
    *("share_better", "share_same", "share_worse", "agree", "of"),
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
    """All that the pictures of a study show; the first scenario is the baseline.

    Final classes, levels and effects are over all ``theories``, what goes by weeks is under the first.
    ``days`` counts from 1970-01-01, the way matplotlib counts dates. Shapes: ``quantiles`` and
    ``differences`` scenario × measure × week × (5, 25, 50, 75, 95 %); ``samples`` scenario × measure (those
    ``OVER_TIME``) × week × world, a few single worlds; ``rungs`` and ``stages`` scenario × week × (states,
    then at war), shares of all worlds; ``finals`` scenario × final class, shares.
    """

    theories: tuple[str, ...]
    scenarios: tuple[str, ...]
    days: Floats
    measures: tuple[str, ...]
    quantiles: Floats
    differences: Floats
    samples: Floats
    rungs: Floats
    stages: Floats
    rung_names: tuple[str, ...]
    stage_names: tuple[str, ...]
    finals: Floats
    final_names: tuple[str, ...]
    levels: tuple[Panel, ...]
    effects: tuple[Panel, ...]

    @property
    def under(self) -> str:
        """Under which theory fans are drawn, where there are several: words that follow a name."""
        return f" under theory {spaced(self.theories[0])}" if len(self.theories) > 1 else ""


def sheet(
    dataset: xr.Dataset,
    overall: pd.DataFrame,
    agreement: pd.DataFrame,
    theories: Sequence[str],
    order: Sequence[str] = (),
    outcomes: Sequence[str] = SHOWN,
) -> Sheet:
    """Gather what is drawn of a study, over some of its theories and outcomes; the baseline first, then the
    scenarios in an ``order``.
    """
    part = _ranked(dataset.sel(theory=list(theories)), order)
    overall, agreement = (table[table["outcome"].isin(list(outcomes))] for table in (overall, agreement))
    dims = ("scenario", "measure", "week", "quantile")
    scenarios, own = _names(part, "scenario"), part.isel(theory=0)
    stages, stage_names = _states(own, "stage", stage_words)
    rungs, rung_names = _states(own, "rung", rung_words)
    finals, final_names = _finals(part)
    samples = own["sampled"].transpose("scenario", "sampled_measure", "week", "sample")
    return Sheet(
        theories=tuple(theories),
        scenarios=scenarios,
        days=part["date"].values.astype("datetime64[D]").astype(np.float64),
        measures=_names(part, "measure"),
        quantiles=own["quantiles"].transpose(*dims).values.astype(np.float64),
        differences=own["difference_quantiles"].transpose(*dims).values.astype(np.float64),
        samples=samples.values.astype(np.float64),
        rungs=rungs,
        stages=stages,
        rung_names=rung_names,
        stage_names=stage_names,
        finals=finals,
        final_names=final_names,
        levels=tuple(_spread(panel, part) for panel in _panels(overall, scenarios, LEVEL)),
        effects=_panels(agreement, scenarios[1:], EFFECT),
    )


def _ranked(part: xr.Dataset, order: Sequence[str]) -> xr.Dataset:
    """The scenarios that were run, in an order, the baseline first."""
    names = _names(part, "scenario")
    ranked = sorted(names[1:], key=lambda name: order.index(name) if name in order else len(order))
    part = part.sel(scenario=[names[0], *ranked])
    return part.isel(scenario=np.flatnonzero(np.isfinite(part["at_war"].values).all(axis=(1, 2))))


def _spread(panel: Panel, part: xr.Dataset) -> Panel:
    """The panel with what holds 90 % of worlds; of a chance, which one world does not have, of draws."""
    if is_chance(panel.outcome):
        low, high = panel.columns["spread_low"], panel.columns["spread_high"]
    else:
        values = part["outcome_values"].sel(outcome=panel.outcome, scenario=list(panel.scenarios))
        worlds = values.transpose("scenario", "theory", "world").values.reshape(len(panel.scenarios), -1)
        low, high = np.nanquantile(worlds.astype(np.float64), (0.05, 0.95), axis=1)
    return replace(panel, columns={**panel.columns, "low": low, "high": high})


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
    shares = part["final_share"].mean("theory").transpose("scenario", "final_class").values
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
