"""Short names of outcomes for heads of tables and pictures, and what kind of answer each of them is."""

from __future__ import annotations

from collections.abc import Sequence

from sim.vocabulary.glossary import OUTCOMES, SHOWN
from sim.vocabulary.labels import is_chance, opened

GROUPS = {
    "What the DPRK does": "provocations short_tests long_tests nuclear_tests local_provocations attacks "
    "programme_end",
    "Crises and clashes": "crises p_fire p_allied_fire p_serious p_war highest_rung longest_lull "
    "mean_tension mean_media_tension",
    "Talks": "weeks_in_talks p_talks first_talks p_freeze p_lasting weeks_agreed p_framework p_settlement "
    "concessions_received",
    "Price": "concessions_given price_agreed friction_mean coordination_mean confidence_mean credibility_end",
    "Pressure": "enforcement_mean strain_end",
}
"""Outcomes that stand together; one that stands in no group comes last, under `OTHER`."""
OTHER = "Other"
PEACE, PROGRESS, PRICE = "peace", "progress", "price"
KINDS = {
    "What the DPRK does": PEACE,
    "Crises and clashes": PEACE,
    "Talks": PROGRESS,
    "Price": PRICE,
}
"""What a group of outcomes answers: is it more dangerous, do talks get further, what does it cost."""
SHORT = {
    "provocations": "provocations",
    "attacks": "attacks",
    "crises": "crises opened",
    "p_fire": "fire by the DPRK or in a crisis",
    "p_allied_fire": "strike by the allies",
    "p_serious": "serious clash",
    "p_war": "war",
    "highest_rung": "highest rung",
    "longest_lull": "longest lull",
    "weeks_in_talks": "weeks at talks",
    "p_talks": "talks opened",
    "first_talks": "week of first talks",
    "p_freeze": "freeze reached",
    "p_lasting": "freeze for half a year",
    "weeks_agreed": "weeks under an agreement",
    "price_agreed": "promised for agreements",
    "p_framework": "framework reached",
    "p_settlement": "settlement reached",
    "mean_tension": "tension",
    "mean_media_tension": "tension of headlines",
    "strain_end": "strain on the DPRK",
    "enforcement_mean": "enforcement by China",
    "friction_mean": "US–China friction",
    "coordination_mean": "allied coordination",
    "confidence_mean": "Seoul's confidence",
    "concessions_given": "allied concessions",
    "concessions_received": "steps by the DPRK",
    "programme_end": "DPRK programme",
    "credibility_end": "US resolve as believed",
}
"""Names of a few words; where none stands here the meaning of the outcome is short enough."""


def short(outcome: str) -> str:
    """A name of a few words, in small letters.

    >>> short("p_freeze"), short("long_tests")
    ('freeze reached', 'long-range tests')
    """
    return SHORT.get(outcome) or OUTCOMES[outcome].says


def short_label(outcome: str) -> str:
    """The same as the head of a column."""
    return opened(short(outcome))


def grouped(chosen: Sequence[str] = SHOWN) -> dict[str, tuple[str, ...]]:
    """The outcomes that are chosen, else every one that is shown, by group."""
    known = {title: tuple(names.split()) for title, names in GROUPS.items()}
    placed = {name for names in known.values() for name in names}
    known[OTHER] = tuple(name for name in chosen if name not in placed)
    found = {title: tuple(name for name in names if name in chosen) for title, names in known.items()}
    return {title: names for title, names in found.items() if names}


def kind(outcome: str) -> str:
    """`PEACE`, `PROGRESS` or `PRICE`, "" for what is none of these.

    >>> kind("p_fire"), kind("weeks_in_talks"), kind("strain_end")
    ('peace', 'progress', '')
    """
    return next((KINDS.get(title, "") for title, names in grouped().items() if outcome in names), "")


def difference_unit(outcome: str) -> str:
    """The unit of a difference, short enough to stand behind the number; "" for a share.

    >>> difference_unit("p_freeze"), difference_unit("concessions_given"), difference_unit("mean_tension")
    ('points', 'steps a year', '')
    """
    unit = OUTCOMES[outcome].unit
    return "points" if is_chance(outcome) else "" if unit in ("share", "rung") else unit
