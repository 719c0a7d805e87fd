"""How worlds end: share of each final class as stacked bars, the worst at the left, the best at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.plots.kit.axes import SMALL
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.sheet import Floats, Sheet
from sim.plots.kit.text import height, name_of, widest, width, wrapped
from sim.plots.kit.theme import FINAL_COLOURS, SKY, ink_on
from sim.vocabulary.labels import final_meaning
from sim.vocabulary.likelihood import share_said

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BAR, NAMES, MARGIN, SIZE = 5.6, 1.7, 2.0, 7.0  # inches of a full bar, names, list of small shares; points
ORDER = ("war", "serious clash", "testing", "lull", "talks", "freeze", "framework", "settlement")
HEADING = "Share of worlds by how they stand at the end; shares too small for their bar are listed beside it"


def final_mix(sheet: Sheet, context: Context) -> Figure:
    """One bar a scenario; every share is named."""
    names = [name_of(name, NAMES, SIZE + 0.5) for name in sheet.scenarios]
    row = max(0.42, *(height(name, SIZE + 0.5) + 0.08 for name in names))
    meaning = "; ".join(f"{name}: {final_meaning(name.replace(' ', '_'))}" for name in _order(sheet))
    left = widest(names, SIZE + 0.5) + EDGE + 0.1
    wide, tall = left + BAR + MARGIN + 2 * EDGE, row * len(names)
    frame = framed(wide, tall + 0.55, context, context.question, f"{HEADING}. {meaning}.")
    axes = put(frame, left, 0.1, BAR, tall)
    axes.set_xlim(0, 1)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), names, size=SIZE + 0.5)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])
    axes.set_xlabel("% of worlds")
    for at in range(len(names)):
        _bar(axes, at, sheet, sheet.finals[at])
    return frame.figure


def _order(sheet: Sheet) -> list[str]:
    return sorted(sheet.final_names, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))


def _bar(axes: Axes, at: int, sheet: Sheet, shares: Floats) -> None:
    """One bar, each part named in it where there is room, else right of the bar."""
    left, small = 0.0, list[str]()
    for name in _order(sheet):
        share = float(shares[sheet.final_names.index(name)])
        colour = FINAL_COLOURS.get(name, SKY)
        axes.barh(at, share, left=left, height=0.84, color=colour, edgecolor="white", linewidth=0.5)
        text = share_said(share)
        if max(width(name, SIZE), width(text, SIZE)) + 0.06 <= share * BAR * 0.93:
            look: dict[str, Any] = {"ha": "center", "va": "center", "size": SIZE, "linespacing": 1.15}
            axes.text(left + share / 2, at, f"{name}\n{text}", color=ink_on(colour), **look)
        elif share > 0:
            small.append(f"{name} {text}")
        left += share
    listed = wrapped(", ".join(small), MARGIN, SMALL)
    axes.text(1.015, at, listed, size=SMALL, va="center", color="#444444", linespacing=1.15)
