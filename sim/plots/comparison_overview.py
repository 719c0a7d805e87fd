"""The first picture of a comparison: what differs, by how much, how surely, at what price, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.plots.comparison_overview_cell import (
    CELL,
    FAINT,
    LINE,
    LOOK,
    SMALL,
    TALL,
    draw_cell,
    limits,
)
from sim.plots.comparison_overview_data import BETTER, GROUPS, SHOWN, WORSE, Onset, Overview, Row
from sim.plots.kit.axes import dated, day
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, Frame, framed, put
from sim.plots.kit.sheet import Floats
from sim.plots.kit.text import LINE as LEADING
from sim.plots.kit.text import POINTS, height, name_of, widest, wrapped
from sim.plots.kit.theme import SMALL_PRINT
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import figure as number
from sim.vocabulary.labels import is_chance, label, spaced

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SPACE, NAMES, WHEN = 0.14, 1.35, 1.8  # inches: between cells, names of scenarios, when it sets in
ROW, GROUP, UNDER = 0.1, 0.2, 0.48  # inches: between rows, names of groups, scales beneath
HEAD, SIZE = 7.5, 7.0
WAYS = {"more": "more →", "less": "fewer or less →", "neither": "fewer or less →"}
HEADING = (
    "Difference to {baseline} in the same worlds; in every column the better side is at the right. Each "
    "cell: the mean difference, and 20 dots, each a twentieth of the parameter draws{pooled}: ● blue, "
    "better; ▲ orange, worse; ○ grey, too small to matter (in the pale band). Beside the mean, the per cent "
    "of draws that are ● and ▲. Concessions are not judged: ● fewer, ▲ more. {ticks}Rows: most ● less ▲ in "
    "peace and progress first."
)
TICKED = "Ticks beneath: the mean under each of the {count} theories; contested: clear both ways. "
ONSET = (
    "Lasting difference in the share of worlds at talks ({:.0%} of worlds or more) or in a crisis ({:.0%})"
)


def overview(shown: Overview, context: Context) -> Figure | None:
    """A row a scenario, a cell an outcome, and when it sets in; nothing without a variant."""
    if not shown.rows:
        return None
    names = [name_of(row.scenario, NAMES, SIZE, "bold") for row in shown.rows]
    tall = max(TALL, *(height(name, SIZE) + 0.04 for name in names))
    heads = [wrapped(_short(name), CELL + 0.08, HEAD, "bold") for name in SHOWN]
    when = wrapped(ONSET.format(*shown.least), WHEN, SMALL)
    top = max(max(height(head, HEAD) for head in heads) + 0.14, height(when, SMALL)) + GROUP + 0.12
    left = EDGE + widest(names, SIZE) * 1.08 + 0.12
    step, down = CELL + SPACE, tall + ROW
    right = left + step * len(SHOWN) + SPACE
    frame = framed(
        right + WHEN + 2 * EDGE, top + down * len(names) + UNDER, context, context.question, _heading(shown)
    )
    for at, name in enumerate(names):
        _name(put(frame, EDGE, top + at * down, left - EDGE - 0.1, tall), name)
    for column, head in enumerate(heads):
        place = left + column * step
        _head(put(frame, place, 0, CELL, top), column, head, float(shown.levels[column]), top)
        _column(frame, shown, column, place, top, tall)
    _write_onset(put(frame, right, 0, WHEN, top), when, top)
    for at, row in enumerate(shown.rows):
        axes = put(frame, right, top + at * down, WHEN, tall)
        _onsets(axes, row, shown.days)
        axes.tick_params(axis="x", labelbottom=row is shown.rows[-1])
    return frame.figure


def _heading(shown: Overview) -> str:
    several = len(shown.theories) > 1
    pooled = (
        f" of {len(shown.theories)} theories" if several else f" under theory {spaced(shown.theories[0])}"
    )
    ticks = TICKED.format(count=len(shown.theories)) if several else ""
    return HEADING.format(baseline=spaced(shown.baseline), pooled=pooled, ticks=ticks)


def _short(outcome: str) -> str:
    return label(outcome).replace(" by the horizon", "")


def _name(axes: Axes, name: str) -> None:
    axes.set_axis_off()
    axes.axhline(1, color=LINE, lw=0.6, clip_on=False)
    axes.text(0, 0.5, name, transform=axes.transAxes, size=SIZE, weight="bold", va="center", linespacing=1.15)


def _head(axes: Axes, column: int, head: str, level: float, top: float) -> None:
    """The outcome and the baseline's level; above the first of a group, its name."""
    axes.set_axis_off()
    place: dict[str, Any] = {"transform": axes.transAxes, "clip_on": False}
    base = f"baseline {number(SHOWN[column], level)}"
    axes.text(0, 0.05 / top, base, size=SMALL, color=SMALL_PRINT, **place)
    up = 0.07 + SMALL * LEADING / POINTS
    axes.text(0, up / top, head, size=HEAD, weight="bold", linespacing=1.15, **place)
    for group, names in GROUPS.items():
        if names.split()[0] == SHOWN[column]:
            across = (CELL + SPACE) * len(names.split()) - SPACE
            axes.plot([0, across / CELL], [1 - 0.15 / top] * 2, color=FAINT, lw=0.6, **place)
            axes.text(0, 1, group, size=HEAD, color=SMALL_PRINT, va="top", **place)


def _column(frame: Frame, shown: Overview, column: int, left: float, top: float, tall: float) -> None:
    """One outcome for every scenario, on one scale; its unit under the last."""
    outcome = SHOWN[column]
    spreads = [row.spreads[column] for row in shown.rows]
    scale = limits(outcome, spreads)
    for at, spread in enumerate(spreads):
        axes = put(frame, left, top + at * (tall + ROW), CELL, tall)
        draw_cell(axes, outcome, spread, scale, tall)
        last = at == len(spreads) - 1
        axes.tick_params(axis="x", labelbottom=last, length=2.5 if last else 0)
        if last:
            unit = "percentage points" if is_chance(outcome) else OUTCOMES[outcome].unit
            axes.set_xlabel(f"{unit}\n{WAYS[OUTCOMES[outcome].better]}", fontsize=SMALL)


def _write_onset(axes: Axes, words: str, top: float) -> None:
    axes.set_axis_off()
    axes.plot([0, 1], [1 - 0.15 / top] * 2, color=FAINT, lw=0.6, transform=axes.transAxes, clip_on=False)
    axes.text(0, 1, "When", transform=axes.transAxes, size=HEAD, color=SMALL_PRINT, va="top")
    axes.text(0, 0.05 / top, words, transform=axes.transAxes, size=SMALL, color=SMALL_PRINT, linespacing=1.15)


def _onsets(axes: Axes, row: Row, days: Floats) -> None:
    """A bar for each lasting difference, with its words above it."""
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.axhline(1, color=LINE, lw=0.6, clip_on=False)
    dated(axes, days, 3)
    place = axes.get_yaxis_transform()
    if not row.onsets:
        axes.text(0, 0.6, "nothing that lasts", size=SMALL, color=SMALL_PRINT, va="center", transform=place)
    for at, onset in enumerate(row.onsets):
        colour, y = LOOK[BETTER if onset.good else WORSE][0], 0.82 - 0.46 * at
        ends = [days[onset.first], days[min(onset.stop, len(days) - 1)]]
        axes.plot(ends, [y - 0.2, y - 0.2], color=colour, lw=3.2)
        axes.text(0, y, when(onset, days), size=SMALL, color=colour, va="center", transform=place)


def when(onset: Onset, days: Floats) -> str:
    """One lasting difference in words."""
    begins = f"{'more' if onset.more else 'fewer'} {onset.what} from {day(days[onset.first]):%b %Y}"
    return begins if onset.stop >= len(days) else f"{begins} to {day(days[onset.stop]):%b %Y}"
