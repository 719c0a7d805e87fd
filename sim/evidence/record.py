"""Record of 1990 to 2017 as a history with one world, made from the checked tables."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np

from sim.evidence.history import NEVER, History, Resolutions, Yearly
from sim.evidence.marks import Marks, Spans, ints
from sim.evidence.own_record import SHIPPED, Record
from sim.evidence.rows import (
    KINDS,
    Agreement,
    Clash,
    Crisis,
    Event,
    Exercise,
    Meetings,
    Missiles,
    Resolution,
    Trade,
)


@cache
def record(of: Record = SHIPPED, until: date = date.max) -> History:
    """Load a record as a history, of one that reaches further only what began by a day; but for trade.

    Crises go back to 1968, trade begins in 2013; war, a serious clash and giving in on the programme did not
    happen, so they are known and empty. Raises Complaints if a table has faults.
    """
    events = [each for each in of.rows(Event) if of.first_day <= each.day <= until]
    crises = [each for each in of.rows(Crisis) if each.first_day <= until]
    exercises = [each for each in of.rows(Exercise) if each.first_day <= until]
    meetings = [each for each in of.rows(Meetings) if each.month <= until]
    fired, failed = _missiles(of)
    return History(
        worlds=1,
        first=of.first_day.toordinal(),
        last=min(of.last_day, until).toordinal(),
        events={kind: Marks.on(each.day for each in events if each.kind == kind) for kind in KINDS},
        exercises=Spans.over((each.first_day, each.last_day) for each in exercises),
        meetings=Marks.on(each.month for each in meetings for _ in range(each.meetings)),
        resolutions=_resolutions(of, until),
        crises=Marks.on(each.first_day for each in crises),
        crisis_spans=_crises(of, until),
        serious=Marks.on(each.first_day for each in crises if each.clashes in ("serious", "war")),
        wars=Marks.on(each.first_day for each in crises if each.clashes == "war"),
        clashes=Marks.on(each.day for each in of.rows(Clash) if each.day <= until),
        agreements=_agreements(of, until),
        yielded=Marks.on(()),
        trade=_trade(of),
        fired=fired,
        failed=failed,
    )


def _resolutions(of: Record, until: date) -> Resolutions:
    rows = sorted(
        (each for each in of.rows(Resolution) if each.adopted <= until), key=lambda each: each.adopted
    )
    return Resolutions(
        Marks.on(each.adopted for each in rows),
        ints(each.answers_day.toordinal() if each.answers_day else -1 for each in rows),
        ints(each.answers == "nuclear test" for each in rows),
    )


def _agreements(of: Record, until: date) -> Spans:
    rows = [each for each in of.rows(Agreement) if each.agreed <= until]
    first, end = (
        ints(day.toordinal() for day in days)
        for days in ([r.agreed for r in rows], [r.broke_down for r in rows])
    )
    return Spans.of(np.zeros_like(first), first, np.minimum(end - 1, NEVER), 1)


def _crises(of: Record, until: date) -> Spans:
    rows = [each for each in of.rows(Crisis) if each.first_day <= until]
    first = ints(each.first_day.toordinal() for each in rows)
    last = ints(each.last_day.toordinal() if each.last_day else NEVER for each in rows)
    return Spans.of(np.zeros_like(first), first, last, 1)


def _trade(of: Record) -> Yearly:
    rows = sorted(of.rows(Trade), key=lambda each: each.year)
    first = rows[0].year if rows else of.first_day.year
    return Yearly(first, np.array([[each.both_ways_usd_bn for each in rows]]))


def _missiles(of: Record) -> tuple[Yearly, Yearly]:
    years = range(of.first_day.year, of.last_day.year + 1)
    rows = {each.year: each for each in of.rows(Missiles)}
    fired = [[r.worked + r.failed + r.unknown if (r := rows.get(year)) else 0 for year in years]]
    failed = [[r.failed if (r := rows.get(year)) else 0 for year in years]]
    return Yearly(of.first_day.year, np.array(fired, float)), Yearly(
        of.first_day.year, np.array(failed, float)
    )
