"""Regret: how far each scenario falls behind the best one of the same future, one panel a theory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.plots.kit.context import Context
from sim.plots.kit.rows import Page, draw_page, text_right
from sim.plots.kit.sheet import Panel
from sim.plots.kit.theme import BLUE, INK
from sim.vocabulary.labels import label
from sim.vocabulary.likelihood import share_said

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEADING = (
    "Regret in “{outcome}”: how far behind the best scenario of the same future (parameter draw and "
    "theory). Dot, mean; line, up to the 95th percentile. Beside it the share of futures in which it is "
    "least bad."
)


def regret(panels: Sequence[Panel], outcome: str, context: Context) -> Figure:
    """One panel a theory; its columns are `mean`, `high` and `share`."""
    page = Page(HEADING.format(outcome=label(outcome)), margin=0.55, paint=_paint)
    return draw_page(panels, context, page)


def _paint(axes: Axes, panel: Panel) -> None:
    mean, high, share = (panel.columns[name] for name in ("mean", "high", "share"))
    rows = np.arange(len(mean))
    best = int(share.argmax())
    axes.hlines(rows, 0, high, color=BLUE, lw=1.2, alpha=0.6)
    axes.plot(mean, rows, "o", color=BLUE, ms=4)
    for row in rows:
        text_right(axes, int(row), share_said(float(share[row])), INK if row == best else "#8C8C8C")
    axes.set_xlim(0, max(float(high.max()), float(mean.max())) * 1.06 or 1.0)
