"""Sensitivity of an outcome: a bar for each factor, its share of the outcome's variance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plots.kit.axes import few_ticks, percent
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.text import name_of, widest
from sim.plots.kit.theme import BLUE, GREY, INK, SKY
from sim.vocabulary.labels import label

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE, NAMES, ROW, SIZE = 5.2, 2.2, 0.26, 8.0  # inches; points
HEADING = (
    "Share of the variance of “{outcome}” between parameter draws and theories. Pale bar, with all "
    "it interacts with (total index) and its 90% interval; dark bar, by itself (first order). Shares "
    "may add up to more than 100%."
)


@dataclass(frozen=True)
class IndexBar:
    """One factor: its total index with an interval, and its first-order index."""

    factor: str
    total: float
    low: float
    high: float
    first: float


def indices(bars: Sequence[IndexBar], outcome: str, context: Context, stamp: str = "") -> Figure:
    """Bars from the highest total down; in grey beneath a `stamp` that says why not to rely on them."""
    names = [name_of(bar.factor, NAMES, SIZE) for bar in bars]
    left = widest(names, SIZE) + EDGE + 0.1
    tall = ROW * (len(bars) + 0.4)
    heading = HEADING.format(outcome=label(outcome))
    title = f"{stamp} {context.question}" if stamp else context.question
    frame = framed(left + WIDE + EDGE + 0.2, tall + 0.55, context, title, heading)
    pale, dark = (GREY, GREY) if stamp else (SKY, BLUE)
    axes = put(frame, left, 0.1, WIDE, tall)
    rows = range(len(bars))
    axes.barh(rows, [max(bar.total, 0) for bar in bars], height=0.66, color=pale, alpha=0.55)
    axes.barh(rows, [max(bar.first, 0) for bar in bars], height=0.3, color=dark)
    axes.hlines(
        rows, [max(bar.low, 0) for bar in bars], [max(bar.high, 0) for bar in bars], color=INK, lw=1.1
    )
    axes.set_ylim(len(bars) - 0.5, -0.6)
    axes.set_yticks(list(rows), names)
    axes.tick_params(axis="y", length=0, labelsize=SIZE)
    axes.set_xlim(0, max(max(bar.high, bar.total, bar.first, 0.05) for bar in bars) * 1.04)
    few_ticks(axes, "x", 6)
    percent(axes, "x")
    axes.set_xlabel("share of the variance, %")
    return frame.figure
