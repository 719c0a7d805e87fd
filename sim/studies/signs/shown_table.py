"""The table of signs: how many times as often each is seen before what is asked, and the chances with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from sim.output.report import Block, Phrase, Tone, cell, table
from sim.output.result import shown_number
from sim.studies.signs.observables import OBSERVABLES
from sim.studies.signs.pictures import column, of_sign, records

COMMON = (
    "A sign that is seen in most weeks is seen about as often before as else, 1 time or little more, though "
    "the chance may be much lower where it is missing."
)
NEAR = 0.05
"""From 1: ratios so near to it are told with a digit more."""


def shown_signs(signs: pd.DataFrame, agreement: pd.DataFrame, what: str, within: int) -> Iterator[Block]:
    """Every sign of which some theory can tell, the clearest first; and what a common sign tells."""
    told = agreement[agreement["raises"] + agreement["lowers"] > 0]
    order = (told["least"] * told["most"]).sort_values(ascending=False).index
    rows = [
        (
            sign_said(row), cell(Phrase(times_said(row["least"], row["most"]), _tone(row))),
            *chances_of(signs, row), row["agreement"],
        )
        for row in records(told.loc[order])
    ]  # fmt: skip
    heads = ("sign", "seen before it", "chance after it", "else", "theories")
    title = (
        f"How many times as often a sign is seen before {what} within {within} weeks as else; and the "
        "chance of that after the sign, and else; over theories"
    )
    yield table(title, heads, rows, left=(0, len(heads) - 1), wrapped=0)
    yield Phrase(COMMON, "quiet")


def times_said(low: float, high: float) -> str:
    """Ratios of two digits, and of three near 1, so that none is read as 1 unless it is."""
    one, other = (f"{it:.2f}" if abs(it - 1) < NEAR else shown_number(it, 2) for it in (low, high))
    return one if one == other else f"{one} to {other}"


def _span(low: float, high: float) -> str:
    one, other = shown_number(low, 2), shown_number(high, 2)
    return one if one == other else f"{one} to {other}"


def _tone(row: Mapping[str, Any]) -> Tone:
    return "open" if row["agreement"] == "contested" else "bad" if row["raises"] else "good"


def chances_of(signs: pd.DataFrame, row: Mapping[str, Any]) -> tuple[str, str]:
    """The chance of what is asked with the sign and without it, over theories, in per cent."""
    rows = of_sign(signs, row)
    each = (100 * column(rows, name) for name in ("chance_with", "chance_without"))
    one, other = (f"{_span(float(part.min()), float(part.max()))} %" for part in each)
    return one, other


def sign_said(row: Mapping[str, Any]) -> str:
    """A sign in words."""
    return f"{OBSERVABLES[row['sign']].says} in the last {row['weeks']} weeks"
