"""The record of a run: weekly integer counts, the same bits whatever the order they are added in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.columns import FLOAT, Column
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
        self._shape = (m, n, worlds)
        quantities = MEASURES.values()
        self._low = np.array([q.low for q in quantities], FLOAT)[:, None, None]
        self._span = np.array([q.high - q.low for q in quantities], FLOAT)[:, None, None]
        self.histograms: Counts = np.zeros((n, weeks, m, BINS + 1), np.int32)
        self.differences: Counts = np.zeros((n, weeks, m, BINS + 1), np.int32)
        self.sums: NDArray[np.int64] = np.zeros((n, weeks, m), np.int64)
        self.rungs: Counts = np.zeros((n, weeks, len(RUNGS) + 1), np.int32)
        self.stages: Counts = np.zeros((n, weeks, len(STAGES) + 1), np.int32)
        self._week = 0

    def add(self, w: World) -> None:
        """Count one week."""
        shape = self._shape
        war = w.fate.at_war.reshape(shape[1:])
        share = np.stack([w.measure(name) for name in MEASURES]).reshape(shape)
        share = (share - self._low) / self._span
        bins = _binned(share)
        bins[:, war] = BINS
        self._count(self.histograms, bins)
        self.sums[:, self._week] = np.where(war, 0, bins).sum(axis=2, dtype=np.int64).T
        self._compare(share, war)
        self.rungs[:, self._week] = _shares(w.rung.reshape(shape[1:]), war, len(RUNGS))
        self.stages[:, self._week] = _shares(w.talks.stage.reshape(shape[1:]), war, len(STAGES))
        self._week += 1

    def _compare(self, share: Column, war: NDArray[np.bool_]) -> None:
        """Differences to the baseline, half a bin up so that no difference is the middle of a bin."""
        base = self._baseline
        if (base == np.arange(len(base))).all():
            return
        bins = _binned((share - share[:, base]) * FLOAT(0.5) + FLOAT(0.5))
        bins[:, war | war[base]] = BINS
        self._count(self.differences, bins)
        self.differences[np.unique(base), self._week] = 0

    def _count(self, into: Counts, bins: Counts) -> None:
        m, n, _ = self._shape
        place = np.arange(m * n, dtype=np.int32).reshape(m, n, 1) * np.int32(BINS + 1)
        counted = np.bincount((bins + place).ravel(), minlength=m * n * (BINS + 1))
        into[:, self._week] = counted.reshape(m, n, BINS + 1).transpose(1, 0, 2)

    def merge(self, other: Record) -> None:
        """Add the counts of other worlds."""
        for name in ("histograms", "differences", "sums", "rungs", "stages"):
            getattr(self, name)[:] += getattr(other, name)


def _binned(share: Column) -> Counts:
    return np.clip((share * FLOAT(BINS)).astype(np.int32), 0, BINS - 1)


def _shares(levels: Column, war: NDArray[np.bool_], count: int) -> Counts:
    """How many worlds of each cell are on each level; the last one counts those at war."""
    place = np.where(war, count, levels.astype(np.int64))
    return np.stack([np.bincount(row, minlength=count + 1) for row in place]).astype(np.int32)
