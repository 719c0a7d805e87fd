"""What the record shows of each week, in the words of the model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sim.evidence.own_record import SHIPPED, Record
from sim.evidence.rows import Agreement, Clash, Crisis, Event, Meetings, Resolution
from sim.evidence.weeks import WEEK
from sim.vocabulary.signals import EVENTS

CONVENTIONAL = ("local", "attack")
"""What the record does not distinguish."""
STAGE = {"moratorium": 0, "freeze": 3, "framework": 4}
"""The talks stage that an agreement stands for; a moratorium is a pledge without a stage."""
CONTACT, TALKS = 1, 2


@dataclass(frozen=True)
class ObservedWeek:
    """One week of the record, Monday to Sunday. What it says nothing of counts as not having happened.

    `kinds` are the classes that the event of the week may have had (none: there was no event), `days` how
    many events there were. `stages` are the lowest and highest talks stage that fit.
    """

    kinds: tuple[str, ...] = ()
    days: int = 0
    fire: bool = False
    crisis: bool = False
    crisis_begins: bool = False
    resolution: bool = False
    stages: tuple[int, int] = (0, CONTACT)
    kept: int = 0
    """Weeks for which the agreement in force has been kept."""
    broken: bool = False
    pledged: bool = False
    pledge: bool = False
    """Whether a moratorium was announced."""


def weeks_of_the_record(monday: date, weeks: int, record: Record = SHIPPED) -> list[ObservedWeek]:
    """The first `weeks` weeks from `monday`."""
    mondays = [monday + WEEK * k for k in range(weeks)]
    events = _by_week((e.day, e.kind) for e in record.rows(Event) if e.kind in EVENTS)
    fires, votes, begins = (
        {day - timedelta(days=day.weekday()) for day in days}
        for days in (
            [c.day for c in record.rows(Clash)],
            [r.adopted for r in record.rows(Resolution)],
            [c.first_day for c in record.rows(Crisis)],
        )
    )
    return [
        ObservedWeek(
            *_main_event(events.get(day, ())),
            fire=day in fires,
            crisis=any(c.first_day < day + WEEK and day <= (c.last_day or day) for c in record.rows(Crisis)),
            crisis_begins=day in begins,
            resolution=day in votes,
            **_talks(day, record),
        )
        for day in mondays
    ]


def _by_week(events: Iterable[tuple[date, str]]) -> dict[date, list[str]]:
    found: dict[date, list[str]] = {}
    for day, kind in events:
        found.setdefault(day - timedelta(days=day.weekday()), []).append(kind)
    return found


def _main_event(kinds: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """The class of which there was most, the gravest of several; the actor sends one a week."""
    if not kinds:
        return (), 0
    number = Counter(CONVENTIONAL[0] if kind in CONVENTIONAL else kind for kind in kinds)
    kind = max(number, key=lambda name: (number[name], EVENTS.index(name)))
    return (CONVENTIONAL if kind in CONVENTIONAL else (kind,)), len(kinds)


def _talks(monday: date, record: Record) -> dict[str, Any]:
    """Where talks and pledges stood at the end of a week.

    Negotiations are known by month only; those of the last whole month count, so that no week knows more
    than was known in it.
    """
    sunday = monday + WEEK - timedelta(days=1)
    last_month = ((sunday + timedelta(days=1)).replace(day=1) - timedelta(days=1)).replace(day=1)
    met = any(each.month == last_month for each in record.rows(Meetings))
    found: dict[str, Any] = {"stages": (CONTACT, TALKS) if met else (0, CONTACT)}
    for pact in record.rows(Agreement):
        stage, new = STAGE[pact.kind], monday <= pact.agreed <= sunday
        if monday <= pact.broke_down <= sunday:
            found["broken"] = True
        elif pact.agreed <= sunday < pact.broke_down and stage:
            found |= {"stages": (stage, stage), "kept": (sunday - pact.agreed).days // 7}
        elif pact.agreed <= sunday < pact.broke_down:
            found |= {"pledged": True, "pledge": new}
    return found
