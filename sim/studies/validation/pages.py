"""The scorecard as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from sim.evidence.nulls import NULLS
from sim.studies.validation.scorecard import Scorecard

if TYPE_CHECKING:
    import pandas as pd

SIGNS = {"met": "✓", "missed": "✗", "printed": "", "not measured": "–"}
NOT_TELLING = "not discriminating"


def page(card: Scorecard, caveats: Sequence[str] = ()) -> str:
    """The scorecard: all patterns by theory, caveats, then each theory with its numbers."""
    said = ["## To bear in mind", "", *(f"- {each}" for each in caveats), ""] if caveats else []
    lines = [
        *_overview(card),
        *said,
        *(line for theory in _theories(card) for line in _numbers(card, theory)),
    ]
    return "\n".join(lines) + "\n"


def _theories(card: Scorecard) -> list[str]:
    return [str(name) for name in dict.fromkeys(card.parts["theory"])]


def _overview(card: Scorecard) -> Iterator[str]:
    theories = _theories(card)
    yield "# Scorecard"
    yield ""
    yield _line(["", "pattern", *theories, "a blind null", "here"])
    yield _line(["---"] * (len(theories) + 4))
    for name, rows in card.patterns.groupby("pattern", sort=False):
        first = records(rows)[0]
        signs = [SIGNS[row["verdict"]] for row in records(rows)]
        null = f"meets it: {NOT_TELLING}" if first["met_by_null"] else ""
        yield _line([str(name), first["says"], *signs, null, f"{first['nature']}: {first['because']}"])
    for row in records(card.counts):
        yield ""
        yield f"**{row['theory']}** meets {row['met']} of {row['of']}; {count_text(row)}."
    yield ""


def _numbers(card: Scorecard, theory: str) -> Iterator[str]:
    yield f"## {theory}"
    yield ""
    yield _line(["", "part", "record", "simulated", "90 % of worlds", "accepted", "", *NULLS])
    yield _line(["---"] * (7 + len(NULLS)))
    for row in records(card.parts[card.parts["theory"] == theory]):
        nulls = [number(row[f"null {name}"]) for name in NULLS]
        interval = between(row["low"], row["high"])
        ahead = [row["pattern"], row["part"], number(row["record"]), number(row["middle"]), interval]
        yield _line([*ahead, band(row), row["verdict"], *nulls])
    yield ""


def count_text(row: dict[str, Any]) -> str:
    """How many of the patterns that a theory meets no blind null meets, and how many are not imposed."""
    return f"{row['by_no_null']} by no blind null, {row['and_not_imposed']} of them not imposed"


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table."""
    return cast("list[dict[str, Any]]", table.to_dict("records"))


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def number(value: float) -> str:
    """Two or three digits; empty for nan."""
    if value != value:  # noqa: PLR0124
        return ""
    digits = 0 if abs(value) >= 10 else 1 if abs(value) >= 5 else 2
    return f"{value:.{digits}f}".replace("-", "−")


def between(low: float, high: float) -> str:
    """`low..high`; empty for nan."""
    return f"{number(low)}..{number(high)}" if low == low else ""  # noqa: PLR0124


def band(row: dict[str, Any]) -> str:
    """The accepted band in words."""
    low, high = float(row["band_low"]), float(row["band_high"])
    if low == -float("inf"):
        return "" if high == float("inf") else f"to {number(high)}"
    return f"from {number(low)}" if high == float("inf") else between(low, high)
