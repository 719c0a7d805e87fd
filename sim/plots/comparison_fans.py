"""One scenario over time: fans over worlds not at war, and strips of conflict rung and talks stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.plots.kit import events
from sim.plots.kit.axes import few_ticks, room, thinned
from sim.plots.kit.context import Context
from sim.plots.kit.frame import framed, put
from sim.plots.kit.sheet import Floats, Sheet
from sim.plots.kit.strips import strip
from sim.plots.kit.text import LINE, POINTS, name_of, spread
from sim.plots.kit.theme import BASELINE, INK, VARIANT
from sim.vocabulary.glossary import OVER_TIME
from sim.vocabulary.labels import label, opened, possible, spaced, unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, WIDE, RIGHT = 0.7, 6.9, 2.1  # inches: tick labels and unit, axes, names of lines and states
FAN, STRIP, TITLE, UNDER = 1.25, 1.2, 0.3, 0.28  # heights of panels, of the title above and dates beneath
LABEL = 6.5
HEADING = (
    "{name}{over}: thick line, the median world; bands, the middle half of worlds and nine in ten; thin "
    "lines, {samples} single worlds. Worlds at war leave the bands and are counted in the strips."
)


def fans(sheet: Sheet, at: int, context: Context) -> Figure:
    """Scenario number ``at``: one fan a measure with the baseline in grey behind it, strips beneath."""
    measures = [name for name in context.measures if name in sheet.measures]
    own = context.own.get(sheet.scenarios[at], context.events)
    placed = events.place(own, sheet.days, WIDE)
    down = events.lane_inches(placed)
    tall = down + (FAN + TITLE) * len(measures) + (STRIP + TITLE) * 2 + UNDER
    over = f", over {spaced(sheet.scenarios[0])} in grey (dashed, nine in ten)" if at else ""
    name, samples = opened(spaced(sheet.scenarios[at])), sheet.samples.shape[-1]
    heading = HEADING.format(name=name + sheet.under, over=over, samples=samples)
    frame = framed(LEFT + WIDE + RIGHT, tall, context, context.asks(sheet.scenarios[at]), heading)
    events.draw_lane(put(frame, LEFT, 0, WIDE, down), placed, down, sheet.days)
    panels: list[Axes] = []
    for height in [FAN] * len(measures) + [STRIP] * 2:
        panels.append(put(frame, LEFT, down + TITLE, WIDE, height))
        down += TITLE + height
    for axes, measure in zip(panels, measures, strict=False):
        _panel(axes, sheet, at, measure, first=measure == measures[0])
    strip(panels[-2], sheet.days, sheet.rungs[at], sheet.rung_names, "Conflict rung", STRIP)
    strip(panels[-1], sheet.days, sheet.stages[at], sheet.stage_names, "Talks stage", STRIP)
    events.through(panels, placed, sheet.days)
    for axes in panels:
        axes.yaxis.set_label_coords(-0.48 / WIDE, 0.5)
    return frame.figure


def _panel(axes: Axes, sheet: Sheet, at: int, measure: str, first: bool) -> None:
    """One measure: the baseline's fan, then the scenario's own."""
    which = sheet.measures.index(measure)
    week = thinned(len(sheet.days))
    days = sheet.days[week]
    base, own = sheet.quantiles[0, which][week], sheet.quantiles[at, which][week]
    if at:
        band(axes, days, base, BASELINE, light=0.1, dark=0.16)
    band(axes, days, own, VARIANT if at else INK, light=0.1, dark=0.16)
    colour = VARIANT if at else INK
    for each in _samples(sheet, at, measure).T:
        axes.plot(days, each[week], color=colour, lw=0.45, alpha=0.55)
    if at:  # the edges again on top, or the other band would hide them
        axes.plot(days, base[:, [0, 4]], color=BASELINE, lw=0.7, ls=(0, (4, 2)))
    drawn = np.concatenate([base, own, _samples(sheet, at, measure)[week]], axis=None)
    room(axes, drawn, least=0.02, within=possible(measure))
    axes.set_title(label(measure))
    axes.set_ylabel(unit(measure))
    axes.grid(visible=True, axis="y")
    few_ticks(axes)
    names = [sheet.scenarios[at], sheet.scenarios[0]][: 2 if at else 1]
    _ends(
        axes,
        [(own, VARIANT if at else INK), (base, BASELINE)][: len(names)],
        names if first else [""] * len(names),
    )


def _samples(sheet: Sheet, at: int, measure: str) -> Floats:
    """Single worlds of a scenario, week × world."""
    return (
        sheet.samples[at, OVER_TIME.index(measure)] if measure in OVER_TIME else sheet.samples[at, 0, :, :0]
    )


def band(axes: Axes, days: Floats, fan: Floats, colour: str, light: float = 0.18, dark: float = 0.32) -> None:
    """Median, middle half and nine tenths of a week × (5, 25, 50, 75, 95 %) array."""
    axes.fill_between(days, fan[:, 0], fan[:, 4], color=colour, alpha=light)
    axes.fill_between(days, fan[:, 1], fan[:, 3], color=colour, alpha=dark)
    axes.plot(days, fan[:, 2], color=colour)


def _ends(axes: Axes, lines: list[tuple[Floats, str]], names: list[str]) -> None:
    """Write where each median ends, and in the first panel whose it is."""
    low, high = axes.get_ylim()
    last = [float(fan[-1, 2]) for fan, _ in lines]
    texts = [
        f"{_short(value)} {name_of(name, RIGHT - 0.6, LABEL)}"
        for value, name in zip(last, names, strict=True)
    ]
    shares = [(value - low) / (high - low) if np.isfinite(value) else 0.5 for value in last]
    gap = max(text.count("\n") + 1 for text in texts) * LABEL * LINE / POINTS / FAN
    for share, (_, colour), text in zip(spread(shares, gap), lines, texts, strict=True):
        axes.text(
            1.008,
            share,
            text,
            transform=axes.transAxes,
            size=LABEL,
            va="center",
            color=colour,
            linespacing=1.15,
        )


def _short(value: float) -> str:
    """A level with as many digits as matter."""
    if not np.isfinite(value):
        return "all at war"
    return (f"{value:.2f}" if abs(value) < 2 else f"{value:.1f}").replace("-", "−")
