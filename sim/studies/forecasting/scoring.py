"""A forecast of how many events come in a window, and scores of how good it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sim.core.columns import Floats
from sim.core.random_streams import resampling
from sim.evidence.marks import Ints

LEAST = 1e-6
"""The least chance the log score counts with: a forecast is not ruined by one count it held impossible."""


@dataclass(frozen=True, eq=False)
class CountForecast:
    """The chance of 0, 1, 2 … events in the days (origin, origin + horizon]; the chances add up to 1."""

    chances: Floats

    @classmethod
    def of(cls, counts: Ints, weights: ArrayLike = 1.0) -> CountForecast:
        """The forecast that simulated counts give, each with its weight."""
        heavy = np.broadcast_to(np.asarray(weights, np.float64), counts.shape)
        sums = np.bincount(counts, heavy)
        return cls(sums / sums.sum())

    @property
    def any(self) -> float:
        """The chance of at least one event."""
        return float(1 - self.chances[0])

    @property
    def mean(self) -> float:
        """The number of events expected."""
        return float(self.chances @ np.arange(len(self.chances)))

    def mixed(self, other: CountForecast, share: float) -> CountForecast:
        """This forecast with the share `share` of another in it."""
        both = np.zeros(max(len(self.chances), len(other.chances)))
        both[: len(self.chances)] += (1 - share) * self.chances
        both[: len(other.chances)] += share * other.chances
        return CountForecast(both)


def crps(forecast: CountForecast, seen: int) -> float:
    """Continuous ranked probability score, in events; 0 is perfect."""
    short = max(seen + 1 - len(forecast.chances), 0)
    below = np.cumsum(np.pad(forecast.chances, (0, short)))
    return float(((below - (np.arange(len(below)) >= seen)) ** 2).sum())


def brier(chance: float, happened: bool) -> float:
    """Squared distance of a chance from what happened; 0 is perfect."""
    return (chance - float(happened)) ** 2


def log_score(forecast: CountForecast, seen: int) -> float:
    """Minus the logarithm of the chance given to what was seen; smaller is better."""
    chance = forecast.chances[seen] if seen < len(forecast.chances) else 0.0
    return float(-np.log(max(chance, LEAST)))


def seen_in(days: Ints, origin: int, horizon: int) -> int:
    """Events in (origin, origin + horizon], from ascending event days."""
    first, last = np.searchsorted(days, [origin, origin + horizon], side="right")
    return int(last - first)


@dataclass(frozen=True)
class Bin:
    """Forecasts of about the same chance: their number, mean chance, and share that came true."""

    number: int
    chance: float
    share: float


def reliability(chances: Sequence[float], happened: Sequence[bool], bins: int = 10) -> tuple[Bin, ...]:
    """The reliability diagram: forecasts in `bins` equal bins of chance, empty ones left out."""
    given, came = np.asarray(chances, np.float64), np.asarray(happened, np.float64)
    place = np.minimum((given * bins).astype(np.int64), bins - 1)
    return tuple(
        Bin(int(chosen.sum()), float(given[chosen].mean()), float(came[chosen].mean()))
        for chosen in (place == k for k in range(bins))
        if chosen.any()
    )


@dataclass(frozen=True)
class ScoreDifference:
    """A mean difference of scores with its 90 % interval."""

    mean: float
    low: float
    high: float


def difference(
    mine: Iterable[float], rivals: Iterable[float], block: int = 12, resamples: int = 2_000, seed: int = 1
) -> ScoreDifference:
    """Mean of my scores minus the rival's, origin by origin; below 0 mine are better.

    The interval is by circular block bootstrap: neighbouring origins share events, so they are drawn
    together, `block` at a time.
    """
    gap = np.array(list(mine), np.float64) - np.array(list(rivals), np.float64)
    number = len(gap)
    block = min(block, number)
    rng = resampling(seed)
    starts = rng.integers(number, size=(resamples, -(-number // block)))
    picked = (starts[:, :, None] + np.arange(block)) % number
    means = gap[picked.reshape(resamples, -1)[:, :number]].mean(axis=1)
    low, high = np.quantile(means, (0.05, 0.95))
    return ScoreDifference(float(gap.mean()), float(low), float(high))
