"""The least difference that matters, where a scenario leaves its baseline little room to differ."""

from __future__ import annotations

from collections.abc import Mapping

from sim.results.sample import Numbers
from sim.vocabulary.glossary import OUTCOMES, Outcome

BOUNDED = ("chance", "share")
"""Units that end at 1, so that a level near it leaves as little room as one near 0."""
NEXT_TO_NOTHING = 0.05
"""Share of an outcome's `delta` that always matters, however low the level."""


def least(outcome: Outcome, level: float) -> float:
    """The least difference to a baseline at this level that matters, in the unit of the outcome.

    It is the outcome's `delta`, but no more than half of what the outcome can still fall, or rise to its
    end: or else one of the verdicts could not be reached. A war in 8 of 1,000 worlds cannot become rarer by
    one in a hundred; halving it matters. And it is no less than a twentieth of `delta`: a level below that is
    as good as nothing.

    >>> from sim.vocabulary.glossary import OUTCOMES
    >>> least(OUTCOMES["p_war"], 0.008), least(OUTCOMES["p_war"], 0.2), least(OUTCOMES["p_war"], 0)
    (0.004, 0.01, 0.0005)
    """
    rooms = [abs(level), abs(1 - level)] if outcome.unit in BOUNDED else [abs(level)]
    return min([outcome.delta, *(max(room / 2, outcome.delta * NEXT_TO_NOTHING) for room in rooms)])


def least_by_outcome(levels: Numbers) -> Mapping[str, float]:
    """The same for every outcome, from the baseline's means in the order of the glossary."""
    return {
        outcome.name: least(outcome, float(level))
        for outcome, level in zip(OUTCOMES.values(), levels, strict=True)
    }
