"""The record of a run: weekly integer counts, the same bits whatever the order they are added in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.columns import FLOAT, Column, Flags
from sim.glossary import MEASURES, RUNGS, STAGES

if TYPE_CHECKING:
    from sim.world import Cell, World

BINS = 512
Counts = NDArray[np.int32]


class Record:
    """Histograms of every measure, of its paired difference to the baseline, and of rungs and stages."""

    def __init__(self, cells: Sequence[Cell], weeks: int, worlds: int) -> None:
        n, m = len(cells), len(MEASURES)
        theories = [cell.theory for cell in cells]
        self._baseline = np.array([theories.index(t) for t in theories])
        self._compared = len(set(theories)) < n
        self._shape = (n, worlds)
        self.histograms: Counts = np.zeros((n, weeks, m, BINS + 1), np.int32)
        self.differences: Counts = np.zeros((n, weeks, m, BINS + 1), np.int32)
        self.sums: NDArray[np.int64] = np.zeros((n, weeks, m), np.int64)
        self.rungs: Counts = np.zeros((n, weeks, len(RUNGS) + 1), np.int32)
        self.stages: Counts = np.zeros((n, weeks, len(STAGES) + 1), np.int32)
        self._week = 0

    def add(self, w: World) -> None:
        """Count one week."""
        war = w.fate.at_war
        war = war if war.any() else None
        for k, (name, quantity) in enumerate(MEASURES.items()):
            scaled = (w.measure(name) - FLOAT(quantity.low)) * FLOAT(BINS / (quantity.high - quantity.low))
            self._level(k, scaled, war)
            if self._compared:
                self._compare(k, scaled, war)
        at_war = w.fate.at_war.reshape(self._shape)
        self.rungs[:, self._week] = _shares(w.rung.reshape(self._shape), at_war, len(RUNGS))
        self.stages[:, self._week] = _shares(w.talks.stage.reshape(self._shape), at_war, len(STAGES))
        self._week += 1

    def _level(self, k: int, scaled: Column, war: Flags | None) -> None:
        bins = _binned(scaled, war)
        counts = self._count(bins)
        self.histograms[:, self._week, k] = counts
        self.sums[:, self._week, k] = counts[:, :BINS] @ np.arange(BINS)

    def _compare(self, k: int, scaled: Column, war: Flags | None) -> None:
        """Differences to the baseline, half a bin up so that no difference is the middle of a bin."""
        rows, base = scaled.reshape(self._shape), self._baseline
        apart = ((rows - rows[base]) * FLOAT(0.5) + FLOAT(BINS / 2 + 0.5)).ravel()
        if war is not None:
            war = (war.reshape(self._shape) | war.reshape(self._shape)[base]).ravel()
        counts = self._count(_binned(apart, war))
        counts[np.unique(base)] = 0
        self.differences[:, self._week, k] = counts

    def _count(self, bins: Counts) -> NDArray[np.int64]:
        """How often each bin occurs in each cell."""
        cells, worlds = self._shape
        place = bins.reshape(cells, worlds) + np.arange(cells, dtype=np.int32)[:, None] * np.int32(BINS + 1)
        return np.bincount(place.ravel(), minlength=cells * (BINS + 1)).reshape(cells, BINS + 1)

    def merge(self, other: Record) -> None:
        """Add the counts of other worlds."""
        for name in ("histograms", "differences", "sums", "rungs", "stages"):
            getattr(self, name)[:] += getattr(other, name)


def _binned(scaled: Column, war: Flags | None) -> Counts:
    bins = np.minimum(scaled.astype(np.int32), np.int32(BINS - 1))
    if war is not None:
        bins[war] = BINS
    return bins


def _shares(levels: Column, war: NDArray[np.bool_], count: int) -> Counts:
    """How many worlds of each cell are on each level; the last one counts those at war."""
    place = np.where(war, count, levels.astype(np.int64))
    return np.stack([np.bincount(row, minlength=count + 1) for row in place]).astype(np.int32)
