"""A self-exciting process of events (Hawkes 1971): each event raises the rate for a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from scipy.optimize import minimize  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from sim.core.columns import Floats
from sim.core.random_streams import resampling
from sim.evidence.marks import Ints
from sim.studies.forecasting.scoring import CountForecast

STARTS = (7.0, 30.0, 120.0)
"""Decay times, in days, that the search begins from."""
SHORTEST, LONGEST = 1.0, 730.0
MOST_BRANCHING = 0.98
PATHS = 4_000


@dataclass(frozen=True)
class Hawkes:
    """Background rate (a day), branching ratio (events that one event brings), decay time (days)."""

    background: float
    branching: float
    decay: float
    gain: float
    """Log-likelihood above that of a Poisson process with one rate."""


def moments(days: Ints) -> Floats:
    """Ascending event days as moments; events of one day are spread evenly over it."""
    _, start, number = np.unique(days, return_index=True, return_counts=True)
    nth = np.arange(len(days)) - np.repeat(start, number)
    return days + (nth + 0.5) / np.repeat(number, number)


def fit(days: Ints, first: int, last: int) -> Hawkes:
    """The most likely process for the events from day `first` to day `last`, both included."""
    times = moments(days[(days >= first) & (days <= last)]) - first
    length = float(last - first + 1)
    if len(times) < 2:
        return Hawkes(max(len(times), 0.5) / length, 0.0, SHORTEST, 0.0)
    gaps = times[:, None] - times
    lags = np.where(gaps > 0, gaps, np.inf)
    flat = len(times) * np.log(len(times) / length) - len(times)

    def cost(x: Floats) -> float:
        return -_log_likelihood(*_natural(x), lags, length - times, length)

    results = [_search(cost, np.array([np.log(len(times) / length / 2), 0.0, np.log(d)])) for d in STARTS]
    value, x = min(results, key=lambda each: each[0])
    return Hawkes(*_natural(x), gain=float(-value - flat))


def _natural(x: Floats) -> tuple[float, float, float]:
    """Background, branching and decay from unbounded numbers."""
    log_background, odds, log_decay = np.clip(x, -30, 30)
    branching = MOST_BRANCHING / (1 + np.exp(-odds))
    return (
        float(np.exp(log_background)),
        float(branching),
        float(np.clip(np.exp(log_decay), SHORTEST, LONGEST)),
    )


def _log_likelihood(
    background: float, branching: float, decay: float, lags: Floats, left: Floats, length: float
) -> float:
    rates = background + branching / decay * np.exp(-lags / decay).sum(axis=1)
    total = background * length + branching * (1 - np.exp(-left / decay)).sum()
    return float(np.log(rates).sum() - total)


def _search(cost: Any, start: Floats) -> tuple[float, Floats]:
    options = {"xatol": 1e-3, "fatol": 1e-4, "maxiter": 400}
    found = cast("Any", minimize)(cost, start, method="Nelder-Mead", options=options)
    return float(found.fun), np.asarray(found.x, np.float64)


def counts_ahead(model: Hawkes, days: Ints, origin: int, horizon: int, seed: int = 1) -> CountForecast:
    """Forecast the counts in (origin, origin + horizon] from the event days up to the origin."""
    ages = origin + 1 - moments(days[days <= origin])
    rng = resampling(seed, origin)
    hot = model.branching * float(np.exp(-ages / model.decay).sum())  # events the past still brings
    cooled = 1 - np.exp(-horizon / model.decay)
    fresh = rng.poisson(model.background * horizon, PATHS)
    late = rng.poisson(hot * cooled, PATHS)
    path = np.concatenate([np.repeat(np.arange(PATHS), fresh), np.repeat(np.arange(PATHS), late)])
    at_once: Floats = rng.random(int(fresh.sum())) * horizon
    when = np.concatenate([at_once, _delays(rng, int(late.sum()), model.decay, horizon)])
    counts = np.zeros(PATHS, np.int64)
    while len(path):
        counts += np.bincount(path, minlength=PATHS)
        left = horizon - when
        born = rng.poisson(model.branching * (1 - np.exp(-left / model.decay)))
        path, when = np.repeat(path, born), np.repeat(when, born)
        when = when + _delays(rng, len(when), model.decay, np.repeat(left, born))
    return _with_exact_zero(counts, float(np.exp(-model.background * horizon - hot * cooled)))


def _delays(rng: np.random.Generator, number: int, decay: float, longest: Floats | float) -> Floats:
    """Exponential delays, given that they are under `longest`."""
    return -decay * np.log1p(-rng.random(number) * (1 - np.exp(-np.asarray(longest) / decay)))


def _with_exact_zero(counts: Ints, none: float) -> CountForecast:
    """The forecast from simulated counts, with the chance of no event, which is known, put in."""
    more = counts[counts > 0]
    if not len(more):
        return CountForecast(np.array([none, 1 - none]))
    chances = np.bincount(more) / len(more) * (1 - none)
    chances[0] = none
    return CountForecast(chances)
