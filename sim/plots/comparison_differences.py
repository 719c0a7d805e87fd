"""Paired difference to the baseline, week by week: when a strategy takes effect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.core.spells import LASTING, spells
from sim.plots.comparison_fans import band
from sim.plots.kit.axes import dated, day, few_ticks, room, thinned
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, Frame, framed, put
from sim.plots.kit.sheet import Floats, Sheet
from sim.plots.kit.text import height, name_of, widest, wrapped
from sim.plots.kit.theme import VARIANT
from sim.vocabulary.days import short_month
from sim.vocabulary.glossary import MEASURES
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
    "Difference to {baseline}{under}, same worlds week by week: line, the median world; dark band, the "
    "middle half; light band, nine in ten. Above each panel: when three in four worlds lie on one side of "
    "zero by over 1% of the measure's range, for {weeks} weeks in a row or more. {left_out}"
)
ALL_DRAWN, NOTHING = "Every scenario differs for long in every measure.", "Nothing differs for so long."
LEFT_OUT = "Left out, as nothing differs for so long: {}."


def differences(sheet: Sheet, context: Context) -> Figure | None:
    """A row a variant, a column a measure, one scale a column, and a panel where something lasts; nothing
    without a variant.
    """
    measures = [name for name in context.measures if name in sheet.measures]
    if len(sheet.scenarios) < 2 or not measures:
        return None
    lasts = _lasting(sheet, measures)
    kept = [at for at in range(len(measures)) if lasts[:, at].any()]
    rows = [at for at in range(len(lasts)) if lasts[at].any()]
    names = [name_of(sheet.scenarios[at + 1], NAMES, NAME_SIZE) for at in rows]
    left = EDGE + widest(names, NAME_SIZE) + 0.05
    heads = [wrapped(label(measures[at]), WIDE + 0.1, HEAD, "bold") for at in kept]
    top = max([height(head, HEAD) for head in heads], default=0) + 0.2
    tall = max([TALL, *(height(name, NAME_SIZE) for name in names)])
    step, down = TICKS + WIDE + GAP, tall + TEXT
    words = _heading(sheet, measures, lasts)
    wide = max(left + step * len(kept) + EDGE, 7.5)
    frame = framed(wide, top + down * len(rows) + UNDER, context, context.question, words)
    for column, at in enumerate(kept):
        place = (left + column * step + TICKS, top + TEXT, down, tall)
        _column(frame, sheet, measures[at], [row for row in rows if lasts[row, at]], rows, place)
        _head(put(frame, place[0], 0, WIDE, top), heads[column], measures[at], top)
    for at, name in enumerate(names):
        _name(put(frame, EDGE, top + TEXT + at * down, left - EDGE, tall), name)
    return frame.figure


def _heading(sheet: Sheet, measures: Sequence[str], lasts: NDArray[np.bool_]) -> str:
    base, left_out = spaced(sheet.scenarios[0]), _left_out(sheet, measures, lasts)
    return HEADING.format(baseline=base, under=sheet.under, weeks=LASTING, left_out=left_out)


def _name(axes: Axes, name: str) -> None:
    axes.set_axis_off()
    axes.text(0, 0.5, name, transform=axes.transAxes, size=NAME_SIZE, va="center")


def _lasting(sheet: Sheet, measures: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a variant (rows) differs for long in a measure (columns)."""
    return np.array([
        [
            since(sheet.days, fans[sheet.measures.index(name)], LEAST * full_range(name)) != NONE
            for name in measures
        ]
        for fans in sheet.differences[1:]
    ])  # fmt: skip


def _left_out(sheet: Sheet, measures: Sequence[str], lasts: NDArray[np.bool_]) -> str:
    """What is not drawn, in words: whole measures, whole scenarios, and single panels by their number."""
    if lasts.all():
        return ALL_DRAWN
    if not lasts.any():
        return NOTHING
    whole = [MEASURES[name].says for at, name in enumerate(measures) if not lasts[:, at].any()]
    alone = [spaced(name) for at, name in enumerate(sheet.scenarios[1:]) if not lasts[at].any()]
    single = int((~lasts[lasts.any(axis=1)][:, lasts.any(axis=0)]).sum())
    panels = [f"{single} other panel{'s' if single > 1 else ''}"] if single else []
    return LEFT_OUT.format("; ".join([*whole, *alone, *panels]))


def _column(
    frame: Frame,
    sheet: Sheet,
    measure: str,
    shown: Sequence[int],
    rows: Sequence[int],
    place: tuple[float, float, float, float],
) -> None:
    """One measure for the variants in which it differs for long, on one scale; dates under the last."""
    left, top, down, tall = place
    fans = {row: sheet.differences[row + 1, sheet.measures.index(measure)] for row in shown}
    for row, fan in fans.items():
        axes = put(frame, left, top + rows.index(row) * down, WIDE, tall)
        _panel(axes, sheet.days, fan, LEAST * full_range(measure))
        room(axes, np.stack(list(fans.values())), include=0)
        few_ticks(axes, most=3)
        dated(axes, sheet.days, 4)
        axes.tick_params(axis="x", labelbottom=row == shown[-1])


def _head(axes: Axes, head: str, measure: str, top: float) -> None:
    """What the column holds and in which unit, above its first panel."""
    axes.set_axis_off()
    unit = f"difference in {bare_unit(measure)}"
    axes.text(0, 0, unit, transform=axes.transAxes, size=7, color="#444444")
    axes.text(0, 0.15 / top, head, transform=axes.transAxes, size=HEAD, weight="bold", linespacing=1.15)


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
    begins = f"{word} from {short_month(day(days[found[0][0]]))}"
    if len(found) == 1 and found[0][1] == len(days):
        return f"{begins} to the end"
    return f"{begins}, {sum(stop - start for start, stop in found)} of {len(days)} weeks"
