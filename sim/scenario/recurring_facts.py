"""Facts that come back every year, written out year by year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import MAXYEAR, date

from sim.scenario.entries import Fact


def written_out(calendar: Mapping[str, Fact], last: date) -> dict[str, Fact]:
    """Every fact once, and what comes back once for each year, to the end of the year after `last`."""
    found: dict[str, Fact] = {}
    for name, fact in calendar.items():
        found |= {name: fact} if fact.every is None else _by_year(name, fact, last.year + 1)
    return found


def anniversary(day: date, years: int) -> date:
    """The same day of a later year; 28 February where that year has no 29th."""
    year = day.year + years
    if year > MAXYEAR:
        return date.max
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _by_year(name: str, fact: Fact, year: int) -> dict[str, Fact]:
    """A fact that comes back, by its name with the year it begins in; up to that year, or its `until`."""
    each = [_later(fact, years) for years in range(min(year, MAXYEAR) - fact.start.year + 1)]
    return {f"{name} {f.start.year}": f for f in each if fact.until is None or f.start <= fact.until}


def _later(fact: Fact, years: int) -> Fact:
    """The fact as it is some years later, and only then."""
    return fact.model_copy(
        update={
            "start": anniversary(fact.start, years),
            "end": None if fact.end is None else anniversary(fact.end, years),
            "known_from": anniversary(fact.known_from, years),
            "every": None,
            "until": None,
        }
    )
