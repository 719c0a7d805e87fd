"""What a picture says about itself: the question it answers, what was run, the events worth marking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FAN_MEASURES = ("provocations_52", "tension", "strain", "resolve_us")


@dataclass(frozen=True)
class Context:
    """Words around the data.

    ``question`` is the title; ``questions`` may hold a scenario's own, by name. ``subtitle`` is the small
    print (scenario, theory, worlds, seed, weeks). ``events`` are (week from the start, label) pairs.
    ``measures`` are those drawn over time; names that the data lack are left out.
    """

    question: str
    subtitle: str
    events: tuple[tuple[int, str], ...] = ()
    questions: Mapping[str, str] = field(default_factory=dict[str, str])
    measures: tuple[str, ...] = FAN_MEASURES

    def asks(self, scenario: str) -> str:
        """The scenario's own question, else that of the whole study."""
        return self.questions.get(scenario) or self.question
