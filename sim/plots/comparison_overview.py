"""The first picture of a comparison: what differs, by how much, how surely, at what price, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.plots.comparison_overview_cell import CELL, LINE, SMALL, TALL, draw_cell, limits
from sim.plots.comparison_overview_data import GROUPS, SHOWN, Overview
from sim.plots.comparison_overview_when import WHEN, draw_when, write_when
from sim.plots.comparison_overview_words import also_pieces, heading, letters, pieces
from sim.plots.kit import legend
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, Frame, framed, put
from sim.plots.kit.sides import BETTER, INKS, MARKS, WORSE
from sim.plots.kit.text import LINE as LEADING
from sim.plots.kit.text import POINTS, height, name_of, widest, wrapped
from sim.plots.kit.theme import GREY, INK, SMALL_PRINT
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import figure as number
from sim.vocabulary.outcome_words import difference_unit, short_label

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SPACE, NAMES = 0.14, 1.3  # inches: between cells, names of scenarios
SCALE, GROUP = 0.28, 0.22  # inches: a scale under a row, names of groups
HEAD, SIZE = 8.5, 8.0


def overview(shown: Overview, context: Context) -> Figure | None:
    """A row a scenario, a cell an outcome, and when it sets in; nothing without a variant."""
    if not shown.rows:
        return None
    names = [name_of(row.scenario, NAMES, SIZE, "bold") for row in shown.rows]
    left = EDGE + widest(names, SIZE) * 1.08 + 0.12
    step = CELL + SPACE
    right = left + step * len(SHOWN) + SPACE
    wide = right + WHEN + 2 * EDGE
    key = legend.flowed(pieces(shown), wide - 2 * EDGE, SMALL)
    also = [legend.flowed(also_pieces(row), wide - EDGE - left, SMALL) for row in shown.rows]
    tall = max(TALL, *(height(name, SIZE) + 0.04 for name in names))
    downs = [tall + SCALE + (legend.tall(lines, SMALL) + 0.03 if lines[0] else 0) for lines in also]
    heads = [wrapped(short_label(name), CELL + 0.08, HEAD, "bold") for name in SHOWN]
    keyed = legend.tall(key, SMALL) + 0.1
    small = 3 * SMALL * LEADING / POINTS
    top = keyed + max(height(head, HEAD) for head in heads) + small + GROUP + 0.14
    full = top + sum(downs)
    frame = framed(wide, full, context, context.question, heading(shown))
    legend.write(put(frame, EDGE, 0, wide - 2 * EDGE, keyed - 0.1), key, wide - 2 * EDGE, SMALL)
    places = [top + sum(downs[:at]) for at in range(len(downs))]
    for at, name in enumerate(names):
        _name(put(frame, EDGE, places[at], left - EDGE - 0.1, tall), name)
        under = put(
            frame, left, places[at] + tall + SCALE - 0.04, wide - EDGE - left, legend.tall(also[at], SMALL)
        )
        legend.write(under, also[at], wide - EDGE - left, SMALL)
    for column, head in enumerate(heads):
        across = left + column * step
        _head(put(frame, across, keyed, CELL, top - keyed), column, head, shown, top - keyed)
        _column(frame, shown, column, across, places, tall)
    write_when(put(frame, right, keyed, WHEN, top - keyed), shown, top - keyed, HEAD, SMALL)
    for at, row in enumerate(shown.rows):
        axes = put(frame, right, places[at], WHEN, tall)
        draw_when(axes, row, shown.days, tall)
        axes.tick_params(axis="x", length=2.5, labelsize=SMALL)
    return frame.figure


def _name(axes: Axes, name: str) -> None:
    axes.set_axis_off()
    axes.axhline(1, color=LINE, lw=0.6, clip_on=False)
    axes.text(0, 0.5, name, transform=axes.transAxes, size=SIZE, weight="bold", va="center", linespacing=1.15)


def _head(axes: Axes, column: int, head: str, shown: Overview, top: float) -> None:
    """The outcome, the baseline's level and the unit; above the first of a group, its name."""
    axes.set_axis_off()
    outcome = SHOWN[column]
    place: dict[str, Any] = {"transform": axes.transAxes, "clip_on": False}
    unit = difference_unit(outcome) or "0 to 1"
    line = SMALL * LEADING / POINTS
    base = f"baseline {number(outcome, float(shown.levels[column]))}\n± {unit}"
    axes.text(0, (0.04 + line) / top, base, size=SMALL, color=SMALL_PRINT, linespacing=1.15, **place)
    _ends(axes, outcome, 0.04 / top)
    up = 0.07 + 3 * line
    axes.text(0, up / top, head, size=HEAD, weight="bold", linespacing=1.15, **place)
    for group, names in GROUPS.items():
        if names.split()[0] == outcome:
            across = (CELL + SPACE) * len(names.split()) - SPACE
            axes.plot([0, across / CELL], [1 - 0.17 / top] * 2, color=GREY, lw=0.6, **place)
            axes.text(0, 1, group, size=HEAD, color=SMALL_PRINT, va="top", **place)


def _column(
    frame: Frame, shown: Overview, column: int, left: float, places: list[float], tall: float
) -> None:
    """One outcome for every scenario, on one scale."""
    spreads = [row.spreads[column] for row in shown.rows]
    scale = limits(spreads)
    for at, spread in enumerate(spreads):
        axes = put(frame, left, places[at], CELL, tall)
        draw_cell(axes, spread, scale, tall, letters(shown.theories))
        axes.tick_params(axis="x", length=2.5, labelsize=SMALL)


def _ends(axes: Axes, outcome: str, y: float) -> None:
    """Which end of the scale is better."""
    sides = {"more": (WORSE, BETTER), "less": (BETTER, WORSE)}.get(OUTCOMES[outcome].better)
    for at, words in enumerate(("less", "more")):
        side = sides[at] if sides else ""
        said = f"{words} {MARKS.get(side, '')}" if at else f"{MARKS.get(side, '')} {words}"
        axes.text(
            at, y, said.strip(), transform=axes.transAxes, size=SMALL, color=INKS.get(side, INK),
            ha="right" if at else "left",
        )  # fmt: skip
