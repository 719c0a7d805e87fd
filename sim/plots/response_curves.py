"""Dose and response: outcomes over one input that is varied, and risk against what Pyongyang gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.plots.kit.axes import few_ticks, percent, room
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.sheet import Floats
from sim.plots.kit.text import height, spread, widest, wrapped
from sim.plots.kit.theme import BLUE, GREEN, GREY, ORANGE, PURPLE, VERMILLION
from sim.vocabulary.labels import better, is_chance, label, outcome_unit, possible, spaced

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = {
    "essay": BLUE,
    "spiral": VERMILLION,
    "opportunity": ORANGE,
    "diversion": GREEN,
    "own_calendar": GREY,
}
WIDE, TALL, LEFT, SIZE = 2.6, 1.9, 0.6, 7.0  # inches; points
HEADING = (
    "{says}. Line, mean; band, its 90% interval{now}; ring with bar, turning point with its 90% interval."
)
FRONTIER = (
    "Risk against what Pyongyang gives, from the lowest dose to the highest (large dot): lines join the "
    "doses of one theory, crosses are 90% intervals, filled dots are doses that no other beats in both."
)


@dataclass(frozen=True)
class Curve:
    """One theory's curve over the doses, and its turning point (dose, low, high, height) if it has one."""

    theory: str
    mean: Floats
    low: Floats
    high: Floats
    turning: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class CurvePanel:
    """One outcome: a line for each theory."""

    outcome: str
    unit: str
    lines: tuple[Curve, ...]


def curves(
    panels: Sequence[CurvePanel], at: Floats, lever: str, says: str, now: float | None, context: Context
) -> Figure:
    """A panel an outcome, theories named at the right end of their lines."""
    names = [spaced(line.theory) for panel in panels for line in panel.lines]
    right, across = widest(names, SIZE) + 0.12, min(len(panels), 2)
    titles = [wrapped(label(panel.outcome), WIDE + right, 8.5, "bold") for panel in panels]
    head = max(height(title, 8.5) for title in titles) + 0.1
    step, down = LEFT + WIDE + right + 0.15, head + TALL + 0.5
    marked = "" if now is None else "; dotted line, the scenario as it is"
    frame = framed(
        across * step + EDGE, -(-len(panels) // across) * down, context, context.question,
        HEADING.format(says=says, now=marked),
    )  # fmt: skip
    for place, panel in enumerate(panels):
        line, column = divmod(place, across)
        axes = put(frame, column * step + LEFT, line * down + head, WIDE, TALL)
        axes.set_title(titles[place])
        _curves(axes, panel, at)
        axes.set_xlabel(lever)
        if now is not None:
            axes.axvline(now, color="#777777", lw=0.7, ls=":")
    return frame.figure


def _curves(axes: Axes, panel: CurvePanel, at: Floats) -> None:
    for line in panel.lines:
        colour = COLOURS.get(line.theory, PURPLE)
        axes.fill_between(at, line.low, line.high, color=colour, alpha=0.15)
        axes.plot(at, line.mean, color=colour)
        axes.plot(at, line.mean, "o", color=colour, ms=2.2)
        if line.turning:
            dose, low, high, level = line.turning
            axes.hlines(level, low, high, color=colour, lw=1.2)
            axes.plot(dose, level, "o", mfc="white", mec=colour, ms=5, zorder=4)
    values = np.concatenate([each for line in panel.lines for each in (line.mean, line.low, line.high)])
    room(axes, values, within=possible(panel.outcome))
    axes.set_xlim(float(at.min()), float(at.max()))
    few_ticks(axes, "y", 5)
    few_ticks(axes, "x", 6)
    if is_chance(panel.outcome):
        percent(axes, "y")
    which = better(panel.outcome)
    axes.set_ylabel(outcome_unit(panel.outcome, panel.unit) + (f" ({which})" if which else ""), size=6.5)
    low, high = axes.get_ylim()
    wanted = [(float(line.mean[-1]) - low) / (high - low) for line in panel.lines]
    for line, place in zip(panel.lines, spread(wanted, 0.095), strict=True):
        axes.text(
            1.02, place, spaced(line.theory), transform=axes.transAxes, size=SIZE, va="center",
            color=COLOURS.get(line.theory, PURPLE),
        )  # fmt: skip


@dataclass(frozen=True)
class TradeOff:
    """One theory: risk and what Pyongyang gives by dose, each ``(mean, low, high)``, and which are best."""

    theory: str
    risk: Floats
    given: Floats
    best: NDArray[np.bool_]


def frontier(trades: Sequence[TradeOff], risk: str, given: str, unit: str, context: Context) -> Figure:
    """Risk across, what Pyongyang gives upwards; theories named beside the axes."""
    right = widest([spaced(trade.theory) for trade in trades], SIZE) + 0.2
    frame = framed(0.75 + 5.2 + right + EDGE, 4.0 + 0.55, context, context.question, FRONTIER)
    axes = put(frame, 0.75, 0.1, 5.2, 4.0)
    for trade in trades:
        _trade(axes, trade)
    room(
        axes, np.concatenate([trade.risk.ravel() for trade in trades]), "x", least=0.01, within=possible(risk)
    )
    room(axes, np.concatenate([trade.given.ravel() for trade in trades]), within=possible(given))
    for which in ("x", "y"):
        few_ticks(axes, which, 6)
    percent(axes, "x")
    axes.grid(visible=True)
    axes.set_xlabel(f"{label(risk)} (chance, %; safer to the left)")
    axes.set_ylabel(f"{label(given)} ({unit})")
    low, high = axes.get_ylim()
    wanted = [(float(trade.given[0, -1]) - low) / (high - low) for trade in trades]
    for trade, place in zip(trades, spread(wanted, 0.05), strict=True):
        colour = COLOURS.get(trade.theory, PURPLE)
        axes.text(
            1.02, place, spaced(trade.theory), transform=axes.transAxes, size=SIZE, va="center", color=colour
        )
    return frame.figure


def _trade(axes: Axes, trade: TradeOff) -> None:
    colour = COLOURS.get(trade.theory, PURPLE)
    (x, x_low, x_high), (y, y_low, y_high) = trade.risk, trade.given
    axes.hlines(y, x_low, x_high, color=colour, lw=0.7, alpha=0.5)
    axes.vlines(x, y_low, y_high, color=colour, lw=0.7, alpha=0.5)
    axes.plot(x, y, color=colour, lw=1)
    face = [colour if best else "white" for best in trade.best]
    sizes = [16.0] * (len(x) - 1) + [46.0]
    axes.scatter(x, y, c=face, edgecolors=colour, s=sizes, linewidths=0.9, zorder=3)
