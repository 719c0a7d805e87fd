"""Orders and injects of a scenario: what actors are made to send, or kept from sending."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sim.core.columns import Column, Flags, column, either, flags, when
from sim.core.parameters import Numbers
from sim.core.tree import Tree
from sim.model.actions import Sent
from sim.model.choice import Menus, Scores
from sim.model.conditions import condition
from sim.model.menus import menus_of
from sim.model.scoring import CLOSED
from sim.model.switches import Turn, switched, turn_all
from sim.model.tasks import CARRIED_OUT, DISPLACED, NOBODY, SHUT, Task, Watch
from sim.scenario import Inject, Order, Scenario, Signal
from sim.scenario.orders import Then, length_in_force, weeks_sent
from sim.vocabulary.observations import View
from sim.vocabulary.signals import ACTORS, AFTER, EVERY_STAGE, FELT, LASTING

__all__ = ["CARRIED_OUT", "DISPLACED", "SHUT", "Plan", "Task"]


class Plan(Tree):
    """Orders and injects of every cell, each with `worlds` worlds, from `monday` on."""

    def __init__(self, scenarios: Sequence[Scenario], worlds: int, monday: date) -> None:
        self.week = 0
        self.took: dict[tuple[str, str], tuple[int, str]] = {}
        """By actor and family: the last week in which an order took effect, and where it is written."""
        self._monday, self._weeks = monday, scenarios[0].weeks
        self._width = worlds * len(scenarios)
        self._signals = scenarios[0].signals
        self._menus = {a: menus_of(a, tuple(self._signals.values())) for a in ACTORS}
        cells = [(slice(k * worlds, (k + 1) * worlds), s) for k, s in enumerate(scenarios)]
        self.tasks = [t for where, s in cells for o in s.orders.values() for t in self._ordered(where, o)]
        """All orders, then those of injects, one an actor."""
        self._orders = len(self.tasks)
        self._turns = 0
        self.watches = [self._watch(where, i) for where, s in cells for i in s.injects.values()]

    def turn(self, became: dict[int, Column]) -> None:
        """Switch strategies and postures where injects ask for it, by a week's part; `became` as below."""
        turn_all([(watch.turn, watch.asked) for watch in self.watches if watch.turn])
        for watch in self.watches:
            if watch.turn:
                became[watch.numbers[0]] = when(watch.asked, CARRIED_OUT)

    def switched(self, dated: Numbers, after: Sequence[Mapping[str, Column]]) -> Numbers:
        """The dispositions of an actor where injects have switched from those that are `dated`; `after` has
        what each switches to.
        """
        return switched([watch.turn for watch in self.watches if watch.turn], dated, after)

    def withheld(self, actor: str, noise: Scores) -> Scores:
        """Close withheld options in the noise: they keep their value, and cannot be chosen."""
        for _, task in self._due(actor):
            if task.withhold:
                row = noise[task.family][task.row]
                noise[task.family][task.row] = either(self.acts(task), CLOSED, row)
        for watch in self.watches:
            for who, family, option, length in watch.shorter:
                if who == actor:
                    row = noise[family][option]
                    noise[family][option] = either(watch.standing > length, CLOSED, row)
        return noise

    def obeyed(self, actor: str, sent: Sent, view: View, became: dict[int, Column]) -> None:
        """Replace what was chosen by what is ordered this week, where that is open to the actor.

        `became` takes up what became of each task that is due, by its place in `tasks`.
        """
        for number, task in self._due(actor):
            if not task.withhold:
                self._carry_out(number, self.acts(task), sent, view, became)
        for watch in self.watches:
            for number, task in zip(watch.numbers, watch.tasks, strict=True):
                if task.actor == actor and self.comes(task):
                    self._carry_out(number, watch.asked, sent, view, became)

    def _due(self, actor: str) -> Iterator[tuple[int, Task]]:
        for number, task in enumerate(self.tasks[: self._orders]):
            if task.actor == actor and self.comes(task):
                yield number, task

    def comes(self, task: Task) -> bool:
        """Tell whether a task is due this week."""
        return self.week in task.weeks

    def acts(self, task: Task) -> Flags:
        """Flag the worlds that a task is for this week."""
        where = flags(False, self._width)
        where[task.where] = self.comes(task)
        return where

    def note(self, task: Task, where: Flags) -> None:
        """Record that a task took effect this week, if it does in some world."""
        if where.any():
            self.took[task.actor, task.family] = self.week, task.written

    def _carry_out(
        self, number: int, asked: Flags, sent: Sent, view: View, became: dict[int, Column]
    ) -> None:
        task = self.tasks[number]
        where = self._where_open(task, asked, sent, view)
        self.note(task, where)
        for earlier, result in became.items():
            other = self.tasks[earlier]
            if (other.where, other.actor, other.family) == (task.where, task.actor, task.family):
                became[earlier] = either(where & (result > DISPLACED), DISPLACED, result)
        became[number] = either(where, CARRIED_OUT, when(asked, SHUT))
        self._send(task, sent, where)

    def _where_open(self, task: Task, asked: Flags, sent: Sent, view: View) -> Flags:
        """Where the signal is open to the actor: at its stages of talks, while what it answers is recent."""
        signal = sent.menus[task.family].signals[task.row - 1]
        low, high = signal.stages
        if not task.forced and (low, high) != EVERY_STAGE:
            asked = asked & (view["stage"] >= low) & (view["stage"] <= high)
        if not task.forced and signal.after:
            asked = asked & (view[AFTER[signal.after]] >= FELT)
        return asked

    def _send(self, task: Task, sent: Sent, where: Flags) -> None:
        sent.replace(task.family, where, task.row)
        if task.family == "forces":
            signal = sent.menus["forces"].signals[task.row - 1]
            sent.reshape("scale", where, signal.scale if task.scale is None else task.scale)
            sent.reshape("length", where, signal.length if task.length is None else task.length)
            sent.reshape("forces", where, signal.forces)

    def _ordered(self, where: slice, order: Order) -> Iterator[Task]:
        signal = self._signals[order.signal]
        weeks = weeks_sent(order, self._monday, self._weeks)
        length = length_in_force(order, signal, self._monday)
        for actor in order.actors:
            family, row = _place(self._menus[actor], order.signal)
            how = order.scale, length, order.where, order.withhold, order.whatever_the_stage
            yield Task(order.name, where, weeks, actor, family, row, *how)
            if length is not None and not order.withhold and not order.as_before:
                yield from self._kept_in_force(where, weeks, actor, signal, length)

    def _kept_in_force(
        self, where: slice, weeks: range, actor: str, signal: Signal, length: int
    ) -> Iterator[Task]:
        """While what is ordered is in force, its actor may prolong it by its own choice, not cut it short."""
        if signal.stages != EVERY_STAGE or signal.after:
            return  # not in force in all worlds
        for row, other in self._lasting(actor, signal):
            for first in weeks:
                shorter = range(first + 1, first + length - other)
                yield Task("", where, shorter, actor, signal.family, row, None, None, "", withhold=True)

    def _lasting(self, actor: str, signal: Signal) -> Iterator[tuple[int, int]]:
        """Row and length of an actor's options that would take the place of what lasts."""
        lasting = LASTING.intersection(signal.does)
        for row, other in enumerate(self._menus[actor][signal.family].signals, 1):
            if not lasting.isdisjoint(other.does):
                yield row, other.length

    def _watch(self, where: slice, inject: Inject) -> Watch:
        weeks = range(self._week(inject.start), self._week(inject.end) + 1)
        tasks = list(self._waiting(where, weeks, inject))
        numbers = range(len(self.tasks), len(self.tasks) + len(tasks))
        self.tasks += tasks
        waits, written = condition(inject.when, self._width), inject.when.model_dump_json(exclude_none=True)
        times, left = column(inject.times, self._width), column(0, self._width)
        shape = inject.when.memory, written, inject.within
        turn = self._turn(inject.then) if inject.then.switches else None
        lasts, shorter = self._kept(inject.then)
        standing = column(0, self._width)
        return Watch(tuple(tasks), tuple(numbers), waits, *shape, times, left, standing, turn, lasts, shorter)

    def _kept(self, then: Then) -> tuple[int, tuple[tuple[str, str, int, int], ...]]:
        """As for orders: what lasts as long as it says is prolonged by free choice, not cut short."""
        if then.length is None:
            return 0, ()
        signal = self._signals[str(then.signal)]
        found = [
            (actor, signal.family, row, length)
            for actor in then.actors
            for row, length in self._lasting(actor, signal)
            if length < then.length
        ]
        return then.length, tuple(found)

    def _waiting(self, where: slice, weeks: range, inject: Inject) -> Iterator[Task]:
        """The orders of an inject, one an actor; a switch is one that sends nothing."""
        then = inject.then
        if then.switches:
            yield Task(inject.name, where, weeks, NOBODY, NOBODY, 0, None, None, inject.where)
        for actor in then.actors:
            family, row = _place(self._menus[actor], str(then.signal))
            how = then.scale, then.length, inject.where, False, then.whatever_the_stage
            yield Task(inject.name, where, weeks, actor, family, row, *how)

    def _turn(self, then: Then) -> Turn:
        place, self._turns = self._turns, self._turns + 1
        whole, over = then.strategy is not None, then.over or 1
        return Turn(place, whole, over, column(0, self._width), column(0, self._width))

    def _week(self, day: date) -> int:
        return (day - self._monday).days // 7


def _place(menus: Menus, signal: str) -> tuple[str, int]:
    """Find family and row of a signal in an actor's menus. Raises KeyError if it is in none."""
    for family, menu in menus.items():
        if signal in menu.names:
            return family, menu.names.index(signal)
    raise KeyError(signal)
