"""The record of a run: weekly integer counts, the same bits whatever the order they are added in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sim.core.columns import FLOAT, Column, Flags
from sim.vocabulary.glossary import MEASURES, RUNGS, STAGES

if TYPE_CHECKING:
    from sim.engine.world_batch import Abreast
    from sim.scenario.cell import Cell

BINS = 1024
"""So many that a quantile is off by less than 0.001 of the range."""
Counts = NDArray[np.integer[Any]]
COUNTED = ("histograms", "differences", "rungs", "stages")
"""What a record holds, one array each."""


class Record:
    """Histograms of every measure, of its paired difference to the baseline, and of rungs and stages.

    `kind` is the type of the counts, wide enough for all worlds.
    """

    def __init__(self, cells: Sequence[Cell], weeks: int, kind: DTypeLike) -> None:
        n, m = len(cells), len(MEASURES)
        theories = [cell.theory for cell in cells]
        self._baseline = np.array([theories.index(t) for t in theories])
        self._of = self._baseline if any(self._baseline) else slice(0, 1)
        self._compared = len(set(theories)) < n
        self.histograms: Counts = np.zeros((n, weeks, m, BINS + 1), kind)
        self.differences: Counts = np.zeros((n, weeks, m, BINS + 1), kind)
        self.rungs: Counts = np.zeros((n, weeks, len(RUNGS) + 1), kind)
        self.stages: Counts = np.zeros((n, weeks, len(STAGES) + 1), kind)

    def add(self, week: int, w: Abreast) -> None:
        """Count a week of some worlds."""
        cells = len(self._baseline)
        at_war = w.at_war.reshape(cells, -1)
        war = at_war if at_war.any() else None
        for k, (name, quantity) in enumerate(MEASURES.items()):
            scaled = (w.measure(name) - FLOAT(quantity.low)) * FLOAT(BINS / (quantity.high - quantity.low))
            rows = scaled.reshape(cells, -1)
            _count(_binned(rows, war), self.histograms[:, week, k])
            if self._compared:
                self._compare(rows, war, self.differences[:, week, k])
        _count(_levels(w.rung.reshape(cells, -1), war, len(RUNGS)), self.rungs[:, week])
        _count(_levels(w.stage.reshape(cells, -1), war, len(STAGES)), self.stages[:, week])

    def _compare(self, rows: Column, war: Flags | None, counts: Counts) -> None:
        """Differences to the baseline, half a bin up so that no difference is the middle of a bin."""
        base = self._of
        apart = (rows - rows[base]) * FLOAT(0.5) + FLOAT(BINS / 2 + 0.5)
        _count(_binned(apart, None if war is None else war | war[base]), counts)
        counts[self._baseline] = 0

    def merge(self, other: Record) -> None:
        """Add the counts of other worlds."""
        for name in COUNTED:
            if name == "differences" and not self._compared:
                continue
            for own, others in zip(getattr(self, name), getattr(other, name), strict=True):
                own += others.astype(own.dtype)  # in one type: adding in two goes by small buffers


def _count(places: NDArray[np.int32], counts: Counts) -> None:
    """Add to `counts` how often each place occurs in each cell; one row per cell in both."""
    cells, bins = counts.shape
    places = places + np.arange(cells, dtype=np.int32)[:, None] * np.int32(bins)
    found = np.bincount(places.ravel(), minlength=counts.size).reshape(counts.shape)
    counts += found.astype(counts.dtype)  # no count is larger than the number of worlds


def _binned(scaled: Column, war: Flags | None) -> NDArray[np.int32]:
    bins = np.minimum(scaled.astype(np.int32), np.int32(BINS - 1))
    if war is not None:
        bins[war] = BINS
    return bins


def _levels(levels: Column, war: Flags | None, count: int) -> NDArray[np.int32]:
    """Whole numbers below `count`, which stands for war."""
    places = levels.astype(np.int32)
    return places if war is None else np.where(war, np.int32(count), places)
