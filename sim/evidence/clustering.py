"""Statistics of clustering: how WMD event days bunch together."""

from __future__ import annotations

import numpy as np

from sim.core.columns import Floats
from sim.evidence.eras import RECENT
from sim.evidence.history import History
from sim.evidence.levels import days_of, ratio, rows
from sim.evidence.marks import STRIDE, Ints, Marks
from sim.evidence.shuffles import shuffled, times_for

SOON = 14
"""Days within which another event counts as following."""


def clustering(history: History) -> Floats:
    """Measure clustering of the WMD event days of 2012-17: coefficient of variation of the gaps; chance of
    another within 14 days of one ÷ chance of any in a window of 14 days.
    """
    days = _event_days(history)
    return rows(variation_of_gaps(days), ratio(chance_of_another(days), chance_of_any(days)))


def clustering_beyond_season(history: History) -> Floats:
    """Measure variation of the gaps ÷ its median when event days are shuffled within year and quarter."""
    days = _event_days(history)
    times = times_for(history.worlds)
    blind = variation_of_gaps(shuffled(days, times)).reshape(history.worlds, times)
    return rows(ratio(variation_of_gaps(days), median(blind)))


def median(blind: Floats) -> Floats:
    """Take the median of each row; nan for a row with one: all shuffles of a world have a number, or none."""
    middle = np.full(len(blind), np.nan)
    whole = ~np.isnan(blind).any(axis=1)
    middle[whole] = np.median(blind[whole], axis=1)
    return middle


def _event_days(history: History) -> Marks:
    return history.weapons.within(*days_of(RECENT)).distinct()


def variation_of_gaps(days: Marks) -> Floats:
    """Compute standard deviation (by n) ÷ mean of the gaps between event days; nan under two gaps."""
    same = days.world[1:] == days.world[:-1]
    world, gap = days.world[1:][same], np.diff(days.day)[same].astype(np.float64)
    number = np.bincount(world, minlength=days.worlds)
    mean = ratio(np.bincount(world, gap, days.worlds), number)
    off = np.bincount(world, (gap - mean[world]) ** 2, days.worlds)
    variation = ratio(np.sqrt(ratio(off, number)), mean)
    variation[number < 2] = np.nan
    return variation


def chance_of_another(days: Marks) -> Floats:
    """Compute the share of event days with another within 14 days; days too near the end are left out."""
    _, last = days_of(RECENT)
    tellable = days.within(0, last - SOON)
    followed = tellable.where(days.between(tellable.world, tellable.day + 1, tellable.day + SOON) > 0)
    return ratio(followed.per_world(), tellable.per_world())


def chance_of_any(days: Marks) -> Floats:
    """Compute the share of all windows of 14 days that hold an event day: the base rate."""
    first, last = days_of(RECENT)
    edges = np.arange(days.worlds)
    world = np.concatenate([days.world, edges, edges])
    day = np.concatenate([days.day, np.full(days.worlds, first - 1), np.full(days.worlds, last + 1)])
    key = np.sort(world * STRIDE + day)
    same = key[1:] // STRIDE == key[:-1] // STRIDE
    free: Ints = np.maximum(np.diff(key)[same] - SOON, 0)  # windows that fit between two neighbours
    empty = np.bincount((key[1:] // STRIDE)[same], free, days.worlds)
    return 1 - empty / (last - first + 2 - SOON)
