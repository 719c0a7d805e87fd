"""Where a curve turns: a highest or lowest point inside, told from noise by draws that did not choose it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.core.random_streams import resampling
from sim.results.sample import INTERVAL, Numbers

RESAMPLES = 1_000
FEWEST = 20
"""Parameter draws under which nothing is reported."""


@dataclass(frozen=True)
class Turning:
    """A turning point: whether the curve is `lowest` or `highest` there, the dose with its 90 % interval, and
    how far each end of the curve lies from it (`left`, `right`, both above 0).
    """

    kind: str
    dose: float
    low: float
    high: float
    left: float
    right: float


def turning(doses: Numbers, averages: Numbers, seed: int) -> Turning | None:
    """The turning point of a curve, `averages` of shape ``(dose, draw)`` over shared draws; None without one.

    Half of the draws choose the dose and the other half must show both ends clear of it (90 % each), and the
    other way round. Where it lies is the top of the parabola through that dose and its neighbours.
    """
    known = averages[:, np.isfinite(averages).all(axis=0)]
    if len(doses) < 3 or known.shape[1] < FEWEST:
        return None
    for kind, sign in (("lowest", 1.0), ("highest", -1.0)):
        halves = sign * known[:, ::2], sign * known[:, 1::2]
        if all(_turns(one, other, seed) for one, other in (halves, halves[::-1])):
            return _placed(kind, doses, known, sign, seed)
    return None


def _turns(choosing: Numbers, judging: Numbers, seed: int) -> bool:
    """Whether both ends lie clearly above the lowest point that the other draws choose."""
    at = int(choosing.mean(axis=1).argmin())
    if at in (0, len(choosing) - 1):
        return False
    rises = (judging[[0, -1]] - judging[at]) @ _weights(judging.shape[1], seed)
    return bool((np.quantile(rises, INTERVAL[0], axis=1) > 0).all())


def _placed(kind: str, doses: Numbers, known: Numbers, sign: float, seed: int) -> Turning:
    curves = sign * (known @ _weights(known.shape[1], seed))
    places = np.array([_vertex(doses, curve) for curve in curves.T])
    mean = sign * known.mean(axis=1)
    low, high = np.quantile(places, INTERVAL)
    left, right = (float(mean[end] - mean.min()) for end in (0, -1))
    return Turning(kind, _vertex(doses, mean), float(low), float(high), left, right)


def _vertex(doses: Numbers, curve: Numbers) -> float:
    """Where the parabola through the lowest point and its neighbours is lowest."""
    at = int(curve.argmin())
    if at in (0, len(curve) - 1):
        return float(doses[at])
    near = slice(at - 1, at + 2)
    square, slope, _ = np.asarray(np.polyfit(doses[near] - doses[at], curve[near], 2), np.float64).tolist()
    return float(doses[at]) - slope / (2 * square) if square > 0 else float(doses[at])


def _weights(draws: int, seed: int) -> Numbers:
    """How much each draw counts in each resample, shape ``(draw, resample)``."""
    counts = resampling(seed).multinomial(draws, np.full(draws, 1 / draws), size=RESAMPLES)
    return counts.T / draws
