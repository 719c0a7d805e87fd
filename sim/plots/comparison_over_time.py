"""Talks, freezes and crises over time: the share of worlds in each, every scenario over the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.plots.kit.axes import dated, day, few_ticks, percent, thinned
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.sheet import Floats
from sim.plots.kit.text import LINE, POINTS, height, name_of, spread, widest, wrapped
from sim.plots.kit.theme import BASELINE, SMALL_PRINT, VARIANT
from sim.vocabulary.days import short_day
from sim.vocabulary.glossary import STAGES
from sim.vocabulary.labels import spaced
from sim.vocabulary.likelihood import share_said

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDE, TALL, ENDS, TICKS, GAP, NAMES = 2.2, 0.82, 0.42, 0.3, 0.12, 1.6  # inches
HEAD, SIZE, SMALL = 8.0, 7.5, 6.2
LISTED = 3
"""Orders of its own that are written beside a scenario."""
KINDS = ("At talks or beyond", "At a freeze or beyond", "In a crisis")
HEADING = "Per cent of worlds week by week{pooled}.{behind} Numbers: where {whose} ends.{marks}"
BEHIND = " Blue: the scenario; grey and dashed behind it: {baseline}."
MARKS = (
    " ▲ at the foot: what the scenario alone orders.",
    " ▲ at the foot: dated facts, orders and injects.",
)


@dataclass(frozen=True)
class OverTime:
    """Shares of worlds by scenario, kind and week, theories alike; the first scenario is the baseline."""

    scenarios: tuple[str, ...]
    theories: tuple[str, ...]
    days: Floats
    shares: Floats


def over_time_data(dataset: xr.Dataset, theories: Sequence[str], order: Sequence[str] = ()) -> OverTime:
    """Cut the shares out of the weekly data of a study, under some of its theories; the baseline first, then
    the scenarios in an ``order``.
    """
    first = str(dataset["scenario"].values[0])
    part = dataset.sel(theory=list(theories), scenario=[first, *order])
    stage = part["stage_share"].transpose("scenario", "theory", "week", "stage").values
    crisis = part["means"].sel(measure="in_crisis") * (1 - part["at_war"])
    kinds = [stage[..., STAGES.index(name) : len(STAGES)].sum(axis=-1) for name in ("talks", "freeze")]
    shares = np.stack([*kinds, crisis.transpose("scenario", "theory", "week").values], axis=1)
    days = part["date"].values.astype("datetime64[D]").astype(np.float64)
    mean = np.nanmean(shares.astype(np.float64), axis=2)
    return OverTime(tuple(map(str, part["scenario"].values)), tuple(theories), days, mean)


def over_time(shown: OverTime, context: Context) -> Figure:
    """A row a scenario (the baseline alone has its own), a column a kind."""
    rows = list(range(1, len(shown.scenarios))) or [0]
    names = [name_of(shown.scenarios[at], NAMES, SIZE, "bold") for at in rows]
    marks = [own_marks(context, shown, at) for at in rows]
    notes = [wrapped_marks(each, shown.days) for each in marks]
    talls = [max(TALL, _tall(*words)) for words in zip(names, notes, strict=True)]
    left = EDGE + max(widest(names, SIZE) * 1.08, widest(notes, SMALL)) + 0.1
    step, top = TICKS + WIDE + ENDS + GAP, 0.22
    wide, tall = left + step * len(KINDS) + EDGE, top + sum(talls) + GAP * len(rows) + 0.25
    frame = framed(wide, tall, context, context.question, _heading(shown, any(marks)))
    for at, row in enumerate(rows):
        down = top + sum(talls[:at]) + GAP * at
        _name(put(frame, EDGE, down, left - EDGE, talls[at]), names[at], notes[at], talls[at])
        for kind, head in enumerate(KINDS):
            axes = put(frame, left + kind * step + TICKS, down, WIDE, talls[at])
            _panel(axes, shown, row, kind, talls[at], marks[at])
            axes.tick_params(axis="x", labelbottom=row == rows[-1])
            axes.set_title("" if at else head, fontsize=HEAD)
    return frame.figure


def _tall(name: str, note: str) -> float:
    """Inches that a scenario's name and its orders take."""
    return height(name, SIZE) + (height(note, SMALL) if note else 0) + 0.1


def _heading(shown: OverTime, marked: bool) -> str:
    several, alone = len(shown.theories) > 1, len(shown.scenarios) == 1
    pooled = (
        f", mean of {len(shown.theories)} theories" if several else f", theory {spaced(shown.theories[0])}"
    )
    behind = "" if alone else BEHIND.format(baseline=spaced(shown.scenarios[0]))
    whose = "it" if alone else "each"
    return HEADING.format(pooled=pooled, behind=behind, whose=whose, marks=MARKS[alone] if marked else "")


def own_marks(context: Context, shown: OverTime, at: int) -> list[tuple[int, str]]:
    """Weeks and words of what a scenario orders and its baseline does not."""
    own = context.own.get(shown.scenarios[at], ())
    theirs = context.own.get(shown.scenarios[0], ()) if at else ()
    return sorted(each for each in own if each not in theirs and 0 <= each[0] < len(shown.days))


def wrapped_marks(marks: Sequence[tuple[int, str]], days: Floats) -> str:
    """The first of them in words, with their dates."""
    lines = [wrapped(f"{short_day(day(days[week]))} {words}", NAMES, SMALL) for week, words in marks[:LISTED]]
    more = len(marks) - LISTED
    return "\n".join([*lines, *([f"and {more} more"] if more > 0 else [])])


def _name(axes: Axes, name: str, note: str, tall: float) -> None:
    axes.set_axis_off()
    place: dict[str, Any] = {"transform": axes.transAxes, "va": "top", "linespacing": 1.15}
    axes.text(0, 1, name, size=SIZE, weight="bold", **place)
    axes.text(0, 1 - (height(name, SIZE) + 0.03) / tall, note, size=SMALL, color=SMALL_PRINT, **place)


def _panel(
    axes: Axes, shown: OverTime, row: int, kind: int, tall: float, marks: Sequence[tuple[int, str]]
) -> None:
    """One kind for one scenario, the baseline behind it; all of a kind on one scale."""
    week: NDArray[np.int64] = thinned(len(shown.days))
    days, mean = shown.days[week], shown.shares[:, kind]
    axes.set_ylim(0, float(np.nanmax(mean)) * 1.05 or 1)
    axes.grid(visible=True, axis="y")
    few_ticks(axes, most=3)
    percent(axes, "y")
    dated(axes, shown.days, 4)
    if row:
        axes.fill_between(days, mean[0][week], mean[row][week], color=VARIANT, alpha=0.12)
        axes.plot(days, mean[0][week], color=BASELINE, lw=1.2, ls=(0, (4, 1.5)))
    axes.plot(days, mean[row][week], color=VARIANT, lw=1.6)
    at = [shown.days[week] for week, _ in marks]
    axes.plot(at, [0] * len(at), "^", color="#333333", ms=3.5, clip_on=False)
    ends = [(float(mean[row][-1]), VARIANT)] + ([(float(mean[0][-1]), "#6B6B6B")] if row else [])
    top = axes.get_ylim()[1]
    places = spread([value / top for value, _ in ends], SMALL * LINE / POINTS / tall)
    for (value, colour), place in zip(ends, places, strict=True):
        axes.text(
            1.02, place, share_said(value), transform=axes.transAxes, size=SMALL, color=colour, va="center"
        )
