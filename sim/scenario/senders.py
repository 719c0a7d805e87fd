"""Who can send a signal by its own choice, and in which weeks; and what makes an event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

from sim.scenario.contents import Contents
from sim.scenario.entries import Signal
from sim.scenario.orders import Order, weeks_sent
from sim.scenario.periods import changes, mix_at
from sim.scenario.week_sets import WeekSet, first_weeks, from_week, weeks_in
from sim.vocabulary.signals import ALLIES, EVENTS

Sender: TypeAlias = tuple[str, str]
"""An actor and a signal."""
CLASSES: Final = {"test": ("long_test", "nuclear_test"), "provocation": EVENTS}
"""Events that are made by any signal of Pyongyang that has one of these effects."""
TESTS: Final = ("short_test", "long_test", "nuclear_test")
EXERCISES: Final = ("hold", "adjust", "suspend")
"""Effects that deal with an exercise that is due, each by the share of the policy of the same name."""
ALL_BUT: Final = "all but excluded"
"""How what has odds of one in a million is told: it can be, and hardly ever is."""
LEANINGS: Final = {"mediate": "mediation", "coerce": "coercion"}
"""Effects of Beijing's signals whose odds a disposition multiplies."""


@dataclass(frozen=True)
class Senders:
    """What the actors of a scenario can send by their own choice."""

    scenario: Contents
    run: WeekSet
    _at_nothing: dict[Sender, WeekSet] = field(default_factory=dict[Sender, WeekSet], compare=False)

    def of(self, event: str, by: str | None) -> frozenset[Sender] | None:
        """The senders that make an event; None if it is not made by sending alone."""
        signals = self.scenario.signals
        if event in signals:
            return frozenset((actor, event) for actor in signals[event].senders if by in (None, actor))
        if event not in CLASSES:
            return None
        kinds = {*CLASSES[event]}
        return frozenset(
            ("DPRK", name) for name, it in signals.items() if "DPRK" in it.senders and kinds & {*it.does}
        )

    def weeks(self, sender: Sender, *, but: str = "") -> WeekSet:
        """The weeks in which it can be chosen, whatever one disposition is (`but`)."""
        actor, name = sender
        signal = self.scenario.signals[name]
        if not signal.senders.get(actor):
            return 0
        found = self.run
        if self.scenario.assumed:  # talks advance by a stage a week at most
            found = from_week(signal.stages[0], found)
        if actor in ALLIES and not {*EXERCISES}.isdisjoint(signal.does):
            found &= self._due
        for order in self.withheld(sender):
            found &= ~weeks_in(weeks_sent(order, self.scenario.monday, self.scenario.weeks), self.run)
        for disposition in leanings(actor, signal):
            if disposition != but:
                found &= ~self.at_nothing(actor, disposition)
        return found

    def withheld(self, sender: Sender) -> Iterator[Order]:
        """The orders that keep an actor from sending a signal."""
        for order in self.scenario.orders.values():
            if order.withhold and order.signal == sender[1] and sender[0] in order.actors:
                yield order

    def kept_from(self, sender: Sender, *, but: str = "") -> str:
        """What keeps an actor from choosing a signal, in words, whatever one disposition is (`but`)."""
        actor, name = sender
        signal = self.scenario.signals[name]
        if not signal.senders.get(actor):
            return f"{name} has no weight with {actor}"
        if orders := [order.name for order in self.withheld(sender)]:
            return f"{name} is withheld from {actor} by {' and '.join(f'orders.{each}' for each in orders)}"
        for disposition in leanings(actor, signal):
            if disposition != but and self.at_nothing(actor, disposition):
                how = "excluded" if actor in ALLIES else ALL_BUT
                return f"{name} is {how} by {actor}'s {disposition} at 0"
        return f"no exercise is due, and {name} needs one"

    @cached_property
    def _due(self) -> WeekSet:
        """The weeks in which an exercise is due; of years that the record brings, any."""
        if not self.scenario.assumed:
            return self.run
        exercises = [fact for fact in self.scenario.facts if fact.sets == "exercise" and fact.value > 0]
        return weeks_in((self.scenario.week_of(fact.start) for fact in exercises), self.run)

    def at_nothing(self, actor: str, disposition: str) -> WeekSet:
        """The weeks in which a disposition is at 0 in all worlds."""
        key = actor, disposition
        if key not in self._at_nothing:
            self._at_nothing[key] = self._weeks_at_nothing(*key)
        return self._at_nothing[key]

    def _weeks_at_nothing(self, actor: str, disposition: str) -> WeekSet:
        if self._switched(actor, disposition):
            return 0
        scenario = self.scenario
        slow = max((step.over for step in (*scenario.strategy_steps, *scenario.posture_steps)), default=1)
        starts = [0, *(week for week in changes(scenario) if 0 < week < scenario.weeks)]
        found = 0
        for first, end in zip(starts, [*starts[1:], scenario.weeks], strict=True):
            if not any(mix_at(scenario, actor, first).get(disposition, (1.0, 1.0))):
                # on the way there it is above 0
                found |= from_week(first + slow - 1, self.run) & first_weeks(end)
        return found

    def _switched(self, actor: str, disposition: str) -> bool:
        """Whether an inject may set it to something else."""
        for inject in self.scenario.injects.values():
            if inject.then.strategy is not None and actor in ALLIES:
                return True
            sides = dict(inject.then.posture or ())
            if disposition in sides.get(actor, {}) or (
                actor in ALLIES and disposition in sides.get("both", {})
            ):
                return True
        return False


def leanings(actor: str, signal: Signal) -> Iterator[str]:
    """The dispositions at whose 0 an actor does not send a signal."""
    does = {*signal.does}
    if actor in ALLIES:
        yield from (name for name in EXERCISES if name in does)
    if actor == "China":
        yield from (LEANINGS[name] for name in LEANINGS if name in does)
    if actor != "DPRK":
        return
    tests = not does.isdisjoint(TESTS)
    if tests:
        yield "pace"
    if signal.meaning > 0 and signal.family in ("words", "forces") and not tests:
        yield "provocation"
    if signal.meaning < 0:
        yield "openness"
