"""A cell of the first picture: a paired difference of one scenario, as dots to be counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.plots.comparison_overview_data import Spread
from sim.plots.kit.axes import signed
from sim.plots.kit.dots import stacked
from sim.plots.kit.sides import BETTER, COLOURS, CONTESTED, INKS, MARKS, SAME, SHAPES, WORSE
from sim.plots.kit.text import POINTS, spread, width
from sim.plots.kit.theme import INK, SMALL_PRINT
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import figure as number
from sim.vocabulary.labels import is_chance
from sim.vocabulary.likelihood import share_said

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CELL, DOT, UP = 1.3, 0.052, 7  # inches across a cell and a dot, dots on top of each other
SAID, LETTERS = 0.19, 0.19  # inches: the numbers above the dots, the letters of the theories beneath
TALL, SMALL = SAID + DOT * UP + LETTERS, 7.5  # inches, points
LINE = "#D8D8D8"


def limits(spreads: Sequence[Spread]) -> tuple[float, float]:
    """A scale that holds the dots and ticks of all scenarios, and what matters."""
    delta = max(each.delta for each in spreads)
    parts = [np.array([-delta, delta])]
    parts += [part for each in spreads for part in (each.dots, each.theories)]
    values = np.concatenate(parts)
    values = values[np.isfinite(values)]
    margin = 0.05 * float(np.ptp(values))
    return float(values.min()) - margin, float(values.max()) + margin


def draw_cell(
    axes: Axes, spread_: Spread, scale: tuple[float, float], tall: float, letters: Sequence[str]
) -> None:
    """Numbers, dots, and a letter at the mean of each theory; ``tall`` inches high, y counts inches. What is
    contested stands in a frame.
    """
    axes.set_xlim(*scale)
    axes.set_ylim(TALL - tall, TALL)
    axes.set_yticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.axhline(TALL, color=LINE, lw=0.6, clip_on=False)
    _ticks(axes, scale)
    signed(axes, "x", 100 if is_chance(spread_.outcome) else 1)
    top = TALL - SAID
    axes.fill_between([-spread_.delta, spread_.delta], 0, top, color="#EFEFEF", zorder=0)
    axes.plot([0, 0], [0, top], color="#777777", lw=0.7, zorder=0.6)
    if spread_.verdict == CONTESTED:
        corners = [scale[at] for at in (0, 1, 1, 0, 0)], [0, 0, top, top, 0]
        axes.plot(*corners, color=INK, lw=0.8, ls=(0, (3, 2)), zorder=0, clip_on=False)
    _theories(axes, spread_, scale, letters)
    _dots(axes, spread_, scale)
    _numbers(axes, spread_)


def _ticks(axes: Axes, scale: tuple[float, float]) -> None:
    """A few ticks, two at least, none so near an end that its label would reach into the next cell."""
    from matplotlib.ticker import FixedLocator, MaxNLocator

    low, high = scale
    edge = 0.1 * (high - low)
    for most in (3, 4, 5, 6):
        found = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        inside = [at for at in found if low + edge <= at <= high - edge]
        if len(inside) > 1:
            break
    axes.xaxis.set_major_locator(FixedLocator(inside))


def colour(spread_: Spread, side: str) -> str:
    """The colour of a side; without one where neither side is better."""
    judged = OUTCOMES[spread_.outcome].better != "neither" or side == SAME
    return COLOURS[side] if judged else INK


def _theories(axes: Axes, spread_: Spread, scale: tuple[float, float], letters: Sequence[str]) -> None:
    """A tick at the mean under each theory, and beneath it the letter of the theory, beside each other."""
    axes.vlines(spread_.theories, LETTERS - 0.045, LETTERS - 0.01, color=INK, lw=0.8)
    if not letters:
        return
    known = np.nan_to_num(spread_.theories)
    wide = scale[1] - scale[0]
    room = max(width(letter, SMALL - 1) for letter in letters) / CELL
    places = spread([(value - scale[0]) / wide for value in known], room, room / 2, 1 - room / 2)
    for letter, side, place in zip(letters, spread_.sides, places, strict=True):
        ink = INKS[side] if OUTCOMES[spread_.outcome].better != "neither" else INK
        axes.text(
            place, LETTERS - 0.055, letter, size=SMALL - 1, color=ink, ha="center", va="top",
            transform=axes.get_yaxis_transform(),
        )  # fmt: skip


def _dots(axes: Axes, spread_: Spread, scale: tuple[float, float]) -> None:
    across = int(CELL / DOT)
    start, wide = scale[0], scale[1] - scale[0]
    known = spread_.dots[np.isfinite(spread_.dots)]
    places = stacked((known - start) / wide, 0, 1, across, UP)
    x, y = start + (places[:, 0] + 0.5) / across * wide, LETTERS + (places[:, 1] + 0.5) * DOT
    sides = np.array([spread_.side(value) for value in known])
    for which in (BETTER, WORSE, SAME):
        here, ink = sides == which, colour(spread_, which)
        face = "white" if which == SAME else ink
        size = (DOT * POINTS * 0.86) ** 2
        axes.scatter(x[here], y[here], s=size, c=face, marker=SHAPES[which], edgecolors=ink, linewidths=0.6)


def _numbers(axes: Axes, spread_: Spread) -> None:
    """The mean difference, the shares of draws on either side, and whether theories part."""
    at, y = 0.0, TALL - 0.045
    clear = spread_.verdict in (BETTER, WORSE)
    judged = OUTCOMES[spread_.outcome].better != "neither"
    mean = number(spread_.outcome, spread_.mean, signed=True)
    parts = [(mean, INK if clear else SMALL_PRINT, "bold" if clear else "normal")]
    parts += [
        (f"{MARKS[which]}{share_said(share)}", INKS[which] if judged else INK, "normal")
        for which, share in ((BETTER, spread_.better), (WORSE, spread_.worse))
    ]
    parts += [(MARKS[CONTESTED], INK, "normal")] if spread_.verdict == CONTESTED else []
    for text, ink, weight in parts:
        axes.text(
            at / CELL, y, text, size=SMALL, color=ink, weight=weight, va="top",
            transform=axes.get_yaxis_transform(),
        )  # fmt: skip
        at += max(width(text, SMALL, weight) + 0.04, 0.38 if text == mean else 0.4)
