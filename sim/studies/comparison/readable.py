"""The tables of a comparison as a reader is shown them: levels, and beneath each what differs and matters."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from sim.output.report import Phrase, Table, Tone, cell, table
from sim.results.verdicts import inside_the_noise
from sim.vocabulary.glossary import OUTCOMES, SHOWN
from sim.vocabulary.labels import spaced

if TYPE_CHECKING:
    import pandas as pd

GROUPS = {
    "What the DPRK does": "provocations short_tests long_tests nuclear_tests local_provocations attacks",
    "Crises and clashes": "crises p_fire p_serious p_war highest_rung longest_lull",
    "Talks": "weeks_in_talks p_talks first_talks p_freeze p_lasting weeks_agreed price_agreed p_framework "
    "p_settlement",
    "Tension, give and take": "mean_tension mean_media_tension concessions_given concessions_received "
    "programme_end credibility_end",
    "Alliance, China, pressure": "coordination_mean confidence_mean friction_mean enforcement_mean "
    "strain_end",
}
ARROWS = {"more": " ↑", "less": " ↓", "neither": ""}
TONES: dict[str, Tone] = {"better": "good", "worse": "bad"}
LONGEST = 13
"""Letters of a heading; a longer one is broken at a word."""


def levels(summary: pd.DataFrame, effects: pd.DataFrame, theory: str) -> Iterator[Table]:
    """Levels of all scenarios, and differences to the first where they can be told from noise; one table a
    group of outcomes.
    """
    names = list(dict.fromkeys(summary["scenario"]))
    levels = {(row["scenario"], row["outcome"]): row for row in _rows(summary)}
    changes = {(row["scenario"], row["outcome"]): row for row in _rows(effects)}
    for title, outcomes in _groups():
        heads = [
            "",
            *(cell(*_heading(it), *(Phrase(line, "quiet") for line in _unit(it))) for it in outcomes),
        ]
        rows = [
            (spaced(name), *(_cell(levels[name, it], changes.get((name, it))) for it in outcomes))
            for name in names
        ]
        yield table(f"{title} (theory {theory})", heads, rows)


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", frame.to_dict("records"))


def _groups() -> Iterator[tuple[str, Sequence[str]]]:
    """Titles with their outcomes; an outcome that stands in no group comes last."""
    known = {title: names.split() for title, names in GROUPS.items()}
    grouped = {name for names in known.values() for name in names}
    rest = [name for name in SHOWN if name not in grouped]
    return iter((known | ({"Other": rest} if rest else {})).items())


def _heading(outcome: str) -> list[str]:
    """The name of an outcome; a long one in two lines, broken at a word."""
    words = outcome.split("_")
    first = max(at for at in range(1, len(words) + 1) if len("_".join(words[:at])) < LONGEST or at == 1)
    return ["_".join(words[:first]) + "_" * (first < len(words)), "_".join(words[first:])]


def _unit(outcome: str) -> list[str]:
    """The unit of an outcome and which way is better; a long one in two lines."""
    about = OUTCOMES[outcome]
    said = f"{about.unit}{ARROWS[about.better]}"
    first, space, rest = said.partition(" ")
    return [said] if len(said) < LONGEST or not space else [first, rest]


def _cell(level: Mapping[str, Any], change: Mapping[str, Any] | None) -> tuple[Phrase, ...]:
    digits = _digits(level["outcome"])
    said = _difference(change, digits) if change else ""
    tone = TONES.get(change["verdict"], "") if change else ""
    return cell(_interval(level, digits, alone=True), Phrase(said, tone))


def _difference(change: Mapping[str, Any], digits: int) -> str:
    """A difference with its verdict, and nothing where it cannot be told from noise."""
    judged = {name: float(change[name]) for name in ("difference", "low", "high", "mc_error")}
    if inside_the_noise(OUTCOMES[change["outcome"]].delta, **judged) or change["verdict"] == "saturated":
        return ""
    number = _number(judged["difference"], digits, sign="+")
    return f"{number} {change['verdict']}" if change["verdict"] in TONES else number


def _interval(level: Mapping[str, Any], digits: int, *, alone: bool) -> str:
    """`low..high`; where there is none, and it stands `alone`, the mean."""
    low, high = float(level["low"]), float(level["high"])
    if math.isnan(low + high):
        return _number(level["mean"], digits) if alone else "not known"
    return f"{_number(low, digits)}..{_number(high, digits)}"


def _number(value: float, digits: int, sign: str = "") -> str:
    text = f"{value:{sign}.{digits}f}"
    return (text if float(text) else f"{0:.{digits}f}").replace("-", "−")


def _digits(outcome: str) -> int:
    """Decimals that show a tenth or so of what matters."""
    return max(math.floor(-math.log10(OUTCOMES[outcome].delta)) + 1, 0)


def outcomes_of_one(summary: pd.DataFrame) -> Table:
    """The outcomes of one scenario, one a line."""
    rows: list[tuple[str, ...]] = []
    for row in _rows(summary):
        if row["outcome"] in SHOWN:
            digits, says = _digits(row["outcome"]), OUTCOMES[row["outcome"]].says
            numbers = (_number(row["mean"], digits), _interval(row, digits, alone=False))
            rows.append((says, *numbers, row["unit"]))
    return table("", ("outcome", "mean", "90 % interval", "unit"), rows, left=(0, 3))
