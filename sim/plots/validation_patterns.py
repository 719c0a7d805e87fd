"""Simulated worlds against the record: one small panel for every part of every pattern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.plots.kit.axes import few_ticks
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.sheet import Floats
from sim.plots.kit.text import height, widest, wrapped
from sim.plots.kit.theme import BLUE, GREY, INK, VERMILLION
from sim.vocabulary.labels import spaced

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ACROSS, WIDE, GAP, ROW, UNDER = 4, 2.0, 0.25, 0.15, 0.42  # a row has four panels; inches
TITLE, NAME = 7.5, 7.0  # points
COLOURS = {"met": BLUE, "missed": VERMILLION}
HEADING = (
    "Black line: the record. Pale band: what is accepted. Bars: 90% (thin) and 50% (thick) of the simulated "
    "worlds, dot their median or, for what is rare, mean; blue where it lies in the band and the record lies "
    "within the 90%, orange where not. Grey: blind nulls."
)


@dataclass(frozen=True)
class PatternPart:
    """One number of a pattern: what is accepted, the record, and a row for every theory and null.

    `spread` is (row, 5): 5, 25, 50, 75 and 95 % of worlds; `middle` what is judged; `verdicts` "met",
    "missed" or "" for each row.
    """

    title: str
    low: float
    high: float
    record: float
    names: tuple[str, ...]
    spread: Floats
    middle: Floats
    verdicts: tuple[str, ...]


def patterns(parts: Sequence[PatternPart], context: Context) -> Figure:
    """All parts on one page."""
    names = [spaced(name) for name in parts[0].names]
    left = widest(names, NAME) + EDGE + 0.1
    titles = [wrapped(part.title, WIDE, TITLE, "bold") for part in parts]
    head = max(height(title, TITLE) for title in titles) + 0.06
    tall = ROW * (len(names) + 0.4)
    down = head + tall + UNDER
    wide = left + ACROSS * (WIDE + GAP) + EDGE
    frame = framed(wide, -(-len(parts) // ACROSS) * down, context, context.question, HEADING)
    for at, part in enumerate(parts):
        line, place = divmod(at, ACROSS)
        axes = put(frame, left + place * (WIDE + GAP), line * down + head, WIDE, tall)
        axes.set_title(titles[at], fontsize=TITLE)
        _rows(axes, [] if place else names, len(names))
        _paint(axes, part)
    return frame.figure


def _rows(axes: Axes, names: Sequence[str], count: int) -> None:
    axes.set_ylim(count - 0.3, -0.7)
    axes.set_yticks(range(count) if names else [], names)
    axes.tick_params(axis="y", length=0, labelsize=NAME)
    axes.spines["left"].set_visible(False)


def _paint(axes: Axes, part: PatternPart) -> None:
    low, high = limits(part)
    axes.set_xlim(low, high)
    few_ticks(axes, "x", 4)
    if part.low > -np.inf or part.high < np.inf:
        axes.axvspan(max(part.low, low), min(part.high, high), color="#E6EEF4", zorder=0)
    for row, verdict in enumerate(part.verdicts):
        ends = np.clip(part.spread[row], low, high)
        colour = COLOURS.get(verdict, GREY)
        axes.hlines(row, ends[0], ends[4], color=colour, lw=0.8)
        axes.hlines(row, ends[1], ends[3], color=colour, lw=3, alpha=0.5)
        axes.plot(np.clip(part.middle[row], low, high), row, "o", color=colour, ms=3.4)
    if np.isfinite(part.record):
        axes.axvline(part.record, color=INK, lw=1.1, zorder=3)


def limits(part: PatternPart) -> tuple[float, float]:
    """From the least to the most that matters: record, finite ends of the band, and worlds short of the
    farthest tails.
    """
    ends = [part.record, part.low, part.high, *part.middle, *part.spread[:, 1:4].ravel()]
    near = [float(end) for end in ends if np.isfinite(end)] or [0.0, 1.0]
    reach = max(near) - min(near) or 1.0
    tails = part.spread[np.isfinite(part.spread)]
    low = max(min([*tails, *near]), min(near) - reach)
    high = min(max([*tails, *near]), max(near) + reach)
    margin = (high - low) * 0.04 or 0.5
    return low - margin, high + margin
