"""Counts as machine code: the same as by the array library, also of what is beyond the range of a measure."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.columns import FLOAT
from sim.engine.compiled.counting import count
from sim.engine.histograms import BINS, _binned, _count

CELLS = 3


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.int32])
@given(worlds=st.integers(1, 60), seed=st.integers(0, 2**32), wars=st.floats(0, 1))
def test_counts_are_those_of_the_array_library(kind: type, worlds: int, seed: int, wars: float) -> None:
    """Two measures, the second with values far beyond its range; the first cell is the baseline of all."""
    rng = np.random.default_rng(seed)
    values = [(rng.random((CELLS, worlds), FLOAT) - FLOAT(0.5)) * FLOAT(size) for size in (1, 9)]
    war = rng.random((CELLS, worlds)) < wars
    ranges = np.array([(-0.5, BINS), (-1, BINS / 2)], FLOAT)
    bases = np.zeros(CELLS, np.int64)
    shape = CELLS, 2, BINS + 1
    found, apart, expected, expected_apart = (np.zeros(shape, kind) for _ in range(4))
    count(values, ranges, BINS, war, bases, found, apart)
    for k, each in enumerate(values):
        rows = (each - ranges[k, 0]) * ranges[k, 1]
        _count(_binned(rows, war), expected[:, k])
        differences = (rows - rows[bases]) * FLOAT(0.5) + FLOAT(BINS / 2 + 0.5)
        _count(_binned(differences, war | war[bases]), expected_apart[:, k])
    expected_apart[0] = 0
    np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(apart, expected_apart)
    assert (found.sum(axis=-1) == worlds).all()
