"""Shares of worlds by state over time, each state named at the right edge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.plots.kit.axes import SMALL, note, percent, thinned
from sim.plots.kit.sheet import Floats
from sim.plots.kit.text import LINE, POINTS, spread
from sim.plots.kit.theme import RUNG_SHADES, STAGE_SHADES
from sim.vocabulary.labels import WAR
from sim.vocabulary.likelihood import share_said

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMED = 0.004  # a state that never holds more worlds than this is left without a name
LEAD = 0.035  # length of the line from a band to its name, share of the axes' width


def shades(count: int) -> tuple[str, ...]:
    """Colours of ``count`` ordered states, the last of them war."""
    whole = RUNG_SHADES if count > len(STAGE_SHADES) else STAGE_SHADES
    return (*whole[: count - 1], whole[-1])


def strip(axes: Axes, days: Floats, shares: Floats, names: Sequence[str], title: str, inches: float) -> None:
    """Stack ``shares`` (week × state) and name every state that some world is in."""
    week = thinned(len(days))
    colours = shades(len(names))
    axes.stackplot(days[week], shares[week].T, colors=colours, edgecolor="white", linewidth=0.2)
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.5, 1])
    percent(axes, "y")
    axes.set_ylabel("% of worlds")
    axes.set_title(title)
    _names(axes, shares, names, colours, inches)


def _names(axes: Axes, shares: Floats, names: Sequence[str], colours: Sequence[str], inches: float) -> None:
    seen = [at for at in range(len(names)) if np.nanmax(shares[:, at]) > NAMED]
    tops = np.cumsum(shares[-1])
    middles = [float(tops[at] - shares[-1, at] / 2) for at in seen]
    places = spread(middles, SMALL * LINE / POINTS / inches)
    out: dict[str, Any] = {"transform": axes.transAxes, "clip_on": False}
    for at, middle, place in zip(seen, middles, places, strict=True):
        axes.plot([1, 1 + LEAD], [middle, place], color="#999999", lw=0.4, **out)
        axes.plot(1 + LEAD, place, "s", color=colours[at], ms=4, mec="#777777", mew=0.3, **out)
        weight = "bold" if names[at] == WAR else "normal"
        note(axes, 1.01 + LEAD, place, f"{names[at]} {share_said(float(shares[-1, at]))}", weight=weight)
