"""Random draws as text: the numbers of `Draws`, at every address."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.random_streams import BLOCK, Draws, number_of
from sim.engine.compiled import driver, native, random_draws, writer
from sim.engine.compiled.blocks import WORD, aligned
from sim.engine.compiled.random_draws import names_at_a_time, unit_of

MONDAY = date(2017, 6, 26)
WEEKS = 2


@cache
def drawing(lanes: int) -> tuple[driver.Sizes, Any]:
    """A function that draws, and does nothing with it."""
    many = names_at_a_time(lanes)
    sizes = driver.Sizes(lanes, 0, 0, 2 * many, many, 0)
    parts = [
        random_draws.bits("bits", lanes),
        random_draws.numbers("gumbel", lanes, gumbel=True),
        random_draws.numbers("uniform", lanes, gumbel=False),
        driver.loops("run", [], sizes, drawing=True),
    ]
    return sizes, native.functions(writer.module(parts, lanes), "run")[0]


@pytest.mark.parametrize("lanes", [4, 8, 16])
@given(seed=st.integers(0, 2**128 - 1), block=st.integers(0, 2**40), units=st.integers(1, 3))
def test_they_are_the_draws_of_the_columns(lanes: int, seed: int, block: int, units: int) -> None:
    """All of the last unit of worlds, for two weeks, under a key of two words."""
    sizes, run = drawing(lanes)
    names = [("an", "address", str(k)) for k in range(sizes.gumbel + sizes.uniform)]
    numbers = np.array([number_of(name) for name in names], np.uint64)
    days = np.array([(MONDAY + timedelta(weeks=k)).toordinal() for k in range(WEEKS)], np.int64)
    rows = aligned(WEEKS, len(names), unit_of(lanes))
    addresses = {"random": rows, "names": numbers, "days": days}
    words = {name: array.ctypes.data for name, array in addresses.items()}
    words |= {"units": units, "weeks": WEEKS, "key": seed % WORD, "key2": seed // WORD, "first": block}
    run(np.array([words.get(name, 0) for name in driver.GIVEN], np.uint64).ctypes.data)
    draws = Draws(seed, block * BLOCK + (units - 1) * unit_of(lanes), unit_of(lanes))
    for week, found in enumerate(rows):
        monday = MONDAY + timedelta(weeks=week)
        np.testing.assert_array_equal(found[: sizes.gumbel], draws.gumbel(monday, *names[: sizes.gumbel]))
        expected = np.stack([draws.uniform(monday, *name) for name in names[sizes.gumbel :]])
        np.testing.assert_array_equal(found[sizes.gumbel :], expected)
