"""Statistics of Security Council resolutions and of trade with China. Each has shape ``(part, world)``."""

from __future__ import annotations

import numpy as np

from sim.core.columns import Floats
from sim.evidence.history import History, Resolutions, known
from sim.evidence.levels import ratio, rows
from sim.evidence.marks import Ints, Marks

SIXTY_DAYS = 60
FIRST_YEAR, LAST_YEAR, SCORED_YEAR = 2013, 2017, 2018


def weapons_around_resolutions(history: History) -> Floats:
    """Measure WMD events in the 60 days after ÷ in the 60 days before a resolution.

    The test answered is left out with a day on either side; so are windows that the history cuts short.
    """
    every = known(history.resolutions)
    day = every.adopted.day
    whole = (day - SIXTY_DAYS >= history.first) & (day + SIXTY_DAYS <= history.last)
    counted = Resolutions(every.adopted.where(whole), every.answers[whole], every.nuclear[whole])
    day, worlds = counted.adopted.day, history.worlds
    after = _without_the_test(counted, history.weapons, day + 1, day + SIXTY_DAYS)
    before = _without_the_test(counted, history.weapons, day - SIXTY_DAYS, day - 1)
    return rows(ratio(*(np.bincount(counted.adopted.world, part, worlds) for part in (after, before))))


def _without_the_test(counted: Resolutions, weapons: Marks, first: Ints, last: Ints) -> Ints:
    """Count WMD events from day `first` to day `last`, less those within a day of the test answered."""
    world = counted.adopted.world
    low, high = np.maximum(first, counted.answers - 1), np.minimum(last, counted.answers + 1)
    return weapons.between(world, first, last) - weapons.between(world, low, high)


def lag_of_resolutions(history: History) -> Floats:
    """Measure the median days from a nuclear test to the resolution that answers it; nan without one."""
    every = known(history.resolutions)
    chosen = (every.nuclear > 0) & (every.answers >= 0)
    world = every.adopted.world[chosen]
    lag = (every.adopted.day - every.answers)[chosen].astype(np.float64)
    return rows(_median_by_world(world, lag, history.worlds))


def _median_by_world(world: Ints, values: Floats, worlds: int) -> Floats:
    order = np.lexsort((values, world))
    number = np.bincount(world, minlength=worlds)
    start = number.cumsum() - number
    any_at_all = number > 0
    middle = np.full(worlds, np.nan)
    low, high = (start[any_at_all] + (number[any_at_all] - 1 + k) // 2 for k in (0, 1))
    middle[any_at_all] = (values[order][low] + values[order][high]) / 2
    return middle


def trade(history: History) -> Floats:
    """Measure the largest yearly change of trade up to 2017, with its sign; the change from 2017 to 2018."""
    years = known(history.trade).of(FIRST_YEAR, SCORED_YEAR)
    change = ratio(years[:, 1:], years[:, :-1]) - 1
    fitted, scored = change[:, : LAST_YEAR - FIRST_YEAR], change[:, -1]
    largest = np.take_along_axis(fitted, np.abs(fitted).argmax(axis=1)[:, None], axis=1)[:, 0]
    return rows(largest, scored)
