"""The finding of one scenario in a few sentences, made by rules from its tables and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.results.summary import seeing
from sim.results.what_matters import least
from sim.studies.comparison.amounts import digits, noun, number
from sim.vocabulary.glossary import OUTCOMES, SHOWN
from sim.vocabulary.labels import is_chance, opened, spaced
from sim.vocabulary.likelihood import chances, likelihood, percent

if TYPE_CHECKING:
    import pandas as pd

TALKS = {
    "p_talks": "Talks open",
    "p_freeze": "a freeze is reached",
    "p_lasting": "one lasts half a year",
    "p_settlement": "a settlement is reached",
}
CONFLICT = {"p_war": "War comes", "p_serious": "a serious clash"}
PARTS = 3.0
"""Times what matters by which means of theories differ where they are reported as far apart."""


def run_finding(overall: pd.DataFrame, summary: pd.DataFrame, few: str = "") -> tuple[str, ...]:
    """The sentences: provocations with what must be kept in mind of few draws, conflict, talks, and where
    theories part most.
    """
    rows = {str(row["outcome"]): row for row in overall.to_dict("records")}
    chance = {name: float(row["mean"]) for name, row in rows.items() if is_chance(name)}
    rate = " ".join(filter(None, [_rate(rows["provocations"]), roughly(few)]))
    told = [rate, _conflict(chance), _talks(chance), _parted(summary)]
    return tuple(sentence for sentence in told if sentence)


def _rate(row: Mapping[Any, Any]) -> str:
    """How many provocations a year, and how much that depends on what is not known."""
    mean, low, high = (float(row[name]) for name in ("mean", "spread_low", "spread_high"))
    spread = "" if low != low else f" ({low:.0f} to {high:.0f} in 90 % of parameter draws)"  # noqa: PLR0124
    return f"The DPRK makes {mean:.0f} provocations a year{spread}."


def roughly(few: str) -> str:
    """What few draws mean for a finding, as its sentence."""
    return f"{opened(few)}; how sure this is can be told only roughly." if few else ""


def _conflict(chance: dict[str, float]) -> str:
    each = zip(CONFLICT.values(), chances(*(chance[name] for name in CONFLICT)), strict=True)
    return f"{', '.join(f'{what} in {often}' for what, often in each)}."


def _talks(chance: dict[str, float]) -> str:
    each = [
        f"{what} in {percent(chance[name])} of worlds ({likelihood(chance[name])})"
        for name, what in TALKS.items()
    ]
    return f"{'; '.join(each)}."


def _parted(summary: pd.DataFrame) -> str:
    """The outcome whose means theories put furthest apart, if it is by several times what matters."""
    theories = seeing(list(dict.fromkeys(map(str, summary["theory"]))))
    if len(theories) < 2:
        return ""
    apart: dict[str, tuple[float, str, str, float, float]] = {}
    for outcome in SHOWN:
        rows = summary[(summary["outcome"] == outcome) & summary["theory"].isin(theories)]
        means = dict(zip(map(str, rows["theory"]), map(float, rows["mean"]), strict=True))
        low, high = min(means, key=lambda name: means[name]), max(means, key=lambda name: means[name])
        delta = least(OUTCOMES[outcome], sum(means.values()) / len(means))
        apart[outcome] = ((means[high] - means[low]) / delta, low, high, means[low], means[high])
    outcome, (times, low, high, least_, most) = max(apart.items(), key=lambda each: each[1][0])
    if not times >= PARTS:
        return "Theories come to much the same."
    if is_chance(outcome):
        first, second = chances(least_, most)
    else:
        first, second = (number(value, digits(outcome)) for value in (least_, most))
    return (
        f"Theories part most on {noun(outcome)}: {first} under {spaced(low)}, {second} under {spaced(high)}."
    )
