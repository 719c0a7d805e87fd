"""Letters of all scripts: the font of pictures, those that stand in for it, and what no font has."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from typing import Any
from unicodedata import east_asian_width
from warnings import catch_warnings, filterwarnings

FONT = "DejaVu Sans"
"""The font of pictures; it comes with matplotlib."""
OTHERS = (
    "Noto Sans CJK KR", "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans KR", "NanumGothic", "Nanum Gothic",
    "Malgun Gothic", "Apple SD Gothic Neo", "AppleGothic", "UnDotum", "Baekmuk Dotum", "Source Han Sans KR",
    "Source Han Sans", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Microsoft YaHei", "PingFang SC",
    "Hiragino Sans", "Yu Gothic", "MS Gothic", "IPAexGothic", "Noto Sans", "Noto Sans Thai",
    "Noto Sans Devanagari", "Arial Unicode MS", "Unifont",
)  # fmt: skip
"""Fonts that have letters of other scripts, those of Korean first."""
NO_LETTER = r"Glyph \d+ .*missing from|Matplotlib currently does not support"
"""What matplotlib says of letters that a font lacks, or that join in ways it does not draw."""
PLAIN = 0x250
"""Letters below this code, Latin with its accents, are in every font."""


@cache
def families() -> tuple[str, ...]:
    """The font of pictures, and those installed that stand in for it."""
    from matplotlib.font_manager import fontManager

    installed = {entry.name for entry in fontManager.ttflist}
    return (FONT, *(name for name in OTHERS if name in installed))


@cache
def _letters(family: str) -> frozenset[int]:
    """The codes of the letters that a font has."""
    from matplotlib import font_manager

    found: Any = font_manager  # typed in part
    return frozenset(found.get_font(found.findfont(found.FontProperties(family=family))).get_charmap())


def without_font(text: str) -> str:
    """The letters of a text that no installed font has, each once.

    >>> without_font("Does it hold?")
    ''
    """
    odd = dict.fromkeys(letter for letter in text if ord(letter) >= PLAIN and letter.isprintable())
    return "".join(each for each in odd if not any(ord(each) in _letters(name) for name in families()))


def measurable(text: str) -> str:
    """The text with letters of the same width in place of those that the font of pictures lacks."""
    if all(ord(letter) < PLAIN for letter in text):
        return text
    return "".join(
        each
        if ord(each) < PLAIN or ord(each) in _letters(FONT)
        else "—"
        if east_asian_width(each) in "WF"
        else "n"
        for each in text
    )


@contextmanager
def quiet_about_letters() -> Generator[None]:
    """Draw boxes for letters that no font has without a warning for each: one is enough."""
    with catch_warnings():
        filterwarnings("ignore", NO_LETTER, UserWarning)
        yield
