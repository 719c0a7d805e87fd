"""Pages of small panels with one row a scenario: the frame that levels and effects share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plots.kit.axes import few_ticks, percent
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.sheet import Panel
from sim.plots.kit.text import height, name_of, widest, wrapped
from sim.vocabulary.labels import better, is_chance, label, outcome_unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ACROSS, PER_PAGE = 4, 16
WIDE, NAMES, GAP = 1.75, 1.7, 0.2  # inches: a panel's axes, the scenarios' names, between panels
UNIT, UNDER = 0.22, 0.58  # inches below a panel: to its unit, and in all
ROW, NAME_SIZE, TITLE, TEXT = 0.165, 7.0, 8.0, 6.5


@dataclass(frozen=True)
class Page:
    """What a page shows: its heading, inches for text right of each panel, and what paints a panel."""

    heading: str
    margin: float
    paint: Callable[[Axes, Panel], None]
    signed: bool = False


def pages(panels: Sequence[Panel]) -> list[tuple[Panel, ...]]:
    """The panels in even pages of at most ``PER_PAGE``."""
    count = max(1, -(-len(panels) // PER_PAGE))
    most = -(-len(panels) // count)
    most = -(-most // ACROSS) * ACROSS
    return [tuple(panels[at : at + most]) for at in range(0, len(panels), most)]


def draw_page(panels: Sequence[Panel], context: Context, page: Page) -> Figure:
    """One page: panels side by side, the scenarios named at the left of each line of panels."""
    names = [name_of(name, NAMES, NAME_SIZE) for name in panels[0].scenarios]
    left = widest(names, NAME_SIZE) + EDGE + 0.1
    titles = [wrapped(label(panel.outcome), WIDE + page.margin - 0.05, TITLE, "bold") for panel in panels]
    head = max(height(title, TITLE) for title in titles) + 0.08
    tall = max(ROW, *(height(name, NAME_SIZE) + 0.02 for name in names)) * (len(names) + 0.2)
    step, down = WIDE + page.margin + GAP, head + tall + UNDER
    across = min(ACROSS, len(panels))
    wide = max(left + across * step, 7.5)
    frame = framed(wide, -(-len(panels) // across) * down, context, context.question, page.heading)
    for at, panel in enumerate(panels):
        line, place = divmod(at, across)
        axes = put(frame, left + place * step, line * down + head, WIDE, tall)
        axes.set_title(titles[at], fontsize=TITLE)
        _frame(axes, panel, page, [] if place else names)
        axes.xaxis.set_label_coords(0.5, -UNIT / tall)
        page.paint(axes, panel)
    return frame.figure


def _frame(axes: Axes, panel: Panel, page: Page, names: Sequence[str]) -> None:
    """Scenarios from top to bottom, the unit and which way is better beneath."""
    count = len(panel.scenarios)
    axes.set_ylim(count - 0.4, -0.6)
    axes.set_yticks(range(count) if names else [], names)
    axes.tick_params(axis="y", length=0, labelsize=NAME_SIZE)
    axes.spines["left"].set_visible(False)
    axes.hlines(range(count), 0, 1, transform=axes.get_yaxis_transform(), color="#EDEDED", lw=0.6, zorder=0)
    which = better(panel.outcome)
    unit = outcome_unit(panel.outcome, panel.unit, page.signed)
    axes.set_xlabel(f"{unit}\n{which}" if which else unit)
    few_ticks(axes, "x", 4)
    if is_chance(panel.outcome):
        percent(axes, "x", page.signed)


def text_right(axes: Axes, row: int, text: str, colour: str) -> None:
    """Write ``text`` right of the panel, level with one scenario."""
    axes.text(1.03, row, text, transform=axes.get_yaxis_transform(), size=TEXT, va="center", color=colour)
