"""Quantile dotplots: equal dots stacked where the values lie, so that a chance can be counted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.plots.kit.sheet import Floats

COUNT = 20
"""Dots of a distribution: each a twentieth of it."""
SHARES = (np.arange(COUNT) + 0.5) / COUNT
"""Quantiles at which the dots stand."""


def stacked(values: Floats, low: float, high: float, across: int, up: int) -> Floats:
    """Places of dots on a grid ``across`` wide and ``up`` high over low..high: column and level, from 0.

    A dot outside stands in the first or last column. Where a column is full, its outermost dots move over to
    the nearest one with room.
    """
    order = np.argsort(values, kind="stable")
    scaled = (values[order] - low) / (high - low) * across
    columns = _thinned(np.clip(np.floor(scaled), 0, across - 1).astype(np.int64), across, up)
    levels = np.arange(len(columns)) - np.searchsorted(columns, columns)
    places = np.empty((len(columns), 2))
    places[order] = np.column_stack([columns, levels])
    return places


def _thinned(columns: NDArray[np.int64], across: int, up: int) -> NDArray[np.int64]:
    """Sorted column numbers with no more than ``up`` of any, as long as there is room."""
    counts = np.bincount(columns, minlength=across)
    while counts.max() > up and counts.min() < up:
        full = int(counts.argmax())
        free = np.flatnonzero(counts < up)
        to = int(free[np.abs(free - full).argmin()])
        counts[full] -= 1
        counts[to] += 1
    return np.repeat(np.arange(across), counts)
