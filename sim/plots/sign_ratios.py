"""Signs of what follows: likelihood ratios on a logarithmic axis, a mark for each theory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.plots.kit.axes import note
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.sheet import Floats
from sim.plots.kit.text import widest, wrapped
from sim.plots.kit.theme import GREY, INK
from sim.plots.response_curves import COLOURS
from sim.vocabulary.labels import opened, spaced

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDE, NAMES, LEGEND, UNDER, SIZE = 4.2, 3.1, 0.3, 0.55, 7.5  # inches; points
LANE = 0.085  # inches a theory
MARKS = "osD^v"
LEAST, MOST = 1 / 50, 50
HEADING = (
    "How many times as often each sign is seen before as else, with 90% interval; of a month and a quarter "
    "the one that tells more. Right of the line it raises the chance, left of it it lowers it."
)


@dataclass(frozen=True)
class RatioRow:
    """One sign: its ratio under each theory with its interval (nan where too few cases), and in words
    whether the theories agree.
    """

    says: str
    ratio: Floats
    low: Floats
    high: Floats
    agreement: str


def ratios(rows: Sequence[RatioRow], theories: Sequence[str], context: Context) -> Figure | None:
    """A line of marks a sign; None where no sign tells anything."""
    if not rows:
        return None
    names = [wrapped(opened(row.says), NAMES, SIZE) for row in rows]
    words = [row.agreement for row in rows]
    left, right = widest([part for name in names for part in name.split("\n")], SIZE), widest(words, SIZE)
    step = max(LANE * (len(theories) + 1.5), 0.3)
    tall = step * len(rows)
    frame = framed(left + WIDE + right + 4 * EDGE, LEGEND + tall + UNDER, context, context.question, HEADING)
    axes = put(frame, left + 2 * EDGE, LEGEND, WIDE, tall)
    _marks(axes, rows, theories)
    _frame(axes, rows, names)
    _legend(axes, theories, tall)
    for at, row in enumerate(rows):
        colour = INK if row.agreement.endswith("all") or row.agreement == "contested" else GREY
        note(axes, 1.02, 1 - (at + 0.5) / len(rows), row.agreement, colour, size=SIZE)
    return frame.figure


def _marks(axes: Axes, rows: Sequence[RatioRow], theories: Sequence[str]) -> None:
    spread = (np.arange(len(theories)) - (len(theories) - 1) / 2) / (len(theories) + 1.5)
    for place, theory in enumerate(theories):
        at = np.arange(len(rows)) + spread[place]
        middle, low, high = (
            np.clip(np.array([getattr(row, name)[place] for row in rows], float), LEAST, MOST)
            for name in ("ratio", "low", "high")
        )
        colour = COLOURS.get(theory, INK)
        axes.hlines(at, low, high, color=colour, lw=1.2)
        axes.scatter(middle, at, s=14, color=colour, marker=MARKS[place % len(MARKS)], zorder=3)


def _frame(axes: Axes, rows: Sequence[RatioRow], names: Sequence[str]) -> None:
    ends = np.concatenate([part for row in rows for part in (row.low, row.high)])
    ends = np.clip(ends[np.isfinite(ends)], LEAST, MOST)
    far = 1.15 * float(np.exp(np.abs(np.log(ends)).max())) if len(ends) else 2.0
    axes.set_xscale("log")
    axes.set_xlim(1 / far, far)
    ticks = [tick for tick in (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50) if 1 / far <= tick <= far]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.set_xticks([], minor=True)
    axes.axvline(1, color=GREY, lw=0.8, zorder=0)
    axes.hlines(np.arange(len(rows) - 1) + 0.5, *axes.get_xlim(), color="#EDEDED", lw=0.6, zorder=0)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), names, fontsize=SIZE)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("times as often before as else")


def _legend(axes: Axes, theories: Sequence[str], tall: float) -> None:
    """The theories above the marks, each with its own shape and colour."""
    wide = widest([spaced(name) for name in theories], SIZE) / WIDE + 0.06
    for place, theory in enumerate(theories):
        x, y = 0.02 + place * wide, 1 + 0.16 / tall
        colour = COLOURS.get(theory, INK)
        axes.plot(
            x, y, MARKS[place % len(MARKS)], color=colour, ms=4, transform=axes.transAxes, clip_on=False
        )
        note(axes, x + 0.02, y, spaced(theory), colour, size=SIZE)
