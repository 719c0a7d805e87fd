"""The verbs that rules are written in, and the only door to the array library.

A *column* holds one number per world, shape ``(world,)``; a *menu* holds one row per option,
shape ``(option, world)``. Rules never loop over worlds and never branch on a column with ``if``:
they say ``either`` and ``within``. Every verb works element by element (or row by row in a fixed
order), so that one world gives the same bits alone and among thousands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

FLOAT = np.float32
"""The one number type of the model."""

Column: TypeAlias = NDArray[np.floating[Any]]
"""One number per world (or per option and world); always of type `FLOAT`, which a test holds."""
Flags: TypeAlias = NDArray[np.bool_]
"""One yes or no per world."""
Places: TypeAlias = NDArray[np.intp]
"""One row number per world."""


class Noted(np.ndarray[Any, Any]):
    """Columns that hold expressions in place of numbers: `sim/compiled` notes what is done to them."""


def column(value: float, worlds: int) -> Column:
    """`value` in every one of `worlds` worlds."""
    return np.full(worlds, value, FLOAT)


def flags(value: bool, worlds: int) -> Flags:
    """`value` (yes or no) in every one of `worlds` worlds."""
    return np.full(worlds, value, np.bool_)


def either(test: Flags, then: Column | np.float32 | float, otherwise: Column | np.float32 | float) -> Column:
    """`then` in the worlds where `test` holds, `otherwise` in the rest."""
    if isinstance(test, Noted) or isinstance(then, Noted) or isinstance(otherwise, Noted):
        return np.where(test, then, otherwise)
    # bits are picked by mask: five times as fast as np.where, whose branch guesses wrong on mixed worlds
    mask = np.negative(test.view(np.int8), dtype=np.int32)
    yes, no = _bits(then), _bits(otherwise)
    return (((yes ^ no) & mask) ^ no).view(FLOAT)


def _bits(x: Column | np.float32 | float) -> NDArray[np.int32]:
    return np.asarray(x, FLOAT).view(np.int32)


def when(test: Flags, value: Column | float = 1) -> Column:
    """`value` in the worlds where `test` holds, 0 in the rest."""
    return np.multiply(test, value, dtype=FLOAT)


def within(x: Column, low: float = 0, high: float = 1) -> Column:
    """`x` kept between `low` and `high`."""
    return np.minimum(np.maximum(x, FLOAT(low)), FLOAT(high))


def above(x: Column, floor: Column | float = 0) -> Column:
    """What `x` has over `floor`, and 0 where it is under it."""
    return np.maximum(x - floor, FLOAT(0))


def larger(x: Column, y: Column | float) -> Column:
    """The larger of the two, world by world."""
    return np.maximum(x, FLOAT(y) if isinstance(y, float | int) else y)


def smaller(x: Column, y: Column | np.float32 | float) -> Column:
    """The smaller of the two, world by world."""
    return np.minimum(x, FLOAT(y) if isinstance(y, float | int) else y)


def nudge(x: Column, toward: Column | float, by: Column | float) -> Column:
    """`x` moved the share `by` of the way to `toward`."""
    return x + by * (toward - x)


def root(x: Column) -> Column:
    """Square root."""
    return np.sqrt(x)


def size(x: Column) -> Column:
    """`x` without its sign."""
    return np.abs(x)


def log(x: Column) -> Column:
    """Natural logarithm; minus infinity at 0."""
    with np.errstate(divide="ignore"):
        return np.log(x)


def log_share(x: Column) -> Column:
    """Natural logarithm of a share; of none at all, as of one in a million."""
    return np.log(np.maximum(x, FLOAT(2.0**-20)))


def total(rows: Iterable[Column]) -> Column:
    """The rows added up, always in the order given."""
    first, *rest = rows
    result = first.copy()
    for row in rest:
        result += row
    return result


def best(scores: Column) -> Places:
    """The row with the largest score in each world; the first one where two are equal."""
    if isinstance(scores, Noted):
        return np.argmax(scores, axis=0)
    top = scores[0].copy()
    place = np.zeros(top.shape, np.int8)
    for row in range(1, len(scores)):
        wins = (scores[row] > top).view(np.int8)
        np.maximum(top, scores[row], out=top)
        np.maximum(place, wins * np.int8(row), out=place)  # rows only grow: the last to win stands
    return place.astype(np.intp)


def pick(table: Column, place: Places) -> Column:
    """The entry of a short `table` (one number per option) that `place` points at, world by world."""
    if isinstance(place, Noted):
        return np.take_along_axis(table, place, 0)
    return table.take(place, mode="clip")  # places are rows of the table; clip skips the check


def pick_row(menu: Column, place: Places) -> Column:
    """The entry of a `menu` in the row that `place` points at, world by world."""
    return np.take_along_axis(menu, place[None], 0)[0]


def softmax(scores: Column) -> Column:
    """The chance of each row, from scores that are log-odds up to a constant."""
    top = scores[0]
    for row in scores[1:]:
        top = np.maximum(top, row)
    weights = np.exp(scores - top)
    return weights / total(weights)


def stack(rows: Sequence[Column]) -> Column:
    """Columns as the rows of a menu."""
    return np.stack(np.broadcast_arrays(*rows)).astype(FLOAT, copy=False)
