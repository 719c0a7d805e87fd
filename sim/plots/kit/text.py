"""Text that fits: measuring, wrapping, spreading labels apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from sim.plots.kit.fonts import FONT, measurable
from sim.vocabulary.labels import spaced

POINTS = 72.0  # points in an inch
SPARE = 1.04  # the screen's letters run a little wider than the font's own measure
LINE = 1.25  # height of a line over its font size


@lru_cache(maxsize=4096)
def width(text: str, size: float, weight: str = "normal") -> float:
    """Width of one line in inches."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=FONT, size=size, weight=weight)
    return (
        text_to_path.get_text_width_height_descent(measurable(text), font, ismath=False)[0] / POINTS * SPARE
    )


def wrapped(text: str, inches: float, size: float, weight: str = "normal") -> str:
    """Text broken into lines no wider than ``inches``; a word too long for a line is cut with a hyphen."""
    lines: list[str] = [""]
    for word in _short_words(text, inches, size, weight):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or width(longer, size, weight) <= inches:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def _short_words(text: str, inches: float, size: float, weight: str) -> list[str]:
    words: list[str] = []
    for word in text.split():
        while width(word, size, weight) > inches and len(word) > 2:
            cut = next(
                n
                for n in range(len(word) - 1, 0, -1)
                if n == 1 or width(word[:n] + "-", size, weight) <= inches
            )
            words.append(word[:cut] + "-")
            word = word[cut:]
        words.append(word)
    return words


def height(text: str, size: float) -> float:
    """Height of wrapped text in inches."""
    return (text.count("\n") + 1) * size * LINE / POINTS


def name_of(scenario: str, inches: float, size: float, weight: str = "normal") -> str:
    """A scenario's name as words in lines that fit."""
    return wrapped(spaced(scenario), inches, size, weight)


def widest(texts: Iterable[str], size: float) -> float:
    """Width in inches of the widest line of several wrapped texts."""
    return max((width(line, size) for text in texts for line in text.split("\n")), default=0.0)


def spread(wanted: Sequence[float], gap: float, low: float = 0.0, high: float = 1.0) -> list[float]:
    """Positions near ``wanted``, at least ``gap`` apart and inside low..high where there is room."""
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    placed = [min(max(wanted[at], low), high) for at in order]
    for at in range(1, len(placed)):
        placed[at] = max(placed[at], placed[at - 1] + gap)
    ceiling = max(high, low + gap * (len(placed) - 1))
    for at in range(len(placed) - 1, -1, -1):
        placed[at] = min(placed[at], ceiling)
        ceiling = placed[at] - gap
    back = dict(zip(order, placed, strict=True))
    return [back[at] for at in range(len(wanted))]
