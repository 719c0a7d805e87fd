"""Where two scenarios diverge: the share of worlds that differ by week, and the first decisions that do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plots.kit.axes import dated, few_ticks, percent
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.sheet import Floats
from sim.plots.kit.text import height, spread, widest, wrapped
from sim.plots.kit.theme import BLUE, GREEN, INK, ORANGE, PURPLE, VERMILLION
from sim.vocabulary.labels import spaced

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDE, TALL, LEFT, SIZE, ROW = 4.9, 2.3, 0.55, 7.5, 0.24  # inches, SIZE in points
MOST = 12
KINDS = {
    "decision": ("a decision", BLUE),
    "provocation": ("a provocation", VERMILLION),
    "crisis": ("a crisis", ORANGE),
    "talks": ("the stage of talks", GREEN),
    "war": ("war", INK),
    "outcome": ("the final class", PURPLE),
}
HEADING = (
    "Above, share of worlds in which something has differed between {first} and {second} by then. Below, the "
    "decisions in which worlds first differ ({first} → {second}): share of worlds, and the median week."
)


@dataclass(frozen=True)
class First:
    """One kind of first parting: in words, its share of worlds, its median week."""

    text: str
    share: float
    week: float


def partings(
    days: Floats,
    shares: Mapping[str, Floats],
    firsts: Sequence[First],
    names: tuple[str, str],
    context: Context,
) -> Figure:
    """Curves by kind above, bars below."""
    lines = [wrapped(first.text, 2.6, SIZE) for first in firsts[:MOST]]
    rows = [max(height(line, SIZE) + 0.04, ROW) for line in lines]
    left = max(widest(lines, SIZE) + EDGE + 0.1, LEFT)
    right = widest([text for text, _ in KINDS.values()], SIZE) + 0.15
    below = sum(rows) + 0.1
    wide = left + WIDE + right + EDGE
    heading = HEADING.format(first=spaced(names[0]), second=spaced(names[1]))
    frame = framed(wide, TALL + 0.5 + (below + 0.5 if rows else 0), context, context.question, heading)
    _curves(put(frame, left, 0.1, WIDE, TALL), days, shares)
    if rows:
        _bars(put(frame, left, TALL + 0.6, WIDE, below), firsts[:MOST], lines, rows)
    return frame.figure


def _curves(axes: Axes, days: Floats, shares: Mapping[str, Floats]) -> None:
    ends = [float(shares[kind][-1]) for kind in shares]
    top = max(0.02, min(1.0, 1.08 * max(ends)))
    places = spread([end / top for end in ends], 0.085)
    for (kind, values), place in zip(shares.items(), places, strict=True):
        text, colour = KINDS[kind]
        if kind == "outcome":
            axes.plot(days[-1], values[-1], "D", color=colour, ms=4, clip_on=False)
        else:
            axes.plot(days, values, color=colour)
        axes.text(1.02, place, text, transform=axes.transAxes, size=SIZE, va="center", color=colour)
    axes.set_ylim(0, top)
    dated(axes, days)
    few_ticks(axes, "y", 5)
    percent(axes, "y")
    axes.set_ylabel("worlds, %")


def _bars(axes: Axes, firsts: Sequence[First], lines: Sequence[str], rows: Sequence[float]) -> None:
    middles = [sum(rows[:at]) + rows[at] / 2 for at in range(len(rows))]
    axes.barh(middles, [first.share for first in firsts], height=0.14, color=BLUE)
    for middle, first in zip(middles, firsts, strict=True):
        week = f"week {first.week:.0f}"
        axes.text(first.share, middle, f"  {week}", size=6.5, va="center", color="#6B6B6B")
    axes.set_ylim(sum(rows) + 0.05, -0.05)
    axes.set_yticks(middles, lines)
    axes.tick_params(axis="y", length=0, labelsize=SIZE)
    axes.set_xlim(0, max(first.share for first in firsts) * 1.18 or 1.0)
    few_ticks(axes, "x", 5)
    percent(axes, "x")
    axes.set_xlabel("worlds, %")
