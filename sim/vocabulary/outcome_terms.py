"""The outcomes as terms, in words for a reader who meets them for the first time."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import opened
from sim.vocabulary.outcome_words import short, short_label
from sim.vocabulary.terms import Term

WAYS = {"more": "more is better", "less": "less is better", "neither": "neither more nor less is better"}


def outcome_terms(matters: Mapping[str, str] | None = None) -> tuple[Term, ...]:
    """The outcomes as terms: meaning, unit, which way is better, what they are called in the files; and from
    where on a difference `matters`, by outcome, where that is known.
    """
    return tuple(
        Term(
            it.name,
            short_label(it.name),
            f"{opened(it.says)}; {it.unit}; {WAYS[it.better]}.{_from(it.name, matters or {})} In the files: "
            f"{it.name}.",
            _forms(it.name),
        )
        for it in OUTCOMES.values()
    )


def _from(outcome: str, matters: Mapping[str, str]) -> str:
    return f" A difference matters here from {matters[outcome]} on." if outcome in matters else ""


def _forms(outcome: str) -> str:
    """How a text names an outcome: as the files do, or by its name, unless that is a single word."""
    names = [name for name in (outcome, short(outcome)) if not name.isalpha()]
    return "|".join(re.escape(name) for name in dict.fromkeys(names))
