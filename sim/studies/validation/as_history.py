"""A chronicle of many worlds as histories that the patterns of the record are measured on."""

from __future__ import annotations

from datetime import date

import numpy as np

from sim.core.random_streams import Draws
from sim.evidence.eras import WHOLE
from sim.evidence.history import History, Resolutions, Yearly
from sim.evidence.marks import STRIDE, Ints, Marks, Spans
from sim.evidence.weeks import dated, event_days, stretches
from sim.model.calendar import WEEK
from sim.studies.validation.chronicle import Chronicle

COUNCIL = date(2006, 1, 1)
"""Before this year the Council imposed no sanctions: what it says is no resolution."""
LAST = WHOLE[1]


def history(kept: Chronicle, where: slice, draws: Draws) -> History:
    """The worlds of one cell, which stand at `where` among the columns, up to the end of the record.

    Trade alone reaches as far as the worlds were run.
    """
    weeks = min(kept.weeks, (LAST - kept.monday).days // 7 + 1)
    flags = {name: rows[:weeks, where] for name, rows in kept.flags.items()}
    monday = kept.monday
    agreed, pledged = (stretches(flags[name], monday) for name in ("agreed", "pledged"))
    marks = {
        name: dated(flags[name], monday) for name in ("meetings", "crises", "serious", "wars", "clashes")
    }
    events = event_days({kind: rows[:weeks, where] for kind, rows in kept.events.items()}, monday, draws)
    return History(
        worlds=draws.worlds,
        first=monday.toordinal(),
        last=(monday + weeks * WEEK).toordinal() - 1,
        events=events,
        exercises=stretches(flags["exercises"], monday),
        crisis_spans=stretches(flags["in_crisis"], monday),
        resolutions=_resolutions(kept, weeks, where, events["nuclear_test"].plus(events["long_test"])),
        agreements=_joined(agreed, pledged),
        yielded=dated(flags["yielded"], monday),
        trade=Yearly(monday.year, kept.trade[:, where].T.astype(np.float64)),
        fired=Yearly(monday.year, kept.fired[:, where].T.astype(np.float64)),
        failed=Yearly(monday.year, kept.failed[:, where].T.astype(np.float64)),
        **marks,
    )


def _joined(one: Spans, other: Spans) -> Spans:
    parts = [np.concatenate(pair) for pair in zip(_columns(one), _columns(other), strict=True)]
    return Spans.of(parts[0], parts[1], parts[2], one.worlds)


def _columns(spans: Spans) -> tuple[Ints, Ints, Ints]:
    return spans.world, spans.first, spans.last


def _resolutions(kept: Chronicle, weeks: int, where: slice, tests: Marks) -> Resolutions:
    """Resolutions with the day of the test that each answers."""
    start = max((COUNCIL - kept.monday).days // 7, 0)
    flags = kept.flags["resolved"][:weeks, where].copy()
    flags[:start] = False
    adopted = dated(flags, kept.monday)
    week = (adopted.day - kept.monday.toordinal()) // 7
    column = adopted.world + where.start
    monday = kept.monday.toordinal() + 7 * kept.trigger[week, column].astype(np.int64)
    first = np.searchsorted(tests.key, adopted.world * STRIDE + monday)
    return Resolutions(adopted, tests.day[first], kept.nuclear[week, column].astype(np.int64))
