"""The frame of a figure: question, heading and small print, with its axes between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plots.kit.context import Context
from sim.plots.kit.text import height, wrapped
from sim.plots.kit.theme import SMALL_PRINT, blank

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

EDGE = 0.15  # inches left free at the figure's edge
TITLE, HEADING, FOOT = 12.0, 9.0, 6.5


@dataclass(frozen=True)
class Frame:
    """A figure with its words: inches of width and height, and of those taken at top and bottom."""

    figure: Figure
    wide: float
    tall: float
    top: float
    bottom: float


def framed(wide: float, tall: float, context: Context, question: str, heading: str) -> Frame:
    """A figure with the question and what is shown on top, and what was run in small print below.

    ``wide`` is the figure's width, ``tall`` the height left for axes, inches: the words come on top of that.
    """
    room = wide - 2 * EDGE
    title = wrapped(question, room, TITLE, "bold")
    shown = wrapped(heading, room, HEADING)
    small = wrapped(context.subtitle, room, FOOT)
    below = EDGE + height(title, TITLE)
    top = below + height(shown, HEADING) + 0.08
    bottom = EDGE / 2 + height(small, FOOT) + 0.03
    full = tall + top + bottom
    figure = blank(wide, full)
    left = EDGE / wide
    figure.text(left, 1 - EDGE / full, title, size=TITLE, weight="bold", va="top", linespacing=1.15)
    figure.text(left, 1 - below / full, shown, size=HEADING, va="top", linespacing=1.15, color=SMALL_PRINT)
    figure.text(left, EDGE / 2 / full, small, size=FOOT, va="bottom", linespacing=1.15, color=SMALL_PRINT)
    return Frame(figure, wide, full, top, bottom)


def put(frame: Frame, left: float, down: float, wide: float, tall: float) -> Axes:
    """Axes at a place in inches: ``left`` from the figure's edge, ``down`` from the words on top.

    Every text is measured before it is placed, so nothing needs laying out again, which would cost as much
    as drawing.
    """
    low = frame.tall - frame.top - down - tall
    return frame.figure.add_axes((left / frame.wide, low / frame.tall, wide / frame.wide, tall / frame.tall))
