"""What every pair of axes shares: dates on x, few ticks, percentages, a title that fits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.plots.kit.sheet import Floats
from sim.vocabulary.days import short_day, short_month

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

EPOCH = date(1970, 1, 1)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 600)
SMALL = 6.5  # points
ANYWHERE = (-math.inf, math.inf)


def day(number: float) -> date:
    """The date a number of days after 1970-01-01."""
    return datetime.fromtimestamp(0, UTC).date() + timedelta(days=int(number))


def dated(axes: Axes, days: Floats, most: int = 7) -> None:
    """Months on x, at even steps: about ``most`` labels."""
    from matplotlib.ticker import NullLocator

    first, last = day(days[0]), day(days[-1])
    axes.set_xlim(days[0], max(days[-1], days[0] + 7))
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    inside = [at for at in months if first <= _month(at) <= last]
    step = next((step for step in MONTHS if len(inside) / step <= most), MONTHS[-1])
    shown = [_month(at) for at in inside if at % step == 0]
    if not shown:
        _short(axes, days)
        return
    _label_days(axes, [(at - EPOCH).days for at in shown], [short_month(at) for at in shown])
    axes.xaxis.set_minor_locator(NullLocator())


def _month(at: int) -> date:
    """The first of a month, counted from year 0."""
    return date(at // 12, at % 12 + 1, 1)


def _short(axes: Axes, days: Floats) -> None:
    """A run within one month: its first day alone."""
    _label_days(axes, [days[0]], [short_day(day(days[0]))])
    axes.xaxis.get_majorticklabels()[0].set_horizontalalignment("left")


def _label_days(axes: Axes, days: Sequence[float], labels: Sequence[str]) -> None:
    from matplotlib.ticker import FixedFormatter, FixedLocator

    axes.xaxis.set_major_locator(FixedLocator(days))
    axes.xaxis.set_major_formatter(FixedFormatter(labels))


def thinned(weeks: int, most: int = 100) -> np.ndarray:
    """Week numbers to draw, evenly spaced and with the last: more points than pixels only cost time."""
    step = max(1, -(-weeks // most))
    return np.unique(np.append(np.arange(0, weeks, step), weeks - 1))


def few_ticks(axes: Axes, which: str = "y", most: int = 4) -> None:
    """At most ``most`` steps between ticks on one axis."""
    from matplotlib.ticker import MaxNLocator

    axis = axes.yaxis if which == "y" else axes.xaxis
    axis.set_major_locator(MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]))


def percent(axes: Axes, which: str = "x", signed: bool = False) -> None:
    """Write a share as a percentage (a signed one in points: the unit stands on the axis)."""
    axis = axes.yaxis if which == "y" else axes.xaxis
    axis.set_major_formatter(_signed_points if signed else _points)


def signed(axes: Axes, which: str, scale: float = 1) -> None:
    """Write numbers times ``scale`` with their sign, also the positive ones."""
    axis = axes.yaxis if which == "y" else axes.xaxis
    axis.set_major_formatter(lambda value, _place: _signed_points(value * scale / 100))


def _points(value: float, _place: float | None = None) -> str:
    return f"{value * 100 + 0.0:.3g}".replace("-", "−")


def _signed_points(value: float, _place: float | None = None) -> str:
    return f"{value * 100:+.3g}".replace("-", "−") if abs(value) > 1e-12 else "0"


def room(
    axes: Axes,
    values: Floats,
    which: str = "y",
    least: float = 0.0,
    include: float | None = None,
    within: tuple[float, float] = ANYWHERE,
) -> None:
    """Limits around finite ``values`` with a margin, at least ``least`` wide, holding ``include``; for values
    that can only be ``within`` two bounds nothing more than the margin is shown beyond these.
    """
    finite = values[np.isfinite(values)]
    points = finite if include is None else np.append(finite, include)
    low, high = (float(points.min()), float(points.max())) if len(points) else (0.0, 1.0)
    low, high = _widened(low, high, least, within)
    margin = (high - low) * 0.06
    limits = (low - margin, high + margin)
    if which == "y":
        axes.set_ylim(*limits)
    else:
        axes.set_xlim(*limits)


def _widened(low: float, high: float, least: float, within: tuple[float, float]) -> tuple[float, float]:
    """Ends at least so far apart, and apart in any case: of values that are all 0 by one of their unit."""
    if high - low < least or high == low:
        middle, half = (low + high) / 2, (max(least, abs(high) * 0.1) or 1.0) / 2
        low, high = middle - half, middle + half
    lowest, highest = within
    up, down = max(lowest - low, 0.0), max(high - highest, 0.0)
    return max(low + up - down, lowest), min(high + up - down, highest)


def note(axes: Axes, x: float, y: float, text: str, colour: str = "#222222", **look: Any) -> Text:
    """Small text at a place given in shares of the axes' width and height, also outside them."""
    look = {"size": SMALL, "va": "center", "linespacing": 1.15, **look}
    return axes.text(x, y, text, color=colour, transform=axes.transAxes, **look)


def tiles(
    axes: Axes, boxes: Sequence[tuple[float, float, float, float]], colours: Sequence[str], line: float
) -> None:
    """Coloured cells of a table, each ``(left, right, top, bottom)``, with white lines between them."""
    from matplotlib.collections import PolyCollection

    corners = [[(left, a), (right, a), (right, b), (left, b)] for left, right, a, b in boxes]
    cells = PolyCollection(corners, facecolors=colours, edgecolors="white", linewidths=line)
    axes.add_collection(cells, autolim=False)
