"""Limits of axes: also for values that are all the same, and never far beyond what can be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.plots.kit.axes import room
from sim.plots.kit.theme import blank
from sim.vocabulary.labels import possible

MARGIN = 0.061
"""Of the width, on each side."""


def limits(values: list[float], **how: object) -> tuple[float, float]:
    axes = blank(2, 2).add_axes((0.1, 0.1, 0.8, 0.8))
    room(axes, np.array(values, float), **how)  # pyright: ignore[reportArgumentType]
    return axes.get_ylim()


@pytest.mark.parametrize(
    ("values", "name", "low", "high"),
    [
        ([0, 0, 0], "p_war", 0, 1),
        ([1, 1], "p_talks", 0.9, 1),
        ([0.5, 0.5], "p_talks", 0.475, 0.525),
        ([0, 0], "provocations", 0, 1),
        ([0, 0], "weeks_in_talks", 0, 1),
        ([12, 12], "provocations", 11.4, 12.6),
        ([0.5, 0.5], "doubt_us", 0.45, 0.5),
        ([float("nan")], "p_war", 0, 1),
        ([], "p_war", 0, 1),
    ],
)
def test_values_of_no_width_have_an_axis_within_what_is_possible(
    values: list[float], name: str, low: float, high: float
) -> None:
    found = limits(values, within=possible(name))
    margin = (high - low) * 0.06
    assert found == pytest.approx((low - margin, high + margin))


def test_differences_of_nothing_lie_in_the_middle() -> None:
    low, high = limits([0, 0], least=0.03, include=0)
    assert low == pytest.approx(-high)
    assert high == pytest.approx(0.015 * 1.12)


@given(st.lists(st.floats(0, 1), max_size=5), st.sampled_from([0.0, 0.02]))
def test_shares_are_shown_whole_and_hardly_more(values: list[float], least: float) -> None:
    low, high = limits(values, least=least, within=(0.0, 1.0))
    width = (high - low) / (1 + 2 * MARGIN)
    assert low < high
    assert low >= -MARGIN * width - 1e-9
    assert high <= 1 + MARGIN * width + 1e-9
    assert all(low <= value <= high for value in values)
