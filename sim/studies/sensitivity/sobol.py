"""How much of what is not known about an outcome comes from which factor: the indices of Sobol (2001).

The outcome at a point is its expectation over random draws, of which only an average over some
replicates is known. All points share their replicates, and every product is taken across different ones,
so that chance adds nothing to an index: first order after Saltelli (2010), total after Jansen (1999).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import qmc

from sim.core.columns import Floats
from sim.core.random_streams import resampling
from sim.results.summary import INTERVAL, RESAMPLES


def places(factors: int, samples: int, seed: int) -> Floats:
    """The design, shape ``(factors + 2, samples, factors)``: two scrambled Sobol samples A and B, then A
    with one factor after another taken from B. `samples` should be a power of 2.
    """
    both = np.asarray(qmc.Sobol(2 * factors, rng=resampling(seed)).random(samples), np.float64)
    a, b = both[:, :factors], both[:, factors:]
    mixed = np.repeat(a[None], factors, axis=0)
    for at in range(factors):
        mixed[at, :, at] = b[:, at]
    return np.concatenate([a[None], b[None], mixed])


@dataclass(frozen=True, eq=False)
class Terms:
    """What the indices are ratios of, row by row of a sample: `first` and `total` have the shape
    ``(factor, sample)``, `variance` and `chance` ``(sample,)``.
    """

    first: Floats
    total: Floats
    variance: Floats
    chance: Floats

    @classmethod
    def of(cls, values: Floats) -> Terms:
        """From an outcome over the design, shape ``(factors + 2, samples, replicates)``."""
        centred = values - values[:2].mean(
            axis=(0, 1)
        )  # what a replicate does everywhere is no factor's doing
        a, b, mixed = centred[0], centred[1], centred[2:]
        return cls(
            first=across(b[None], mixed - a),
            total=across(mixed - a, mixed - a) / 2,
            variance=(across(a, a) + across(b, b)) / 2,
            chance=values[:2].var(axis=2, ddof=1).mean(axis=0) if values.shape[2] > 1 else np.zeros(len(a)),
        )

    def joined(self, other: Terms) -> Terms:
        """Two samples as one."""
        pairs = ((getattr(self, name), getattr(other, name)) for name in self.__dataclass_fields__)
        return Terms(*(np.concatenate(pair, axis=-1) for pair in pairs))

    @property
    def indices(self) -> tuple[Floats, Floats]:
        """First order and total, one number per factor; 0 where the outcome never varies."""
        return tuple(_ratio(rows.mean(axis=1), self.variance.mean()) for rows in (self.first, self.total))  # pyright: ignore[reportReturnType]

    def intervals(self, seed: int) -> tuple[Floats, Floats]:
        """90 % intervals of both by bootstrap over the rows of the sample, shape ``(2, factor)`` each."""
        count = len(self.variance)
        weights = resampling(seed).multinomial(count, np.full(count, 1 / count), size=RESAMPLES).T / count
        below = self.variance @ weights
        bounds = [
            np.quantile(_ratio(rows @ weights, below), INTERVAL, axis=1) for rows in (self.first, self.total)
        ]
        return bounds[0], bounds[1]

    @property
    def random_share(self) -> float:
        """The share of the variance between single worlds that is chance."""
        chance, known = float(self.chance.mean()), max(float(self.variance.mean()), 0.0)
        return chance / (chance + known) if chance + known > 0 else 0.0


def across(one: Floats, other: Floats) -> Floats:
    """The mean product over all pairs of different replicates (last axis); with a single one, the product."""
    replicates = np.broadcast_shapes(one.shape, other.shape)[-1]
    if replicates == 1:
        return (one * other)[..., 0]
    same = np.einsum(
        "...l,...l->...", one, np.broadcast_to(other, np.broadcast_shapes(one.shape, other.shape))
    )
    return (one.sum(axis=-1) * other.sum(axis=-1) - same) / (replicates * (replicates - 1))


def _ratio(top: Floats, bottom: Floats | float) -> Floats:
    bottom = np.broadcast_to(np.asarray(bottom, np.float64), top.shape)
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)
