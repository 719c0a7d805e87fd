"""The first picture of a comparison: what differs, by how much, how surely, at what price, and when."""

from __future__ import annotations

from dataclasses import dataclass
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
SCALE, GROUP, KIND = 0.28, 0.22, 0.24  # inches: a scale under a row, names of groups, what rows are alike in
HEAD, SIZE = 8.5, 8.0


@dataclass(frozen=True)
class OverviewLayout:
    """Where things stand, in inches: `left` where cells begin, `right` where the weeks do, `wide` in all;
    `keyed` under the legend, `places` of the rows, each with cells as `tall`; `kinds` stand above the first
    row of theirs.
    """

    names: tuple[str, ...]
    key: list[list[legend.Piece]]
    also: tuple[list[list[legend.Piece]], ...]
    left: float
    right: float
    wide: float
    tall: float
    keyed: float
    above: float
    kinds: dict[int, str]
    places: tuple[float, ...]
    full: float

    @classmethod
    def of(cls, shown: Overview) -> OverviewLayout:
        """Measure the words of a picture."""
        names = tuple(name_of(row.scenario, NAMES, SIZE, "bold") for row in shown.rows)
        left = EDGE + widest(names, SIZE) * 1.08 + 0.12
        right = left + (CELL + SPACE) * len(SHOWN) + SPACE
        wide = right + WHEN + 2 * EDGE
        key = legend.flowed(pieces(shown), wide - 2 * EDGE, SMALL)
        also = tuple(legend.flowed(also_pieces(row), wide - EDGE - left, SMALL) for row in shown.rows)
        tall = max(TALL, *(height(name, SIZE) + 0.04 for name in names))
        kinds = _kinds(shown)
        downs = [tall + SCALE + (legend.tall(lines, SMALL) + 0.03 if lines[0] else 0) for lines in also]
        ups = [KIND if at in kinds else 0.0 for at in range(len(also))]
        keyed = legend.tall(key, SMALL) + 0.1
        above = max(height(_headline(name), HEAD) for name in SHOWN) + 3 * SMALL * LEADING / POINTS
        top = keyed + above + GROUP + 0.14
        places = tuple(top + sum(downs[:at]) + sum(ups[: at + 1]) for at in range(len(downs)))
        full = top + sum(downs) + sum(ups)
        return cls(names, key, also, left, right, wide, tall, keyed, top, kinds, places, full)

    @property
    def top(self) -> float:
        """Inches between the legend and the first row."""
        return self.above - self.keyed


def overview(shown: Overview, context: Context) -> Figure | None:
    """A row a scenario, a cell an outcome, and when it sets in; nothing without a variant."""
    if not shown.rows:
        return None
    lay = OverviewLayout.of(shown)
    frame = framed(lay.wide, lay.full, context, context.question, heading(shown))
    room = lay.wide - 2 * EDGE
    legend.write(put(frame, EDGE, 0, room, lay.keyed - 0.1), lay.key, room, SMALL)
    for at in range(len(shown.rows)):
        _row(frame, shown, lay, at)
    for column in range(len(SHOWN)):
        across = lay.left + column * (CELL + SPACE)
        _head(put(frame, across, lay.keyed, CELL, lay.top), column, shown, lay.top)
        _column(frame, shown, column, across, lay)
    write_when(put(frame, lay.right, lay.keyed, WHEN, lay.top), shown, lay.top, HEAD, SMALL)
    return frame.figure


def _kinds(shown: Overview) -> dict[int, str]:
    """What rows are alike in, by the first row of each kind; nothing is said of a single row."""
    found = [row.standing for row in shown.rows]
    return {found.index(kind): kind for kind in dict.fromkeys(found)} if len(found) > 1 else {}


def _headline(outcome: str) -> str:
    """The name of an outcome in lines that fit."""
    return wrapped(short_label(outcome), CELL + 0.08, HEAD, "bold")


def _row(frame: Frame, shown: Overview, lay: OverviewLayout, at: int) -> None:
    """The name of a scenario, what else is sure of it, and when it differs."""
    place, room = lay.places[at], lay.wide - EDGE - lay.left
    _name(put(frame, EDGE, place, lay.left - EDGE - 0.1, lay.tall), lay.names[at])
    if at in lay.kinds:
        kind = put(frame, EDGE, place - KIND, lay.wide - 2 * EDGE, KIND)
        kind.set_axis_off()
        kind.text(0, 0.3, f"{lay.kinds[at]}:", size=HEAD, style="italic", color=SMALL_PRINT)
    also = lay.also[at]
    under = put(frame, lay.left, place + lay.tall + SCALE - 0.04, room, legend.tall(also, SMALL))
    legend.write(under, also, room, SMALL)
    axes = put(frame, lay.right, place, WHEN, lay.tall)
    draw_when(axes, shown.rows[at], shown.days, lay.tall)
    axes.tick_params(axis="x", length=2.5, labelsize=SMALL)


def _name(axes: Axes, name: str) -> None:
    axes.set_axis_off()
    axes.axhline(1, color=LINE, lw=0.6, clip_on=False)
    axes.text(0, 0.5, name, transform=axes.transAxes, size=SIZE, weight="bold", va="center", linespacing=1.15)


def _head(axes: Axes, column: int, shown: Overview, top: float) -> None:
    """The outcome, the baseline's level and the unit; above the first of a group, its name."""
    axes.set_axis_off()
    outcome = SHOWN[column]
    place: dict[str, Any] = {"transform": axes.transAxes, "clip_on": False}
    unit = difference_unit(outcome) or "on a scale of 0 to 1"
    line = SMALL * LEADING / POINTS
    base = f"baseline {number(outcome, float(shown.levels[column]))}\n± {unit}"
    axes.text(0, (0.04 + line) / top, base, size=SMALL, color=SMALL_PRINT, linespacing=1.15, **place)
    _ends(axes, outcome, 0.04 / top)
    up = 0.07 + 3 * line
    axes.text(0, up / top, _headline(outcome), size=HEAD, weight="bold", linespacing=1.15, **place)
    for group, names in GROUPS.items():
        if names.split()[0] == outcome:
            across = (CELL + SPACE) * len(names.split()) - SPACE
            axes.plot([0, across / CELL], [1 - 0.17 / top] * 2, color=GREY, lw=0.6, **place)
            axes.text(0, 1, group, size=HEAD, color=SMALL_PRINT, va="top", **place)


def _column(frame: Frame, shown: Overview, column: int, left: float, lay: OverviewLayout) -> None:
    """One outcome for every scenario, on one scale."""
    spreads = [row.spreads[column] for row in shown.rows]
    scale, named = limits(spreads), letters(shown.theories)
    for spread, place in zip(spreads, lay.places, strict=True):
        axes = put(frame, left, place, CELL, lay.tall)
        draw_cell(axes, spread, scale, lay.tall, named)
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
