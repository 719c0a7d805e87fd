"""Evidence so far, week by week: each theory beside the mean of all, with the eras of the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sim.plots.kit.axes import few_ticks
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.sheet import Floats
from sim.plots.kit.text import spread, widest
from sim.plots.kit.theme import PURPLE, SMALL_PRINT
from sim.plots.response_curves import COLOURS
from sim.vocabulary.days import month
from sim.vocabulary.labels import spaced

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDE, TALL, LEFT, UNDER, SIZE = 7.5, 3.4, 0.65, 0.5, 7.5  # inches; points
HEADING = (
    "Log evidence so far, beside the mean of all theories: a line that rises has given more to what was "
    "observed than the others. Band: from the least to the most of the repeats of the filter. Vertical "
    "lines: eras."
)


@dataclass(frozen=True)
class EvidenceLine:
    """One theory's evidence so far, ``(week,)``, with the least and the most of the repeats."""

    theory: str
    middle: Floats
    low: Floats
    high: Floats


def evidence_weeks(
    lines: Sequence[EvidenceLine], starts: Sequence[tuple[int, str]], monday: date, context: Context
) -> Figure:
    """All theories in one panel, named at the right end of their lines."""
    right = widest([spaced(line.theory) for line in lines], SIZE) + 0.15
    frame = framed(LEFT + WIDE + right + EDGE, TALL + UNDER, context, context.question, HEADING)
    axes = put(frame, LEFT, 0, WIDE, TALL)
    weeks = np.arange(len(lines[0].middle))
    for line in lines:
        colour = COLOURS.get(line.theory, PURPLE)
        axes.fill_between(weeks, line.low, line.high, color=colour, alpha=0.15, linewidth=0)
        axes.plot(weeks, line.middle, color=colour, lw=1.2)
    low, high = min(float(line.low.min()) for line in lines), max(float(line.high.max()) for line in lines)
    margin = 0.05 * (high - low) or 0.5
    axes.set_ylim(low - margin, high + margin)
    axes.set_xlim(0, max(len(weeks) - 1, 1))
    for week, _ in starts:
        axes.axvline(week, color="#BDBDBD", lw=0.6, zorder=0)
    axes.set_xticks([week for week, _ in starts], [year for _, year in starts], fontsize=SIZE)
    few_ticks(axes, "y", 6)
    axes.set_ylabel("log evidence beside the mean", fontsize=SIZE)
    axes.set_xlabel(
        f"weeks from {month(monday)}; the first year of each era", fontsize=SIZE, color=SMALL_PRINT
    )
    _names(axes, lines)
    return frame.figure


def _names(axes: Axes, lines: Sequence[EvidenceLine]) -> None:
    low, high = axes.get_ylim()
    ends = [float((line.middle[-1] - low) / (high - low)) for line in lines]
    for line, place in zip(lines, spread(ends, 0.05), strict=True):
        axes.text(1.01, place, spaced(line.theory), transform=axes.transAxes, size=SIZE, va="center",
                  color=COLOURS.get(line.theory, PURPLE))  # fmt: skip
