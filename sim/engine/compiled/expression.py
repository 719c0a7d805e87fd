"""What was done to numbers, as expressions; the same thing done to the same numbers is one expression."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Literal, cast
from weakref import WeakValueDictionary

import numpy as np

from sim.core import maths
from sim.core.columns import FLOAT

Kind = Literal["number", "flag", "place"]
"""A number of the model, a yes or no, or the place of an option in its menu."""

NUMBERS = frozenset({"add", "subtract", "multiply", "divide", "maximum", "minimum"})
COMPARING = frozenset({"greater", "greater_equal", "less", "less_equal", "equal", "not_equal"})
LOGIC = frozenset({"bitwise_and", "bitwise_or"})
ALONE = frozenset({"negative", "absolute", "sqrt", "ceil"})
ASKING = frozenset({"isinf", "isnan"})
OUTSIDE = frozenset({"exp", "log"})
"""What is not of the array library, but of `sim/core/maths.py`; the dearest verbs."""


class Node:
    """One expression: what is done (`verb`), to which `parts`; a leaf or a constant says what it stands for
    (`of`).
    """

    __slots__ = ("__weakref__", "kind", "of", "parts", "verb")

    def __init__(self, verb: str, kind: Kind, parts: tuple[Node, ...], of: Any) -> None:
        self.verb, self.kind, self.parts, self.of = verb, kind, parts, of

    def __bool__(self) -> bool:
        raise TypeError("a rule cannot branch on a column: it says `either`")


_made: WeakValueDictionary[Hashable, Node] = WeakValueDictionary()


def node(verb: str, kind: Kind, *parts: Node, of: Any = None) -> Node:
    """The one expression of that description."""
    key = verb, kind, parts, of
    found = _made.get(key)
    if found is None:
        found = _made[key] = Node(verb, kind, parts, of)
    return found


def leaf(of: Any, kind: Kind = "number") -> Node:
    """Something that is read."""
    return node("leaf", kind, of=of)


def constant(value: float | bool) -> Node:
    """A number that is the same in all worlds, or a yes or no."""
    if isinstance(value, bool):
        return node("constant", "flag", of=value)
    return node("constant", "number", of=float(FLOAT(value)).hex())  # which tells 0 from -0


def value_of(constant: Node) -> float:
    """What a constant is: a number, 1 for yes, or a place."""
    return float.fromhex(constant.of) if isinstance(constant.of, str) else float(constant.of)


def number(x: Node) -> Node:
    """As a number: 1 for yes, 0 for no."""
    if x.kind == "number":
        return x
    if x.verb == "constant":
        return constant(float(value_of(x)))
    return node("number", "number", x)


def applied(verb: str, *parts: Node) -> Node:
    """A verb of the array library applied to expressions. Raises TypeError where the rules have no need."""
    kinds = {part.kind for part in parts}
    if verb in LOGIC and kinds == {"flag"}:
        return _logic(verb, *parts)
    if verb == "invert" and kinds == {"flag"}:
        return node(verb, "flag", *parts)
    if verb in COMPARING:
        return node(verb, "flag", *map(_place if "place" in kinds else number, parts))
    if verb in ASKING and kinds == {"number"}:
        return node(verb, "flag", *parts)
    if verb == "multiply" and kinds == {"place", "flag"}:
        place, test = sorted(parts, key=lambda part: part.kind, reverse=True)
        return chosen(test, place, option(0))
    if verb in NUMBERS | ALONE | OUTSIDE and "place" not in kinds and kinds != {"flag"}:
        return _calculated(verb, *map(number, parts))
    raise TypeError(f"{verb} of {', '.join(part.kind for part in parts)}")


def _logic(verb: str, x: Node, y: Node) -> Node:
    idle = constant(verb == "bitwise_and")
    if x is idle or y is idle:
        return y if x is idle else x
    return node(verb, "flag", x, y)


def _calculated(verb: str, *parts: Node) -> Node:
    if all(part.verb == "constant" for part in parts):
        library = maths if verb in OUTSIDE else np
        return constant(float(getattr(library, verb)(*(FLOAT(value_of(part)) for part in parts))))
    if verb == "multiply" and constant(1) in parts:
        return parts[parts[0] is constant(1)]
    return node(verb, "number", *parts)


def chosen(test: Node, then: Node, otherwise: Node) -> Node:
    """One of two, by a yes or no."""
    if then.kind != otherwise.kind:
        places = then.kind == "place" or otherwise.kind == "place"
        then, otherwise = map(_place if places else number, (then, otherwise))
    if then is otherwise:
        return then
    if test.verb == "constant":
        return then if value_of(test) else otherwise
    return node("select", cast(Kind, then.kind), test, then, otherwise)


def option(place: int) -> Node:
    """A place in a menu that is the same in all worlds."""
    return node("constant", "place", of=place)


def _place(x: Node) -> Node:
    if x.kind == "place":
        return x
    if x.verb != "constant" or not value_of(x).is_integer():
        raise TypeError("a place is a whole number")
    return option(int(value_of(x)))


def is_at(row: int, place: Node) -> Node:
    """Whether a place is that row."""
    return node("equal", "flag", place, option(row))


def in_order(ends: Iterable[Node], read: Callable[[Node], bool] = lambda _: False) -> list[Node]:
    """All that some expressions need, each after its parts; what is `read` needs none."""
    order: dict[Node, None] = {}
    waiting = list(ends)[::-1]
    while waiting:
        x = waiting[-1]
        missing = [] if read(x) else [part for part in x.parts if part not in order]
        if missing:
            waiting += reversed(missing)
        else:
            order[waiting.pop()] = None
    return list(order)
