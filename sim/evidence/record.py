"""Record of 1990 to 2017 as a history with one world, made from the checked tables."""

from __future__ import annotations

from functools import cache

import numpy as np

from sim.evidence.history import NEVER, History, Resolutions, Yearly
from sim.evidence.marks import Marks, Spans, ints
from sim.evidence.reader import read
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
from sim.vocabulary.record_days import FIRST_DAY, LAST_DAY


@cache
def record() -> History:
    """Load the record as a history.

    Crises go back to 1968, trade begins in 2013; war, a serious clash and giving in on the programme did not
    happen, so they are known and empty. Raises Complaints if a table has faults.
    """
    events = [each for each in read(Event) if each.day >= FIRST_DAY]
    fired, failed = _missiles()
    return History(
        worlds=1,
        first=FIRST_DAY.toordinal(),
        last=LAST_DAY.toordinal(),
        events={kind: Marks.on(each.day for each in events if each.kind == kind) for kind in KINDS},
        exercises=Spans.over((each.first_day, each.last_day) for each in read(Exercise)),
        meetings=Marks.on(each.month for each in read(Meetings) for _ in range(each.meetings)),
        resolutions=_resolutions(),
        crises=Marks.on(each.first_day for each in read(Crisis)),
        serious=Marks.on(each.first_day for each in read(Crisis) if each.clashes in ("serious", "war")),
        wars=Marks.on(each.first_day for each in read(Crisis) if each.clashes == "war"),
        clashes=Marks.on(each.day for each in read(Clash)),
        agreements=_agreements(),
        yielded=Marks.on(()),
        trade=_trade(),
        fired=fired,
        failed=failed,
    )


def _resolutions() -> Resolutions:
    rows = sorted(read(Resolution), key=lambda each: each.adopted)
    return Resolutions(
        Marks.on(each.adopted for each in rows),
        ints(each.answers_day.toordinal() if each.answers_day else -1 for each in rows),
        ints(each.answers == "nuclear test" for each in rows),
    )


def _agreements() -> Spans:
    rows = read(Agreement)
    first, end = (
        ints(day.toordinal() for day in days)
        for days in ([r.agreed for r in rows], [r.broke_down for r in rows])
    )
    return Spans.of(np.zeros_like(first), first, np.minimum(end - 1, NEVER), 1)


def _trade() -> Yearly:
    rows = sorted(read(Trade), key=lambda each: each.year)
    return Yearly(rows[0].year, np.array([[each.both_ways_usd_bn for each in rows]]))


def _missiles() -> tuple[Yearly, Yearly]:
    years = range(FIRST_DAY.year, LAST_DAY.year + 1)
    rows = {each.year: each for each in read(Missiles)}
    fired = [[r.worked + r.failed + r.unknown if (r := rows.get(year)) else 0 for year in years]]
    failed = [[r.failed if (r := rows.get(year)) else 0 for year in years]]
    return Yearly(FIRST_DAY.year, np.array(fired, float)), Yearly(FIRST_DAY.year, np.array(failed, float))
