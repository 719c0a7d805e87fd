"""Injects: which are due this week, and what they hear of it at its end."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from sim.core.columns import Column, Flags, flags, larger, pick, total
from sim.core.rule import about
from sim.model.measures import measure
from sim.model.orders import CARRIED_OUT
from sim.model.situation import Situation
from sim.vocabulary.glossary import STAGES
from sim.vocabulary.signals import EVENTS


def ask(s: Situation) -> None:
    """Before anybody chooses: where each inject is due, from how things stood at the end of last week."""
    about("everybody")
    s.orders, s.met = {}, s.talks.stage
    for watch in s.plan.watches:
        watch.ask(partial(measure, s), s.plan.acts(watch.tasks[0]))
    s.plan.turn(s.orders)


def hear(s: Situation) -> None:
    """After a week: what happened in it, and which orders were carried out."""
    about("everybody")
    for watch in s.plan.watches:
        watch.close(Week(s, watch.tasks[0].where))


class Week:
    """The news of a week in the worlds of one cell."""

    def __init__(self, s: Situation, where: slice) -> None:
        self._s, self._where = s, where

    def event(self, name: str, by: str | None) -> Flags:
        """Where a signal was sent (by one actor, or by anybody), or something else happened."""
        return HAPPENED[name](self._s) if name in HAPPENED else _sent(self._s, name, by)

    def done(self, name: str) -> Flags:
        """Where an order or inject of this name was carried out."""
        tasks = enumerate(self._s.plan.tasks)
        return self.carried_out([k for k, it in tasks if (it.name, it.where) == (name, self._where)])

    def carried_out(self, numbers: Collection[int]) -> Flags:
        """Where one of some orders was, by their places in the plan."""
        found, orders = flags(False, self._s.width), self._s.orders
        for number in numbers:
            if number in orders:
                found = found | (orders[number] >= CARRIED_OUT)
        return found


def _sent(s: Situation, signal: str, by: str | None) -> Flags:
    found = s.us.sent.none
    for actor in s.actors.values():
        for family, menu in actor.menus.items():
            if by in (None, actor.name) and signal in menu.names[1:]:
                found = larger(found, pick(menu.sends(signal), actor.sent.places[family]))
    return found > 0


def _reached(stage: str) -> Callable[[Situation], Flags]:
    place = STAGES.index(stage)
    return lambda s: (s.met < place) & (s.talks.stage >= place)


def _any(*classes: str) -> Callable[[Situation], Flags]:
    def happened(s: Situation) -> Flags:
        days: Column = total([s.events[name] for name in classes])
        return days > 0

    return happened


HAPPENED: dict[str, Callable[[Situation], Flags]] = {
    "test": _any("long_test", "nuclear_test"),
    "provocation": _any(*EVENTS),
    "crisis_opened": lambda s: s.crisis_opened,
    "fire": lambda s: s.fire > 0,
    "serious_clash": lambda s: s.serious > 0,
    "resolution": lambda s: s.resolved > 0,
    **{f"{stage}_reached": _reached(stage) for stage in STAGES[1:]},
    "talks_collapsed": lambda s: (s.met > 0) & (s.talks.stage <= 0),
}
"""How each event of the glossary that is no signal is read off a week."""
