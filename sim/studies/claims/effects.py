"""What a contrast comes to on one outcome under one theory, over draws of the uncertain numbers.

A draw is averaged over its few lucks, and what luck leaves in that average is no uncertainty about the
numbers. It is taken out of the spread: averages are drawn together about their mean until their variance
is the one between draws alone (the constrained estimate of Louis 1984) and the error of the mean that luck
leaves. The raw shares stand beside.
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


@dataclass(frozen=True)
class Effect:
    """`of` minus `against` (or the level of `of` alone) on one outcome under one theory.

    Per draw: `draws` with luck taken out, `raw` as they came. `side` is 1 where the claim says more.
    `spread` holds 90 % of draws, `interval` the mean with 90 % confidence.
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
    luck: float
    """Share of the variance between raw averages that is luck's."""
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
        """The share of draws on the claimed side."""
        return float((self.gains > 0).mean())

    @property
    def line(self) -> float:
        """The gain that parts the draws: none, or, where nearly all have the same sign, what matters."""
        return 0.0 if self.level or 0.1 < self.share < 0.9 else self.delta

    @property
    def raw_share(self) -> float:
        """The same of the averages as they came, luck and all."""
        return float((self.side * (self.raw - self.level) > 0).mean())

    @property
    def median(self) -> float:
        """The median over draws."""
        return float(quantile(self.draws, 0.5))


def effects(run: Run, contrast: Contrast, seed: int, level: float = 0.0) -> list[Effect]:
    """The effects of a contrast, one an outcome it is judged on."""
    names = list(contrast.on)
    places = [list(OUTCOMES).index(name) for name in names]
    of = run.of(contrast.of)[places]
    against = run.of(contrast.against)[places] if contrast.against else np.zeros_like(of)
    sample = Sample.of(of - against, REPLICATES)
    draws, luck = without_luck(sample)
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
            luck=float(luck[at]),
            draws=draws[at],
            raw=sample.averages[at],
            stuck=stuck[at],
        )
        for at, name in enumerate(names)
    ]


def without_luck(sample: Sample) -> tuple[Numbers, Numbers]:
    """Averages of draws with luck's part of their spread taken out, and what part that is (0 to 1).

    Never all of it: the mean itself is only known as well as luck lets it.
    """
    averages = sample.averages
    spare = np.maximum(sample.worlds - 1, 0).sum(axis=-1)
    within = ratio(sample.squares.sum(axis=-1), spare)
    by_luck = np.where(np.isnan(within), 0, within) * ratio(np.ones_like(averages), sample.worlds).mean(
        axis=-1
    )
    middle = averages.mean(axis=-1)
    total = ((averages - middle[:, None]) ** 2).sum(axis=-1) / max(averages.shape[-1] - 1, 1)
    luck = np.minimum(np.where(total > 0, ratio(by_luck, total), 0), 1) * (1 - 1 / averages.shape[-1])
    return middle[:, None] + (averages - middle[:, None]) * np.sqrt(1 - luck)[:, None], luck


def _stuck(*values: NDArray[np.float64]) -> bool:
    """Whether one value holds more than 95 % of worlds everywhere; a few worlds cannot show that."""
    most = [np.unique(row, return_counts=True) for row in values]
    tops = {float(names[counts.argmax()]) for names, counts in most}
    least = min(counts.max() / counts.sum() for _, counts in most)
    enough = min(len(row) for row in values) >= 20
    return enough and len(tops) == 1 and least > 0.95 and not math.isnan(next(iter(tops)))
