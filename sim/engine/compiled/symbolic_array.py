"""Columns that hold expressions in place of numbers: what the rules do to them is noted, not done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial, reduce
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import FLOAT, Noted
from sim.engine.compiled.expression import Node, applied, chosen, constant, is_at, number, option

Objects = NDArray[np.object_]


class Symbols(Noted):
    """A column of one world, or a menu with one row per option, of expressions.

    Raises TypeError for what is done to whole arrays, or would give another type of number: no rule does it.
    """

    def __array_ufunc__(
        self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = None, dtype: Any = None, **more: Any
    ) -> Symbols:
        """Note what is done; `out`, where it holds expressions, gets them."""
        if method != "__call__" or more or dtype not in (None, FLOAT):
            raise TypeError(f"{ufunc.__name__} is not for columns in this form")
        result = each(lambda *parts: applied(ufunc.__name__, *parts), *inputs)
        if out and isinstance(out[0], Symbols):
            out[0][...] = result
            return out[0]
        if out and out[0].base is not None:
            raise TypeError("a part of plain numbers cannot be changed in place by expressions")
        return result

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """The few functions of arrays that rules use; what only moves entries is left to the library."""
        if func in MAKING:
            return MAKING[func](*args, **kwargs)
        if func not in MOVING:
            raise TypeError(f"{func.__name__} is not for columns")
        result: Any = super().__array_function__(func, (np.ndarray, *types), args, kwargs)
        several = isinstance(result, tuple)
        return tuple(symbols(x) for x in cast(tuple[Any, ...], result)) if several else symbols(result)

    def astype(self, dtype: Any, *_: Any, **__: Any) -> Symbols:
        """As numbers: there is one type of number."""
        if dtype is not FLOAT:
            raise TypeError(f"{dtype} is no type of a column")
        return each(number, self)


def symbols(x: Any) -> Symbols:
    """Expressions, or numbers as constants, as a column."""
    if isinstance(x, np.ndarray | np.generic) and x.dtype == np.float64:
        raise TypeError("a number of double precision would make others so")
    objects = np.asarray(cast(Any, x)).astype(object)
    return cast(Objects, np.asarray(_lifted(objects), object)).view(Symbols)


def _lift(x: Any) -> Node:
    return x if isinstance(x, Node) else constant(x)


_lifted = np.frompyfunc(_lift, 1, 1)


def each(function: Callable[..., Node], *inputs: Any) -> Symbols:
    """A function of expressions, entry by entry."""
    parts = [symbols(x).view(np.ndarray) for x in inputs]
    return np.asarray(np.frompyfunc(function, len(parts), 1)(*parts), object).view(Symbols)


def _where(test: Any, then: Any, otherwise: Any) -> Symbols:
    return each(chosen, test, then, otherwise)


def _best(scores: Symbols, axis: int) -> Symbols:
    """The row with the largest score, the first one where two are equal."""
    _by_rows(axis)
    top = scores[0]
    place = np.full(top.shape, option(0), object).view(Symbols)
    for row in range(1, len(scores)):
        place = each(chosen, scores[row] > top, np.full(top.shape, option(row), object), place)
        top = np.maximum(top, scores[row])
    return place


def _picked(table: Any, places: Symbols, axis: int) -> Symbols:
    """The entry of a table, or the row of a menu, that a place points at."""
    _by_rows(axis)
    if not isinstance(table, Symbols):
        return each(partial(_looked_up, table.tolist()), places)
    result: Symbols = table[0]
    for row, scores in enumerate(table[1:], 1):
        result = each(chosen, each(partial(is_at, row), places[0]), scores, result)
    return cast(Symbols, result[None])


def _looked_up(table: Sequence[float], place: Node) -> Node:
    """By value: rows of one value stand together."""
    entries = [constant(entry) for entry in table]
    result = entries[0]
    for value in dict.fromkeys(entries[1:]):
        if value is not entries[0]:
            rows = [is_at(row, place) for row, entry in enumerate(entries) if entry is value]
            result = chosen(reduce(lambda x, y: applied("bitwise_or", x, y), rows), value, result)
    return result


def _zeros(_: Symbols, shape: tuple[int, ...]) -> Symbols:
    return symbols(np.zeros(shape, FLOAT))


def _by_rows(axis: int) -> None:
    if axis != 0:
        raise TypeError("menus have their options in rows")


MAKING: dict[Any, Callable[..., Symbols]] = {
    np.where: _where,
    np.argmax: _best,
    np.take_along_axis: _picked,
    np.zeros_like: _zeros,
}
"""Functions of the array library that depend on what entries hold, or make new ones."""
MOVING: set[Any] = {np.stack, np.concatenate, np.broadcast_arrays, np.tile}
"""Functions that only move entries."""
