"""One claim: a panel for each contrast and measure, theories down, effect with its interval and verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.plots.claims_ledger import INKS
from sim.plots.kit.axes import few_ticks, percent, room
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.text import height, widest, wrapped
from sim.plots.kit.theme import BLUE, GREY, VERMILLION
from sim.vocabulary.labels import figure as number
from sim.vocabulary.labels import is_chance, label, outcome_unit, spaced

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDE, MARGIN, GAP, ROW, UNDER = 1.75, 1.15, 0.2, 0.17, 0.52  # inches
ACROSS, SIZE, TITLE = 3, 6.5, 8.0
COLOURS = {
    "holds": BLUE,
    "fails": VERMILLION,
    "depends": "#B38F00",
    "too few worlds": GREY,
    "saturated": GREY,
}
HEADING = (
    "Dot, mean; thick bar, 90% of parameter draws, random variation removed; thin bar, 90% interval of "
    "the mean; pale band, too small to speak of. Beside it the number and the verdict. {side}"
)


@dataclass(frozen=True)
class EffectPanel:
    """A panel: rows of means, each with what holds 90 % of draws, the mean's own 90 % interval, a word."""

    title: str
    outcome: str
    unit: str
    rows: tuple[str, ...]
    middle: tuple[float, ...]
    spread: tuple[tuple[float, float], ...]
    interval: tuple[tuple[float, float], ...]
    words: tuple[str, ...]
    delta: float
    level: float = 0.0
    """The line that levels are judged against."""
    alone: bool = False
    """Whether these are levels, not differences."""


def claim_effects(panels: Sequence[EffectPanel], context: Context, side: str) -> Figure:
    """All panels of a claim on one page."""
    names = [spaced(row) for row in max((panel.rows for panel in panels), key=len)]
    left = max(widest([spaced(row) for panel in panels for row in panel.rows], 7), widest(names, 7)) + 0.12
    titles = [wrapped(f"{p.title}: {label(p.outcome)}", WIDE + MARGIN - 0.1, TITLE, "bold") for p in panels]
    head = max(height(title, TITLE) for title in titles) + 0.06
    tall = ROW * (max(len(panel.rows) for panel in panels) + 0.2)
    step, down = left + WIDE + MARGIN + GAP, head + tall + UNDER
    across = min(ACROSS, len(panels))
    lines = -(-len(panels) // across)
    heading = HEADING.format(side=side)
    frame = framed(max(2 * EDGE + across * step, 7), lines * down, context, context.question, heading)
    for at, panel in enumerate(panels):
        line, place = divmod(at, across)
        axes = put(frame, EDGE + left + place * step, line * down + head, WIDE, tall)
        axes.set_title(titles[at], fontsize=TITLE, x=-left / WIDE)
        _paint(axes, panel, tall)
    return frame.figure


def _paint(axes: Axes, panel: EffectPanel, tall: float) -> None:
    count = len(panel.rows)
    rows = np.arange(count)
    colours = [COLOURS.get(word, GREY) for word in panel.words]
    axes.set_ylim(count - 0.4, -0.6)
    axes.set_yticks(rows, [spaced(row) for row in panel.rows])
    axes.tick_params(axis="y", length=0, labelsize=7)
    axes.spines["left"].set_visible(False)
    if panel.level or not panel.alone:
        axes.axvline(panel.level, color="#777777", lw=0.7, zorder=0.6)
    if not panel.alone:
        axes.axvspan(-panel.delta, panel.delta, color="#F1F1F1", zorder=0)
    shown = [at for at in range(count) if panel.words[at] != "blind" or panel.alone]
    for at in shown:
        axes.hlines(at, *panel.spread[at], color=colours[at], lw=2.6, alpha=0.6)
        axes.hlines(at, *panel.interval[at], color=colours[at], lw=0.9)
        axes.plot(panel.middle[at], at, "o", ms=3.6, mfc=colours[at], mec=colours[at], mew=0.8, clip_on=False)
    ends = [end for at in shown for end in (*panel.spread[at], *panel.interval[at], panel.middle[at])]
    room(axes, np.array(ends), "x", 3 * panel.delta, panel.level if panel.level or not panel.alone else None)
    _words(axes, panel)
    axes.set_xlabel(outcome_unit(panel.outcome, panel.unit, not panel.alone))
    axes.xaxis.set_label_coords(0.5, -0.24 / tall)
    few_ticks(axes, "x", 4)
    if is_chance(panel.outcome):
        percent(axes, "x", not panel.alone)


def _words(axes: Axes, panel: EffectPanel) -> None:
    """The number and the verdict, right of each row."""
    for at, word in enumerate(panel.words):
        both = f"{number(panel.outcome, panel.middle[at], signed=not panel.alone)} {word}".strip()
        text = word if word == "blind" and not panel.alone else both
        colour = INKS.get(word, "#555555")
        axes.text(1.03, at, text, transform=axes.get_yaxis_transform(), size=SIZE, va="center", color=colour)
