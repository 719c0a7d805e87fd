"""SVG files that look alike wherever they are opened: other fonts take the room that the measured one had."""

from __future__ import annotations

import re
from html import unescape

from sim.plots.kit.fonts import FONT
from sim.plots.kit.text import POINTS, SPARE, width

TEXT = re.compile(r'<text style="([^"]*)"([^>]*)>([^<]+)</text>')
FONTS = f"'{FONT}', Verdana, Geneva, sans-serif"
FAMILIES = re.compile(rf"'{FONT}'(?:, (?:'[^']*'|[\w-]+))*")
"""The font and those of the machine that stand in for it: the reader's may be others."""
PLACES = re.compile(r' (?:d|x|y|transform)="[^"]*"')
DIGITS = re.compile(r"(\.\d\d)\d+")
BOLD = 600
"""Weights of a font from here on are bold."""


def portable(svg: str) -> str:
    """The same picture, for readers who lack its font, and with no more digits than can be seen.

    Every text is given the width that it was laid out with, so that none runs into another where the reader's
    letters are wider.
    """
    svg = PLACES.sub(lambda found: DIGITS.sub(r"\1", found[0]), svg)
    return TEXT.sub(_with_width, svg)


def _with_width(found: re.Match[str]) -> str:
    style, rest, words = found.groups()
    size = re.search(r"([\d.]+)px", style)
    weight = re.search(r"font-weight: (\d+)", style) or re.search(r"font: (\d+) ", style)
    bold = bool(weight) and int(weight[1]) >= BOLD
    room = ""
    if size and FAMILIES.search(style):
        wide = width(unescape(words), float(size[1]), "bold" if bold else "normal") * POINTS / SPARE
        room = f' textLength="{wide:.2f}" lengthAdjust="spacingAndGlyphs"' if wide else ""
    return f'<text style="{FAMILIES.sub(FONTS, style)}"{rest}{room}>{words}</text>'
