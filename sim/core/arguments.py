"""Arguments of a call: what each takes by its type, what was given made plain, and what is wrong with one.

A complaint speaks of the argument by its name; the command line writes it of its option.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, Unpack, get_args, get_origin, get_type_hints

from sim.core.errors import ArgumentError
from sim.core.plain_values import PLAIN


@dataclass(frozen=True)
class Between:
    """Annotates a whole number: the least and the most that it may be."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low:,} to {self.high:,}"


class Kept(Enum):
    """Annotates an argument of which the folder of a study holds a copy."""

    SCENARIO = auto()
    FILE = auto()
    FOLDER = auto()


WORDS: Mapping[Any, str] = {
    int: "a whole number", float: "a number", bool: "True or False", str: "a word", date: "a day",
    Path: "a path", Callable: "a function", Sequence: "a list",
}  # fmt: skip
"""What each type of an argument is called."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a function: the types that it takes (`entries`: of each entry, where it takes several),
    and what it is annotated with.
    """

    name: str
    kind: Any
    default: Any
    types: tuple[Any, ...]
    entries: tuple[Any, ...]
    marks: tuple[object, ...]

    @property
    def several(self) -> bool:
        """Whether it takes more than one value."""
        return Sequence in self.types

    def plain(self, value: object) -> Any:
        """What was given as a value of one of the types. Raises ArgumentError."""
        if value is None and NoneType in self.types:
            return None
        if Kept.SCENARIO in self.marks:  # whatever that is, its loading says what is wrong with it
            return value
        kinds = (kind for kind in self.types if kind is not NoneType)
        found = next((plain for kind in kinds for plain in _plain(kind, self.entries, value)), None)
        if found is None:
            raise ArgumentError(self.name, _shown(value), f"allowed: {self._allowed}")
        for limit in self.marks:
            if isinstance(limit, Between) and not limit.low <= found <= limit.high:
                raise ArgumentError(self.name, f"{found}", f"allowed: {limit}")
        return found

    @property
    def _allowed(self) -> str:
        return " or ".join(WORDS[kind] for kind in self.types if kind in WORDS)


@cache
def parameters_of(function: Callable[..., Any]) -> Mapping[str, Parameter]:
    """The parameters of a function by name; of its ``**options: Unpack[…]`` each by its own."""
    hints = get_type_hints(function, include_extras=True)
    found: dict[str, Parameter] = {}
    for name, it in inspect.signature(function).parameters.items():
        if it.kind is it.VAR_KEYWORD:
            (options,) = get_args(hints[name]) if get_origin(hints[name]) is Unpack else (None,)
            each = get_type_hints(options, include_extras=True) if options else {}
            found |= {key: _parameter(key, it.KEYWORD_ONLY, None, hint) for key, hint in each.items()}
        else:
            found[name] = _parameter(name, it.kind, it.default, hints.get(name, Any))
    return found


def _parameter(name: str, kind: Any, default: Any, hint: Any) -> Parameter:
    parts = list(_parts(hint))
    types = tuple(dict.fromkeys(get_origin(part) or part for part in parts if not _is_mark(part)))
    if Path in types:  # a word is one too
        types = tuple(each for each in types if each is not str)
    entries = tuple(entry for part in parts if get_origin(part) is Sequence for entry in get_args(part))
    return Parameter(name, kind, default, types, entries, tuple(part for part in parts if _is_mark(part)))


def _is_mark(part: object) -> bool:
    return isinstance(part, Between | Kept)


def _parts(hint: Any) -> Iterable[Any]:
    """The members of a union, and what they are annotated with."""
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        yield from _parts(inner)
        yield from marks
    elif get_origin(hint) in (Union, UnionType):
        for each in get_args(hint):
            yield from _parts(each)
    else:
        yield hint


def _plain(kind: Any, entries: tuple[Any, ...], value: Any) -> Iterable[Any]:
    """The value as one of a type, if it is one."""
    try:
        if kind is Sequence:
            found = _sequence(value, entries)
        else:
            found = PLAIN[kind](value) if kind in PLAIN else value
    except (TypeError, ValueError, OverflowError):
        return
    if found is not None:
        yield found


def _sequence(value: Any, entries: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """The entries of a list, an array or whatever else can be gone through, each once and for good."""
    if isinstance(value, str | bytes | Mapping):
        return None
    given = value.tolist() if hasattr(value, "tolist") else value
    found = [[plain for kind in entries for plain in _plain(kind, (), each)][:1] for each in given]
    return tuple(each[0] for each in found) if all(found) else None


def _shown(value: Any) -> str:
    """A value in a message."""
    if isinstance(value, str | int | float | date) or type(value).__module__ == "numpy":
        return str(value) or "''"
    return f"of the type {type(value).__name__}"
