"""Dots to be counted: as many as there are values, where the values lie, none on top of another."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.plots.kit.dots import COUNT, SHARES, stacked

values = st.lists(st.floats(-2, 2, allow_nan=False), min_size=1, max_size=COUNT)


@given(values=values, up=st.integers(1, 9))
def test_no_dot_is_lost_or_covered(values: list[float], up: int) -> None:
    places = stacked(np.array(values), -1, 1, 30, up)
    assert len({tuple(place) for place in places}) == len(values)
    assert places[:, 0].min() >= 0
    assert places[:, 0].max() < 30
    assert places[:, 1].max() < up


@given(values=values)
def test_dots_keep_the_order_of_their_values(values: list[float]) -> None:
    columns = stacked(np.array(values), -1, 1, 30, 5)[:, 0]
    order = np.argsort(values, kind="stable")
    assert (np.diff(columns[order]) >= 0).all()


def test_a_dot_stands_at_its_value_where_there_is_room() -> None:
    places = stacked(np.array([-0.95, 0.0, 0.99]), -1, 1, 20, 7)
    np.testing.assert_array_equal(places, [[0, 0], [10, 0], [19, 0]])


def test_twenty_equal_values_make_a_block_around_their_place() -> None:
    places = stacked(np.zeros(COUNT), -1, 1, 21, 7)
    assert sorted(set(places[:, 0])) == [9, 10, 11]


def test_a_dot_is_the_middle_of_its_twentieth() -> None:
    np.testing.assert_allclose(SHARES[[0, -1]], [0.025, 0.975])
