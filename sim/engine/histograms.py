"""Recorder of weekly histograms: integer counts, the same bits whatever the order they are added in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import FLOAT, Column, Flags
from sim.engine.compiled import counter
from sim.engine.recorders import Arrays, ArraySpec, Recording
from sim.engine.world_batch import WorldBatch
from sim.vocabulary.glossary import MEASURES, RUNGS, STAGES

BINS = 1024
"""So many that a quantile is off by less than 0.001 of the range."""
Counts = NDArray[np.integer[Any]]
RANGES = np.array([(it.low, BINS / (it.high - it.low)) for it in MEASURES.values()], FLOAT)
"""By measure, where its bins begin, and how many there are to a unit."""
LEVELS = np.array([(0, 1)], FLOAT)
"""The same of levels, which are whole numbers."""


@dataclass(frozen=True)
class HistogramRecorder:
    """Records how many worlds stand in each bin of every measure (`histograms`), and of its paired difference
    to the first cell of the same theory (`differences`), both (cell, week, measure, bin); `rungs` and
    `stages` (cell, week, level). The last bin and level count the worlds at war.
    """

    def requests(self, worlds: range) -> frozenset[str]:
        return frozenset({"measures"})

    def specs(self, weeks: int) -> dict[str, ArraySpec]:
        measures = (weeks, len(MEASURES), BINS + 1)
        shapes = {"histograms": measures, "differences": measures}
        shapes |= {"rungs": (weeks, len(RUNGS) + 1), "stages": (weeks, len(STAGES) + 1)}
        return {name: ArraySpec(shape, np.int32, "count") for name, shape in shapes.items()}

    def begin(self, worlds: WorldBatch, into: Arrays) -> HistogramRecording:
        return HistogramRecording(worlds, into)


class HistogramRecording(Recording):
    """The counts of some worlds."""

    def __init__(self, worlds: WorldBatch, into: Arrays) -> None:
        super().__init__(worlds, into)
        theories = [cell.theory for cell in worlds.cells]
        self._baseline = np.array([theories.index(t) for t in theories])
        self._of = self._baseline if any(self._baseline) else slice(0, 1)
        self._compared = len(set(theories)) < len(theories)
        self._counting = counter() if worlds.compiled else None

    def week(self, week: int) -> None:
        """Count a week."""
        w, into = self.worlds, self.into
        at_war = w.by_cell(w.at_war)
        if self._counting:
            self._count_at_once(week, at_war, self._counting)
            return
        war = at_war if at_war.any() else None
        for k, (name, quantity) in enumerate(MEASURES.items()):
            scaled = (w.measure(name) - FLOAT(quantity.low)) * FLOAT(BINS / (quantity.high - quantity.low))
            rows = w.by_cell(scaled)
            _count(_binned(rows, war), into["histograms"][:, week, k])
            if self._compared:
                self._compare(rows, war, into["differences"][:, week, k])
        _count(_levels(w.by_cell(w.rung), war, len(RUNGS)), into["rungs"][:, week])
        _count(_levels(w.by_cell(w.stage), war, len(STAGES)), into["stages"][:, week])

    def _count_at_once(self, week: int, war: Flags, count: Callable[..., None]) -> None:
        """The same as machine code."""
        w, into = self.worlds, self.into
        own = np.arange(len(w.cells))
        values = [w.by_cell(w.measure(name)) for name in MEASURES]
        counts, differences = (into[name][:, week] for name in ("histograms", "differences"))
        bases = self._baseline if self._compared else own
        count(values, RANGES, BINS, war, bases, counts, differences)
        for name, levels, column in (("rungs", RUNGS, w.rung), ("stages", STAGES, w.stage)):
            counts = into[name][:, week, None]
            count([w.by_cell(column)], LEVELS, len(levels), war, own, counts, counts)

    def _compare(self, rows: Column, war: Flags | None, counts: Counts) -> None:
        """Differences to the baseline, half a bin up so that no difference is the middle of a bin."""
        base = self._of
        apart = (rows - rows[base]) * FLOAT(0.5) + FLOAT(BINS / 2 + 0.5)
        _count(_binned(apart, None if war is None else war | war[base]), counts)
        counts[self._baseline] = 0


def _count(places: NDArray[np.int32], counts: Counts) -> None:
    """Add to `counts` how often each place occurs in each cell; one row per cell in both."""
    cells, bins = counts.shape
    places = places + np.arange(cells, dtype=np.int32)[:, None] * np.int32(bins)
    found = np.bincount(places.ravel(), minlength=counts.size).reshape(counts.shape)
    counts += found.astype(counts.dtype)  # no count is larger than the number of worlds


def _binned(scaled: Column, war: Flags | None) -> NDArray[np.int32]:
    bins = np.clip(scaled.astype(np.int32), np.int32(0), np.int32(BINS - 1))
    if war is not None:
        bins[war] = BINS
    return bins


def _levels(levels: Column, war: Flags | None, count: int) -> NDArray[np.int32]:
    """Whole numbers below `count`, which stands for war."""
    places = levels.astype(np.int32)
    return places if war is None else np.where(war, np.int32(count), places)
