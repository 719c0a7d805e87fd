"""The same worlds of two scenarios, looked at week by week: which decisions differ, and what else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Column, Flags, Places
from sim.engine.world_batch import WorldBatch
from sim.model.choice import CRISIS, TABLE
from sim.model.outcome_counters import final
from sim.model.situation import Situation
from sim.vocabulary.glossary import RUNGS, STAGES
from sim.vocabulary.ladders import TALKS
from sim.vocabulary.signals import ACTORS, EVENTS

SHAPE = ("scale", "length", "forces")
"""What makes the same signal of forces another one."""
RESHAPED = "of another shape"
KINDS = ("decision", "provocation", "crisis", "talks", "war", "outcome")
"""What can differ between two scenarios in a world, in the order in which it usually does."""


@dataclass(frozen=True, eq=False)
class DecisionDifference:
    """A decision that differs in some worlds this week: their numbers, and by world the option sent in
    either scenario.
    """

    actor: str
    family: str
    where: NDArray[np.intp]
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Side:
    """The worlds of one scenario: where they stand among the columns of a situation."""

    s: Situation
    where: slice

    @property
    def at_war(self) -> Flags:
        """Where war has come."""
        return self.s.fate.at_war[self.where]

    @property
    def in_crisis(self) -> Flags:
        """Where a crisis is open."""
        return self.s.crisis.open[self.where]

    @property
    def stage(self) -> Column:
        """The stage of talks."""
        return self.s.talks.stage[self.where]

    def event(self, name: str) -> Column:
        """How many events of a kind the week has had."""
        return self.s.events[name][self.where]

    def place(self, actor: str, family: str) -> Places:
        """The place of what was sent in its menu."""
        return self.s.actors[actor].sent.places[family][self.where]

    def name(self, actor: str, family: str) -> NDArray[np.str_]:
        """The name of what was sent."""
        return np.array(self.s.actors[actor].options(family))[self.place(actor, family)]

    def attribute(self, actor: str, name: str) -> Column:
        """An attribute of the forces that were sent."""
        return self.s.actors[actor].sent.attribute("forces", name)[self.where]

    @property
    def final(self) -> Places:
        """The class each world ends in, as places in `FINAL_CLASSES`."""
        return final(self.s)[self.where].astype(np.intp)


class Pair:
    """The same worlds of two scenarios, which somebody steps: `begin_week` before, then look."""

    def __init__(self, worlds: WorldBatch) -> None:
        self.sides = _side(worlds, 0), _side(worlds, 1)
        self.begin_week()

    def begin_week(self) -> None:
        """Note what a week begins with: where neither is at war, and where both are in a crisis."""
        a, b = self.sides
        self.live: Flags = ~(a.at_war | b.at_war)
        self._in_crisis: Flags = a.in_crisis & b.in_crisis
        self._at_table: Flags = (a.stage >= TALKS) & (b.stage >= TALKS)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Every actor with every family it chooses in."""
        actors = self.sides[0].s.actors
        return [(actor, family) for actor in ACTORS for family in actors[actor].families]

    def decisions(self) -> Iterator[DecisionDifference]:
        """The decisions of this week that differ; in a crisis, only where both are in one."""
        for actor, family in self.choices:
            where = np.flatnonzero(self.differs(actor, family))
            if len(where):
                options = tuple(self._options(actor, family, k) for k in where.tolist())
                yield DecisionDifference(actor, family, where, options)

    def differs(self, actor: str, family: str) -> Flags:
        """Where a decision of this week differs, before any war."""
        one, other = (side.name(actor, family) for side in self.sides)
        differs: Flags = (one != other) & self.live
        if family == "forces":
            differs = differs | (self._reshaped(actor) & self.live)
        if family == TABLE:
            return differs & self._at_table
        return differs & self._in_crisis if family == CRISIS else differs

    def _reshaped(self, actor: str) -> Flags:
        """Where both send something that is not of the same scale, length and kind."""
        a, b = self.sides
        sent = (a.place(actor, "forces") > 0) & (b.place(actor, "forces") > 0)
        other = [a.attribute(actor, name) != b.attribute(actor, name) for name in SHAPE]
        return sent & (other[0] | other[1] | other[2])

    def _options(self, actor: str, family: str, world: int) -> tuple[str, str]:
        one, other = (str(side.name(actor, family)[world]) for side in self.sides)
        return one, reshaped(one, other)

    def states(self) -> dict[str, Flags]:
        """By kind of `KINDS`, but for decision and outcome: where the result of the week differs."""
        a, b = self.sides
        events = np.zeros(len(self.live), np.bool_)
        for name in EVENTS:
            events |= a.event(name) != b.event(name)
        found = {
            "provocation": events,
            "crisis": a.in_crisis != b.in_crisis,
            "talks": a.stage != b.stage,
            "war": a.at_war != b.at_war,
        }
        return {kind: flags & self.live for kind, flags in found.items()}

    def described(self, kind: str, world: int = 0) -> tuple[str, str]:
        """The result of the week in either scenario, in words."""
        one, other = (_described(side, kind, world) for side in self.sides)
        return one, other


def reshaped(one: str, other: str) -> str:
    """The other's option, told from the one's where both have the same name."""
    return other if one != other else f"{other}, {RESHAPED}"


def _side(worlds: WorldBatch, cell: int) -> Side:
    """The worlds of a cell of the batch."""
    world, places = next(group for group in worlds.groups() if cell in group[1])
    start = places.index(cell) * worlds.worlds
    return Side(world.situation, slice(start, start + worlds.worlds))


def _described(side: Side, kind: str, world: int) -> str:
    if kind == "provocation":
        had = [name.replace("_", " ") for name in EVENTS if side.event(name)[world] > 0]
        return ", ".join(had) or "no provocation"
    if kind == "crisis":
        rung = RUNGS[int(side.s.crisis.rung[side.where][world])]
        return f"crisis, {rung}" if side.in_crisis[world] else "no crisis"
    if kind == "talks":
        stage = STAGES[int(side.stage[world])]
        return "no talks" if stage == "none" else stage
    return "war" if side.at_war[world] else "no war"
