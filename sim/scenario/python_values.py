"""Values given in Python as those that a scenario file would hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from numbers import Real
from typing import Any, cast

from sim.core.errors import Complaint
from sim.core.plain_values import as_day
from sim.scenario.yaml_nodes import Keys, Node, Spot, dotted

NATURAL = "a number, a word, a day, True or False, None, or lists and mappings of these"


def node_of(value: Any, file: str) -> tuple[Node, tuple[Complaint, ...]]:
    """The tree of a value, each part of it at a place of its own in `file`; and what cannot stand in one.

    Numbers and arrays of numpy are numbers and lists, and a point in time is its day.
    """
    faults: list[Complaint] = []
    return _node(value, file, (), count(1), faults), tuple(faults)


def _node(value: Any, file: str, path: Keys, places: Iterator[int], faults: list[Complaint]) -> Node:
    spot = Spot(file, 0, next(places))
    if isinstance(value, Mapping):
        entries = cast("Mapping[object, Any]", value).items()
        named = {str(name): _node(each, file, (*path, str(name)), places, faults) for name, each in entries}
        return Node(named, spot, spot)
    if getattr(value, "shape", ()):  # an array, or a column of a table
        value = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(value, list | tuple):
        items = enumerate(cast("list[Any]", value))
        return Node([_node(each, file, (*path, at), places, faults) for at, each in items], spot, spot)
    plain = _scalar(value)
    if plain is None and value is not None:
        problem = f"found a value of the type {type(value).__name__}"
        faults.append(Complaint(file, 0, spot.column, dotted(path), problem, NATURAL))
    return Node(plain, spot, spot)


def _scalar(value: Any) -> str | float | bool | None:
    """A number, a word or a day as a file writes it; None for everything else."""
    if (day := as_day(value)) is not None:
        return day.isoformat()
    plain = value.item() if hasattr(value, "item") else value  # a number of numpy's
    if isinstance(plain, str):
        return str(plain)
    if isinstance(plain, int):
        return plain
    return float(plain) if isinstance(plain, Real) else None
