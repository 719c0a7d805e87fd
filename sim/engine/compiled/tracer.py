"""A week as expressions: simulated by the rules on a copy of a situation whose columns are symbols."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeAlias

import numpy as np

from sim.core import tree
from sim.core.columns import Column, Flags
from sim.core.random_streams import RandomNumbers
from sim.engine.compiled.expression import Kind, Node, in_order, leaf
from sim.engine.compiled.options import chosen
from sim.engine.compiled.symbolic_array import Symbols, symbols
from sim.model.actions import Sent
from sim.model.calendar import Calendar, Exercise
from sim.model.measures import READING
from sim.model.orders import Plan, Task
from sim.model.outcome_counters import final, outcomes
from sim.model.phases import injects
from sim.model.postures import Postures
from sim.model.situation import Situation
from sim.model.theories import Theory
from sim.model.world import World, carry_out
from sim.vocabulary.observations import View
from sim.vocabulary.signals import FAMILIES

Slot: TypeAlias = tree.Way
"""Where in a situation a column stands: the way to it, and the row of a belief."""

GIVEN = ("p", "dispositions")
"""What of a situation stays as it was drawn."""


@dataclass(frozen=True)
class Week:
    """The expression that every lasting slot ends a week in, and that of all else one may ask for;
    `measured` are the slots that measures, the rung of the conflict and the stage of the talks are read
    from. `start` is what lasting slots are before the first week, `outcomes` what is read after the last,
    the final class after all others. `options` are the log-odds of every option that actors choose from, far
    below all others where it is withheld.
    """

    ends: Mapping[Slot, Node]
    requested: Mapping[Slot, Node]
    measured: frozenset[Slot]
    start: Mapping[Slot, Node]
    outcomes: tuple[Node, ...]
    options: Mapping[Slot, Node]


def traced(
    world: World, theory: Theory, then: Callable[[Situation], None] | None = None, *, any_order: bool = False
) -> Week:
    """Trace a week of a world under one theory, and what is done `then`; the world stays as it is.

    With `any_order`, how orders act is an input too: see `_NamingOrders`.
    """
    plan = _NamingOrders if any_order else _NamingPlan
    resting = _shadow(world.situation, theory, plan)
    shadow = _shadow(world.situation, theory, plan)
    injects.ask(shadow)
    for agent in world.agents_by_name.values():
        agent.appraise(shadow)
    options: dict[Slot, Node] = {}
    for name, agent in world.agents_by_name.items():
        options |= chosen(shadow, name, agent)
    carry_out(shadow)
    if then:
        then(shadow)
    after = columns_of(shadow)
    ends = {slot: _node(after[slot]) for slot in columns_of(world.situation)}
    start, outcomes_ = _start(world, resting), _outcomes(resting)
    return Week(ends, _requested(shadow), _measured(resting), start, outcomes_, options)


def _start(world: World, shadow: Situation) -> dict[Slot, Node]:
    """What lasts, before the first week, from parameters and dispositions."""
    start = world.situation_from(shadow.p, shadow.dispositions, shadow.postures, 1)
    return {slot: _node(x) for slot, x in columns_of(start).items() if slot[0] not in GIVEN}


def _outcomes(shadow: Situation) -> tuple[Node, ...]:
    """Outcomes and final class of a world as it stands."""
    return tuple(_node(row) for row in (*outcomes(shadow), final(shadow)))


def _measured(shadow: Situation) -> frozenset[Slot]:
    """The slots that measures are read from."""
    nodes = [_node(read(shadow)) for read in READING.values()] + [_node(shadow.fate.at_war)]
    return frozenset(x.of for x in in_order(nodes) if x.verb == "leaf")


def _requested(shadow: Situation) -> dict[Slot, Node]:
    """What all saw and sent, Pyongyang's scores, every measure, and the columns that each week makes anew."""
    requested: dict[Slot, Node] = {}
    for name, actor in shadow.actors.items():
        for family in FAMILIES:
            requested["sent", name, family] = _node(actor.sent.places[family])
            requested["ordered", name, family] = _node(actor.sent.orders(family))
        requested |= {("shape", name, of): _node(x) for of, x in actor.sent.shape.items()}
        requested |= {("view", name, it.name): _node(actor.view[it.name]) for it in fields(actor.view)}
    for family, scores in shadow.north.scores.items():
        requested |= {("scores", family, row): _node(score) for row, score in enumerate(scores)}
    requested |= {("reading", name): _node(read(shadow)) for name, read in READING.items()}
    for name in tree.passing_of(Situation):
        requested |= {slot: _node(x) for slot, x in tree.columns(vars(shadow)[name], (name,)).items()}
    return requested


def columns_of(s: Situation) -> dict[Slot, Column]:
    """Every column that lasts from one week to the next; a belief has one for each hearer."""
    found: dict[Slot, Column] = {}
    for way, column in tree.columns(s).items():
        found |= {way: column} if column.ndim == 1 else {(*way, k): row for k, row in enumerate(column)}
    return found


def _shadow(s: Situation, theory: Theory, plan: type[Plan]) -> Situation:
    """A copy with symbols for columns, one world wide."""
    shadow: Situation = tree.mapped(_leaves_of, s)
    shadow.width, shadow.theories = 1, [(theory, slice(None))]
    shadow.week = _dated("week")
    shadow.random = _NamingNumbers()
    shadow.plan = _twin(plan, shadow.plan)
    shadow.calendar = _twin(_NamingCalendar, s.calendar, width=1)
    shadow.postures = _twin(_NamingPostures, s.postures)
    shadow.exercise = Exercise(*(_dated("exercise", k) for k in range(len(fields(Exercise)))))
    return shadow


def _leaves_of(way: tree.Way, column: Column) -> Symbols:
    """An expression for every number: the name of the slot that it is read from."""
    kind: Kind = "flag" if column.dtype == np.bool_ else "number"
    if column.ndim == 1:
        return _leaves(leaf(way, kind))
    rows = [_leaves(leaf((*way, row), kind)) for row in range(len(column))]
    return np.stack(rows)  # pyright: ignore[reportReturnType]


def _leaves(*nodes: Node) -> Symbols:
    return np.array(nodes, object).view(Symbols)


def _node(x: Any) -> Node:
    """The expression in a column of one world; a plain number is a constant."""
    return symbols(x)[0]


def _dated(*name: Hashable, kind: Kind = "number") -> Any:
    """An input from the calendar or the plan, the same for all worlds of a cell."""
    return _leaves(leaf(("dated", *name), kind))


def _twin(kind: type[Any], x: Any, **other: Any) -> Any:
    """The same as another kind of thing."""
    twin = object.__new__(kind)
    vars(twin).update(vars(x) | other)
    return twin


class _NamingNumbers(RandomNumbers):
    """Gives the name of a random draw in place of the draw."""

    def __init__(self) -> None:
        pass

    def uniform(self, *name: str) -> Column:
        return _leaves(leaf(("uniform", name)))

    def gumbel(self, *names: tuple[str, ...]) -> Column:
        return np.stack([_leaves(leaf(("gumbel", name))) for name in names])


class _NamingCalendar(Calendar):
    """Gives the name of a dated fact in place of what it sets."""

    def dated(self, name: str, week: int) -> Column | None:
        return _dated("dated", name) if name in self.names else None


class _NamingPostures(Postures):
    """Gives the name of a share in place of what it is in a week."""

    def share(self, actor: str, name: str, k: int, week: int) -> Column:
        return _dated("share", (actor, name, k))


class _NamingPlan(Plan):
    """Has every order come in every week, to worlds that the plan names when the week is run."""

    def comes(self, task: Task) -> bool:
        return True

    def acts(self, task: Task) -> Flags:
        return _dated("task", self.tasks.index(task), kind="flag")

    def note(self, task: Task, where: Flags) -> None:
        pass


class _NamingOrders(_NamingPlan):
    """The same, and gives the name of how an order acts in place of how it does: its scale and length, and
    whether it is carried out whatever the stage. So one order for a signal stands for any.
    """

    def _where_open(self, task: Task, asked: Flags, sent: Sent, view: View) -> Flags:
        where = super()._where_open(task, asked, sent, view)
        number = self.tasks.index(task)
        if where is asked or number >= self._orders:
            return where
        return where | (asked & _dated("forced", number, kind="flag"))

    def _send(self, task: Task, sent: Sent, where: Flags) -> None:
        number = self.tasks.index(task)
        if task.family == "forces" and number < self._orders:
            task = replace(task, scale=_dated("scale", number), length=_dated("length", number))
        super()._send(task, sent, where)
