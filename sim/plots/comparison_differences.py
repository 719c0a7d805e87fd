"""Paired difference to the baseline, week by week: when a strategy takes effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.core.spells import LASTING, spells
from sim.plots.comparison_fans import band
from sim.plots.kit.axes import dated, day, few_ticks, room, thinned
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, Frame, framed, put
from sim.plots.kit.sheet import Floats, Sheet
from sim.plots.kit.text import height, name_of, widest, wrapped
from sim.plots.kit.theme import VARIANT
from sim.vocabulary.labels import bare_unit, full_range, label, spaced

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDE, TALL, NAMES, NAME_SIZE = 2.15, 0.72, 1.5, 7.5
TICKS, GAP, TEXT, UNDER = 0.42, 0.1, 0.24, 0.28  # inches: tick labels, beside, above and under a panel
HEAD = 8.0
LEAST = 0.01  # share of the range that it must exceed: wider than the bins in which worlds are counted
NONE = "no lasting difference"
HEADING = (
    "Difference to {baseline}, same worlds week by week: line, the median world; dark band, the middle half; "
    "light band, nine in ten. Above each panel: when three in four worlds lie on one side of zero by over 1% "
    "of the measure's range, for {weeks} weeks in a row or more."
)


def differences(sheet: Sheet, context: Context) -> Figure | None:
    """A row a variant, a column a measure, one scale a column; nothing without a variant."""
    measures = [name for name in context.measures if name in sheet.measures]
    if len(sheet.scenarios) < 2 or not measures:
        return None
    names = [name_of(name, NAMES, NAME_SIZE) for name in sheet.scenarios[1:]]
    left = EDGE + widest(names, NAME_SIZE) + 0.05
    heads = [wrapped(label(name), WIDE + 0.1, HEAD, "bold") for name in measures]
    top = max(height(head, HEAD) for head in heads) + 0.2
    tall = max(TALL, *(height(name, NAME_SIZE) for name in names))
    step, down = TICKS + WIDE + GAP, tall + TEXT
    heading = HEADING.format(baseline=spaced(sheet.scenarios[0]), weeks=LASTING)
    wide = max(left + step * len(measures) + EDGE, 7.5)
    frame = framed(wide, top + down * len(names) + UNDER, context, context.question, heading)
    for column, measure in enumerate(measures):
        place = (left + column * step + TICKS, top + TEXT, down, tall)
        rows = _column(frame, sheet, measure, place)
        _head(rows[0], heads[column], measure, tall)
        for axes, name in zip(rows, names, strict=True) if column == 0 else ():
            axes.text(
                -TICKS / WIDE, 0.5, name, transform=axes.transAxes, size=NAME_SIZE, ha="right", va="center"
            )
    return frame.figure


def _column(frame: Frame, sheet: Sheet, measure: str, place: tuple[float, float, float, float]) -> list[Axes]:
    """One measure for every variant on one scale, dates under the last."""
    left, top, down, tall = place
    which = sheet.measures.index(measure)
    fans = sheet.differences[1:, which]
    rows = [put(frame, left, top + row * down, WIDE, tall) for row in range(len(fans))]
    for axes, fan in zip(rows, fans, strict=True):
        _panel(axes, sheet.days, fan, LEAST * full_range(measure))
        room(axes, fans, include=0)
        few_ticks(axes, most=3)
        dated(axes, sheet.days, 4)
        axes.tick_params(axis="x", labelbottom=axes is rows[-1])
    return rows


def _head(axes: Axes, head: str, measure: str, tall: float) -> None:
    """What the column holds and in which unit, above its first panel."""
    above = 1 + TEXT / tall
    axes.text(
        0, above, f"difference in {bare_unit(measure)}", transform=axes.transAxes, size=7, color="#444444"
    )
    axes.text(0, above + 0.15 / tall, head, transform=axes.transAxes, size=HEAD, weight="bold")


def _panel(axes: Axes, days: Floats, fan: Floats, least: float) -> None:
    week = thinned(len(days), 60)
    axes.axhline(0, color="#777777", lw=0.7, zorder=2.5)
    band(axes, days[week], fan[week], VARIANT)
    text = since(days, fan, least)
    axes.set_title(
        text, fontsize=6.5, fontweight="normal", color="#8C8C8C" if text == NONE else "#222222", pad=3
    )


def since(days: Floats, fan: Floats, least: float = 0.0) -> str:
    """Since when three in four worlds lie more than ``least`` on one side of zero, in words.

    If they do on both sides at times, the side that holds for more weeks is named.
    """
    sides = {"higher": spells(fan[:, 1] > least), "lower": spells(fan[:, 3] < -least)}
    word, found = max(sides.items(), key=lambda side: sum(stop - start for start, stop in side[1]))
    if not found:
        return NONE
    begins = f"{word} from {day(days[found[0][0]]):%b %Y}"
    if len(found) == 1 and found[0][1] == len(days):
        return f"{begins} to the end"
    return f"{begins}, {sum(stop - start for start, stop in found)} of {len(days)} weeks"
