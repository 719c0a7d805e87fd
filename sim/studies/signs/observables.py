"""What an outside observer sees of a week: in simulated worlds by their state, in the record by its tables.

A week of a world is one whole number: bit k is set where observable k was seen. Nothing here is known to the
actors alone; beliefs, private contacts and intentions are no signs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Flags
from sim.evidence.own_record import SHIPPED, Record
from sim.evidence.rows import Agreement, Clash, Crisis, Event, Exercise, Meetings, Resolution
from sim.model.calendar import WEEK
from sim.model.situation import Situation
from sim.studies.validation.chronicle import CONTACT, FROZEN, meeting

Weeks: TypeAlias = NDArray[np.uint32]
"""Observables of every week as bits, ``(week, world)``."""
Days: TypeAlias = "tuple[date, date]"

IN_RECORD = (Agreement, Clash, Crisis, Event, Exercise, Meetings, Resolution)
MIDDLE = 14
"""Days after its first on which a month stands, of which no day is known."""


@dataclass(frozen=True)
class Observable:
    """Something that an observer sees of a week. `says` completes "in the last weeks there was …"; `seen`
    finds it in the state of worlds; `spans` are the days on which the record shows it, if it does at all.
    """

    says: str
    seen: Callable[[Situation], Flags]
    spans: Callable[[Record], Iterator[Days]] | None = None


def _event(*kinds: str) -> Observable:
    says = " or ".join(_NAMES[kind] for kind in kinds)

    def seen(s: Situation) -> Flags:
        return sum((s.events[kind] for kind in kinds[1:]), s.events[kinds[0]]) > 0

    def spans(of: Record) -> Iterator[Days]:
        return ((row.day, row.day) for row in of.rows(Event) if row.kind in kinds)

    return Observable(says, seen, spans)


_NAMES = {
    "short_test": "a short-range test",
    "long_test": "a long-range test",
    "nuclear_test": "a nuclear test",
    "local": "a local provocation",
    "attack": "an attack",
}


def _sent(says: str, *effects: str, by: tuple[str, ...]) -> Observable:
    def seen(s: Situation) -> Flags:
        amounts = [s.actors[actor].sent.any_of(*effects) for actor in by]
        return sum(amounts[1:], amounts[0]) > 0

    return Observable(says, seen)


def _days(row: type[Exercise] | type[Crisis], of: Record) -> Iterator[Days]:
    return ((each.first_day, each.last_day or of.last_day) for each in of.rows(row))


def _months(of: Record) -> Iterator[Days]:
    middle = timedelta(days=MIDDLE)
    return ((each.month + middle, each.month + middle) for each in of.rows(Meetings) if each.meetings)


def _agreements(of: Record) -> Iterator[Days]:
    binding = (each for each in of.rows(Agreement) if each.kind != "moratorium")
    return ((each.agreed, each.broke_down - timedelta(days=1)) for each in binding)


ALLIES = ("US", "ROK")
OBSERVABLES: dict[str, Observable] = {
    "short_test": _event("short_test"),
    "long_test": _event("long_test"),
    "nuclear_test": _event("nuclear_test"),
    "provocation": _event("local", "attack"),
    "exercise": Observable(
        "a scheduled exercise of the allies",
        lambda s: (s.exercise.scheduled > 0) & (s.exercise_now > 0),
        lambda of: _days(Exercise, of),
    ),
    "resolution": Observable(
        "a resolution of the Security Council",
        lambda s: s.resolved > 0,
        lambda of: ((row.adopted, row.adopted) for row in of.rows(Resolution)),
    ),
    "meeting": Observable("a meeting of Washington and Pyongyang", meeting, _months),
    "agreement": Observable(
        "an agreement in force, a freeze or better", lambda s: s.talks.stage >= FROZEN, _agreements
    ),
    "crisis": Observable("a crisis", lambda s: s.crisis.open, lambda of: _days(Crisis, of)),
    "fire": Observable(
        "an exchange of fire", lambda s: s.fire > 0, lambda of: ((row.day, row.day) for row in of.rows(Clash))
    ),
    "show_of_force": _sent("a show of force of the allies", "display", by=ALLIES),
    "warning": _sent("a warning of force by the allies", "warn_of_force", by=ALLIES),
    "suspension": _sent("an exercise suspended by the allies", "suspend", by=ALLIES),
    "sanctions": _sent("sanctions by an ally", "primary", "secondary", by=ALLIES),
    "relief": _sent("relief or aid by an ally", "relief", "aid", by=ALLIES),
    "taunt": _sent("a hostile statement of Pyongyang", "taunt", by=("DPRK",)),
    "pledge": _sent("a pledge of Pyongyang to hold its tests", "moratorium", by=("DPRK",)),
    "walk_out": _sent("a walk-out of Pyongyang", "walk_out", by=("DPRK",)),
    "serious": Observable("a serious clash", lambda s: s.serious > 0, lambda _: iter(())),
    "war": Observable("war", lambda s: s.war_now, lambda _: iter(())),
    "contact": Observable("contact between the two sides", lambda s: s.talks.stage >= CONTACT),
}
"""By name. The record tells of those that have `spans`; neither a serious clash nor war was in it."""
REQUESTS = frozenset("sent events resolved serious war_now fire".split())
"""What is asked of a week besides what carries over."""
BITS = {name: np.uint32(1 << at) for at, name in enumerate(OBSERVABLES)}


def of_worlds(s: Situation) -> NDArray[np.uint32]:
    """What is seen of the week that worlds have just simulated, as bits, shape ``(world,)``."""
    bits = np.zeros(len(s.fate.at_war), np.uint32)
    for name, each in OBSERVABLES.items():
        bits |= np.where(each.seen(s), BITS[name], np.uint32(0))
    return bits


def of_record(of: Record = SHIPPED) -> tuple[date, Weeks]:
    """What the record shows of each whole week, as bits, shape ``(week, 1)``, and its first Monday."""
    monday = of.first_day + timedelta(days=-of.first_day.weekday() % 7)
    weeks = (of.last_day - monday + timedelta(days=1)).days // 7
    bits = np.zeros((weeks, 1), np.uint32)
    for name, each in OBSERVABLES.items():
        for first, last in each.spans(of) if each.spans else ():
            begin, end = (first - monday) // WEEK, (last - monday) // WEEK
            bits[max(begin, 0) : max(end + 1, 0)] |= BITS[name]
    return monday, bits
