"""Amounts of outcomes as sentences say them: with unit, chances in per cent or as natural frequencies."""

from __future__ import annotations

import math

from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import is_chance
from sim.vocabulary.likelihood import chances, percent

NOUNS = {
    "p_fire": "the chance of fire by the DPRK or out of a crisis",
    "p_serious": "the chance of a serious clash",
    "p_war": "the chance of war",
    "p_talks": "the chance that talks open",
    "p_freeze": "the chance of a freeze or better",
    "p_lasting": "the chance of a freeze that lasts half a year",
    "p_framework": "the chance of a framework or better",
    "p_settlement": "the chance of a settlement",
    "first_talks": "the week of the first talks",
    "crises": "the number of crises",
    "credibility_end": "the resolve that Pyongyang believes Washington has",
    "confidence_mean": "the confidence of Seoul in Washington",
    "coordination_mean": "the coordination of the allies",
    "price_agreed": "what the allies promised for agreements",
    "p_allied_fire": "the chance of a strike or retaliation by the allies",
    "friction_mean": "friction between Washington and Beijing",
}
"""What a sentence calls outcomes whose meaning is no noun."""


def noun(outcome: str) -> str:
    """An outcome as a sentence names it."""
    return NOUNS.get(outcome, OUTCOMES[outcome].says)


def digits(outcome: str) -> int:
    """Decimals that show a tenth or so of what matters."""
    return max(math.floor(-math.log10(OUTCOMES[outcome].delta)) + 1, 0)


def number(value: float, decimals: int, sign: str = "") -> str:
    """A number with a real minus sign, and none before nothing."""
    text = f"{value:{sign}.{decimals}f}"
    return (text if float(text) else f"{0:.{decimals}f}").replace("-", "−")


def from_to(outcome: str, before: float, after: float) -> str:
    """Two levels: "from 6 % to 46 %", "from 21 to 43 weeks".

    >>> from_to("p_freeze", 0.06, 0.46), from_to("weeks_in_talks", 21.2, 43.4)
    ('from 6 % to 46 %', 'from 21 to 43 weeks')
    >>> from_to("p_war", 0.009, 0.004)
    'from 9 to 4 of 1,000 worlds'
    """
    if is_chance(outcome):
        first, second = chances(before, after)
        first, of, worlds = first.partition(" of ")
        return f"from {first} to {second}{of}{worlds}"
    decimals, unit = digits(outcome), OUTCOMES[outcome].unit
    unit = "" if unit in ("share", "rung") else f" {unit}"
    return f"from {number(before, decimals)} to {number(after, decimals)}{unit}"


def amount(outcome: str, value: float, *, bare: bool = False) -> str:
    """A level with its unit, or without it where it is already given.

    >>> amount("concessions_given", 2.31), amount("concessions_given", 2.31, bare=True)
    ('2.3 steps a year', '2.3')
    >>> amount("confidence_mean", 0.392), amount("price_agreed", 0.024)
    ('0.39', '0.02 steps')
    """
    if is_chance(outcome):
        return percent(value)
    unit = "" if bare or OUTCOMES[outcome].unit in ("share", "rung") else f" {OUTCOMES[outcome].unit}"
    text = number(value, digits(outcome))
    return f"{text if float(text) or not value else f'{value:.1g}'}{unit}"
