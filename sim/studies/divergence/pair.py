"""The same worlds of two scenarios, stepped week by week: which decisions differ, and what else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.core.random_streams import Draws
from sim.engine.starting import as_written
from sim.engine.world_batch import REPLICATES
from sim.model.choice import CRISIS, TABLE
from sim.model.outcome_counters import final
from sim.model.situation import Situation
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import RUNGS, STAGES
from sim.vocabulary.ladders import TALKS
from sim.vocabulary.signals import ACTORS, EVENTS

Flags = NDArray[np.bool_]
SHAPE = ("scale", "length", "forces")
"""What makes the same signal of forces another one."""
RESHAPED = "of another shape"
KINDS = ("decision", "provocation", "crisis", "talks", "war", "outcome")
"""What can differ between two scenarios in a world, in the order in which it usually does."""


@dataclass(frozen=True)
class DecisionDifference:
    """A decision that differs in some worlds this week: their numbers, and by world the option sent in
    either scenario.
    """

    actor: str
    family: str
    where: NDArray[np.intp]
    options: tuple[tuple[str, str], ...]


class Pair:
    """The same worlds of two scenarios, stepped together."""

    def __init__(self, one: Cell, other: Cell, seed: int, first: int, worlds: int) -> None:
        self._worlds = tuple(
            as_written([cell], Draws(seed, first, worlds), REPLICATES) for cell in (one, other)
        )
        self.sides = tuple(world.situation for world in self._worlds)
        self.live: Flags = np.ones(worlds, np.bool_)
        """Where neither was at war before this week."""
        self._in_crisis: Flags = np.zeros(worlds, np.bool_)
        self._at_table: Flags = np.zeros(worlds, np.bool_)

    def step(self) -> None:
        """One week of both."""
        a, b = self.sides
        self.live = ~(a.fate.at_war | b.fate.at_war)
        self._in_crisis = a.crisis.open & b.crisis.open
        self._at_table = (a.talks.stage >= TALKS) & (b.talks.stage >= TALKS)
        for world in self._worlds:
            world.step()

    def decisions(self) -> Iterator[DecisionDifference]:
        """The decisions of this week that differ; in a crisis, only where both are in one."""
        for actor in ACTORS:
            for family in self.sides[0].actors[actor].families:
                where = np.flatnonzero(self._differs(actor, family) & self.live)
                if len(where):
                    options = tuple(self._options(actor, family, k) for k in where.tolist())
                    yield DecisionDifference(actor, family, where, options)

    def _names(self, actor: str, family: str) -> list[NDArray[np.str_]]:
        return [
            np.array(side.actors[actor].options(family))[side.actors[actor].sent.places[family]]
            for side in self.sides
        ]

    def _differs(self, actor: str, family: str) -> Flags:
        one, other = self._names(actor, family)
        differs: Flags = one != other
        if family == "forces":
            differs = differs | self._reshaped(actor)
        if family == TABLE:
            return differs & self._at_table
        return differs & self._in_crisis if family == CRISIS else differs

    def _reshaped(self, actor: str) -> Flags:
        """Where both send something that is not of the same scale, length and kind."""
        a, b = (side.actors[actor].sent for side in self.sides)
        sent = (a.places["forces"] > 0) & (b.places["forces"] > 0)
        other = [a.attribute("forces", name) != b.attribute("forces", name) for name in SHAPE]
        return sent & (other[0] | other[1] | other[2])

    def _options(self, actor: str, family: str, world: int) -> tuple[str, str]:
        one, other = (str(names[world]) for names in self._names(actor, family))
        return one, other if one != other else f"{other}, {RESHAPED}"

    def states(self) -> dict[str, Flags]:
        """By kind of `KINDS`, but for decision and outcome: where the result of the week differs."""
        a, b = self.sides
        events = np.zeros(len(self.live), np.bool_)
        for name in EVENTS:
            events |= a.events[name] != b.events[name]
        found = {
            "provocation": events,
            "crisis": a.crisis.open != b.crisis.open,
            "talks": a.talks.stage != b.talks.stage,
            "war": a.fate.at_war != b.fate.at_war,
        }
        return {kind: flags & self.live for kind, flags in found.items()}

    def described(self, kind: str, world: int = 0) -> tuple[str, str]:
        """The result of the week in either scenario, in words."""
        one, other = (_described(side, kind, world) for side in self.sides)
        return one, other

    @property
    def finals(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The class each world ends in, as places in `FINAL_CLASSES`."""
        one, other = (final(side).astype(np.intp) for side in self.sides)
        return one, other


def _described(s: Situation, kind: str, world: int) -> str:
    if kind == "provocation":
        had = [name.replace("_", " ") for name in EVENTS if s.events[name][world] > 0]
        return ", ".join(had) or "no provocation"
    if kind == "crisis":
        return f"crisis, {RUNGS[int(s.crisis.rung[world])]}" if s.crisis.open[world] else "no crisis"
    if kind == "talks":
        stage = STAGES[int(s.talks.stage[world])]
        return "no talks" if stage == "none" else stage
    return "war" if s.fate.at_war[world] else "no war"
