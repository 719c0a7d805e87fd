"""The validation scorecard: patterns down, theories across, then what blind nulls meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.text import widest
from sim.plots.kit.theme import INK
from sim.vocabulary.labels import spaced

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW, CELL, SIZE = 0.19, 0.95, 7.0  # inches; points
FILL = {"met": "#BBD9EC", "missed": "#F6CDB0"}
HEADING = (
    "Met: the simulated median lies in the accepted band and the record within 90% of the worlds, for every "
    "part of the pattern. What a blind null meets too tells nothing."
)


@dataclass(frozen=True)
class PatternRow:
    """A pattern: its number and sentence, a verdict a theory, the nulls that meet it, what it is here."""

    pattern: str
    says: str
    verdicts: tuple[str, ...]
    null: str
    nature: str


def scorecard(
    rows: Sequence[PatternRow], theories: Sequence[str], totals: Sequence[str], context: Context
) -> Figure:
    """A table in colour, the sums beneath."""
    left = widest([f"{row.pattern}  {row.says}" for row in rows], SIZE) + 0.15
    heads = [*(spaced(name) for name in theories), "blind null", "here"]
    wide, tall = left + CELL * len(heads), ROW * (len(rows) + 2.2)
    frame = framed(wide + 2 * EDGE, tall, context, context.question, HEADING)
    axes = put(frame, EDGE, 0, wide, tall)
    axes.set_axis_off()
    axes.set_xlim(0, wide)
    axes.set_ylim(tall, 0)
    for at, head in enumerate(heads):
        axes.text(left + CELL * at + 0.04, ROW * 0.5, head, size=SIZE, weight="bold", va="center")
    for at, row in enumerate(rows):
        _row(axes, row, left, ROW * (at + 1))
    below = ROW * (len(rows) + 1.6)
    axes.text(0, below, "met, of those that count", size=SIZE, weight="bold", va="center")
    for at, total in enumerate(totals):
        axes.text(left + CELL * at + 0.04, below, total, size=SIZE, weight="bold", va="center")
    return frame.figure


def _row(axes: Axes, row: PatternRow, left: float, top: float) -> None:
    from matplotlib.patches import Rectangle

    middle = top + ROW / 2
    axes.text(0, middle, f"{row.pattern}  {row.says}", size=SIZE, va="center", color=INK)
    for at, verdict in enumerate(row.verdicts):
        across = left + CELL * at
        if verdict in FILL:
            axes.add_patch(
                Rectangle((across, top), CELL - 0.02, ROW - 0.02, facecolor=FILL[verdict], zorder=0)
            )
        axes.text(across + 0.04, middle, verdict, size=SIZE, va="center")
    for at, words in enumerate((row.null, row.nature), len(row.verdicts)):
        axes.text(left + CELL * at + 0.04, middle, words, size=SIZE, va="center", color="#555555")
