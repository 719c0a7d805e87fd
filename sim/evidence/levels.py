"""Statistics that count: how many a year, what share, how uneven."""

from __future__ import annotations

import numpy as np

from sim.evidence.eras import KIM_JONG_IL, RECENT, WHOLE, Window, years
from sim.evidence.history import History, known
from sim.evidence.marks import Floats, Ints, Marks, months_of

YEAR = 365.25
OLDER = years(1990, 2011)


def rows(*each: Floats | Ints) -> Floats:
    """One row per part of a pattern, one column per world."""
    return np.stack([np.asarray(row, np.float64) for row in each])


def ratio(top: Floats | Ints, bottom: Floats | Ints) -> Floats:
    """`top` / `bottom`, nan where `bottom` is 0."""
    out = np.full(np.shape(top), np.nan)
    return np.divide(top, bottom, out=out, where=np.asarray(bottom) != 0)


def days_of(window: Window) -> tuple[int, int]:
    """First and last day of a window as numbers."""
    return window[0].toordinal(), window[1].toordinal()


def rate(marks: Marks, window: Window) -> Floats:
    """Happenings a year in a window."""
    first, last = days_of(window)
    return marks.within(first, last).per_world() * np.float64(YEAR / (last - first + 1))


def provocations_a_year(history: History) -> Floats:
    """Under Kim Jong Il; in 2012 and 2013; from 2014 to 2017."""
    every = history.provocations
    return rows(*(rate(every, window) for window in (KIM_JONG_IL, years(2012, 2013), years(2014, 2017))))


def fano_of_months(history: History) -> Floats:
    """Variance ÷ mean of monthly counts (n − 1 in the variance): 1990 to 2011; 2012 to 2017."""
    every = history.provocations
    counts = [every.by_month(*days_of(window)) for window in (OLDER, RECENT)]
    return rows(*(ratio(months.var(axis=1, ddof=1), months.mean(axis=1)) for months in counts))


def share_in_last_quarter(history: History) -> Floats:
    """Share of the WMD events of 2012 to 2017 that fall in October to December."""
    weapons = history.weapons.within(*days_of(RECENT))
    late = weapons.where(months_of(weapons.day) % 12 >= 9)
    return rows(ratio(late.per_world(), weapons.per_world()))


def crises(history: History) -> Floats:
    """Crises a year from 1990; share of all crises known that came to a serious clash."""
    opened, serious = known(history.crises), known(history.serious)
    return rows(rate(opened, WHOLE), ratio(serious.per_world(), opened.per_world()))


def failures(history: History) -> Floats:
    """Share of missiles that failed in 2012 to 2015 and in 2016 to 2017, and the second ÷ the first."""
    early, late = (_share_failed(history, first, last) for first, last in ((2012, 2015), (2016, 2017)))
    return rows(early, late, ratio(late, early))


def _share_failed(history: History, first: int, last: int) -> Floats:
    failed, fired = (known(part).of(first, last).sum(axis=1) for part in (history.failed, history.fired))
    return ratio(failed, fired)


def yielded_a_year(history: History) -> Floats:
    """How often a year the DPRK gives in on its programme."""
    return rows(rate(known(history.yielded), WHOLE))


def war_in_2017(history: History) -> Floats:
    """1 for a war that begins in 2017, else 0."""
    wars = known(history.wars).within(*days_of(years(2017, 2017)))
    return rows(np.minimum(wars.per_world(), 1))


def clashes_a_year(history: History) -> Floats:
    """Exchanges of fire and lethal attacks a year."""
    return rows(rate(known(history.clashes), WHOLE))
