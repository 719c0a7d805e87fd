"""Stacking (Yao et al. 2018): weights of theories under which their mixture would have given the most to the
record, and whether that holds for eras that the weights have not seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.core.columns import Floats
from sim.core.random_streams import resampling
from sim.evidence.marks import Ints

STEPS = 400
BLOCK = 26
"""Weeks that are resampled together."""
RESAMPLES = 1_000


@dataclass(frozen=True)
class Stacked:
    """`weights` of the theories, from all weeks; `gain` a week of the log score over equal weights, in eras
    that were left out when the weights were found, with its 90 % interval.
    """

    weights: Floats
    gain: float
    low: float
    high: float

    @property
    def justified(self) -> bool:
        """Whether weights other than equal ones would have done better where they were not fitted."""
        return self.low > 0


def stacked(logs: Floats, eras: Ints, seed: int) -> Stacked:
    """Weights from the log of the chances that theories gave to each week, ``(theory, week)``."""
    left_out = np.empty(logs.shape[1])
    for era in np.unique(eras):
        weights = best_weights(logs[:, eras != era])
        left_out[eras == era] = _mixed(logs[:, eras == era], weights)
    gains = left_out - _mixed(logs, np.full(len(logs), 1 / len(logs)))
    low, high = _interval(gains, seed)
    return Stacked(best_weights(logs), float(gains.mean()), low, high)


def best_weights(logs: Floats) -> Floats:
    """The weights of the mixture with the highest log score, by expectation and maximisation; equal without
    weeks.
    """
    chances = np.exp(logs - logs.max(axis=0))
    weights = np.full(len(logs), 1 / len(logs))
    for _ in range(STEPS if logs.shape[1] else 0):
        shares = weights[:, None] * chances
        weights = (shares / shares.sum(axis=0)).mean(axis=1)
    return weights


def _mixed(logs: Floats, weights: Floats) -> Floats:
    """The log score of a mixture, week by week."""
    top = logs.max(axis=0)
    return top + np.log(weights @ np.exp(logs - top))


def _interval(gains: Floats, seed: int) -> tuple[float, float]:
    """The 90 % interval of the mean, by circular block bootstrap."""
    weeks = len(gains)
    starts = resampling(seed).integers(weeks, size=(RESAMPLES, -(-weeks // BLOCK)))
    sums = np.concatenate([[0], np.cumsum(np.tile(gains, 2))])
    length = min(BLOCK, weeks)
    means = (sums[starts + length] - sums[starts]).sum(axis=1) / (starts.shape[1] * length)
    low, high = np.quantile(means, (0.05, 0.95))
    return float(low), float(high)
