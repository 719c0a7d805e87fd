"""Rules and parameters by the most that they move: a bar for each theory, and one over all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.text import widest, width
from sim.plots.kit.theme import BLUE, INK, ORANGE, SKY, ink_on

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ROW, WIDE, LEGEND, SIZE, PAD = 0.24, 6.0, 0.3, 7.5, 0.04  # inches; points
FILLS = {"seen": BLUE, "inside": SKY, "not clear": "#BDBDBD", "nothing": ORANGE, "not applied": "#F4F4F4"}
HEADING = (
    "Rules switched off and parameters turned over their range: the most that each moves. Seen: something "
    "that somebody outside the model could observe. Inside: a state of the model alone. Not clear: nothing "
    "clear of noise. Nothing: no world differs, to the last bit. Not applied: the theory does not use it."
)


@dataclass(frozen=True)
class CountBar:
    """How many rules or parameters move what, by word."""

    name: str
    counts: Mapping[str, int]


def counts(bars: Sequence[CountBar], words: Sequence[str], context: Context) -> Figure:
    """All bars, each as wide as the others, with the numbers in them."""
    left = widest([bar.name for bar in bars], SIZE) + 0.15
    tall = ROW * len(bars) + LEGEND
    frame = framed(left + WIDE + 2 * EDGE, tall, context, context.question, HEADING)
    axes = put(frame, EDGE, 0, left + WIDE, tall)
    axes.set_axis_off()
    axes.set_xlim(0, left + WIDE)
    axes.set_ylim(tall, 0)
    across = left
    for word in words:
        axes.barh(LEGEND / 2, 0.14, 0.12, across, color=FILLS[word], edgecolor=INK, linewidth=0.3)
        axes.text(across + 0.2, LEGEND / 2, word, size=SIZE, va="center")
        across += 0.35 + width(word, SIZE)
    for at, bar in enumerate(bars):
        middle, start, total = LEGEND + ROW * (at + 0.5), left, sum(bar.counts.values())
        axes.text(0, middle, bar.name, size=SIZE, va="center")
        for word in words:
            length = WIDE * bar.counts[word] / total
            axes.barh(middle, length, ROW * 0.8, start, color=FILLS[word], edgecolor="white", linewidth=0.5)
            text = str(bar.counts[word])
            if length > width(text, SIZE) + 2 * PAD:
                axes.text(start + PAD, middle, text, size=SIZE, va="center", color=ink_on(FILLS[word]))
            start += length
    return frame.figure
