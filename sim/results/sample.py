"""Samples: numbers per world gathered by parameter draw, and how sure what is made of them is.

A world is one draw of the uncertain parameters and one series of random draws, so a mean errs in two ways.
What we do not know shows in how it moves from one parameter draw to the next: the spread, which no number of
worlds removes. What random draws leave within a parameter draw is the Monte Carlo error, which more worlds
remove, and with it the width of the interval of the mean.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.core.random_streams import resampling

Numbers: TypeAlias = NDArray[np.float64]

INTERVAL = (0.05, 0.95)
SURE = 1.645
"""Standard errors to either side that hold 90 %."""
RESAMPLES = 2_000
BLOCKS = 2_000
"""More parameter draws than this are resampled in blocks of neighbours, which keeps memory flat."""


@dataclass(frozen=True, eq=False)
class Sample:
    """Some numbers per world, gathered by parameter draw; every field has shape ``(number, draw)``.

    A world in which a number is not defined (nan) is left out of that number, not counted as 0.
    """

    sums: Numbers
    worlds: Numbers
    squares: Numbers
    """Squared distances of the worlds from the average of their own draw, added up: random draws alone."""

    @classmethod
    def of(cls, values: NDArray[np.floating[Any]], replicates: int) -> Sample:
        """Gather `values`, shape ``(number, world)``; world `w` has parameter draw ``w // replicates``."""
        rows = [_by_draw(row.astype(np.float64), replicates) for row in values]
        return cls(*(np.stack(parts) for parts in zip(*rows, strict=True)))

    @property
    def averages(self) -> Numbers:
        """Averages over the replicates of each draw, shape ``(number, draw)``; nan if no world has it."""
        return ratio(self.sums, self.worlds)

    @property
    def mean(self) -> Numbers:
        """The mean over all worlds."""
        return ratio(self.sums.sum(axis=-1), self.worlds.sum(axis=-1))

    @property
    def mc_error(self) -> Numbers:
        """The standard error of the mean from random draws alone; nan where every draw has but one world.

        Worlds of all draws share one variance within draws, so a last draw with fewer worlds does no harm.
        """
        spare = np.maximum(self.worlds - 1, 0).sum(axis=-1)
        return np.sqrt(ratio(ratio(self.squares.sum(axis=-1), spare), self.worlds.sum(axis=-1)))

    @cached_property
    def draws(self) -> Numbers:
        """Averages of parameter draws without what random draws add, shape ``(number, draw)``.

        Averages over a few replicates lie further apart than the draws themselves do. They are shrunk towards
        their mean until their variance is the one between draws and the error that random draws leave in the
        mean (the constrained estimate of Louis 1984).
        """
        return self.drawn_in(self.random_share)

    @cached_property
    def narrow(self) -> Numbers:
        """The `draws` if as much of their spread is random as the error of `random_share` allows."""
        return self.drawn_in(np.minimum(self.random_share * (1 + self.share_error), 1))

    def drawn_in(self, random_share: Numbers) -> Numbers:
        """Averages of draws, shrunk towards their mean as if so much of their variance were random."""
        middle = self.mean[:, None]
        return middle + (self.averages - middle) * np.sqrt(1 - random_share)[:, None]

    @cached_property
    def share_error(self) -> Numbers:
        """By which part `random_share` may be off, with 90 % confidence: both variances are estimates."""
        draws = np.maximum(np.count_nonzero(self.worlds, axis=-1) - 1, 1)
        spare = np.maximum(np.maximum(self.worlds - 1, 0).sum(axis=-1), 1)
        return SURE * np.sqrt(2 / draws + 2 / spare)

    @cached_property
    def random_share(self) -> Numbers:
        """Share of the variance between averages of draws that is random, from 0 to nearly 1; 0 where every
        draw has but one world, which does not show it.
        """
        known = self.worlds > 0
        count = np.maximum(np.count_nonzero(known, axis=-1), 1)
        off = np.where(known, self.averages - self.mean[:, None], 0)
        total = _sums(off * off) / np.maximum(count - 1, 1)
        within = ratio(self.squares.sum(axis=-1), np.maximum(self.worlds - 1, 0).sum(axis=-1))
        per_world = ratio(np.ones_like(self.worlds), self.worlds)
        random = np.where(np.isnan(within), 0, within) * _sums(np.where(known, per_world, 0)) / count
        return np.minimum(np.where(total > 0, ratio(random, total), 0), 1) * (1 - 1 / count)

    @property
    def spread(self) -> tuple[Numbers, Numbers]:
        """See `spread_of`: of the `draws`; nan where fewer than two draws count."""
        few = np.count_nonzero(self.worlds, axis=-1) < 2
        low, high = spread_of(self.draws, self.mean)
        return np.where(few, np.nan, low), np.where(few, np.nan, high)

    def interval(self, seed: int) -> tuple[Numbers, Numbers]:
        """The 90 % interval of the mean by bootstrap over draws; nan where fewer than two draws count.

        All samples of a study with the same worlds are resampled alike, so that they can be compared.
        """
        size = -(-self.sums.shape[-1] // BLOCKS)
        starts = list(range(0, self.sums.shape[-1], size))
        weights = _weights(len(starts), seed)
        sums, worlds = (np.add.reduceat(part, starts, axis=-1) for part in (self.sums, self.worlds))
        means = ratio(sums @ weights, worlds @ weights)
        means[np.count_nonzero(self.worlds, axis=-1) < 2] = np.nan
        low, high = (quantile(means, share) for share in INTERVAL)
        return low, high


def spread_of(draws: Numbers, mean: Numbers) -> tuple[Numbers, Numbers]:
    """Between these lie 90 % of the draws or more, and their mean: of few or very uneven draws it may lie
    outside the middle 90 %, which are then widened to it.
    """
    low, high = (quantile(draws, share) for share in INTERVAL)
    return np.fmin(low, mean), np.fmax(high, mean)


def ratio(top: Numbers, bottom: Numbers) -> Numbers:
    """`top` / `bottom`, and nan where `bottom` is 0."""
    return np.divide(top, bottom, out=np.full(np.shape(bottom), np.nan), where=bottom > 0)


def quantile(values: Numbers, share: float) -> Numbers:
    """The quantile along the last axis over what is not nan, linear between neighbours."""
    ordered = np.sort(values, axis=-1)  # nan comes last
    place = share * np.maximum(np.count_nonzero(~np.isnan(ordered), axis=-1, keepdims=True) - 1, 0)
    below, above = np.floor(place).astype(np.intp), np.ceil(place).astype(np.intp)
    low = np.take_along_axis(ordered, below, axis=-1)
    return (low + (place - below) * (np.take_along_axis(ordered, above, axis=-1) - low))[..., 0]


def _by_draw(row: Numbers, replicates: int) -> tuple[Numbers, Numbers, Numbers]:
    known = ~np.isnan(row)
    row = _summable(np.where(known, row, 0))
    starts = list(range(0, len(row), replicates))
    sums = np.add.reduceat(row, starts)
    worlds = np.add.reduceat(known.astype(np.float64), starts)
    off = np.where(known, row - np.repeat(ratio(sums, worlds), replicates)[: len(row)], 0)
    return sums, worlds, np.add.reduceat(off * off, starts)


def _summable(row: Numbers) -> Numbers:
    """`row` on a grid (below a 10⁻⁹ of its largest entry up to 10⁶ worlds) whose sums are all exact.

    Sums in float64 depend on the order of addition, which differs between processors and libraries;
    on the grid they do not, and a study gives the same bits everywhere.
    """
    largest = float(np.abs(row).max())
    if largest == 0:
        return row
    grid = 2.0 ** (math.frexp(largest * len(row))[1] - 52)
    return np.round(row / grid) * grid


def _sums(rows: Numbers) -> Numbers:
    """The sum of each row, the same on every processor."""
    return np.array([_summable(row).sum() for row in rows])


@lru_cache(maxsize=4)
def _weights(draws: int, seed: int) -> Numbers:
    """How often each draw counts in each resample, shape ``(draw, resample)``."""
    counts = resampling(seed).multinomial(draws, np.full(draws, 1 / draws), size=RESAMPLES)
    return np.ascontiguousarray(counts.T, np.float64)
