"""Paired differences added up over draws of the parameters, and what is clear of noise among them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student  # pyright: ignore[reportUnknownVariableType]

from sim.results.summary import Numbers, Sample

ERROR = 0.01
"""Chance that chance alone makes something clear in all that a switch is looked at by."""


@dataclass(frozen=True)
class Moments:
    """Differences of each observable, averaged over the replicates of every draw of the parameters: how many
    draws, and their sum and sum of squares; `same` where no world differs, to the last bit.
    """

    draws: int
    sums: Numbers
    squares: Numbers
    same: NDArray[np.bool_]

    @classmethod
    def of(cls, of: NDArray[np.float32], against: NDArray[np.float32], replicates: int) -> Moments:
        """From observables of the same worlds with and without a switch, shape ``(observable, world)``."""
        averages = Sample.of(of.astype(np.float64) - against, replicates).averages
        return cls(
            averages.shape[1], averages.sum(axis=1), (averages**2).sum(axis=1), (of == against).all(axis=1)
        )

    def plus(self, other: Moments) -> Moments:
        """These draws and those of other worlds."""
        return Moments(
            self.draws + other.draws,
            self.sums + other.sums,
            self.squares + other.squares,
            self.same & other.same,
        )

    @property
    def mean(self) -> Numbers:
        """The mean difference of each observable."""
        return self.sums / self.draws

    @property
    def error(self) -> Numbers:
        """Its standard error over draws, of parameters and of chance; nan for one draw."""
        if self.draws < 2:
            return np.full_like(self.sums, np.nan)
        variance = np.maximum(self.squares - self.sums**2 / self.draws, 0) / (self.draws - 1)
        return np.sqrt(variance / self.draws)

    @property
    def z(self) -> Numbers:
        """The mean in standard errors; 0 where nothing differs or the error is not known."""
        return np.divide(self.mean, self.error, out=np.zeros_like(self.sums), where=self.error > 0)


def limit(looks: int, draws: int) -> float:
    """Standard errors beyond which a difference over so many draws is clear of noise, where so many of them
    are looked at (Student's t, Bonferroni); infinite for one draw.
    """
    return float(student.isf(ERROR / 2 / looks, draws - 1)) if draws > 1 else np.inf
