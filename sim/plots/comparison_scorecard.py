"""The whole comparison on one page: outcomes down, scenarios across, difference and verdict in each cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.plots.comparison_forest import effect_text
from sim.plots.kit.axes import tiles
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.sheet import Panel, Sheet
from sim.plots.kit.sides import CONTESTED, FILLS, HALF, PALE
from sim.plots.kit.text import height, name_of, width
from sim.vocabulary.labels import better, label, outcome_unit, spaced
from sim.vocabulary.labels import figure as number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW, CELL, LEVEL, SIZE, LINE_TALL = 0.2, 1.3, 0.95, 6.5, 0.12  # inches, SIZE in points
INK = {"better": "#003A5C", "worse": "#7A3000", "contested": "#222222", "not judged": "#333333"}
HEADING = (
    "Mean of {baseline}, then each difference to it in the same worlds, its verdict with the per cent of "
    "parameter draws that bear it out{agree}. ▲ blue: better; ▼ orange: worse, on average and by what "
    "matters; pale where fewer than half of the draws are. ◆ grey: contested between theories. Depends "
    "40:30: on what we do not know, 40% of draws better and 30% worse. White: no difference that matters, or "
    "open."
)
AGREE = ", and how many of the theories that see it agree"


def scorecard(sheet: Sheet, context: Context) -> Figure | None:
    """A table in colour; nothing without a variant."""
    if not sheet.effects:
        return None
    left = max(width(_row_name(panel), SIZE + 0.5) for panel in sheet.effects) + 0.1
    heads = [name_of(name, CELL - 0.08, SIZE + 0.5, "bold") for name in sheet.effects[0].scenarios]
    base = name_of(sheet.scenarios[0], LEVEL - 0.08, SIZE + 0.5, "bold")
    top = max(height(head, SIZE + 0.5) for head in [base, *heads]) + 0.05
    wide, tall = left + LEVEL + CELL * len(heads), top + ROW * len(sheet.effects)
    agree = AGREE if len(sheet.theories) > 1 else ""
    heading = HEADING.format(baseline=spaced(sheet.scenarios[0]), agree=agree)
    frame = framed(max(wide + 2 * EDGE, 7.5), tall + 0.1, context, context.question, heading)
    axes = put(frame, EDGE, 0, wide, tall)
    axes.set_axis_off()
    axes.set_xlim(0, wide)
    axes.set_ylim(tall, 0)
    _cells(axes, sheet.effects, left + LEVEL, top)
    for at, head in enumerate([base, *heads]):
        across = left + (LEVEL + CELL * (at - 1) + 0.04 if at else 0)
        for up, line in enumerate(reversed(head.split("\n"))):
            axes.text(across, top - 0.08 - up * LINE_TALL, line, size=SIZE + 0.5, weight="bold")
    for at, panel in enumerate(sheet.effects):
        _row(axes, sheet, panel, left, top + ROW * (at + 0.5))
    return frame.figure


def _row_name(panel: Panel) -> str:
    which = better(panel.outcome)
    return (
        f"{label(panel.outcome)} ({outcome_unit(panel.outcome, panel.unit)}{'; ' + which if which else ''})"
    )


def _cells(axes: Axes, panels: Sequence[Panel], left: float, top: float) -> None:
    """Colour the cells by verdict."""
    boxes, colours = list[tuple[float, float, float, float]](), list[str]()
    for row, panel in enumerate(panels):
        for column in range(len(panel.verdicts)):
            x, y = left + CELL * column, top + ROW * row
            boxes.append((x, x + CELL, y, y + ROW))
            colours.append(_fill(panel, column))
    tiles(axes, boxes, colours, 1)


def _fill(panel: Panel, at: int) -> str:
    """The colour of a verdict, pale where fewer than half of the draws bear it out."""
    verdict = panel.verdicts[at]
    most = verdict in PALE and float(panel.columns[f"share_{verdict}"][at]) >= HALF
    return FILLS[verdict] if most or verdict == CONTESTED else PALE.get(verdict, "#FFFFFF")


def _row(axes: Axes, sheet: Sheet, panel: Panel, left: float, middle: float) -> None:
    """One outcome: its name, the baseline's mean, and what each variant changes."""
    axes.text(0, middle, _row_name(panel), size=SIZE + 0.5, va="center")
    level = next((known for known in sheet.levels if known.outcome == panel.outcome), None)
    if level is not None:
        axes.text(left, middle, number(panel.outcome, level.columns["mean"][0]), size=SIZE + 0.5, va="center")
    for at, verdict in enumerate(panel.verdicts):
        across = left + LEVEL + CELL * at
        text, colour = effect_text(panel, at), INK.get(verdict, "#6B6B6B")
        axes.text(across + 0.04, middle, text, size=SIZE, va="center", color=colour)
