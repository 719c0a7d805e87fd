"""Orders and injects of a scenario: what an actor is made to send, or kept from sending."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sim.core.columns import Column, Flags, column, either, flags
from sim.core.tree import Tree
from sim.model.actions import Sent
from sim.model.choice import CLOSED, Menus, Scores
from sim.model.menus import menus_of
from sim.scenario import Inject, Order, Scenario
from sim.vocabulary.signals import ACTORS

COMPARISONS = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}
"""Comparisons of a measure with a value that an inject may make."""
Measure = Callable[[str], Column]


@dataclass(frozen=True)
class Task:
    """One order in one cell: the columns and weeks it is for, the option, and its shape.

    `row` is the option's place in the menu of `family`, `written` where the order stands in its file; with
    `withhold` the option is kept from being sent.
    """

    where: slice
    weeks: range
    actor: str
    family: str
    row: int
    scale: float | None
    length: int | None
    written: str
    withhold: bool = False


@dataclass
class Watch(Tree):
    """One inject in one cell: an order that waits for a condition, and how often it may still happen."""

    task: Task
    measure: str
    comparison: str
    value: float
    times: Column


class Plan(Tree):
    """Orders and injects of every cell, each with `worlds` worlds, from `monday` on."""

    def __init__(self, scenarios: Sequence[Scenario], worlds: int, monday: date) -> None:
        self.week = 0
        self.took: dict[tuple[str, str], tuple[int, str]] = {}
        """By actor and family: the last week in which an order took effect, and where it is written."""
        self._monday = monday
        self._width = worlds * len(scenarios)
        first = scenarios[0]
        self._menus = {a: menus_of(a, tuple(first.signals.values())) for a in ACTORS}
        cells = [(slice(k * worlds, (k + 1) * worlds), s) for k, s in enumerate(scenarios)]
        self._tasks = [self._task(where, o) for where, s in cells for o in s.orders.values()]
        self.watches = [self._watch(where, i) for where, s in cells for i in s.injects.values()]

    def withheld(self, actor: str, noise: Scores) -> Scores:
        """Close withheld options in the noise: they keep their value, and cannot be chosen."""
        for task in self._due(actor):
            if task.withhold:
                row = noise[task.family][task.row]
                noise[task.family][task.row] = either(self.acts(task), CLOSED, row)
        return noise

    def obeyed(self, actor: str, sent: Sent, measure: Measure) -> None:
        """Replace what was chosen by what is ordered this week; `measure` gives the value of a measure."""
        for task in self._due(actor):
            if not task.withhold:
                self._send(task, sent, self.acts(task))
        for watch in self.watches:
            if watch.task.actor == actor and self.comes(watch.task):
                holds = COMPARISONS[watch.comparison](measure(watch.measure), watch.value) & (watch.times > 0)
                holds &= self.acts(watch.task)
                watch.times = watch.times - holds
                self._send(watch.task, sent, holds)

    @property
    def tasks(self) -> list[Task]:
        """List all orders, those of injects included."""
        return [*self._tasks, *(watch.task for watch in self.watches)]

    def _due(self, actor: str) -> list[Task]:
        return [t for t in self._tasks if t.actor == actor and self.comes(t)]

    def comes(self, task: Task) -> bool:
        """Tell whether a task is due this week."""
        return self.week in task.weeks

    def acts(self, task: Task) -> Flags:
        """Flag the worlds that a task is for."""
        where = flags(False, self._width)
        where[task.where] = True
        return where

    def note(self, task: Task, where: Flags) -> None:
        """Record that a task took effect this week, if it does in some world."""
        if where.any():
            self.took[task.actor, task.family] = self.week, task.written

    def _send(self, task: Task, sent: Sent, where: Flags) -> None:
        self.note(task, where)
        sent.replace(task.family, where, task.row)
        if task.family == "forces":
            signal = sent.menus["forces"].signals[task.row - 1]
            sent.reshape("scale", where, signal.scale if task.scale is None else task.scale)
            sent.reshape("length", where, signal.length if task.length is None else task.length)
            sent.reshape("forces", where, signal.forces)

    def _task(self, where: slice, order: Order) -> Task:
        first, last = self._week(order.start), self._week(order.end)
        last = first if order.length is not None and not order.withhold else last
        weeks, how = range(first, last + 1), (order.scale, order.length)
        return self._aimed(where, order.actor, order.signal, weeks, *how, order.where, order.withhold)

    def _watch(self, where: slice, inject: Inject) -> Watch:
        weeks = range(self._week(inject.start), self._week(inject.end) + 1)
        then = inject.then
        task = self._aimed(where, then.actor, then.signal, weeks, then.scale, then.length, inject.where)
        when, times = inject.when, column(inject.times, self._width)
        return Watch(task, when.measure, when.comparison, when.value, times)

    def _aimed(
        self,
        where: slice,
        actor: str,
        signal: str,
        weeks: range,
        scale: float | None,
        length: int | None,
        written: str,
        withhold: bool = False,
    ) -> Task:
        family, row = _place(self._menus[actor], signal)
        return Task(where, weeks, actor, family, row, scale, length, written, withhold)

    def _week(self, day: date) -> int:
        return (day - self._monday).days // 7


def _place(menus: Menus, signal: str) -> tuple[str, int]:
    """Find family and row of a signal in an actor's menus. Raises KeyError if it is in none."""
    for family, menu in menus.items():
        if signal in menu.names:
            return family, menu.names.index(signal)
    raise KeyError(signal)
