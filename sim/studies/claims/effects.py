"""Effects of a contrast on one outcome under one theory, over draws of the uncertain parameters.

A parameter draw is averaged over its few replicates, and the random spread that is left in that average is no
uncertainty about the parameters. It is taken out (`Sample.draws`); the raw shares are reported too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.engine.world_batch import REPLICATES
from sim.results.sample import SURE, Numbers, Sample, quantile, spread_of
from sim.results.what_matters import least
from sim.studies.claims.hypotheses import Contrast
from sim.studies.claims.runs import Run
from sim.vocabulary.glossary import OUTCOMES


@dataclass(frozen=True, eq=False)
class Effect:
    """`of` minus `against` (or the level of `of` alone) on one outcome under one theory.

    Per parameter draw, in the unit of the outcome: `draws` without random spread, `raw` as simulated. `side`
    is 1 where the claim says more, else -1. `spread` holds 90 % of draws and their mean, `interval` the mean
    with 90 % confidence.
    """

    outcome: str
    theory: str
    side: int
    level: float
    """What a level is judged against; 0 for a difference."""
    mean: float
    spread: tuple[float, float]
    interval: tuple[float, float]
    mc_error: float
    random_share: float
    """Share of the variance between raw averages that is random, not due to the parameters."""
    share_error: float
    """By which part that share may be off."""
    draws: Numbers
    raw: Numbers
    stuck: bool
    """Over 95 % of worlds hold one value, in every cell of the contrast."""
    delta: float
    """The least that matters."""

    @property
    def gains(self) -> Numbers:
        """By how much each draw lies on the claimed side."""
        return self.side * (self.draws - self.level)

    def gains_if(self, sign: int, wider: int, narrower: float) -> Numbers:
        """The gains if random draws misled as far as 90 % allow: the mean to one side (`sign` 1 or -1), the
        spread between draws (`wider` 1 or -1); so many times `narrower` with more worlds.
        """
        share = min(self.random_share * (1 - wider * self.share_error / narrower), 1)
        middle = float(self.gains.mean()) + sign * SURE * self.mc_error / narrower
        spread = math.sqrt((1 - share) / (1 - self.random_share))
        return middle + (self.gains - self.gains.mean()) * spread

    @property
    def share(self) -> float:
        """The share of draws on the claimed side."""
        return float((self.gains > 0).mean())

    @property
    def line(self) -> float:
        """The gain that divides the draws: none, or, where nearly all have the same sign, what matters."""
        return 0.0 if self.level or 0.1 < self.share < 0.9 else self.delta

    @property
    def raw_share(self) -> float:
        """The share of raw averages on the claimed side."""
        return float((self.side * (self.raw - self.level) > 0).mean())

    @property
    def median(self) -> float:
        """The median over draws."""
        return float(quantile(self.draws, 0.5))


def effects(run: Run, contrast: Contrast, seed: int, level: float = 0.0) -> list[Effect]:
    """The effects of a contrast, one for each outcome it is judged on."""
    names = list(contrast.on)
    places = [list(OUTCOMES).index(name) for name in names]
    of = run.of(contrast.of)[places]
    against = run.of(contrast.against)[places] if contrast.against else np.zeros_like(of)
    sample = Sample.of(of - against, REPLICATES)
    low, high = sample.interval(seed)
    spread_low, spread_high = spread_of(sample.draws, sample.mean)
    levels = Sample.of(against, REPLICATES).mean
    stuck = [_stuck(a, b if contrast.against else a) for a, b in zip(of, against, strict=True)]
    return [
        Effect(
            outcome=name,
            theory=run.theory,
            side=1 if contrast.on[name] == "more" else -1,
            level=level,
            mean=float(sample.mean[at]),
            spread=(float(spread_low[at]), float(spread_high[at])),
            interval=(float(low[at]), float(high[at])),
            mc_error=float(sample.mc_error[at]),
            random_share=float(sample.random_share[at]),
            share_error=float(sample.share_error[at]),
            draws=sample.draws[at],
            raw=sample.averages[at],
            stuck=stuck[at],
            delta=least(OUTCOMES[name], float(levels[at])) if contrast.against else OUTCOMES[name].delta,
        )
        for at, name in enumerate(names)
    ]


def _stuck(*values: NDArray[np.float64]) -> bool:
    """Whether one value holds more than 95 % of worlds everywhere; a few worlds cannot show that."""
    most = [np.unique(row, return_counts=True) for row in values]
    tops = {float(names[counts.argmax()]) for names, counts in most}
    least = min(counts.max() / counts.sum() for _, counts in most)
    enough = min(len(row) for row in values) >= 20
    return enough and len(tops) == 1 and least > 0.95 and not math.isnan(next(iter(tops)))
