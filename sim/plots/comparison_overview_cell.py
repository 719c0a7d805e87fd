"""A cell of the first picture: a paired difference of one scenario, as dots to be counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.plots.comparison_overview_data import BETTER, SAME, WORSE, Spread
from sim.plots.kit.axes import signed
from sim.plots.kit.dots import stacked
from sim.plots.kit.text import POINTS, width
from sim.plots.kit.theme import BLUE, INK, VERMILLION
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import figure as number
from sim.vocabulary.labels import is_chance

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CELL, DOT, UP = 1.1, 0.043, 7  # inches across a cell and a dot, dots on top of each other
SAID, TICKS = 0.17, 0.085  # inches: the numbers above the dots, the theories' ticks beneath
TALL, SMALL = SAID + DOT * UP + TICKS, 6.2  # inches, points
FAINT, LINE = "#999999", "#D8D8D8"
LOOK = {BETTER: (BLUE, "o"), WORSE: (VERMILLION, "^"), SAME: (FAINT, "o")}
PLAIN = {BETTER: (INK, "o"), WORSE: (INK, "^"), SAME: (FAINT, "o")}
"""Colour and shape of dots by side; of a price, which nobody judges, without colour."""
CONTESTED = "contested"
SIGNS = {BETTER: "●", WORSE: "▲"}


def limits(outcome: str, spreads: Sequence[Spread]) -> tuple[float, float]:
    """A scale that holds the dots and ticks of all scenarios, and what matters; the worse side first."""
    delta = max(each.delta for each in spreads)
    parts = [np.array([-delta, delta])]
    parts += [part for each in spreads for part in (each.dots, each.theories)]
    values = np.concatenate(parts)
    values = values[np.isfinite(values)]
    margin = 0.05 * float(np.ptp(values))
    low, high = float(values.min()) - margin, float(values.max()) + margin
    return (low, high) if OUTCOMES[outcome].better == "more" else (high, low)


def draw_cell(axes: Axes, outcome: str, spread: Spread, scale: tuple[float, float], tall: float) -> None:
    """Numbers, dots, and ticks of the theories; ``tall`` inches high, y counts inches."""
    axes.set_xlim(*scale)
    axes.set_ylim(TALL - tall, TALL)
    axes.set_yticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.axhline(TALL, color=LINE, lw=0.6, clip_on=False)
    _ticks(axes, scale)
    signed(axes, "x", 100 if is_chance(outcome) else 1)
    top = TALL - SAID
    axes.fill_between([-spread.delta, spread.delta], 0, top, color="#EFEFEF", zorder=0)
    axes.plot([0, 0], [0, top], color="#777777", lw=0.7, zorder=0.6)
    axes.vlines(spread.theories, 0.0, TICKS - 0.02, color=INK, lw=1.0)
    if spread.contested:
        axes.text(
            1,
            0,
            CONTESTED,
            size=SMALL - 0.7,
            color=INK,
            ha="right",
            va="top",
            transform=axes.get_yaxis_transform(),
        )
    _dots(axes, outcome, spread, scale)
    _numbers(axes, outcome, spread)


def _ticks(axes: Axes, scale: tuple[float, float]) -> None:
    """A few ticks, two at least, none so near an end that its label would reach into the next cell."""
    from matplotlib.ticker import FixedLocator, MaxNLocator

    low, high = sorted(scale)
    edge = 0.1 * (high - low)
    for most in (3, 4, 5, 6):
        found = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        inside = [at for at in found if low + edge <= at <= high - edge]
        if len(inside) > 1:
            break
    axes.xaxis.set_major_locator(FixedLocator(inside))


def look(outcome: str) -> dict[str, tuple[str, str]]:
    """Colours and shapes of an outcome's sides."""
    return PLAIN if OUTCOMES[outcome].better == "neither" else LOOK


def _dots(axes: Axes, outcome: str, spread: Spread, scale: tuple[float, float]) -> None:
    across = int(CELL / DOT)
    start, wide = scale[0], scale[1] - scale[0]
    known = spread.dots[np.isfinite(spread.dots)]
    places = stacked((known - start) / wide, 0, 1, across, UP)
    x, y = start + (places[:, 0] + 0.5) / across * wide, TICKS + (places[:, 1] + 0.5) * DOT
    sides = np.array([spread.side(value) for value in known])
    for which, (colour, marker) in look(outcome).items():
        here, face = sides == which, "white" if which == SAME else colour
        size = (DOT * POINTS * 0.86) ** 2
        axes.scatter(x[here], y[here], s=size, c=face, marker=marker, edgecolors=colour, linewidths=0.6)


def _numbers(axes: Axes, outcome: str, spread: Spread) -> None:
    """The mean difference, and the shares of draws on either side."""
    at, y = 0.0, TALL - 0.045
    parts = [(number(outcome, spread.mean, signed=True), INK, "bold")]
    parts += [
        (f"{SIGNS[which]}{spread.share(which) * 100:.0f}%", look(outcome)[which][0], "normal")
        for which in (BETTER, WORSE)
    ]
    for text, colour, weight in parts:
        axes.text(
            at / CELL, y, text, size=SMALL, color=colour, weight=weight, va="top",
            transform=axes.get_yaxis_transform(),
        )  # fmt: skip
        at += max(width(text, SMALL, weight) + 0.06, 0.4 if weight == "bold" else 0.36)
