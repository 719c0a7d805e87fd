"""What a picture says about itself: the question it answers, what was run, the events worth marking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from sim.vocabulary.glossary import OVER_TIME

Events: TypeAlias = tuple[tuple[int, str], ...]
"""Weeks from the start, each with a label."""


@dataclass(frozen=True)
class Context:
    """Words around the data.

    ``question`` is the title; ``questions`` may hold a scenario's own, by name. ``subtitle`` is the small
    print (scenario, theory, worlds, seed, weeks). ``events`` are those of all scenarios, ``own``
    those of one, by name. ``measures`` are those drawn over time; names that the data lack are left out.
    """

    question: str
    subtitle: str
    events: Events = ()
    questions: Mapping[str, str] = field(default_factory=dict[str, str])
    measures: tuple[str, ...] = OVER_TIME
    own: Mapping[str, Events] = field(default_factory=dict[str, "Events"])

    def asks(self, scenario: str) -> str:
        """The scenario's own question, else that of the whole study."""
        return self.questions.get(scenario) or self.question
