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

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEADING = (
    "Level of each outcome: dot and number, the mean; bar, 90% interval of the mean over parameter draws"
)


def levels(sheet: Sheet, context: Context) -> list[Figure]:
    """Pages of levels."""
    page = Page(HEADING, margin=0.4, paint=_paint)
    return [draw_page(part, context, page) for part in pages(sheet.levels)]


def _paint(axes: Axes, panel: Panel) -> None:
    mean, low, high = (panel.columns[name] for name in ("mean", "mean_low", "mean_high"))
    rows = np.arange(len(mean))
    colours = [BASELINE if at == 0 and len(mean) > 1 else VARIANT for at in rows]
    axes.hlines(rows, low, high, color=colours, lw=2.2, alpha=0.55)
    axes.scatter(mean, rows, s=14, c=colours, zorder=3, clip_on=False)
    if len(mean) > 1:
        axes.axvline(mean[0], color=BASELINE, lw=0.7, ls=(0, (3, 2)), zorder=0.6)
    room(axes, np.concatenate([mean, low, high]), "x")
    for row in rows:
        text_right(axes, int(row), number(panel.outcome, mean[row]), colours[row] if row else "#555555")
