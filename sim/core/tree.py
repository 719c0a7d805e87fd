"""State as a tree of columns: every column by the way that leads to it, and the same tree with other columns.

A tree is a column, a dict or a list of trees, or a record of a class that derives from `Tree`. Whatever else
stands in one (a name, a menu, a calendar) is the same in every world and stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import field, fields, is_dataclass
from functools import cache
from typing import Any, TypeAlias, cast

import numpy as np

from sim.core.columns import Column

Way: TypeAlias = tuple[Hashable, ...]
"""The names of attributes, keys of dicts and places in lists that lead to a column."""


class Tree:
    """A record whose attributes are trees of columns, but for those declared `passing`."""


def passing() -> Any:
    """Declare a field that each week makes anew before anybody reads it.

    It is absent until then, and no part of the tree: nothing of it lasts.
    """
    return field(init=False, repr=False, compare=False, metadata={passing: True})


@cache
def passing_of(kind: type[Any]) -> tuple[str, ...]:
    """The names of the fields of a class that are declared `passing`."""
    declared = fields(kind) if is_dataclass(kind) else ()
    return tuple(each.name for each in declared if passing in each.metadata)


def columns(tree: Any, way: Way = ()) -> dict[Way, Column]:
    """Every column of a tree (not copies), by `way` and what leads on from there."""
    if isinstance(tree, np.ndarray):
        return {way: cast(Column, tree)}
    found: dict[Way, Column] = {}
    for key, part in _parts(tree):
        found |= columns(part, (*way, key))
    return found


def mapped(make: Callable[[Way, Column], Any], tree: Any, way: Way = ()) -> Any:
    """A copy of a tree in which every column is what `make` gives for it and the way to it."""
    if isinstance(tree, np.ndarray):
        return make(way, cast(Column, tree))
    parts = {key: mapped(make, part, (*way, key)) for key, part in _parts(tree)}
    if isinstance(tree, dict):
        return parts
    if isinstance(tree, list):
        return list(parts.values())
    if not isinstance(tree, Tree):
        return tree
    twin = object.__new__(type(tree))  # not by its constructor, which may ask for more than the parts
    vars(twin).update(cast(dict[str, Any], parts))
    return twin


def holder(tree: Any, way: Way) -> Any:
    """What holds the column a way leads to: ``holder(tree, way)[way[-1]] = column`` replaces it."""
    held = _settable(tree)
    for key in way[:-1]:
        held = _settable(held[key])
    return held


def _settable(part: Any) -> Any:
    """A dict, a list or the rows of a column as it is; of a record, its attributes by name."""
    return vars(part) if isinstance(part, Tree) else part


def _parts(tree: Any) -> Iterable[tuple[Hashable, Any]]:
    """What may hold columns, by the name, key or place that leads there."""
    if isinstance(tree, dict):
        return cast(dict[Hashable, Any], tree).items()
    if isinstance(tree, list):
        return enumerate(cast(list[Any], tree))
    if isinstance(tree, Tree):
        passes = passing_of(type(tree))
        return ((name, part) for name, part in vars(tree).items() if name not in passes)
    return ()
