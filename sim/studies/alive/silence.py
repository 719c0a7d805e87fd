"""A rule switched off: in the place of its result stands what leaves things as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.core.random_streams import Draws
from sim.core.rule import Step, Trace
from sim.model.world import World
from sim.scenario import Scenario
from sim.scenario.cell import Cell

NEUTRAL: Mapping[str, str | int] = {
    "appraise.headlines": "tension",
    "appraise.seen_tension": "official",
    "china.in_effect": "effort",
    "commit.taken": "concession",
    "read.turned": 1,
    "read.unity": 1,
    "read.together": 1,
    "read.read_as": "resolve",
    "essay.worth_of_seouls_offer": "offer_rok",
}
"""Rules whose neutral result is not 0, or the state that they are given to pass on: a number, or the argument
that then stands for the result.
"""
WEEKS = 20
"""Weeks of one world in which every rule that a theory applies is applied."""


class Silence(Trace):
    """Listens, and puts the neutral result in the place of what one rule gives."""

    def __init__(self, key: str) -> None:
        super().__init__(instead=f"{key} switched off")
        self._key = key

    def hear(self, step: Step) -> Any:
        """What the rule gave; of the one that is switched off, its neutral result."""
        if step.rule.key != self._key:
            return step.result
        neutral = NEUTRAL.get(self._key, step.rule.gives)
        if isinstance(neutral, int):
            return 0 * step.result + neutral
        return step.given.get(neutral, 0 * step.result)


def applied(scenario: Scenario, theory: str) -> frozenset[str]:
    """The rules that a world of the scenario applies under a theory."""
    cell = Cell(scenario, theory)
    world = World([cell], Draws(1, 0, 1), 1)
    with Trace().listen() as trace:
        for _ in range(min(WEEKS, cell.scenario.weeks)):
            world.step()
    return frozenset(step.rule.key for step in trace.steps)
