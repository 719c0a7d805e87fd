"""Lists the pictures of a comparison, of one scenario, and of one world."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.plots.comparison_differences import differences
from sim.plots.comparison_fans import fans
from sim.plots.comparison_final_mix import final_mix
from sim.plots.comparison_forest import forest
from sim.plots.comparison_levels import levels
from sim.plots.comparison_risk_progress import risk_progress
from sim.plots.comparison_scorecard import scorecard
from sim.plots.kit.context import Context
from sim.plots.kit.lanes import world_log
from sim.plots.kit.picture import Picture
from sim.plots.kit.sheet import Sheet, sheet
from sim.plots.signal_log import signal_log

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def comparison_pictures(
    dataset: xr.Dataset, summary: pd.DataFrame, effects: pd.DataFrame, context: Context
) -> list[Picture]:
    """Every picture of a comparison, under the first of several theories."""
    theory = str(dataset["theory"].values[0])
    return theory_pictures(sheet(dataset, summary, effects, theory), context)


def theory_pictures(shown: Sheet, context: Context) -> list[Picture]:
    """A comparison under one theory; the slowest come first, so that no process waits long for another."""
    study = (shown, context)
    return [
        Picture("differences", differences, study),
        Picture("effects", forest, study),
        Picture("levels", levels, study),
        *[Picture(f"fans_{name}", fans, (shown, at, context)) for at, name in enumerate(shown.scenarios)],
        Picture("scorecard", scorecard, study),
        Picture("outcome_mix", final_mix, study),
        Picture("risk_progress", risk_progress, study),
    ]


def run_pictures(dataset: xr.Dataset, summary: pd.DataFrame, context: Context) -> list[Picture]:
    """The pictures of one scenario: fans, how its worlds end, levels."""
    shown = sheet(dataset, summary, summary.iloc[:0], str(dataset["theory"].values[0]))
    return [
        Picture("fans", fans, (shown, 0, context)),
        Picture("outcome_mix", final_mix, (shown, context)),
        Picture("levels", levels, (shown, context)),
    ]


def world_pictures(
    table: pd.DataFrame, first: date, rungs: Any, stages: Any, context: Context
) -> list[Picture]:
    """The signals of one world as a ledger.

    ``table`` has the columns week, date, actor, family, signal, ordered; ``rungs`` and ``stages`` hold that
    world's state by week, of which ``first`` is the first day.
    """
    days = 7 * np.arange(len(rungs), dtype=np.float64) + (first - date(1970, 1, 1)).days
    return [Picture("ledger", signal_log, (world_log(table, days, rungs, stages), context))]
