"""Statistics of how long things last, and what is done meanwhile. Each has shape ``(part, world)``."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Floats
from sim.evidence.eras import WHOLE
from sim.evidence.history import History, known
from sim.evidence.levels import YEAR, days_of, ratio, rows
from sim.evidence.marks import Ints, Marks, Spans

MONTH = YEAR / 12
LONG_RANGE = ("long_test", "nuclear_test")
LEAST_DAYS = 366
"""Days under agreements that a world needs before it has a rate of tests under them."""


def crises_last(history: History) -> Floats:
    """Measure the median duration, in months, of the crises that opened and ended in the record's years."""
    spans = _opened_in_the_years(known(history.crisis_spans))
    closed = spans.where(spans.last < days_of(WHOLE)[1])
    return rows(_median(_months(closed), closed.world, closed.worlds))


def agreements_last(history: History) -> Floats:
    """Measure the median duration of agreements in months; and the share that stood for over a year.

    One that stands at the end counts with the time that it has stood.
    """
    spans = _opened_in_the_years(known(history.agreements))
    last = np.minimum(spans.last, days_of(WHOLE)[1])
    months = _months(Spans(spans.world, spans.first, last, spans.worlds))
    made = np.bincount(spans.world, minlength=spans.worlds)
    over_a_year = np.bincount(spans.world, months > 12, spans.worlds)
    return rows(_median(months, spans.world, spans.worlds), ratio(over_a_year, made))


def tests_under_agreements(history: History) -> Floats:
    """Measure, under standing agreements: long-range and nuclear tests a year; short-range tests a year; the
    first ÷ its rate while none stands. A test that ends an agreement is not under it.

    nan where agreements stood for less than a year in all.
    """
    first, last = days_of(WHOLE)
    spans = known(history.agreements).clipped(first, last).merged()
    days = spans.days()
    days = np.where(days >= LEAST_DAYS, days, 0)
    long, short = (history.of_kinds(*kinds).within(first, last) for kinds in (LONG_RANGE, ("short_test",)))
    under, short_under = (_a_year(_inside(marks, spans), days) for marks in (long, short))
    outside = _a_year(long.per_world() - _inside(long, spans), last - first + 1 - days)
    return rows(under, short_under, ratio(under, outside))


def _opened_in_the_years(spans: Spans) -> Spans:
    first, last = days_of(WHOLE)
    return spans.where((spans.first >= first) & (spans.first <= last))


def _months(spans: Spans) -> Floats:
    return (spans.last - spans.first + 1) / MONTH


def _inside(marks: Marks, spans: Spans) -> Floats:
    """Count the events of each world in spans that do not overlap."""
    hits = marks.between(spans.world, spans.first, spans.last)
    return np.bincount(spans.world, hits, spans.worlds).astype(np.float64)


def _a_year(events: Floats, days: Ints) -> Floats:
    return ratio(events * YEAR, days)


def _median(values: Floats, world: Ints, worlds: int) -> Floats:
    """Take the median of the values of each world; nan for a world without any."""
    order = np.lexsort((values, world))
    ordered: NDArray[np.float64] = values[order]
    number = np.bincount(world, minlength=worlds)
    start = np.cumsum(number) - number
    found = np.full(worlds, np.nan)
    some = np.flatnonzero(number)
    low, high = (start[some] + (number[some] - 1) // 2), start[some] + number[some] // 2
    found[some] = (ordered[low] + ordered[high]) / 2
    return found
