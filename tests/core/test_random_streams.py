"""RandomNumbers with an address: the same seed, week, name and world always give the same number."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.columns import FLOAT
from sim.core.parameters import drawn
from sim.core.random_streams import Draws, RandomNumbers
from sim.engine.world_batch import REPLICATES
from tests.helpers.worlds import Series, after, baseline, with_signal

MONDAY = date(2017, 6, 26)
seeds = st.integers(0, 2**63)
worlds = st.integers(1, 40)
firsts = st.integers(0, 1000)


@given(seed=seeds, first=firsts, count=worlds, skip=st.integers(0, 60))
def test_a_world_has_its_number_wherever_the_block_starts(
    seed: int, first: int, count: int, skip: int
) -> None:
    """World 17 draws the same alone, from an offset, and among thousands."""
    many = Draws(seed, first, count + skip).uniform(MONDAY, "who", "what")
    few = Draws(seed, first + skip, count).uniform(MONDAY, "who", "what")
    np.testing.assert_array_equal(many[skip:], few)


@given(seed=seeds, first=firsts, count=worlds, skip=st.integers(0, 60))
def test_a_parameter_draw_is_shared_by_its_lucks_wherever_the_block_starts(
    seed: int, first: int, count: int, skip: int
) -> None:
    """World `w` has parameter draw ``w // REPLICATES``, whatever runs beside it."""
    many = Draws(seed, first, count + skip).parameter("parameter", "caution", REPLICATES)
    few = Draws(seed, first + skip, count).parameter("parameter", "caution", REPLICATES)
    np.testing.assert_array_equal(many[skip:], few)
    number = (first + np.arange(count + skip)) // REPLICATES
    for each in np.unique(number):
        assert np.ptp(many[number == each]) == 0
    assert len(np.unique(many)) == len(np.unique(number))


@given(cells=st.integers(1, 5), count=worlds)
def test_cells_share_their_random_draws(cells: int, count: int) -> None:
    """Every scenario is given the same chance: that makes their difference the policy's doing."""
    one = Draws(1, 0, count)
    several = Draws(1, 0, count, cells)
    np.testing.assert_array_equal(several.uniform(MONDAY, "a"), np.tile(one.uniform(MONDAY, "a"), cells))
    np.testing.assert_array_equal(
        several.gumbel(MONDAY, ("a",), ("b",)), np.tile(one.gumbel(MONDAY, ("a",), ("b",)), (1, cells))
    )
    np.testing.assert_array_equal(
        several.parameter("k", "n", REPLICATES), np.tile(one.parameter("k", "n", REPLICATES), cells)
    )


def _rows() -> list[Series]:
    """The draws of many addresses that differ in one thing each."""
    week = timedelta(weeks=1)
    addresses = [(1, MONDAY, ("a", "b")), (2, MONDAY, ("a", "b")), (1, MONDAY + week, ("a", "b")),
                 (1, MONDAY, ("a", "c")), (1, MONDAY, ("b", "a")), (1, MONDAY, ("a",))]  # fmt: skip
    return [Draws(seed, 0, 64).uniform(monday, *name) for seed, monday, name in addresses]


def test_another_seed_week_or_name_is_another_number() -> None:
    """No two addresses share their draws, nor do neighbouring worlds."""
    rows = _rows()
    for place, row in enumerate(rows):
        assert len(np.unique(row)) == row.size
        for other in rows[:place]:
            assert not np.isin(row, other).any()
            assert abs(np.corrcoef(row, other)[0, 1]) < 0.5


def test_uniform_numbers_are_uniform_and_never_0_or_1() -> None:
    """The numbers fill the open interval evenly."""
    u = Draws(3, 0, 200_000).uniform(MONDAY, "x")
    assert u.dtype == FLOAT
    assert 0 < u.min() < u.max() < 1
    counts = np.bincount((u * 20).astype(int), minlength=20)
    assert np.abs(counts - 10_000).max() < 500  # five standard errors


def test_gumbel_noise_is_finite_and_of_the_right_shape() -> None:
    """Mean and variance are those of the standard Gumbel law, with no infinite number."""
    g = Draws(4, 0, 100_000).gumbel(MONDAY, ("x",), ("y",))
    assert np.isfinite(g).all()
    assert g.mean() == pytest.approx(0.5772, abs=0.02)
    assert g.var() == pytest.approx(np.pi**2 / 6, rel=0.03)


def test_noise_belongs_to_the_name_of_an_option_and_not_to_its_place() -> None:
    """Reordering or lengthening a menu gives every option the noise it had."""
    draws = Draws(5, 0, 16)
    short, long = draws.gumbel(MONDAY, ("a",), ("b",)), draws.gumbel(MONDAY, ("c",), ("b",), ("a",))
    np.testing.assert_array_equal(short, long[[2, 1]])


def test_drawing_in_another_order_changes_nothing() -> None:
    """A draw does not depend on what was drawn before it."""
    one, two = RandomNumbers(Draws(6, 3, 9), MONDAY), RandomNumbers(Draws(6, 3, 9), MONDAY)
    first, second = one.uniform("a"), one.uniform("b")
    np.testing.assert_array_equal(two.uniform("b"), second)
    np.testing.assert_array_equal(two.uniform("a"), first)


def test_the_numbers_of_an_address_never_change() -> None:
    """The same on every machine and in every version, or earlier results could not be replayed."""
    u = Draws(1, 6, 4).uniform(MONDAY, "DPRK", "forces", "nuclear_test")
    assert [int(x * 2**24) for x in u] == [7067745, 1999763, 8050165, 14467721]


def test_a_choice_follows_its_chances() -> None:
    """Over many worlds each option is sent as often as its log-odds say."""
    w = after(1, with_signal(baseline(), "taunt"), worlds=20_000)
    for actor in w.actors.values():
        for family in ("words", "contact"):
            scores = actor.scores[family]
            chance = np.exp(scores - scores.max(axis=0))
            chance /= chance.sum(axis=0)
            chosen = np.bincount(actor.sent.places[family], minlength=len(scores)) / scores.shape[1]
            if actor.name in {"US", "ROK"}:  # posts may hold back what was chosen
                continue
            np.testing.assert_allclose(chosen, chance.mean(axis=1), atol=0.015)


@given(low=st.floats(-10, 10, width=32), width=st.floats(0, 10, width=32))
def test_numbers_are_drawn_within_their_range(low: float, width: float) -> None:
    """A drawn number never leaves its range, and a range of no width is the number itself."""
    span = (low, low + width)
    column = drawn("parameter", [{"x": span}], Draws(1, 0, 64), REPLICATES).x
    assert (column >= FLOAT(span[0])).all()
    assert (column <= FLOAT(span[1])).all()
