"""Amounts of outcomes as sentences say them: with unit, chances in per cent or as natural frequencies."""

from __future__ import annotations

import math

from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import is_chance
from sim.vocabulary.likelihood import chances

NOUNS = {
    "p_fire": "the chance of an exchange of fire",
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


def change_words(outcome: str, change: float) -> str:
    """A change in words: "+2.3 steps a year in concessions made by the allies".

    >>> change_words("concessions_given", 2.31)
    '+2.3 steps a year in concessions made by the allies'
    >>> change_words("confidence_mean", -0.07)
    '−0.07 in the confidence of Seoul in Washington'
    """
    about = OUTCOMES[outcome]
    if is_chance(outcome):
        return f"{number(100 * change, 1, '+')} points in {noun(outcome)}"
    unit = "" if about.unit in ("share", "rung") else f" {about.unit}"
    return f"{number(change, digits(outcome), '+')}{unit} in {noun(outcome)}"
