"""Expressions: what is done to symbols is noted, and gives the bits that are given on columns."""

from __future__ import annotations

import gc
import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.columns import FLOAT, Column, best, either, exp, log, pick, pick_row, when, within
from sim.engine.compiled import driver, native, writer
from sim.engine.compiled.blocks import aligned
from sim.engine.compiled.expression import Node, leaf
from sim.engine.compiled.random_draws import unit_of
from sim.engine.compiled.symbolic_array import Symbols
from sim.engine.compiled.writer import Store

SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0**-149, 3.4e38, float("inf"), float("-inf"), float("nan")]
numbers = st.one_of(st.sampled_from(SPECIAL), st.floats(width=32))
columns = st.lists(numbers, min_size=40, max_size=40).map(lambda x: np.array(x, FLOAT))

VERBS: dict[str, Callable[..., Any]] = {
    "x + y": operator.add,
    "x - y": operator.sub,
    "x * y": operator.mul,
    "x / y": operator.truediv,
    "the larger": np.maximum,
    "the smaller": np.minimum,
    "0 to 1": lambda x, _: within(x),
    "without sign": lambda x, _: np.abs(x),
    "the other sign": lambda x, _: -x,
    "exponential": lambda x, _: exp(x),
    "logarithm": lambda x, _: log(x),
    "root": lambda x, _: np.sqrt(np.abs(x)),
    "rounded up": lambda x, _: np.ceil(x),
    "x > y": lambda x, y: when(x > y),
    "x >= y": lambda x, y: when(x >= y, 2),
    "x < y or x is y": lambda x, y: when((x < y) | (x == y)),
    "not both": lambda x, y: when(~((x <= 1) & (y != 0)), -3.0),
    "endless": lambda x, _: when(np.isinf(x)),
    "one of two": lambda x, y: either(x > y, x, -1),
    "a number times a flag": lambda x, y: x * (y > 0),
    "the best of three": lambda x, y: best(np.stack([x, y, 0.5 * x])).astype(FLOAT),
    "0 or -0 out of a table": lambda x, y: pick(np.array([0.0, -0.0], FLOAT), best(np.stack([x, y]))),
    "out of a table": lambda x, y: pick(np.array([0, 0.25, 0, 7], FLOAT), best(np.stack([x, y, -x, -y]))),
    "out of a menu": lambda x, y: pick_row(np.stack([x, y]), best(np.stack([y, x]))),
}


@pytest.mark.parametrize("verb", VERBS)
@given(x=columns, y=columns)
def test_a_verb_gives_the_bits_that_the_array_library_gives(verb: str, x: Column, y: Column) -> None:
    with np.errstate(all="ignore"):
        expected = VERBS[verb](x, y)
    found = passed(VERBS[verb], x, y)
    same = expected.view(np.int32) == found.view(np.int32)
    assert (same | (np.isnan(expected) & np.isnan(found))).all()


def passed(function: Callable[..., Any], *given: Column) -> Column:
    """A function of columns, as machine code."""
    names = tuple(leaf(("given", k)) for k in range(len(given)))
    noted = function(*(np.array([name], object).view(Symbols) for name in names))
    lanes, blocks = native.lanes(), -(-40 // native.lanes())
    table = aligned(blocks, len(given), lanes)
    for k, column in enumerate(given):
        table[:, k] = np.resize(column, (blocks, lanes))
    result = aligned(blocks * lanes)
    cells = np.array([1, 0], np.int64)
    words = {"given": table, "record": result, "cells": cells}
    where = {name: array.ctypes.data for name, array in words.items()}
    sizes = {
        "units": -(-40 // unit_of(lanes)),
        "weeks": 1,
        "cell_step": result.nbytes,
        "block_step": lanes * 4,
    }
    arguments = np.array([(where | sizes).get(name, 0) for name in driver.GIVEN], np.int64)
    code(noted[0], names)(arguments.ctypes.data)
    return result[:40]


_codes: dict[Node, Any] = {}


def code(end: Node, names: tuple[Node, ...]) -> Any:
    if end not in _codes:
        lanes = native.lanes()
        sizes = driver.Sizes(lanes, 0, len(names), 0, 0, 0)
        place_of = {name: ("given", k) for k, name in enumerate(names)}.get
        week = writer.function("week", lanes, [Store(("record", 0), end)], place_of, sizes.row, sizes.block)
        loops = driver.loops("run", ["week"], sizes, drawing=False)
        (_codes[end],) = native.functions(writer.module([week, loops], lanes), "run")
    return _codes[end]


def test_code_that_is_no_longer_used_can_be_let_go() -> None:
    x = np.arange(40, dtype=FLOAT)
    for _ in range(3):
        np.testing.assert_array_equal(passed(lambda x: x + 1, x), x + 1)
        _codes.clear()
        gc.collect()


def test_the_same_thing_done_to_the_same_numbers_is_done_once() -> None:
    x = np.array([leaf(("given", 0))], object).view(Symbols)
    assert ((x + 1) * (x + 1))[0].parts[0] is ((x + 1) * (x + 1))[0].parts[1]
    assert (x + 0.0)[0] is not (x + -0.0)[0]


@pytest.mark.parametrize(
    "what",
    [
        np.sin,
        np.add.reduce,
        lambda x: (x > 0) * (x < 1),
        lambda x: ~x,
        lambda x: x * np.float64(0.1),
        lambda x: x.astype(int),
        np.nan_to_num,
        np.sort,
        lambda x: np.isnan(x > 0),
        np.zeros((2, 1), FLOAT)[0].__iadd__,
        lambda x: np.argmax(np.stack([x, x]), axis=1),
        lambda x: best(np.stack([x, x])) < 0.5,
    ],
)
def test_what_no_rule_does_is_refused(what: Callable[[Symbols], Any]) -> None:
    """Better an error than other numbers than those of the array library."""
    with pytest.raises(TypeError):
        what(np.array([leaf(("given", 0))], object).view(Symbols))


def test_a_rule_cannot_branch_on_a_column() -> None:
    x = np.array([leaf(("given", 0))], object).view(Symbols)
    with pytest.raises(TypeError, match="branch"):
        bool(x[0])
