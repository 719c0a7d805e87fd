"""Statistics of levels: how many a year, what share, how uneven. Each has shape ``(part, world)``."""

from __future__ import annotations

import numpy as np

from sim.core.columns import Floats
from sim.evidence.eras import KIM_JONG_IL, RECENT, WHOLE, Window, years
from sim.evidence.history import History, known
from sim.evidence.marks import Ints, Marks, months_of

YEAR = 365.25
OLDER = years(1990, 2011)


def rows(*each: Floats | Ints) -> Floats:
    """Stack numbers as one row per part of a pattern, shape ``(part, world)``."""
    return np.stack([np.asarray(row, np.float64) for row in each])


def ratio(top: Floats | Ints, bottom: Floats | Ints) -> Floats:
    """Divide `top` by `bottom`; nan where `bottom` is 0."""
    out = np.full(np.shape(top), np.nan)
    return np.divide(top, bottom, out=out, where=np.asarray(bottom) != 0)


def days_of(window: Window) -> tuple[int, int]:
    """Convert a window to the numbers of its first and last day."""
    return window[0].toordinal(), window[1].toordinal()


def rate(marks: Marks, window: Window) -> Floats:
    """Count events a year in a window."""
    first, last = days_of(window)
    return marks.within(first, last).per_world() * np.float64(YEAR / (last - first + 1))


def provocations_a_year(history: History) -> Floats:
    """Measure provocations a year: under Kim Jong Il; in 2012-13; in 2014-17."""
    every = history.provocations
    return rows(*(rate(every, window) for window in (KIM_JONG_IL, years(2012, 2013), years(2014, 2017))))


def fano_of_months(history: History) -> Floats:
    """Measure the Fano factor of months, variance (n − 1) ÷ mean of their counts: 1990-2011; 2012-17."""
    every = history.provocations
    counts = [every.by_month(*days_of(window)) for window in (OLDER, RECENT)]
    return rows(*(ratio(months.var(axis=1, ddof=1), months.mean(axis=1)) for months in counts))


def share_in_last_quarter(history: History) -> Floats:
    """Measure the share of the WMD events of 2012-17 that fall in October to December."""
    weapons = history.weapons.within(*days_of(RECENT))
    late = weapons.where(months_of(weapons.day) % 12 >= 9)
    return rows(ratio(late.per_world(), weapons.per_world()))


def crises(history: History) -> Floats:
    """Measure crises a year from 1990; and the share of all known crises that reached a serious clash."""
    opened, serious = known(history.crises), known(history.serious)
    return rows(rate(opened, WHOLE), ratio(serious.per_world(), opened.per_world()))


def failures(history: History) -> Floats:
    """Measure the share of missiles that failed in 2012-15; in 2016-17; and the second ÷ the first."""
    early, late = (_share_failed(history, first, last) for first, last in ((2012, 2015), (2016, 2017)))
    return rows(early, late, ratio(late, early))


def _share_failed(history: History, first: int, last: int) -> Floats:
    failed, fired = (known(part).of(first, last).sum(axis=1) for part in (history.failed, history.fired))
    return ratio(failed, fired)


def yielded_a_year(history: History) -> Floats:
    """Measure how often a year the DPRK gives in on its programme."""
    return rows(rate(known(history.yielded), WHOLE))


def war_in_2017(history: History) -> Floats:
    """Flag with 1 a war that begins in 2017, else 0: its mean is a chance."""
    wars = known(history.wars).within(*days_of(years(2017, 2017)))
    return rows(np.minimum(wars.per_world(), 1))


def clashes_a_year(history: History) -> Floats:
    """Measure exchanges of fire and lethal attacks a year."""
    return rows(rate(known(history.clashes), WHOLE))
