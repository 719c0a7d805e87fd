"""Trial of a fit by simulation (Talts et al. 2018): rows of the table taken as records in turn and fitted
by the others. Intervals should hold the truth as often as they say, and its rank in the posterior should be
uniform.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom  # pyright: ignore[reportUnknownVariableType]

from sim.core.columns import Floats
from sim.core.random_streams import resampling
from sim.evidence.marks import Ints
from sim.studies.calibration.abc import fitted

POINTS = 50
"""Places between 0 and 1 at which the ranks that lie below are counted."""
SIMULATED = 2_000
"""Samples of uniform ranks from which a simultaneous band is found."""
SHARE = 0.95
"""Share of samples of uniform ranks that lie inside the band as a whole."""


@dataclass(frozen=True)
class Trial:
    """`held` is how often the 90 % interval of each quantity holds the truth, nan without any pseudo-record;
    `ranks` where the truth lies in the posterior (0 to 1), ``(record, quantity)``.
    """

    held: Floats
    ranks: Floats

    @property
    def records(self) -> int:
        """Pseudo-records that were tried."""
        return len(self.ranks)

    @property
    def off(self) -> Floats:
        """How far the share of ranks below each of `POINTS` places lies from that of uniform ranks, ``(place,
        quantity)``.
        """
        places = points()
        below = np.stack([(self.ranks <= place).mean(axis=0) for place in places])
        return below - places[:, None]

    @property
    def inside(self) -> NDArray[np.bool_]:
        """Whether the ranks of each quantity stay in the band that uniform ones stay in."""
        low, high = band(self.records)
        return np.asarray(((self.off >= low[:, None]) & (self.off <= high[:, None])).all(axis=0), np.bool_)

    @property
    def mean_rank(self) -> Floats:
        """½ where the posterior is neither too low nor too high."""
        return self.ranks.mean(axis=0)

    def of(self, where: slice) -> Trial:
        """The same of some of the quantities."""
        return Trial(self.held[where], self.ranks[:, where])


def tried(
    places: NDArray[np.floating[Any]],
    scaled: Floats,
    accept: int,
    records: Ints,
    seed: int,
    share: float = 0.9,
) -> Trial:
    """Take rows of a table as records: `places` are the quantities (0 to 1) to be found, `scaled` the numbers
    that they are found by.
    """
    hits, ranks = np.zeros(places.shape[1]), np.empty((len(records), places.shape[1]))
    rng = resampling(seed)
    for at, row in enumerate(records):
        found, truth = fitted(places, scaled, scaled[row], accept, without=int(row)), places[row]
        low, high = found.interval(share)
        hits += (truth >= low) & (truth <= high)
        # equal values share their part of the ranks, so that the rank of one of them is uniform too
        below, same = found.weights @ (found.places < truth), found.weights @ (found.places == truth)
        ranks[at] = below + rng.random(len(truth)) * same
    return Trial(hits / len(records) if len(records) else np.full_like(hits, np.nan), ranks)


def points() -> Floats:
    """The places at which ranks are counted."""
    return np.arange(1, POINTS + 1) / (POINTS + 1)


@lru_cache(maxsize=4)
def band(records: int) -> tuple[Floats, Floats]:
    """How far the counted share of so many uniform ranks strays, at all places together: the simultaneous
    band of Säilynoja, Bürkner and Vehtari (2022).
    """
    places = points()
    sample = np.sort(resampling(records).random((SIMULATED, records)), axis=1)
    counts = np.stack([(sample <= place).sum(axis=1) for place in places], axis=1)
    tails = 2 * np.minimum(binom.cdf(counts, records, places), binom.sf(counts - 1, records, places))
    least = float(np.quantile(tails.min(axis=1), 1 - SHARE))
    low, high = (binom.ppf(q, records, places) / max(records, 1) for q in (least / 2, 1 - least / 2))
    return np.asarray(low) - places, np.asarray(high) - places
