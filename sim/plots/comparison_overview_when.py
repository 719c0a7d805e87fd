"""When a scenario differs for long: bars in the weeks in which it does, and in no others, with words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.plots.comparison_overview_data import Lasting, Onset, Overview, OverviewRow
from sim.plots.kit.axes import dated, day
from sim.plots.kit.sheet import Floats
from sim.plots.kit.sides import BETTER, COLOURS, CONTESTED, INKS, MARKS, WORSE
from sim.plots.kit.text import wrapped
from sim.plots.kit.theme import GREY, SMALL_PRINT
from sim.vocabulary.days import short_month

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WHEN, LINE, SMALL = 2.3, "#D8D8D8", 7.5  # inches across, a colour, points
HEAD = (
    "Weeks, four or more in a row, in which the share of worlds differs by {:.0f} points (at talks) or "
    "{:.0f} (in a crisis)"
)
POOLED = ", mean of all theories; hollow: one says the reverse, or under three in four agree"
FOLLOWED = {"talks": "at talks", "in_crisis": "in a crisis"}
"""What is followed, as words that come after more or fewer worlds."""


def write_when(axes: Axes, shown: Overview, top: float, size: float, small: float) -> None:
    """The head of the column."""
    axes.set_axis_off()
    axes.plot([0, 1], [1 - 0.17 / top] * 2, color=GREY, lw=0.6, transform=axes.transAxes, clip_on=False)
    axes.text(0, 1, "When", transform=axes.transAxes, size=size, color=SMALL_PRINT, va="top")
    pooled = POOLED if len(shown.theories) > 1 else ""
    words = wrapped(HEAD.format(*(100 * least for least in shown.least)) + pooled, WHEN, small)
    axes.text(0, 0.04 / top, words, transform=axes.transAxes, size=small, color=SMALL_PRINT, linespacing=1.15)


def draw_when(axes: Axes, row: OverviewRow, days: Floats, tall: float) -> None:
    """For each thing that is followed its words, and beneath them a bar for each spell."""
    axes.set_ylim(0, tall)
    axes.set_yticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.axhline(tall, color=LINE, lw=0.6, clip_on=False)
    dated(axes, days, 3)
    place = axes.get_yaxis_transform()
    if not row.onsets:
        words = "nothing lasts, at talks or in a crisis"
        axes.text(0, 0.6 * tall, words, size=SMALL, color=SMALL_PRINT, va="center", transform=place)
    for at, onset in enumerate(row.onsets):
        y, ink = tall - 0.03 - at * tall / 2, INKS[_side(onset.sides[0])]
        words = wrapped(said(onset, days), WHEN, SMALL)
        axes.text(0, y, words, size=SMALL, color=ink, va="top", linespacing=1.1, transform=place)
        _bars(axes, onset, days, tall * (1 - (at + 1) / 2) + 0.035)


def _bars(axes: Axes, onset: Onset, days: Floats, y: float) -> None:
    axes.plot([days[0], days[-1]], [y, y], color=LINE, lw=0.6, zorder=0)
    for side in onset.sides:
        for first, stop in side.spells:
            ends = [days[first], days[min(stop, len(days) - 1)]]
            colour = COLOURS[BETTER if side.good else WORSE]
            axes.plot(ends, [y, y], color=colour, lw=3.4, solid_capstyle="butt")
            if not side.sure:
                axes.plot(ends, [y, y], color="white", lw=1.8, solid_capstyle="butt")


def said(onset: Onset, days: Floats) -> str:
    """When something lasts, in words, and how many theories agree; also on the other side, where it does at
    times.
    """
    first, *others = onset.sides
    what = FOLLOWED.get(onset.what, onset.what)
    words = f"{_mark(first)} {_way(first)} {what} {when(first, days)}{_agree(first)}"
    return "; ".join([words, *map(_turned, others)])


def _side(side: Lasting) -> str:
    return CONTESTED if side.contested else BETTER if side.good else WORSE


def _mark(side: Lasting) -> str:
    return MARKS[_side(side)]


def _agree(side: Lasting) -> str:
    many = f"{side.agree}/{side.theories}"
    return f", contested {many}" if side.contested else f", {many}" if side.theories > 1 else ""


def _way(side: Lasting) -> str:
    return "more" if side.more else "fewer"


def _turned(side: Lasting) -> str:
    return f"{_mark(side)} {_way(side)} in {side.weeks} weeks"


def when(side: Lasting, days: Floats) -> str:
    """From when to when it lasts, and in how many of these weeks."""
    of = side.stop - side.first
    begins, ends = (short_month(day(days[week])) for week in (side.first, side.stop - 1))
    if side.weeks == of:
        span = f"{begins} to {ends}" if side.stop < len(days) else f"from {begins}"
        return f"{span}, all {of} weeks"
    return f"{begins} to {ends}, {side.weeks} of {of} weeks"
