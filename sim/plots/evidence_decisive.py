"""Which observations would tell the theories apart: bits of information, the most first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plots.kit.axes import few_ticks
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.text import widest
from sim.plots.kit.theme import GREY, PURPLE
from sim.plots.response_curves import COLOURS
from sim.vocabulary.labels import spaced

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ROW, WIDE, UNDER, SIZE = 0.19, 4.6, 0.5, 7.5  # inches; points
HEADING = (
    "Information about the theory that one course of events brings if this alone is counted, under the "
    "strategy in brackets; coloured by the theory it sets apart. Grey line: what chance would seem to tell."
)


@dataclass(frozen=True)
class InformationBar:
    """An observation under a strategy: bits, bits that chance would seem to tell, and whom it sets apart."""

    name: str
    bits: float
    by_chance: float
    tells_apart: str


def decisive(bars: Sequence[InformationBar], context: Context) -> Figure:
    """A bar each, the theory it sets apart at its end."""
    left = widest([bar.name for bar in bars], SIZE) + EDGE + 0.1
    right = widest([spaced(bar.tells_apart) for bar in bars], SIZE) + 0.15
    tall = ROW * (len(bars) + 0.5)
    frame = framed(left + WIDE + right + EDGE, tall + UNDER, context, context.question, HEADING)
    axes = put(frame, left, 0, WIDE, tall)
    most = max((bar.bits for bar in bars), default=0) or 1
    axes.set_xlim(0, most * 1.02)
    axes.set_ylim(len(bars) - 0.4, -0.7)
    axes.set_yticks(range(len(bars)), [bar.name for bar in bars], fontsize=SIZE)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    for at, bar in enumerate(bars):
        colour = COLOURS.get(bar.tells_apart, PURPLE)
        axes.barh(at, bar.bits, 0.7, color=colour)
        axes.plot([bar.by_chance] * 2, [at - 0.4, at + 0.4], color=GREY, lw=1.2)
        axes.text(1.02, at, spaced(bar.tells_apart), transform=axes.get_yaxis_transform(), size=SIZE,
                  va="center", color=colour)  # fmt: skip
    few_ticks(axes, "x", 6)
    axes.set_xlabel("bits", fontsize=SIZE)
    return frame.figure
