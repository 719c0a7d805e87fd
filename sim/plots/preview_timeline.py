"""What scenarios will do, on a line of time: strategies, postures, orders, and when injects may fire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.plots.kit.axes import dated, note
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.text import LINE, POINTS, height, widest, wrapped
from sim.plots.kit.theme import BLUE, FAMILIES, GREY, INK, PURPLE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDE, RIGHT, LABEL, SIZE, TITLE, UNDER = 6.6, 0.3, 3.0, 6.5, 9.0, 0.3  # inches, SIZE and TITLE in points
GAP = 0.05
"""Inches between two rows."""
COLOURS = {"strategy": INK, "posture": BLUE, "inject": PURPLE} | {
    n: colour for n, (colour, _) in FAMILIES.items()
}
HEADING = (
    "A bar is what is in force; it rises while a strategy or posture changes step by step. A tick is a "
    "sending. An empty bar is a signal withheld, a dotted one the weeks in which an inject may fire."
)


@dataclass(frozen=True)
class TimelineRow:
    """One row of a scenario: in force from `start` to `end`, in full from `full` on, days since 1970.

    `ticks` are the days of sendings. `kind` is strategy, posture, inject, or a family of signals.
    """

    label: str
    kind: str
    start: float
    end: float
    full: float
    ticks: tuple[float, ...] = ()
    withheld: bool = False


@dataclass(frozen=True)
class TimelineSection:
    """A scenario: its name as words, first and last day, and its rows."""

    title: str
    first: float
    last: float
    rows: tuple[TimelineRow, ...]


def timeline(sections: Sequence[TimelineSection], context: Context) -> Figure:
    """One panel a scenario, one row a strategy, posture, order or inject."""
    labels = [[wrapped(row.label, LABEL, SIZE) for row in section.rows] for section in sections]
    titles = [wrapped(section.title, WIDE, TITLE) for section in sections]
    left = max(widest((label for each in labels for label in each), SIZE), 1.0) + EDGE + 0.12
    talls = [max(sum(height(label, SIZE) + GAP for label in each), 0.25) + GAP for each in labels]
    heads = [height(title, TITLE) + 0.08 for title in titles]
    tall = sum(talls) + sum(heads) + UNDER * len(sections)
    frame = framed(left + WIDE + RIGHT, tall, context, context.question, HEADING)
    down = 0.0
    for section, title, label, head, inches in zip(sections, titles, labels, heads, talls, strict=True):
        axes = put(frame, left, down + head, WIDE, inches)
        axes.set_title(title, size=TITLE)
        _panel(axes, section, label, inches)
        down += head + inches + UNDER
    return frame.figure


def _panel(axes: Axes, section: TimelineSection, labels: Sequence[str], inches: float) -> None:
    dated(axes, np.array([section.first, section.last]), 8)
    axes.set_ylim(inches, 0)
    middles: list[float] = []
    down = GAP
    for row, label in zip(section.rows, labels, strict=True):
        tall = height(label, SIZE)
        middles.append(down + tall / 2)
        _bar(axes, row, middles[-1])
        down += tall + GAP
    axes.set_yticks(middles, labels, size=SIZE)
    axes.tick_params(axis="y", length=0)
    if not section.rows:
        note(axes, 0.01, 0.5, "nothing")


def _bar(axes: Axes, row: TimelineRow, middle: float) -> None:
    colour, half = COLOURS[row.kind], SIZE * LINE / POINTS / 2 - 0.02
    axes.axhline(middle, color="#EFEFEF", lw=0.6, zorder=0)
    if row.kind == "inject":
        axes.plot([row.start, row.end], [middle, middle], ":", color=colour, lw=1.5)
        return
    base, top = middle + half, middle - half
    shape = [(row.start, base), (row.full, top), (row.end, top), (row.end, base)]
    look: dict[str, Any] = (
        {"fc": "none", "ec": GREY} if row.withheld else {"fc": colour, "ec": "none", "alpha": 0.55}
    )
    axes.fill(*zip(*shape, strict=True), lw=0.8, **look)
    if row.ticks:
        axes.vlines(row.ticks, base, top, color=colour, lw=0.8)
