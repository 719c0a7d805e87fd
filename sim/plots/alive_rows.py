"""The levers of the essay's claims: what each was stated to move, and what it moves under each theory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plots.kit.axes import tiles
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.text import widest
from sim.plots.kit.theme import INK, SMALL_PRINT
from sim.vocabulary.labels import spaced

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW, CELL, PAD, GAP, SIZE = 0.17, 0.95, 0.05, 0.2, 7.0  # inches; points
FILLS = {"as stated": "#BBD9EC", "other way": "#F6CDB0", "not clear": "#EDEDED", "nothing": "#FFFFFF"}
SIGNS = {"more": "↑", "less": "↓", "either": "↕"}
HEADING = (
    "Each lever of a claim turned from the low end of its range to the high one, in the same worlds: the "
    "difference of what it was stated to move (up, down, either way). Blue: clear of noise, as stated. "
    "Orange: clear, the other way. Grey: not clear of noise. White: no world differs."
)


@dataclass(frozen=True)
class ExpectationRow:
    """A lever of a claim and an observable, with the stated side; differences and verdicts by theory."""

    claim: str
    lever: str
    observable: str
    stated: str
    differences: tuple[float, ...]
    verdicts: tuple[str, ...]


def expectations(rows: Sequence[ExpectationRow], theories: Sequence[str], context: Context) -> Figure:
    """All of them on one page, a line each."""
    columns = [
        [row.claim for row in rows],
        [spaced(row.lever.removeprefix("parameters.")) for row in rows],
        [f"{SIGNS[row.stated]} {spaced(row.observable)}" for row in rows],
    ]
    widths = [widest(texts, SIZE) + GAP for texts in columns]
    left = sum(widths)
    wide, tall = left + CELL * len(theories), ROW * (len(rows) + 1.3)
    frame = framed(wide + 2 * EDGE, tall, context, context.question, HEADING)
    axes = put(frame, EDGE, 0, wide, tall)
    axes.set_axis_off()
    axes.set_xlim(0, wide)
    axes.set_ylim(tall, 0)
    for at, theory in enumerate(theories):
        axes.text(left + CELL * at + PAD, ROW * 0.5, spaced(theory), size=SIZE, weight="bold", va="center")
    _names(axes, columns, widths)
    _cells(axes, rows, left)
    return frame.figure


def _names(axes: Axes, columns: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """The words of each line; a claim is named on its first line."""
    for at, texts in enumerate(columns):
        left = sum(widths[:at])
        for k, text in enumerate(texts):
            if at or k == 0 or text != texts[k - 1]:
                weight, colour = ("bold", INK) if at == 0 else ("normal", INK if at == 2 else SMALL_PRINT)
                axes.text(left, ROW * (k + 1.5), text, size=SIZE, va="center", weight=weight, color=colour)


def _cells(axes: Axes, rows: Sequence[ExpectationRow], left: float) -> None:
    boxes = list[tuple[float, float, float, float]]()
    colours: list[str] = []
    for k, row in enumerate(rows):
        top = ROW * (k + 1)
        for at, (difference, verdict) in enumerate(zip(row.differences, row.verdicts, strict=True)):
            across = left + CELL * at
            boxes.append((across, across + CELL, top, top + ROW))
            colours.append(FILLS[verdict])
            if verdict != "nothing":
                text = f"{difference:+.2g}".replace("-", "−")
                axes.text(across + PAD, top + ROW / 2, text, size=SIZE, va="center", color=INK)
    tiles(axes, boxes, colours, 1)
