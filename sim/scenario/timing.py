"""In which weeks of a run a condition can hold, and an order or inject be carried out.

Always a week too many rather than one too few: what these weeks leave out cannot be.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from sim.scenario.contents import Contents
from sim.scenario.orders import Inject, When, weeks_sent
from sim.scenario.senders import Senders
from sim.scenario.week_sets import WeekSet, first_of, first_weeks, from_week, spread, unbroken, weeks_in
from sim.vocabulary.glossary import STAGES

REACHED: Final = {f"{stage}_reached": place for place, stage in enumerate(STAGES) if place}
COLLAPSED: Final = "talks_collapsed"
"""Events that tell where talks stand as long as they are of last week."""


class Timing:
    """The weeks of what a scenario asks for. With `free` False actors may send anything in any week."""

    def __init__(self, scenario: Contents, *, free: bool = True) -> None:
        self.scenario, self.free = scenario, free
        self.run = first_weeks(scenario.weeks)
        self.senders = Senders(scenario, self.run)
        self._asked: set[str] = set()
        self.never: dict[str, str] = {}
        """Injects that are never carried out, each with how that is told."""
        self._remember()

    def _remember(self) -> None:
        self.sent = cache(self._sent)
        self.carried_out = cache(self._carried_out)

    def rule_out(self, injects: Mapping[str, str]) -> None:
        """Take note of injects whose condition can never hold, for other reasons than its weeks, and of how
        that is told.
        """
        self.never |= injects
        self._remember()

    def window(self, inject: Inject) -> WeekSet:
        """The weeks in which the condition of an inject counts."""
        first, last = map(self.scenario.week_of, (max(inject.start, self.scenario.start), inject.end))
        return from_week(first, self.run) & first_weeks(last + 1)

    def holds(self, when: When, want: bool = True, *, doubted: bool = False) -> WeekSet:
        """The weeks in which a condition can hold (or, with `want` False, not hold); `doubted`: within a
        `not`, where what is not known of the weeks before the run counts as having been.
        """
        now = self._now(when, want, doubted)
        if when.for_ is None:
            return now
        before = not self.scenario.assumed
        return unbroken(now, when.for_, before=before) & self.run if want else self.run

    def _now(self, when: When, want: bool, doubted: bool) -> WeekSet:
        if when.not_ is not None:
            return self.holds(when.not_, not want, doubted=not doubted)
        if when.event is not None:
            return self._recent(when, want, doubted)
        if when.stage is not None:
            return self._staged(STAGES.index(when.stage), want)
        if when.after is not None and want:
            return self._after(when)
        parts = [self.holds(part, want, doubted=doubted) for part in when.all_of or when.any_of or ()]
        if not parts:  # a measure may be anything
            return self.run
        all_needed = bool(when.all_of) == want
        found = self.run if all_needed else 0
        for weeks in parts:
            found = found & weeks if all_needed else found | weeks
        return found

    def _recent(self, when: When, want: bool, doubted: bool) -> WeekSet:
        back = when.in_the_last or 1
        unknown = first_weeks(back) & self.run
        known = self.scenario.assumed
        if not want:
            return self.run & ~unknown if known and doubted else self.run
        found = spread(self.happens(str(when.event), when.by) << 1, back) & self.run
        return found | (unknown if doubted or not known else 0)

    def happens(self, event: str, by: str | None) -> WeekSet:
        """The weeks in which an event can come."""
        senders = self.senders.of(event, by)
        if senders is not None:
            found = 0
            for each in sorted(senders):
                found |= self.sent(each)
            return found
        if not self.scenario.assumed or event not in (*REACHED, COLLAPSED):
            return self.run
        return self._staged(1, want=True) if event == COLLAPSED else self._staged(REACHED[event], True) >> 1

    def _sent(self, sender: tuple[str, str]) -> WeekSet:
        """The weeks in which an actor can send a signal, of its own choice or as it is made to."""
        if not self.free:
            return self.run
        found = self.senders.weeks(sender)
        actor, signal = sender
        for name, order in self.scenario.orders.items():
            if order.signal == signal and actor in order.actors and not order.withhold:
                found |= self.carried_out(name)
        for name, inject in self.scenario.injects.items():
            if inject.then.signal == signal and actor in inject.then.actors:
                found |= self.carried_out(name)
        return found

    def _carried_out(self, name: str) -> WeekSet:
        """The weeks in which an order or inject of this name can be carried out."""
        scenario = self.scenario
        if name in scenario.orders:
            order = scenario.orders[name]
            return weeks_in(weeks_sent(order, scenario.monday, scenario.weeks), self.run)
        if name in self.never:
            return 0
        if name not in scenario.injects or name in self._asked:
            return self.run
        self._asked.add(name)
        inject = scenario.injects[name]
        window = self.window(inject)
        found = spread(self.holds(inject.when) & window, inject.within) & window
        self._asked.discard(name)
        return found

    def _after(self, when: When) -> WeekSet:
        done = self.carried_out(str(when.after))
        if when.at_least:
            first = first_of(done)
            return from_week(first + when.at_least, self.run) if first >= 0 else 0
        if when.in_the_last:
            return spread(done << 1, when.in_the_last) & self.run
        return (done << (when.weeks or 1)) & self.run

    def _staged(self, place: int, want: bool) -> WeekSet:
        """Talks open by a signal that accepts them, and advance by a stage a week at most."""
        if not self.scenario.assumed:
            return self.run
        if not place:  # no contact
            return self.run if want else self._staged(1, want=True)
        if not want:
            return self.run
        accepted = 0
        for name, signal in self.scenario.signals.items():
            if "accept" in signal.does and "DPRK" in signal.senders:
                accepted |= self.sent(("DPRK", name))
        first = first_of(accepted)
        return from_week(first + place, self.run) if first >= 0 else 0
