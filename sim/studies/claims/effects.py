"""Effects of a contrast on one outcome under one theory, over draws of the uncertain parameters.

A parameter draw is averaged over its few replicates, and the random spread that is left in that average is no
uncertainty about the parameters. It is taken out: averages are shrunk towards their mean until their variance
is the one between draws alone (the constrained estimate of Louis 1984) and the error of the mean that random
draws leave. The raw shares are reported too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.engine.world_batch import REPLICATES
from sim.results.summary import INTERVAL, Numbers, Sample, quantile, ratio
from sim.studies.claims.hypotheses import Contrast
from sim.studies.claims.runs import Run
from sim.vocabulary.glossary import OUTCOMES


@dataclass(frozen=True, eq=False)
class Effect:
    """`of` minus `against` (or the level of `of` alone) on one outcome under one theory.

    Per parameter draw, in the unit of the outcome: `draws` without random spread, `raw` as simulated. `side`
    is 1 where the claim says more, else -1. `spread` holds 90 % of draws, `interval` the mean with 90 %
    confidence.
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
    draws: Numbers
    raw: Numbers
    stuck: bool
    """Over 95 % of worlds hold one value, in every cell of the contrast."""

    @property
    def delta(self) -> float:
        """The least that matters."""
        return OUTCOMES[self.outcome].delta

    @property
    def gains(self) -> Numbers:
        """By how much each draw lies on the claimed side."""
        return self.side * (self.draws - self.level)

    @property
    def share(self) -> float:
        """The share of draws on the claimed side; a draw without any difference counts half."""
        return _half_ties(self.gains)

    @property
    def line(self) -> float:
        """The gain that divides the draws: none, or, where nearly all have the same sign, what matters."""
        return 0.0 if self.level or 0.1 < self.share < 0.9 else self.delta

    @property
    def raw_share(self) -> float:
        """The share of raw averages on the claimed side, ties half."""
        return _half_ties(self.side * (self.raw - self.level))

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
    draws, random_share = shrunk(sample)
    low, high = sample.interval(seed)
    stuck = [_stuck(a, b if contrast.against else a) for a, b in zip(of, against, strict=True)]
    return [
        Effect(
            outcome=name,
            theory=run.theory,
            side=1 if contrast.on[name] == "more" else -1,
            level=level,
            mean=float(sample.mean[at]),
            spread=(float(quantile(draws[at], INTERVAL[0])), float(quantile(draws[at], INTERVAL[1]))),
            interval=(float(low[at]), float(high[at])),
            mc_error=float(sample.mc_error[at]),
            random_share=float(random_share[at]),
            draws=draws[at],
            raw=sample.averages[at],
            stuck=stuck[at],
        )
        for at, name in enumerate(names)
    ]


def _half_ties(gains: Numbers) -> float:
    return float(((gains > 0) + 0.5 * (gains == 0)).mean())


def shrunk(sample: Sample) -> tuple[Numbers, Numbers]:
    """Averages of parameter draws without the random part of their spread, and the share of it (0 to 1).

    Shapes ``(row, draw)`` and ``(row,)``. The share is never all: the mean itself has a random error.
    """
    averages = sample.averages
    spare = np.maximum(sample.worlds - 1, 0).sum(axis=-1)
    within = ratio(sample.squares.sum(axis=-1), spare)
    per_world = ratio(np.ones_like(averages), sample.worlds).mean(axis=-1)
    random = np.where(np.isnan(within), 0, within) * per_world
    middle = averages.mean(axis=-1)
    total = ((averages - middle[:, None]) ** 2).sum(axis=-1) / max(averages.shape[-1] - 1, 1)
    share = np.minimum(np.where(total > 0, ratio(random, total), 0), 1) * (1 - 1 / averages.shape[-1])
    return middle[:, None] + (averages - middle[:, None]) * np.sqrt(1 - share)[:, None], share


def _stuck(*values: NDArray[np.float64]) -> bool:
    """Whether one value holds more than 95 % of worlds everywhere; a few worlds cannot show that."""
    most = [np.unique(row, return_counts=True) for row in values]
    tops = {float(names[counts.argmax()]) for names, counts in most}
    least = min(counts.max() / counts.sum() for _, counts in most)
    enough = min(len(row) for row in values) >= 20
    return enough and len(tops) == 1 and least > 0.95 and not math.isnan(next(iter(tops)))
