"""The ledger of the claims: claims down, theories across, the verdict in colour and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plots.kit.axes import tiles
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.text import height, width, wrapped
from sim.plots.kit.theme import INK, SMALL_PRINT
from sim.vocabulary.labels import spaced

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NAME, CELL, STANDING, HEAD = 3.1, 1.56, 0.8, 0.3  # inches
SIZE, SMALL, PAD, LINE = 7.5, 6.3, 0.05, 0.128
FILLS = {
    "holds": "#BBD9EC",
    "fails": "#F6CDB0",
    "depends": "#FBF0B4",
    "too few worlds": "#E4E4E4",
    "saturated": "#E4E4E4",
    "blind": "#FFFFFF",
}
INKS = {
    "holds": "#003A5C",
    "fails": "#7A3000",
    "depends": "#5A4A00",
    "too few worlds": "#555555",
    "saturated": "#555555",
    "blind": "#8C8C8C",
}
HEADING = (
    "Each claim in the same worlds with and without its lever. Under the verdict the effect on the first "
    "measure with the interval that holds 90% of parameter draws (random draws removed), and what the "
    "verdict rests on: its contrasts one by one, or the share of draws that come out as claimed. Robustly: "
    "under all theories that see the lever; contested: it holds under one and fails under another."
)


@dataclass(frozen=True)
class LedgerCell:
    """A claim under a theory: the verdict's word, and the lines beneath it."""

    word: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class LedgerRow:
    """A claim: its name and sentence, what its numbers are, its standing, and its entry under each theory."""

    name: str
    claim: str
    measured: str
    standing: str
    entries: tuple[LedgerCell, ...]


def claims_ledger(lines: Sequence[LedgerRow], theories: Sequence[str], context: Context) -> Figure:
    """All claims on one page."""
    inside = NAME - 0.6
    claims = [wrapped(line.claim, inside, SIZE) for line in lines]
    measured = [wrapped(line.measured, inside, SMALL) for line in lines]
    tall = [_tall(a, b, line) for a, b, line in zip(claims, measured, lines, strict=True)]
    wide = NAME + STANDING + CELL * len(theories)
    frame = framed(wide + 2 * EDGE, HEAD + sum(tall) + 0.1, context, context.question, HEADING)
    axes = put(frame, EDGE, 0, wide, HEAD + sum(tall))
    axes.set_axis_off()
    axes.set_xlim(0, wide)
    axes.set_ylim(HEAD + sum(tall), 0)
    for at, theory in enumerate(theories):
        axes.text(NAME + CELL * at + PAD, HEAD - 0.08, spaced(theory), size=SIZE, weight="bold")
    axes.text(wide - STANDING + PAD, HEAD - 0.08, "overall", size=SIZE, weight="bold")
    down = HEAD
    for line, claim, small, each in zip(lines, claims, measured, tall, strict=True):
        _row(axes, line, (claim, small), down, each)
        down += each
    return frame.figure


def _tall(claim: str, measured: str, line: LedgerRow) -> float:
    beneath = max(len(entry.lines) for entry in line.entries)
    return max(height(claim, SIZE) + height(measured, SMALL), LINE * (beneath + 1)) + 2 * PAD


def _row(axes: Axes, line: LedgerRow, texts: tuple[str, str], down: float, tall: float) -> None:
    axes.text(0, down + PAD, line.name, size=SIZE, weight="bold", va="top")
    axes.text(0.4, down + PAD, texts[0], size=SIZE, va="top", linespacing=1.15)
    below = down + PAD + height(texts[0], SIZE)
    axes.text(0.4, below, texts[1], size=SMALL, va="top", linespacing=1.15, color=SMALL_PRINT)
    boxes = list[tuple[float, float, float, float]]()
    for at, entry in enumerate(line.entries):
        left = NAME + CELL * at
        boxes.append((left, left + CELL, down, down + tall))
        ink = INKS.get(entry.word, INK)
        axes.text(left + PAD, down + PAD, entry.word, size=SIZE, weight="bold", va="top", color=ink)
        for row, text in enumerate(entry.lines, 1):
            axes.text(left + PAD, down + PAD + LINE * row + 0.01, text, size=SMALL, va="top", color=ink)
    tiles(axes, boxes, [FILLS.get(entry.word, "#FFFFFF") for entry in line.entries], 2)
    left = NAME + CELL * len(line.entries) + PAD
    weight = "bold" if line.standing in ("robustly holds", "robustly fails", "contested") else "normal"
    axes.text(left, down + PAD, line.standing, size=SIZE, va="top", weight=weight)


def fits(text: str) -> bool:
    """Whether a line fits a cell of the ledger."""
    return width(text, SMALL) <= CELL - 2 * PAD
