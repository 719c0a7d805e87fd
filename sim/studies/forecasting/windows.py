"""Windows of days after an origin, what is counted in them, and the origins themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sim.evidence.history import WEAPONS
from sim.evidence.marks import Ints
from sim.evidence.own_record import SHIPPED, Record
from sim.evidence.record import record
from sim.model.calendar import WEEK
from sim.vocabulary.record_days import LAST_DAY
from sim.vocabulary.signals import EVENTS


@dataclass(frozen=True)
class Window:
    """The days (origin, origin + days] and the kinds of event that are counted in them."""

    name: str
    kinds: tuple[str, ...]
    days: int

    @property
    def weeks(self) -> int:
        """Weeks that hold all of its days."""
        return -(-self.days // 7)

    def closed(self, origin: date, last_day: date = LAST_DAY) -> bool:
        """Whether it ends within the record."""
        return origin + timedelta(days=self.days) <= last_day


WEAPON, ANY = "WMD event", "provocations"
KINDS: Mapping[str, tuple[str, ...]] = {WEAPON: WEAPONS, ANY: EVENTS}
CHANCES = tuple(Window(WEAPON, WEAPONS, days) for days in (14, 30))
"""Scored by whether anything comes."""
COUNTS = tuple(Window(ANY, EVENTS, days) for days in (30, 91, 365))
"""Scored by how much comes."""
WINDOWS = CHANCES + COUNTS


def origins(first: int, last: int) -> list[date]:
    """The Sunday before the first Monday of every month of the years `first` to `last`.

    A window then begins with a week of the model.
    """
    months = [date(year, month, 1) for year in range(first, last + 1) for month in range(1, 13)]
    return [day + timedelta(days=-day.weekday() % 7) - timedelta(days=1) for day in months]


def sunday_before(day: date) -> date:
    """The last day of the last whole week before `day`."""
    return day - timedelta(days=day.weekday() + 1)


@cache
def days_of_the_record(kinds: tuple[str, ...], of: Record = SHIPPED) -> Ints:
    """The days of all events of some kinds, ascending."""
    return record(of).of_kinds(*kinds).day


def monday_after(origin: date) -> date:
    """The day after the origin, with which the first week ahead begins."""
    return origin - timedelta(days=origin.weekday()) + WEEK
