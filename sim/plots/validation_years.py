"""Provocations by year: the simulated worlds as a fan, the record over it, one panel a theory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.plots.kit.axes import few_ticks
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.sheet import Floats
from sim.plots.kit.theme import BLUE, INK
from sim.vocabulary.labels import opened, spaced

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE, TALL, HEAD, UNDER, LEFT = 7.0, 1.15, 0.28, 0.3, 0.55  # inches
HEADING = (
    "Provocations a year. Line with dots: the record. Fan: median, 50% and 90% of the simulated worlds "
    "without a war."
)


@dataclass(frozen=True)
class Years:
    """A theory's fan: `spread` is (5, year), 5 to 95 % of worlds."""

    theory: str
    spread: Floats


def years(fans: Sequence[Years], record: Floats, first: int, context: Context) -> Figure:
    """One panel under another, on one scale; the record is nan in years that it does not cover."""
    at = np.arange(first, first + len(record))
    down = HEAD + TALL + UNDER
    frame = framed(LEFT + WIDE + 2 * EDGE, down * len(fans), context, context.question, HEADING)
    top = max(float(np.nan_to_num(record).max()), *(float(fan.spread[4].max()) for fan in fans)) * 1.05 or 1.0
    for place, fan in enumerate(fans):
        axes = put(frame, LEFT, place * down + HEAD, WIDE, TALL)
        axes.set_title(opened(spaced(fan.theory)))
        axes.fill_between(at, fan.spread[0], fan.spread[4], color=BLUE, alpha=0.18, lw=0)
        axes.fill_between(at, fan.spread[1], fan.spread[3], color=BLUE, alpha=0.3, lw=0)
        axes.plot(at, fan.spread[2], color=BLUE)
        axes.plot(at, record, "o-", color=INK, lw=0.9, ms=2.6)
        axes.set_xlim(at[0] - 0.5, at[-1] + 0.5)
        axes.set_ylim(0, top)
        axes.set_xticks([year for year in at if year % 5 == 0])
        few_ticks(axes, "y", 4)
    return frame.figure
