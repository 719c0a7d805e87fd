"""Effects: paired difference to the baseline by scenario, one panel an outcome, with the verdict in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.plots.kit.axes import room
from sim.plots.kit.context import Context
from sim.plots.kit.rows import Page, draw_page, pages, text_right
from sim.plots.kit.sheet import Panel, Sheet
from sim.plots.kit.sides import MARKS
from sim.plots.kit.theme import SMALL_PRINT, VERDICTS
from sim.vocabulary.labels import figure as number
from sim.vocabulary.labels import spaced
from sim.vocabulary.likelihood import share_said

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DEPENDS = "depends on what we do not know"
OPEN = ("no difference that matters", "too few worlds", DEPENDS)
SHORT = {"no difference that matters": "no difference", DEPENDS: "depends"}
HEADING = (
    "Difference to {baseline} in the same worlds: mark, mean; thick bar, its 90% interval; thin bar, 90% of "
    "parameter draws; pale band, too small to matter. Beside it the difference, the verdict (▲ better, ▼ "
    "worse, ◆ contested between theories), and the share of draws that bear it out. Depends 40:30: on what "
    "we do not know, 40% of draws better and 30% worse. 3/4: so many theories agree."
)


def forest(sheet: Sheet, context: Context) -> list[Figure]:
    """Pages of effects; none without a variant."""
    if not sheet.effects:
        return []
    page = Page(HEADING.format(baseline=spaced(sheet.scenarios[0])), margin=1.45, paint=_paint, signed=True)
    return [draw_page(part, context, page) for part in pages(sheet.effects)]


def effect_text(panel: Panel, row: int) -> str:
    """Difference, verdict with its mark, and the share of draws that bear it out, as text."""
    up, down = (float(panel.columns[f"share_{side}"][row]) for side in ("better", "worse"))
    verdict = panel.verdicts[row]
    better, worse = share_said(up), share_said(down)
    sure = {"better": f" {better}", "worse": f" {worse}", DEPENDS: f" {better}:{worse}"}
    mark = f"{MARKS[verdict]} " if verdict in MARKS else ""
    short = f"{mark}{SHORT.get(verdict, verdict)}{sure.get(verdict, '')}"
    agree, of = (int(panel.columns[name][row]) for name in ("agree", "of"))
    many = f" {agree}/{of}" if of > 1 else ""
    return f"{number(panel.outcome, panel.columns['difference'][row], signed=True)} {short}{many}"


def _paint(axes: Axes, panel: Panel) -> None:
    names = ("difference", "mean_low", "mean_high", "spread_low", "spread_high")
    middle, low, high, spread_low, spread_high = (panel.columns[name] for name in names)
    rows = np.arange(len(middle))
    axes.axvline(0, color="#777777", lw=0.7, zorder=0.6)
    axes.axvspan(-panel.columns["delta"].min(), panel.columns["delta"].min(), color="#F1F1F1", zorder=0)
    colours = [VERDICTS[verdict][0] for verdict in panel.verdicts]
    axes.hlines(rows, spread_low, spread_high, color=colours, lw=0.8)
    axes.hlines(rows, low, high, color=colours, lw=2.6, alpha=0.6)
    for row in rows:
        verdict = panel.verdicts[row]
        colour, marker = VERDICTS[verdict]
        face = "white" if verdict in OPEN else colour
        axes.plot(middle[row], row, marker, color=colour, mfc=face, ms=3.8, mew=0.9, zorder=3)
        ink = SMALL_PRINT if verdict in OPEN else colour
        text_right(axes, int(row), effect_text(panel, int(row)), ink)
    ends = np.concatenate([middle, low, high, spread_low, spread_high])
    least = 0.0 if ends.any() else 3 * float(panel.columns["delta"].min())
    room(axes, ends, "x", least, include=0)
