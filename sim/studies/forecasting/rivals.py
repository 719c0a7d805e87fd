"""Simple rivals of the model: they forecast from nothing but the event days up to the origin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias, cast

import numpy as np
from scipy.optimize import minimize_scalar  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]
from scipy.special import gammaln  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from sim.core.columns import Floats
from sim.evidence.marks import Ints
from sim.studies.forecasting.hawkes import Hawkes, counts_ahead, fit
from sim.studies.forecasting.scoring import CountForecast, seen_in

Forecaster: TypeAlias = Callable[[Ints, int, int], CountForecast]
"""From ascending event days, an origin and a horizon in days; events after the origin are not looked at."""

ONE_YEAR = 365
TRAILING = 5 * ONE_YEAR
"""Days back that a rival looks."""
HALF = 0.5
"""Events added to a count, so that no rate is 0 (Jeffreys)."""
TAIL = 1e-9


def climatology(days: Ints, origin: int, horizon: int) -> CountForecast:
    """As often as in the windows of this length within the five years before the origin."""
    ends = np.arange(origin - TRAILING + horizon, origin + 1)
    seen = np.searchsorted(days, ends, side="right") - np.searchsorted(days, ends - horizon, side="right")
    windows = TRAILING / horizon  # that do not overlap
    smooth = poisson_gamma(seen_in(days, origin - TRAILING, TRAILING), TRAILING, horizon)
    return CountForecast.of(seen).mixed(smooth, 1 / (1 + windows))


def persistence(days: Ints, origin: int, horizon: int) -> CountForecast:
    """As many as in the window of this length just before the origin, give or take chance.

    Half an event at the rate of the five years before keeps a quiet window from promising another.
    """
    usual = (seen_in(days, origin - TRAILING, TRAILING) + HALF) / TRAILING
    return poisson_gamma(seen_in(days, origin - horizon, horizon), horizon + HALF / usual, horizon)


def negative_binomial(days: Ints, origin: int, horizon: int) -> CountForecast:
    """The rate of the year before the origin, with a dispersion fitted to the windows before."""
    ends = origin - horizon * np.arange(max(TRAILING // horizon, 2))
    seen = np.array([seen_in(days, int(end) - horizon, horizon) for end in ends])
    means = np.array([_yearly(days, int(end) - horizon, horizon) for end in ends])

    def cost(log_size: float) -> float:
        return -float(_log_chances(seen, means, np.exp(log_size)).sum())

    found = cast("Any", minimize_scalar)(cost, bounds=(-3, 6), method="bounded")
    return _negative_binomial(_yearly(days, origin, horizon), float(np.exp(found.x)))


def hawkes(days: Ints, origin: int, horizon: int) -> CountForecast:
    """A Hawkes process, fitted to the five years before the origin."""
    recent = days[(days > origin - TRAILING) & (days <= origin)]
    return counts_ahead(_fitted(recent.tobytes(), origin), recent, origin, horizon)


FORECASTERS: Mapping[str, Forecaster] = {
    "climatology": climatology,
    "persistence": persistence,
    "negative binomial": negative_binomial,
    "Hawkes": hawkes,
}


@lru_cache(maxsize=1024)
def _fitted(recent: bytes, origin: int) -> Hawkes:
    return fit(np.frombuffer(recent, np.int64), origin - TRAILING + 1, origin)


def poisson_gamma(seen: int, exposure: float, horizon: float) -> CountForecast:
    """Counts of `horizon` days when `seen` events came in `exposure` days and the rate is one throughout."""
    return _negative_binomial((seen + HALF) / exposure * horizon, seen + HALF)


def _yearly(days: Ints, origin: int, horizon: int) -> float:
    """Events expected in `horizon` days at the rate of the year before the origin."""
    return (seen_in(days, origin - ONE_YEAR, ONE_YEAR) + HALF) / ONE_YEAR * horizon


def _negative_binomial(mean: float, size: float) -> CountForecast:
    """Counts with variance mean + mean² / size, cut where less than a billionth is left."""
    most = int(mean + 12 * np.sqrt(mean + mean * mean / size)) + 20
    chances = np.exp(_log_chances(np.arange(most), np.full(most, mean), size))
    kept = max(int(np.searchsorted(chances.cumsum(), 1 - TAIL)) + 1, 2)
    return CountForecast(chances[:kept] / chances[:kept].sum())


def _log_chances(counts: Ints, means: Floats, size: float) -> Floats:
    log_gamma = cast("Callable[[Any], Any]", gammaln)
    ways: Floats = log_gamma(counts + size) - log_gamma(size) - log_gamma(counts + 1)
    return ways + size * np.log(size / (size + means)) + counts * np.log(means / (size + means))
