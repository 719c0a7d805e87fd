"""Lists the pictures of a comparison, of one scenario, and of one world."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.plots.comparison_differences import differences
from sim.plots.comparison_fans import fans
from sim.plots.comparison_final_mix import final_mix
from sim.plots.comparison_forest import forest
from sim.plots.comparison_levels import levels
from sim.plots.comparison_over_time import OverTime, over_time
from sim.plots.comparison_overview import overview
from sim.plots.comparison_overview_data import Overview
from sim.plots.comparison_risk_progress import risk_progress
from sim.plots.comparison_scorecard import scorecard
from sim.plots.kit.context import Context
from sim.plots.kit.lanes import world_log
from sim.plots.kit.picture import Picture
from sim.plots.kit.sheet import Sheet
from sim.plots.signal_log import signal_log
from sim.vocabulary.labels import spaced

if TYPE_CHECKING:
    import pandas as pd

OVERVIEW = (
    "Each scenario's difference to {baseline} as twenty marks an outcome, coloured and shaped by which side "
    "is better, and when it lasts. The same numbers are in the table of all differences."
)
WEEKS = (
    "Per cent of worlds at talks, at a freeze and in a crisis, week by week. The numbers are in series.nc."
)
CARD = (
    "Every outcome of every scenario with its verdict. The same numbers are in the table of all differences."
)


FIRST_OF_COMPARISON, FIRST = 2, 3
"""Pictures of a comparison, and of a scenario, that a report shows; they stand first."""


def comparison_pictures(
    shown: Overview, sheet: Sheet, time: OverTime, context: Context, titles: tuple[str, str] = ("", "")
) -> list[Picture]:
    """Every picture of a comparison, those of the report first; their ``titles`` are what was found."""
    study = (sheet, context)
    found, when = (replace(context, question=title or context.question) for title in titles)
    return [
        Picture("overview", overview, (shown, found), OVERVIEW.format(baseline=spaced(shown.baseline))),
        Picture("over_time", over_time, (time, when), WEEKS),
        Picture("scorecard", scorecard, study, CARD),
        Picture("effects", forest, study),
        Picture("levels", levels, study),
        Picture("outcome_mix", final_mix, study),
        Picture("risk_progress", risk_progress, study),
        Picture("differences", differences, study),
        *[Picture(f"fans_{name}", fans, (sheet, at, context)) for at, name in enumerate(sheet.scenarios)],
    ]


def run_pictures(sheet: Sheet, time: OverTime, context: Context) -> list[Picture]:
    """The pictures of one scenario: over time, how its worlds end, fans."""
    return [
        Picture("over_time", over_time, (time, context), WEEKS),
        Picture("outcome_mix", final_mix, (sheet, context)),
        Picture("fans", fans, (sheet, 0, context)),
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
