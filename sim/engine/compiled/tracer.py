"""A week as expressions: lived by a copy of a world whose columns are symbols."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, fields
from typing import Any, TypeAlias, cast

import numpy as np

from sim.core.columns import Column, Flags
from sim.core.random_streams import Luck
from sim.engine.compiled.expression import Kind, Node, leaf
from sim.engine.compiled.symbolic_array import Symbols, symbols
from sim.model.actors import Actor
from sim.model.calendar import Calendar, Exercise
from sim.model.orders import Plan, Task
from sim.model.theories import Theory
from sim.model.world import World
from sim.vocabulary.signals import FAMILIES

Slot: TypeAlias = tuple[Hashable, ...]
"""Where in a world a column stands: the names, keys and rows that lead there."""

GIVEN = ("p", "dispositions")
"""What of a world stays as it was drawn."""
STATES = ("land", "alliance", "crisis", "talks", "fate", "beliefs", "tally", "plan")
"""What carries over from week to week, besides its actors' own and the columns of its own."""
MADE_ANEW = {"view", "sent", "scores", "d"}
"""What an actor makes each week before anybody reads it."""
BY_NAME = ("hostile", "pressing", "friendly", "eased", "events")
"""What the world makes each week before anybody reads it, by name."""


@dataclass(frozen=True)
class Week:
    """What a week does: the expression that every slot ends in that carries over, and what else can be told
    of it.
    """

    ends: Mapping[Slot, Node]
    told: Mapping[Slot, Node]


def lived(world: World, theory: Theory) -> Week:
    """A week of a world under one theory; the world stays as it is."""
    shadow = _shadow(world, theory)
    before = columns_of(shadow)
    for actor in shadow.actors.values():
        actor.appraise()
    for actor in shadow.actors.values():
        actor.choose()
    shadow.follow()
    after = columns_of(shadow)
    return Week({slot: _node(after[slot]) for slot in before}, _told(shadow))


def _told(shadow: World) -> dict[Slot, Node]:
    """What everybody sent, Pyongyang's scores, and the columns that the world itself makes each week."""
    told: dict[Slot, Node] = {}
    for name, actor in shadow.actors.items():
        for family in FAMILIES:
            told["sent", name, family] = _node(actor.sent.places[family])
            told["ordered", name, family] = _node(actor.sent.orders(family))
        told |= {("shape", name, of): _node(x) for of, x in actor.sent.shape.items()}
    for family, scores in shadow.north.scores.items():
        told |= {("scores", family, row): _node(score) for row, score in enumerate(scores)}
    for name in (*BY_NAME, *(name for name, x in vars(shadow).items() if isinstance(x, np.ndarray))):
        told |= {slot: _node(x) for slot, x in _columns(vars(shadow)[name], (name,)).items()}
    return told


def columns_of(world: World) -> dict[Slot, Column]:
    """Every column that may carry over from one week to the next; a belief has one for each hearer."""
    found: dict[Slot, Column] = {}
    for name in (*GIVEN, *STATES):
        found |= _columns(vars(world)[name], (name,))
    for name, actor in world.actors.items():
        found |= _columns(actor.state, ("actors", name, "state"))
    for name, x in vars(world).items():
        if isinstance(x, np.ndarray):
            found |= _columns(cast(Any, x), (name,))
    return found


def _columns(x: Any, slot: Slot) -> dict[Slot, Column]:
    if isinstance(x, np.ndarray):
        column = cast(Column, x)
        return {slot: column} if column.ndim == 1 else {(*slot, k): row for k, row in enumerate(column)}
    found: dict[Slot, Column] = {}
    for key, part in _parts(x):
        found |= _columns(part, (*slot, key))
    return found


def _parts(x: Any) -> Iterator[tuple[Hashable, Any]]:
    """What may hold columns, by the names and keys that lead there."""
    if isinstance(x, dict):
        yield from cast(dict[Hashable, Any], x).items()
    elif isinstance(x, list):
        yield from enumerate(cast(list[Any], x))
    elif isinstance(x, Plan):
        yield "watches", x.watches
    elif type(x).__module__.startswith("sim.") and not isinstance(x, Task):
        yield from vars(x).items()


def _shadow(world: World, theory: Theory) -> World:
    """A copy with symbols for columns, one world wide."""
    shadow = object.__new__(World)
    for name, x in vars(world).items():
        if name in (*GIVEN, *STATES) or isinstance(x, np.ndarray):
            setattr(shadow, name, _mirrored(x, (name,)))
    shadow.width, shadow.theories, shadow.signals = 1, [(theory, slice(None))], world.signals
    shadow.week = _said("week")
    shadow.luck = _NamingLuck()
    shadow.plan = _twin(_NamingPlan, world.plan, watches=shadow.plan.watches)
    shadow.calendar = _twin(_NamingCalendar, world.calendar, width=1)
    shadow.exercise = Exercise(*(_said("exercise", k) for k in range(len(fields(Exercise)))))
    for name in BY_NAME:
        setattr(shadow, name, {})
    shadow.actors = {name: cast(Any, _actor(actor, shadow)) for name, actor in world.actors.items()}
    for name in ("us", "rok", "north", "china"):
        setattr(shadow, name, shadow.actors[getattr(world, name).name])
    shadow.allies = (shadow.us, shadow.rok)
    return shadow


def _actor(actor: Actor, shadow: World) -> Actor:
    state = _mirrored(vars(actor)["state"], ("actors", actor.name, "state"))
    twin: Actor = _twin(type(actor), actor, world=shadow, model=shadow, state=state)
    for name in vars(twin).keys() & MADE_ANEW:
        delattr(twin, name)
    return twin


def _mirrored(x: Any, slot: Slot) -> Any:
    """A copy with an expression for every number."""
    if isinstance(x, np.ndarray):
        kind: Kind = "flag" if x.dtype == np.bool_ else "number"
        if x.ndim == 1:
            return _leaves(leaf(slot, kind))
        return np.stack([_leaves(leaf((*slot, row), kind)) for row in range(len(cast(Column, x)))])
    parts = {key: _mirrored(part, (*slot, key)) for key, part in _parts(x)}
    if isinstance(x, dict | list):
        return parts if isinstance(x, dict) else list(parts.values())
    if not parts:
        return x
    twin = copy(x)
    vars(twin).update(parts)
    return twin


def _leaves(*nodes: Node) -> Symbols:
    return np.array(nodes, object).view(Symbols)


def _node(x: Any) -> Node:
    """The expression in a column of one world; a plain number is a constant."""
    return symbols(x)[0]


def _said(*name: Hashable, kind: Kind = "number") -> Any:
    """What the calendar or the plan says of all worlds of a cell."""
    return _leaves(leaf(("said", *name), kind))


def _twin(kind: type[Any], x: Any, **other: Any) -> Any:
    """The same as another kind of thing."""
    twin = object.__new__(kind)
    vars(twin).update(vars(x) | other)
    return twin


class _NamingLuck(Luck):
    """Names the luck that is drawn."""

    def __init__(self) -> None:
        pass

    def uniform(self, *name: str) -> Column:
        return _leaves(leaf(("uniform", name)))

    def gumbel(self, *names: tuple[str, ...]) -> Column:
        return np.stack([_leaves(leaf(("gumbel", name))) for name in names])


class _NamingCalendar(Calendar):
    """Names the dated facts that are read."""

    def said(self, name: str, week: int) -> Column | None:
        return _said("said", name) if name in self.names else None


class _NamingPlan(Plan):
    """Has every order come in every week, to worlds that the plan will name."""

    def comes(self, task: Task) -> bool:
        return True

    def acts(self, task: Task) -> Flags:
        return _said("task", self.tasks.index(task), kind="flag")

    def note(self, task: Task, where: Flags) -> None:
        pass
