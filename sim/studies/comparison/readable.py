"""The tables of a comparison as a reader is shown them: levels, and beneath each what differs and matters."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any, cast

from sim.output.report import Phrase, Table, Tone, cell, table
from sim.plots.kit.sides import MARKS
from sim.results.sureness import share
from sim.results.verdicts import CONTESTED, LESS, MORE, NOT_JUDGED, Judged
from sim.studies.comparison.amounts import digits as amount_digits
from sim.studies.comparison.amounts import number
from sim.vocabulary.glossary import OUTCOMES, SHOWN
from sim.vocabulary.labels import better, is_chance, outcome_unit, spaced
from sim.vocabulary.likelihood import share_said
from sim.vocabulary.outcome_words import grouped, short_label

if TYPE_CHECKING:
    import pandas as pd

TONES: dict[str, Tone] = {"better": "good", "worse": "bad"}
LONGEST = 13
"""Letters of a heading; a longer one is broken at a word."""


def levels(
    overall: pd.DataFrame, agreement: pd.DataFrame, under: str, chosen: Sequence[str] = SHOWN
) -> Iterator[Table]:
    """Levels of all scenarios, and differences to the first that are clear and matter; one table a group of
    the outcomes that are `chosen`.
    """
    names = list(dict.fromkeys(overall["scenario"]))
    levels = {(row["scenario"], row["outcome"]): row for row in _rows(overall)}
    changes = {(row["scenario"], row["outcome"]): row for row in _rows(agreement)}
    for title, outcomes in grouped(chosen).items():
        heads = [
            "",
            *(cell(*_heading(it), *(Phrase(line, "quiet") for line in _unit(it))) for it in outcomes),
        ]
        rows = [
            (spaced(name), *(_cell(levels[name, it], changes.get((name, it))) for it in outcomes))
            for name in names
        ]
        yield table(f"{title} ({under})", heads, rows)


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", frame.to_dict("records"))


def _heading(outcome: str) -> list[str]:
    """The name of an outcome, in lines broken at words."""
    return wrap(short_label(outcome), LONGEST)


def _unit(outcome: str) -> list[str]:
    """The unit of an outcome and which way is better."""
    about = OUTCOMES[outcome]
    judged = [] if about.better == "neither" else [better(outcome)]
    return [*wrap(outcome_unit(outcome, about.unit), LONGEST), *judged]


def _cell(level: Mapping[str, Any], change: Mapping[str, Any] | None) -> tuple[Phrase, ...]:
    said = _difference(change) if change else ""
    tone = TONES.get(change["verdict"], "") if change else ""
    spread = Phrase(_spread(level), "quiet")
    return cell(Phrase(_number(level["outcome"], level["mean"])), spread, Phrase(said, tone))


def _number(outcome: str, value: float, sign: str = "") -> str:
    """A number with as many digits as matter, a chance in per cent."""
    decimals = amount_digits(outcome)
    return (
        number(value * 100, max(decimals - 2, 0), sign)
        if is_chance(outcome)
        else number(value, decimals, sign)
    )


def _difference(change: Mapping[str, Any]) -> str:
    """A difference with its verdict, the share of draws that bear it out, and how many theories agree;
    nothing where it is not clear or small.
    """
    agree = f" {change['agree']}/{change['of']}" if change["of"] > 1 else ""
    if change["verdict"] == CONTESTED:
        return f"{MARKS[CONTESTED]} {CONTESTED}{agree}"
    amount = _number(change["outcome"], change["difference"], sign="+")
    if change["verdict"] in TONES:
        return f"{MARKS[change['verdict']]} {amount}, {share_said(share(change))}{agree}"
    clear = change["verdict"] == NOT_JUDGED and Judged.of(change).reading in (MORE, LESS)
    return f"{amount}{agree}" if clear else ""


def _spread(level: Mapping[str, Any]) -> str:
    """`low..high` of nine in ten draws; nothing where there are too few."""
    low, high = float(level["spread_low"]), float(level["spread_high"])
    name = level["outcome"]
    return "" if math.isnan(low + high) else f"{_number(name, low)}..{_number(name, high)}"


def outcomes_of_one(overall: pd.DataFrame, summary: pd.DataFrame, chosen: Sequence[str] = SHOWN) -> Table:
    """The outcomes of one scenario that are chosen, one a line: over all theories, then the mean under
    each.
    """
    theories = list(dict.fromkeys(summary["theory"]))
    means = {(row["theory"], row["outcome"]): float(row["mean"]) for row in _rows(summary)}
    rows: list[tuple[str, ...]] = []
    for row in _rows(overall):
        if row["outcome"] in chosen:
            name = row["outcome"]
            each = [_number(name, means[theory, name]) for theory in theories if len(theories) > 1]
            unit = outcome_unit(name, row["unit"])
            rows.append((OUTCOMES[name].says, _number(name, row["mean"]), _spread(row), *each, unit))
    under = [spaced(theory) for theory in theories] if len(theories) > 1 else []
    heads = ("outcome", "mean", "90 % of draws", *under, "unit")
    return table("", heads, rows, left=(0, len(heads) - 1))
