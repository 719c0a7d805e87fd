"""Which observations would decide: the information about the theory that each can be expected to bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.core.columns import Floats
from sim.core.random_streams import resampling
from sim.engine.chunk import Chunk, Progress
from sim.engine.design import CellList
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.studies.alive.observables import ObservableRecorder, observables, sendings

BINS = 8
SHUFFLES = 20
"""Times that theories are dealt out at random, to see what chance alone would seem to tell."""
Telling: TypeAlias = tuple[str, str, str, bool, float, float, str]
"""What an observable tells of the theory, by `COLUMNS`."""
COLUMNS = ("strategy", "observable", "unit", "seen", "bits", "by_chance", "tells_apart")


@dataclass(frozen=True, eq=False)
class DecisiveJob:
    """A strategy simulated under each theory, one world a draw of the parameters."""

    scenario: Scenario
    strategy: str
    theories: tuple[str, ...]
    worlds: int
    seed: int

    @property
    def world_weeks(self) -> int:
        """How much there is to run."""
        return self.worlds * len(self.theories) * self.scenario.weeks

    def run(self, progress: Progress | None = None) -> list[Telling]:
        """The information of every observable, in bits."""
        scenario = self.scenario.with_strategy(self.strategy)
        cells = tuple(Cell(scenario, theory) for theory in self.theories)
        recorder = ObservableRecorder(tuple(sendings(scenario)))
        whole = Chunk(CellList(cells), self.seed, 0, self.worlds, (recorder,), replicates=1)
        values = whole.run(progress)["observables"].swapaxes(0, 1).astype(np.float64)
        return [
            (self.strategy, it.name, it.unit, it.seen, *information(each, self.seed), self._odd_one(each))
            for it, each in zip(observables(scenario).values(), values, strict=True)
        ]

    def _odd_one(self, values: Floats) -> str:
        """The theory under which an observable differs most from what it is under all."""
        counts = binned(values)
        shares = counts / counts.sum(axis=1, keepdims=True)
        pooled = shares.mean(axis=0)
        apart = (shares * np.log2(np.where(shares > 0, shares / np.where(pooled > 0, pooled, 1), 1))).sum(
            axis=1
        )
        return self.theories[int(apart.argmax())]


def information(values: Floats, seed: int) -> tuple[float, float]:
    """Bits that a look at one world tells of the theory, shape of `values` ``(theory, world)``, less what
    as many worlds seem to tell by chance; and the 95 % quantile of that.
    """
    whole = _mutual(binned(values))
    rng, flat = resampling(seed), values.ravel()
    chance = [_mutual(binned(rng.permutation(flat).reshape(values.shape))) for _ in range(SHUFFLES)]
    return max(whole - float(np.mean(chance)), 0.0), float(np.quantile(chance, 0.95) - np.mean(chance))


def binned(values: Floats) -> NDArray[np.int64]:
    """Counts by theory and bin; bins hold about as many worlds each, over all theories."""
    edges = np.unique(np.quantile(values, np.linspace(0, 1, BINS + 1)[1:-1]))
    # a value on an edge lies above it, and many worlds may have the lowest value there is
    places = np.searchsorted(edges, values, side="right") + (values > values.min())
    return np.stack([np.bincount(row, minlength=BINS + 2) for row in places])


def _mutual(counts: NDArray[np.int64]) -> float:
    shares = counts / counts.sum(axis=1, keepdims=True)
    return _entropy(shares.mean(axis=0)) - float(np.mean([_entropy(row) for row in shares]))


def _entropy(shares: Floats) -> float:
    some = shares[shares > 0]
    return float(-(some * np.log2(some)).sum())


def ranked(rows: Sequence[Telling]) -> pd.DataFrame:
    """All observables under all strategies: those that anybody could see first, the most telling of them on
    top.
    """
    whole = pd.DataFrame(rows, columns=list(COLUMNS))
    return whole.sort_values(["seen", "bits"], ascending=False, kind="stable", ignore_index=True)
