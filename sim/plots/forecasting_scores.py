"""Scores of forecasts: how often events of a given chance happened, and the gap to each rival model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.plots.kit.axes import SMALL, few_ticks, note, percent, room
from sim.plots.kit.context import Context
from sim.plots.kit.frame import framed, put
from sim.plots.kit.sheet import Floats
from sim.plots.kit.text import widest
from sim.plots.kit.theme import BLUE, GREY, INK, VERMILLION

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIDE, GAP, LEFT, TITLE, UNDER = 2.1, 0.75, 0.75, 0.32, 0.5  # inches
ROW, WIDE, MARGIN = 0.2, 2.6, 1.3  # inches
BINS = 10
LARGEST = 100
"""Forecasts of the largest dot that is drawn in full; more shrink all dots of the square alike."""
COLOURS = {"better": BLUE, "worse": VERMILLION, "level": GREY}
RELIABLE = (
    "Chances given by {model}, in bins: how often the event then happened. On the line both are the same; "
    "the numbers along the foot say how many forecasts each dot stands for (k: thousands)."
)
AHEAD = (
    "Mean score of {model} less that of each rival, 90% interval over years drawn in blocks. Left of the "
    "line the model is better. Blue: better; grey: not known; orange: worse."
)


@dataclass(frozen=True)
class Reliability:
    """Forecasts of one window in bins: chance given, share that happened, and how many."""

    title: str
    chance: Floats
    share: Floats
    number: Floats


@dataclass(frozen=True)
class RivalPanel:
    """One panel: a window and score, and the difference to each rival with its interval and verdict."""

    title: str
    rivals: tuple[str, ...]
    mean: Floats
    low: Floats
    high: Floats
    verdicts: tuple[str, ...]


def reliability(dots: list[Reliability], model: str, context: Context) -> Figure:
    """One square a window."""
    wide = LEFT + len(dots) * SIDE + (len(dots) - 1) * GAP + 0.4
    frame = framed(
        max(wide, 5.5), TITLE + SIDE + UNDER, context, context.question, RELIABLE.format(model=model)
    )
    for at, each in enumerate(dots):
        _square(put(frame, LEFT + at * (SIDE + GAP), TITLE, SIDE, SIDE), each)
    return frame.figure


def _square(axes: Axes, dots: Reliability) -> None:
    axes.plot([0, 1], [0, 1], color=GREY, lw=0.8)
    area = 2 * dots.number * min(1, LARGEST / max(float(dots.number.max(initial=0)), 1))
    axes.scatter(dots.chance, dots.share, s=6 + area, color=INK, alpha=0.7, zorder=3)
    for x, number in zip(dots.chance, dots.number, strict=True):
        axes.text(
            min(int(x * BINS), BINS - 1) / BINS + 0.5 / BINS, -0.14, _short(number), size=SMALL, ha="center"
        )
    for which in ("x", "y"):
        (axes.set_xlim if which == "x" else axes.set_ylim)(-0.04 if which == "x" else -0.2, 1.04)
        few_ticks(axes, which)
        percent(axes, which)
    axes.set_title(dots.title)
    axes.set_xlabel("chance given, %")
    axes.set_ylabel("share that happened, %")


def _short(number: float) -> str:
    """A count in at most four letters: thousands as "12k"."""
    return (
        f"{number:.0f}"
        if number < 1000
        else f"{number / 1000:.2g}k"
        if number < 10_000
        else f"{number / 1000:.0f}k"
    )


def rivals(panels: list[RivalPanel], model: str, context: Context) -> Figure:
    """One panel a window and score, two in a row."""
    names = widest([name for panel in panels for name in panel.rivals], 7) + 0.25
    tall = max(len(panel.rivals) for panel in panels) * ROW
    step = TITLE + tall + UNDER
    side = names + WIDE + MARGIN
    wide = 2 * side + 0.2
    rows = -(-len(panels) // 2)
    frame = framed(wide, step * rows, context, context.question, AHEAD.format(model=model))
    for at, panel in enumerate(panels):
        axes = put(frame, names + side * (at % 2), step * (at // 2) + TITLE, WIDE, tall)
        _gaps(axes, panel)
    return frame.figure


def _gaps(axes: Axes, panel: RivalPanel) -> None:
    places = np.arange(len(panel.rivals))
    colours = [COLOURS[verdict] for verdict in panel.verdicts]
    axes.axvline(0, color=GREY, lw=0.8)
    axes.hlines(places, panel.low, panel.high, color=colours, lw=2)
    axes.scatter(panel.mean, places, s=14, color=colours, zorder=3)
    axes.set_ylim(len(places) - 0.5, -0.5)
    axes.set_yticks(places, panel.rivals)
    axes.set_title(panel.title)
    room(axes, np.concatenate([panel.low, panel.high]), "x", include=0)
    few_ticks(axes, "x")
    for place, mean, verdict, colour in zip(places, panel.mean, panel.verdicts, colours, strict=True):
        up = 1 - (place + 0.5) / len(places)
        note(axes, 1.02, up, f"{mean:+.3f} {verdict}".replace("-", "−"), colour)
