"""A forecast: each measure over the year before its origin, and as a fan from the origin on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.plots.comparison_fans import band
from sim.plots.kit.axes import dated, few_ticks, note, percent, room
from sim.plots.kit.context import Context
from sim.plots.kit.frame import framed, put
from sim.plots.kit.sheet import Floats
from sim.plots.kit.text import spread
from sim.plots.kit.theme import BLUE, GREY, INK, ORANGE, SKY, VERMILLION
from sim.vocabulary.labels import label, possible, spaced, unit
from sim.vocabulary.likelihood import share_said

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, WIDE, RIGHT, TALL, TITLE, UNDER = 0.7, 5.9, 1.5, 1.2, 0.3, 0.3  # inches
COLOURS = (INK, BLUE, VERMILLION, ORANGE, SKY, GREY)
HEADING = (
    "Left of the line the year before the origin, as the worlds that fit the record have it; right of it "
    "their projection. Line, the median world; dark band, the middle half; light band, nine in ten."
)
CHANCES = "Chance that it has happened"


@dataclass(frozen=True)
class ForecastFan:
    """What to draw: ``days`` since 1970-01-01 of every week, the day of the origin, fans ``(week, 5)`` by
    measure over all weeks, and chances ``(week,)`` by event over the weeks ahead.
    """

    days: Floats
    origin: float
    fans: dict[str, Floats]
    chances: dict[str, Floats]


def fan(forecast: ForecastFan, context: Context) -> Figure:
    """One panel a measure, and below them the chances of events by week."""
    tall = (TALL + TITLE) * (len(forecast.fans) + 1) + UNDER
    frame = framed(LEFT + WIDE + RIGHT, tall, context, context.question, HEADING)
    down = 0.0
    for name, fan in forecast.fans.items():
        axes = put(frame, LEFT, down + TITLE, WIDE, TALL)
        _fan(axes, forecast, name, fan)
        down += TITLE + TALL
    _chances(put(frame, LEFT, down + TITLE, WIDE, TALL), forecast)
    return frame.figure


def _fan(axes: Axes, forecast: ForecastFan, name: str, fan: Floats) -> None:
    band(axes, forecast.days, fan, INK)
    room(axes, fan, least=0.02, within=possible(name))
    axes.axvline(forecast.origin, color=GREY, lw=0.8)
    axes.set_title(label(name))
    axes.set_ylabel(unit(name))
    axes.yaxis.set_label_coords(-0.48 / WIDE, 0.5)
    axes.grid(visible=True, axis="y")
    few_ticks(axes)
    dated(axes, forecast.days)
    axes.tick_params(labelbottom=False)
    last = fan[-1]
    if np.isfinite(last).all():
        note(axes, 1.01, 0.5, f"ends at {last[2]:.2g}\n({last[0]:.2g} to {last[4]:.2g})")


def _chances(axes: Axes, forecast: ForecastFan) -> None:
    ahead = forecast.days[-len(next(iter(forecast.chances.values()))) :]
    axes.set_ylim(0, 1)
    names = list(forecast.chances)
    ends = spread([float(forecast.chances[name][-1]) for name in names], 0.11)
    for name, end, colour in zip(names, ends, COLOURS, strict=False):
        axes.plot(ahead, forecast.chances[name], color=colour)
        note(axes, 1.01, end, f"{spaced(name)} {share_said(forecast.chances[name][-1])}", colour)
    axes.axvline(forecast.origin, color=GREY, lw=0.8)
    axes.set_title(CHANCES)
    axes.set_ylabel("% of worlds")
    axes.yaxis.set_label_coords(-0.48 / WIDE, 0.5)
    axes.grid(visible=True, axis="y")
    few_ticks(axes)
    percent(axes, "y")
    dated(axes, forecast.days)
