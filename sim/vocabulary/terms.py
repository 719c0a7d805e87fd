"""Terms of results, in words for a reader who meets them for the first time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sim.vocabulary.glossary import OUTCOMES

WAYS = {"more": "more is better", "less": "less is better", "neither": "neither more nor less is better"}


@dataclass(frozen=True)
class Term:
    """A term: its name, what it says, and the forms by which a text names it (a regular expression)."""

    id: str
    name: str
    says: str
    forms: str = ""


TERMS = (
    Term(
        "world",
        "world",
        "One possible course of events: a draw of the uncertain parameters with one series of random draws.",
        "worlds?",
    ),
    Term(
        "draw",
        "parameter draw",
        "One choice of all uncertain numbers from their ranges. Several worlds share it, and differ in "
        "chance alone.",
        "parameter draws?|draws? of the parameters|draws?",
    ),
    Term(
        "replicate",
        "replicate",
        "One of the worlds that share a parameter draw.",
        "replicates?",
    ),
    Term(
        "paired",
        "the same worlds",
        "Scenarios are compared world by world, with the same parameters and the same random draws, so "
        "that a difference is the policy's doing.",
        "same worlds",
    ),
    Term(
        "horizon",
        "horizon",
        "The end of the run.",
        "horizon",
    ),
    Term(
        "stage",
        "stage of talks",
        "How far talks are: none, contact, talks, freeze, framework, settlement.",
        "stages? of talks|talks stages?|stages?",
    ),
    Term(
        "rung",
        "rung",
        "How far the conflict has climbed in a week, from calm by words, tests, local provocation and "
        "exchange of fire to a serious clash.",
        "rungs?",
    ),
    Term(
        "share",
        "share",
        "A part of a whole, from 0 to 1.",
        "shares?",
    ),
    Term(
        "freeze",
        "freeze",
        "Tests and exercises are held back by agreement, while talks go on.",
        "freezes?",
    ),
    Term(
        "framework",
        "framework",
        "Both sides have agreed where talks are to lead, and take the first steps.",
        "frameworks?",
    ),
    Term(
        "concession",
        "concession",
        "Something given to the other side: relief, aid, a suspended exercise.",
        "concessions?",
    ),
    Term(
        "crisis",
        "crisis",
        "Weeks in which both sides stand against each other in the open, and may climb or yield.",
        "crisis|crises",
    ),
    Term(
        "theory",
        "theory",
        "An account of what moves Pyongyang. There are four, and a control under which nothing that "
        "others signal moves it.",
        "theory|theories",
    ),
    Term(
        "contested",
        "contested",
        "The theories disagree: better under some, worse under others.",
        "contested",
    ),
    Term(
        "saturated",
        "saturated",
        "All scenarios end alike in nearly every world, so that they cannot be told apart.",
        "saturated",
    ),
    Term(
        "interval",
        "interval of the mean",
        "How well the average over parameter draws is known; it says nothing about how far worlds differ.",
        "interval of (?:the|that) mean|90 % interval",
    ),
    Term(
        "fitted",
        "fitted to the record",
        "Narrowed down by what was recorded from 1990 to 2017.",
        "fitted to the record|range fitted",
    ),
    Term(
        "inject",
        "inject",
        "A signal that is sent once something comes to hold, for instance a test.",
        "injects?",
    ),
    Term(
        "friction",
        "friction",
        "Strain between Washington and Beijing, from 0 to 1.",
        "friction",
    ),
)


def outcome_terms() -> tuple[Term, ...]:
    """The outcomes as terms: meaning, unit, which way is better, the least difference that matters."""
    return tuple(
        Term(
            it.name,
            it.name,
            f"{it.says[:1].upper()}{it.says[1:]}; {it.unit}; {WAYS[it.better]}; {it.delta:g} matters.",
            re.escape(it.name),
        )
        for it in OUTCOMES.values()
    )
