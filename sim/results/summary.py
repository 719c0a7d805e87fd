"""What each scenario came to: one number per outcome, and how sure it is.

A world is one draw of the uncertain parameters and one series of random draws, so a number errs in two ways.
What we do not know shows in how it moves from one parameter draw to the next: `low` and `high`, by
bootstrap over draws. What random draws leave within a parameter draw is `mc_error`, which more worlds remove.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.core.random_streams import resampling
from sim.engine.ensemble import Ensemble
from sim.vocabulary.glossary import OUTCOMES

Numbers: TypeAlias = NDArray[np.float64]

INTERVAL = (0.05, 0.95)
RESAMPLES = 2_000
BLOCKS = 2_000
"""More parameter draws than this are resampled in blocks of neighbours, which keeps memory flat."""

COLUMNS = ("scenario", "theory", "outcome", "unit", "mean", "low", "median", "high", "mc_error", "worlds")


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


def summary(ensemble: Ensemble) -> pd.DataFrame:
    """One row per scenario, theory and outcome; `median` is over the averages of parameter draws."""
    rows: list[tuple[Any, ...]] = []
    for cell, values in zip(ensemble.cells, ensemble.outcomes, strict=True):
        sample = Sample.of(values, ensemble.replicates)
        low, high = sample.interval(ensemble.seed)
        numbers = (sample.mean, low, quantile(sample.averages, 0.5), high, sample.mc_error)
        worlds = sample.worlds.sum(axis=-1).astype(int)
        names = [(cell.scenario.name, cell.theory, it.name, it.unit) for it in OUTCOMES.values()]
        rows += [(*n, *x) for n, *x in zip(names, *(x.tolist() for x in numbers), worlds, strict=True)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


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


@lru_cache(maxsize=4)
def _weights(draws: int, seed: int) -> Numbers:
    """How often each draw counts in each resample, shape ``(draw, resample)``."""
    counts = resampling(seed).multinomial(draws, np.full(draws, 1 / draws), size=RESAMPLES)
    return np.ascontiguousarray(counts.T, np.float64)
