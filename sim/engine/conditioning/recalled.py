"""What injects know of the weeks before a start from the record: the events that the record has of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from sim.core.columns import Flags, flags
from sim.evidence.observed_weeks import ObservedWeek
from sim.model.orders import Plan
from sim.scenario import Signal
from sim.vocabulary.signals import EVENTS

TESTS = ("long_test", "nuclear_test")


def recall(plan: Plan, where: slice, signals: Mapping[str, Signal], weeks: Sequence[ObservedWeek]) -> None:
    """Have the injects of a cell recall the weeks before the start, as far back as their conditions go."""
    for watch in plan.watches:
        if watch.tasks[0].where == where:
            last = weeks[-watch.memory :]
            watch.condition.recall([Recorded(week, signals, len(watch.times)) for week in last])


class Recorded:
    """The news of a week of the record: alike in all worlds, silent on what the record does not have."""

    def __init__(self, week: ObservedWeek, signals: Mapping[str, Signal], width: int) -> None:
        self._week, self._signals, self._width = week, signals, width

    def event(self, name: str, by: str | None) -> Flags | None:
        """Where an event of this name happened; None if the record does not tell."""
        known = KNOWN[name](self._week) if name in KNOWN else self._sent(name, by)
        return None if known is None else flags(known, self._width)

    def done(self, name: str) -> Flags:
        """Nowhere: before the start nothing was ordered."""
        return flags(False, self._width)

    def carried_out(self, numbers: Collection[int]) -> Flags:
        """Nowhere."""
        return flags(False, self._width)

    def _sent(self, name: str, by: str | None) -> bool | None:
        """Whether a signal was sent that makes an event of the record."""
        signal = self._signals.get(name)
        kinds = set(EVENTS) & set(signal.does) if signal else set[str]()
        if not kinds or by not in (None, "DPRK"):
            return None
        if kinds.isdisjoint(self._week.kinds):
            return False
        return True if set(self._week.kinds) <= kinds else None  # it may have been of another kind


KNOWN: dict[str, Callable[[ObservedWeek], bool]] = {
    "test": lambda week: not {*TESTS}.isdisjoint(week.kinds),
    "provocation": lambda week: bool(week.kinds),
    "crisis_opened": lambda week: week.crisis_begins,
    "fire": lambda week: week.fire,
    "serious_clash": lambda week: False,
    "resolution": lambda week: week.resolution,
}
"""What the record tells of events that are no signals: of serious clashes it has none, as worlds from it."""
