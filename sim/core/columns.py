"""Verbs that rules are written in, and the only place where rules meet the array library.

A *column* holds one number per world: shape ``(world,)``, type float32. A *menu* holds one row per
option: shape ``(option, world)``. Rules never loop over worlds and never branch on a column with ``if``:
they say `either` and `within`. Every verb works element by element (or row by row in a fixed order), so
that a world gives the same bits alone and among thousands.

>>> tension = np.array([0.25, 0.75], FLOAT)  # one quantity in two worlds
>>> either(tension > 0.5, 1, 0)
array([0., 1.], dtype=float32)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

FLOAT = np.float32
"""Number type of every column."""

Column: TypeAlias = NDArray[np.floating[Any]]
"""One number per world (or per option and world), always of type `FLOAT`."""
Floats: TypeAlias = NDArray[np.float64]
"""Numbers of results, which are measured in more digits than worlds are simulated in."""
Flags: TypeAlias = NDArray[np.bool_]
"""One yes or no per world."""
Places: TypeAlias = NDArray[np.intp]
"""One row number per world."""


class Noted(np.ndarray[Any, Any]):
    """Array of expressions in place of numbers: `sim/engine/compiled` records what is done to them."""


def column(value: float, worlds: int) -> Column:
    """Make a column with `value` in each of `worlds` worlds.

    >>> column(0.5, worlds=3)
    array([0.5, 0.5, 0.5], dtype=float32)
    """
    return np.full(worlds, value, FLOAT)


def flags(value: bool, worlds: int) -> Flags:
    """Make flags with `value` (yes or no) in each of `worlds` worlds."""
    return np.full(worlds, value, np.bool_)


def either(test: Flags, then: Column | np.float32 | float, otherwise: Column | np.float32 | float) -> Column:
    """Take `then` in the worlds where `test` holds and `otherwise` in the rest: a rule's ``if``.

    >>> either(np.array([True, False]), column(0.75, 2), 0)
    array([0.75, 0.  ], dtype=float32)
    """
    if isinstance(test, Noted) or isinstance(then, Noted) or isinstance(otherwise, Noted):
        return np.where(test, then, otherwise)
    # bits are picked by mask: five times as fast as np.where, whose branch guesses wrong on mixed worlds
    mask = np.negative(test.view(np.int8), dtype=np.int32)
    yes, no = _bits(then), _bits(otherwise)
    return (((yes ^ no) & mask) ^ no).view(FLOAT)


def _bits(x: Column | np.float32 | float) -> NDArray[np.int32]:
    return np.asarray(x, FLOAT).view(np.int32)


def when(test: Flags, value: Column | float = 1) -> Column:
    """Take `value` in the worlds where `test` holds and 0 in the rest.

    >>> when(np.array([True, False]))
    array([1., 0.], dtype=float32)
    """
    return np.multiply(test, value, dtype=FLOAT)


def within(x: Column, low: float = 0, high: float = 1) -> Column:
    """Clip `x` to the range from `low` to `high`.

    >>> within(np.array([-0.5, 0.5, 1.5], FLOAT))
    array([0. , 0.5, 1. ], dtype=float32)
    """
    return np.minimum(np.maximum(x, FLOAT(low)), FLOAT(high))


def above(x: Column, floor: Column | float = 0) -> Column:
    """Subtract `floor` from `x`, giving 0 where `x` is below it.

    >>> above(np.array([0.25, 0.75], FLOAT), 0.5)
    array([0.  , 0.25], dtype=float32)
    """
    return np.maximum(x - floor, FLOAT(0))


def larger(x: Column, y: Column | float) -> Column:
    """Take the larger of two numbers, world by world."""
    return np.maximum(x, FLOAT(y) if isinstance(y, float | int) else y)


def smaller(x: Column, y: Column | np.float32 | float) -> Column:
    """Take the smaller of two numbers, world by world."""
    return np.minimum(x, FLOAT(y) if isinstance(y, float | int) else y)


def nudge(x: Column, toward: Column | float, by: Column | float) -> Column:
    """Move `x` the share `by` (0 to 1) of the way to `toward`; also their mean with weight `by`.

    >>> nudge(column(0.5, 1), toward=1, by=0.25)
    array([0.625], dtype=float32)
    """
    return x + by * (toward - x)


def ratio(x: Column, y: Column) -> Column:
    """Divide `x` by `y`, where a `y` under a thousandth counts as a thousandth.

    The result is finite: nothing by nothing is 0.

    >>> ratio(np.array([0.5, 0], FLOAT), np.array([0.25, 0], FLOAT))
    array([2., 0.], dtype=float32)
    """
    return x / np.maximum(y, FLOAT(2.0**-10))


def root(x: Column) -> Column:
    """Take the square root."""
    return np.sqrt(x)


def size(x: Column) -> Column:
    """Take the absolute value."""
    return np.abs(x)


def log(x: Column) -> Column:
    """Take the natural logarithm; minus infinity at 0, without a warning."""
    with np.errstate(divide="ignore"):
        return np.log(x)


def log_share(x: Column) -> Column:
    """Take the natural logarithm of a share, where 0 counts as about one in a million.

    The result is finite: an option with share 0 is all but closed, and can still be added and multiplied.
    """
    return np.log(np.maximum(x, FLOAT(2.0**-20)))


def total(rows: Iterable[Column]) -> Column:
    """Add up columns in the order given.

    The order is fixed because floating-point sums depend on it in the last bit.

    >>> total([column(1, 2), column(2, 2)])
    array([3., 3.], dtype=float32)
    """
    first, *rest = rows
    result = first.copy()
    for row in rest:
        result += row
    return result


def best(scores: Column) -> Places:
    """Find the row of a menu with the largest score in each world; of equal ones the first.

    >>> best(np.array([[0.1, 0.9], [0.7, 0.2]], FLOAT))
    array([1, 0])
    """
    if isinstance(scores, Noted):
        return np.argmax(scores, axis=0)
    # row by row: with few options and many worlds this takes a fraction of the time of np.argmax
    top = scores[0].copy()
    place = np.zeros(top.shape, np.int8)
    for row in range(1, len(scores)):
        wins = (scores[row] > top).view(np.int8)
        np.maximum(top, scores[row], out=top)
        np.maximum(place, wins * np.int8(row), out=place)  # rows only grow: the last to win stands
    return place.astype(np.intp)


def pick(table: Column, place: Places) -> Column:
    """Look up, in each world, the entry of a short `table` (one number per option) at row `place`.

    >>> pick(np.array([0.25, 0.5], FLOAT), np.array([1, 0, 1]))
    array([0.5 , 0.25, 0.5 ], dtype=float32)
    """
    if isinstance(place, Noted):
        return np.take_along_axis(table, place, 0)
    return table.take(place, mode="clip")  # places are rows of the table; clip skips the check


def pick_row(menu: Column, place: Places) -> Column:
    """Look up, in each world, the entry of a `menu`, shape ``(option, world)``, at row `place`."""
    return np.take_along_axis(menu, place[None], 0)[0]


def softmax(scores: Column) -> Column:
    """Turn log-odds (known up to a constant) into the chance of each row; they add up to 1.

    >>> softmax(np.zeros((2, 1), FLOAT))
    array([[0.5],
           [0.5]], dtype=float32)
    """
    top = scores[0]
    for row in scores[1:]:
        top = np.maximum(top, row)
    weights = np.exp(scores - top)  # the largest exponent is 0, so that none overflows
    return weights / total(weights)


def stack(rows: Sequence[Column]) -> Column:
    """Stack columns as the rows of a menu, shape ``(option, world)``."""
    return np.stack(np.broadcast_arrays(*rows)).astype(FLOAT, copy=False)
