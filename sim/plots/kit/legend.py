"""A legend in running words: coloured pieces, broken into lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.plots.kit.text import LINE, POINTS, width

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Piece = tuple[str, str]
"""Words and their colour."""
APART = 0.16  # inches between pieces


def flowed(pieces: Sequence[Piece], inches: float, size: float) -> list[list[Piece]]:
    """The pieces in lines no wider than ``inches``; a piece is never broken."""
    lines: list[list[Piece]] = [[]]
    used = 0.0
    for piece in pieces:
        wide = width(piece[0], size) + APART
        if lines[-1] and used + wide > inches:
            lines.append([])
            used = 0.0
        lines[-1].append(piece)
        used += wide
    return lines


def tall(lines: Sequence[Sequence[Piece]], size: float) -> float:
    """Inches that the lines take."""
    return len(lines) * size * LINE / POINTS


def write(axes: Axes, lines: Sequence[Sequence[Piece]], inches: float, size: float) -> None:
    """Write them from the top of axes that are ``inches`` wide and as tall as `tall` says."""
    axes.set_axis_off()
    for down, line in enumerate(lines):
        at = 0.0
        for words, ink in line:
            place = at / inches, 1 - down / len(lines)
            axes.text(*place, words, size=size, color=ink, va="top", transform=axes.transAxes)
            at += width(words, size) + APART
