"""Columns that hold expressions in place of numbers: what the rules do to them is noted, not done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial, reduce
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from sim.compiled.expression import Node, applied, chosen, constant, is_at, number, option

Objects = NDArray[np.object_]


class Symbols(np.ndarray[Any, Any]):
    """A column of one world, or a menu with one row per option, of expressions."""

    def __array_ufunc__(
        self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = None, **_: Any
    ) -> Symbols:
        """Note what is done; `out`, where it holds expressions, gets them. Raises TypeError for what is done
        to whole arrays.
        """
        if method != "__call__":
            raise TypeError(f"{ufunc.__name__}.{method} is not for columns")
        result = each(lambda *parts: applied(ufunc.__name__, *parts), *inputs)
        if out and isinstance(out[0], Symbols):
            out[0][...] = result
            return out[0]
        return result

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """The few functions of arrays that rules use; what only moves entries is left to the library."""
        if func in CHOOSING:
            return CHOOSING[func](*args, **kwargs)
        result: Any = super().__array_function__(func, (np.ndarray, *types), args, kwargs)
        several = isinstance(result, tuple)
        return tuple(symbols(x) for x in cast(tuple[Any, ...], result)) if several else symbols(result)

    def astype(self, *_: Any, **__: Any) -> Symbols:
        """As numbers: there is one type of number."""
        return each(number, self)


def symbols(x: Any) -> Symbols:
    """Expressions, or numbers as constants, as a column."""
    return cast(Objects, np.asarray(_lifted(np.asarray(x).astype(object)), object)).view(Symbols)


def _lift(x: Any) -> Node:
    return x if isinstance(x, Node) else constant(x)


_lifted = np.frompyfunc(_lift, 1, 1)


def each(function: Callable[..., Node], *inputs: Any) -> Symbols:
    """A function of expressions, entry by entry."""
    parts = [symbols(x).view(np.ndarray) for x in inputs]
    return np.asarray(np.frompyfunc(function, len(parts), 1)(*parts), object).view(Symbols)


def _where(test: Any, then: Any, otherwise: Any) -> Symbols:
    return each(chosen, test, then, otherwise)


def _best(scores: Symbols, **_: int) -> Symbols:
    """The row with the largest score, the first one where two are equal."""
    top = scores[0]
    place = np.full(top.shape, option(0), object).view(Symbols)
    for row in range(1, len(scores)):
        place = each(chosen, scores[row] > top, np.full(top.shape, option(row), object), place)
        top = np.maximum(top, scores[row])
    return place


def _picked(table: Any, places: Symbols, _: int) -> Symbols:
    """The entry of a table, or the row of a menu, that a place points at."""
    if not isinstance(table, Symbols):
        return each(partial(_looked_up, table.tolist()), places)
    result: Symbols = table[0]
    for row, scores in enumerate(table[1:], 1):
        result = each(chosen, each(partial(is_at, row), places[0]), scores, result)
    return cast(Symbols, result[None])


def _looked_up(table: Sequence[float], place: Node) -> Node:
    """By value: rows of one value stand together."""
    result = constant(table[0])
    for value in dict.fromkeys(table[1:]):
        if value != table[0]:
            rows = [is_at(row, place) for row, entry in enumerate(table) if entry == value]
            result = chosen(reduce(lambda x, y: applied("bitwise_or", x, y), rows), constant(value), result)
    return result


CHOOSING: dict[Any, Callable[..., Symbols]] = {
    np.where: _where,
    np.argmax: _best,
    np.take_along_axis: _picked,
}
"""Functions of the array library that choose among entries by what they hold."""
