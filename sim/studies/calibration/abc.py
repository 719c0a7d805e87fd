"""Regression ABC on a reference table: rejection, then a local-linear adjustment (Beaumont et al. 2002).

Kept here since it is short, and since the libraries at hand draw and simulate by themselves instead of taking
a table that is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Floats
from sim.scenario.posterior import Posterior

FAR = 5.0
"""Scaled units beyond which one miss is as bad as another; a number that a world does not have counts so."""
RIDGE = 1e-3
"""Keeps the regression steady where numbers go together."""
EDGE = 1e-4
"""How near the ends of its range a place may come."""


@dataclass(frozen=True)
class Scaling:
    """Makes numbers comparable: median absolute deviations over the table, from the median."""

    middle: Floats
    spread: Floats

    @classmethod
    def of(cls, numbers: NDArray[np.floating[Any]]) -> Scaling:
        """The scale of a table; a number that never varies, or is nowhere defined, counts for nothing."""
        known = np.where(np.isfinite(numbers), numbers, np.nan)
        some = np.isfinite(known).any(axis=0)
        middle, spread = np.zeros(known.shape[1]), np.zeros(known.shape[1])
        middle[some] = np.nanmedian(known[:, some], axis=0)
        spread[some] = 1.4826 * np.nanmedian(np.abs(known[:, some] - middle[some]), axis=0)
        deviation = np.zeros(known.shape[1])
        deviation[some] = np.nanstd(known[:, some], axis=0)
        spread = np.where(spread > 0, spread, deviation)
        return cls(middle, np.where(spread > 0, spread, np.inf))

    def __call__(self, numbers: NDArray[np.floating[Any]]) -> Floats:
        """Numbers in scaled units, at most `FAR` from the middle."""
        scaled = (numbers.astype(np.float64) - self.middle) / self.spread
        return np.clip(np.where(np.isfinite(scaled), scaled, FAR), -FAR, FAR)


def fitted(
    places: NDArray[np.floating[Any]], scaled: Floats, target: Floats, accept: int, without: int = -1
) -> Posterior:
    """The posterior of the places given the target, from the `accept` rows that come nearest to it.

    `scaled` and `target` are numbers in scaled units. Row `without` is left out: a pseudo-record is not
    fitted by itself.
    """
    distances = np.sqrt(((scaled - target) ** 2).sum(axis=1))
    if without >= 0:
        distances[without] = np.inf
    rows = np.argpartition(distances, accept)[:accept]
    near = distances[rows]
    weights = np.maximum(1 - (near / max(near.max(), 1e-12)) ** 2, 1e-6)  # Epanechnikov
    weights /= weights.sum()
    moved = _adjusted(_opened(places[rows].astype(np.float64)), scaled[rows] - target, weights)
    return Posterior(rows, _closed(moved), weights, near)


def _adjusted(values: Floats, off: Floats, weights: Floats) -> Floats:
    """What the values would be at the target, by weighted linear regression on how far off they are.

    Slopes are shrunk by what as many numbers would explain of values that they say nothing of: a parameter
    without influence stays as it was drawn.
    """
    design = np.column_stack([np.ones(len(off)), off])
    heavy = design * weights[:, None]
    ridge = RIDGE * np.eye(design.shape[1])
    ridge[0, 0] = 0
    slopes = np.linalg.solve(heavy.T @ design + ridge, heavy.T @ values)
    left = values - design @ slopes
    return values - (off @ slopes[1:]) * _earned(values, left, weights, off.shape[1])


def _earned(values: Floats, left: Floats, weights: Floats, numbers: int) -> Floats:
    """The share of what a regression explains that it would not explain by chance: adjusted R² ÷ R²."""
    rows = 1 / (weights**2).sum()
    explained = 1 - weights @ left**2 / (weights @ (values - weights @ values) ** 2)
    adjusted = 1 - (1 - explained) * (rows - 1) / max(rows - numbers - 1, 1)
    return np.clip(adjusted / np.maximum(explained, 1e-12), 0, 1)


def _opened(places: Floats) -> Floats:
    """Places between 0 and 1 as numbers without bounds."""
    inside = np.clip(places, EDGE, 1 - EDGE)
    return np.log(inside / (1 - inside))


def _closed(values: Floats) -> Floats:
    return 1 / (1 + np.exp(-values))
