"""Events marked and named: a lane of labels above the panels, a hairline down through each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plots.kit.axes import dated
from sim.plots.kit.sheet import Floats
from sim.plots.kit.text import LINE, POINTS, width, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIZE = 6.5
ROOM = 1.6  # inches right of the axes into which a late event's label may run
MARK = "#B0B0B0"


@dataclass(frozen=True)
class Placed:
    """One event's label: day, text, and the line of the lane (0 lowest) at which its text starts."""

    day: float
    text: str
    line: int


def place(events: Sequence[tuple[int, str]], days: Floats, inches: float) -> list[Placed]:
    """Stack labels so that none covers another and no hairline runs through one.

    ``inches`` is the width of the axes. A label starts at its hairline and runs right; it goes above all
    later events whose hairlines it crosses, so the stack steps down with time.
    """
    inside = sorted((week, text) for week, text in events if 0 <= week < len(days))
    scale = inches / max(days[-1] - days[0], 7.0)
    placed: list[tuple[float, Placed]] = []
    for week, text in reversed(inside):
        start = float(days[week] - days[0]) * scale
        lines = wrapped(text, min(ROOM, 1.5), SIZE)
        end = start + max(width(line, SIZE) for line in lines.split("\n")) + 0.12
        beneath = [p.line + p.text.count("\n") + 1 for at, p in placed if at < end]
        placed.append((start, Placed(float(days[week]), lines, max(beneath, default=0))))
    return [label for _, label in placed]


def lane_inches(placed: Sequence[Placed]) -> float:
    """Height of the lane of labels."""
    lines = max((p.line + p.text.count("\n") + 1 for p in placed), default=0)
    return lines * SIZE * LINE / POINTS + 0.04


def draw_lane(axes: Axes, placed: Sequence[Placed], inches: float, days: Floats) -> None:
    """Write the labels in their lane."""
    axes.set_axis_off()
    axes.set_xlim(days[0], max(days[-1], days[0] + 7))
    axes.set_ylim(0, inches)
    for label in placed:
        base = label.line * SIZE * LINE / POINTS
        axes.plot([label.day, label.day], [0, base + SIZE / POINTS], color=MARK, lw=0.6, clip_on=False)
        axes.annotate(
            label.text,
            (label.day, base),
            (2.5, 0),
            textcoords="offset points",
            size=SIZE,
            va="bottom",
            linespacing=1.15,
            color="#444444",
        )


def through(panels: Sequence[Axes], placed: Sequence[Placed], days: Floats) -> None:
    """Dates under the last panel, and the hairlines of the events behind the data of each."""
    for axes in panels:
        dated(axes, days, 8)
        axes.tick_params(axis="x", labelbottom=axes is panels[-1])
        for label in placed:
            axes.axvline(label.day, color=MARK, lw=0.6, zorder=0.5)
