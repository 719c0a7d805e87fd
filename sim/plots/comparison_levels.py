"""Level of each outcome by scenario: a small panel an outcome, with mean and interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.plots.kit.axes import room
from sim.plots.kit.context import Context
from sim.plots.kit.rows import Page, draw_page, pages, text_right
from sim.plots.kit.sheet import Panel, Sheet
from sim.plots.kit.theme import BASELINE, VARIANT
from sim.vocabulary.labels import figure as number
from sim.vocabulary.labels import possible

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEADING = (
    "Level of each outcome{over}: bar, what holds 90% of worlds (of chances, 90% of parameter draws); dot "
    "and number, the mean; the two small ticks, the 90% interval of the mean, which says only how well the "
    "mean is known"
)


def levels(sheet: Sheet, context: Context) -> list[Figure]:
    """Pages of levels."""
    over = f" over {len(sheet.theories)} theories" if len(sheet.theories) > 1 else ""
    page = Page(HEADING.format(over=over), margin=0.4, paint=_paint)
    return [draw_page(part, context, page) for part in pages(sheet.levels)]


def _paint(axes: Axes, panel: Panel) -> None:
    names = ("mean", "low", "high", "mean_low", "mean_high")
    mean, low, high, mean_low, mean_high = (panel.columns[name] for name in names)
    rows = np.arange(len(mean))
    colours = [BASELINE if at == 0 and len(mean) > 1 else VARIANT for at in rows]
    axes.hlines(rows, low, high, color=colours, lw=5, alpha=0.3)
    for end in (mean_low, mean_high):
        axes.vlines(end, rows - 0.3, rows + 0.3, color=colours, lw=0.8)
    axes.scatter(mean, rows, s=12, c=colours, zorder=3, clip_on=False)
    if len(mean) > 1:
        axes.axvline(mean[0], color=BASELINE, lw=0.7, ls=(0, (3, 2)), zorder=0.6)
    room(axes, np.concatenate([mean, low, high, mean_low, mean_high]), "x", within=possible(panel.outcome))
    for row in rows:
        text_right(axes, int(row), number(panel.outcome, mean[row]), colours[row] if row else "#555555")
