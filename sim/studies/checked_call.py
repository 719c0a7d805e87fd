"""Checks the options of a study when it is called from Python, as a command checks its own."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from operator import index
from typing import Any, ParamSpec, TypeVar, cast

from sim.core.errors import UserError, did_you_mean, listed
from sim.studies.running import How

P = ParamSpec("P")
R = TypeVar("R")

BOUNDS: dict[str, tuple[int, int]] = {
    "worlds": (1, 20_000_000),
    "draws": (1, 20_000_000),
    "seed": (0, 2**32 - 1),
    "workers": (1, 10_000),
}
"""The least and the most of options that several studies take."""


def checked(study: Callable[P, R]) -> Callable[P, R]:
    """The study, which raises UserError for an option that it does not take, with the nearest that it does,
    and for a number that is none, is not whole, or is out of its bounds.
    """
    own = inspect.signature(study).parameters
    known = [*(name for name, it in own.items() if it.kind is not it.VAR_KEYWORD), *How.__annotations__]
    whole = {name for name, it in own.items() if str(it.annotation).startswith("int")} | {"workers"}

    @wraps(study)
    def called(*args: P.args, **options: P.kwargs) -> R:
        for name in options:
            if name not in known:
                hint = did_you_mean(name, known)
                raise UserError(
                    f"{study.__name__} takes no option {name!r}; allowed: {listed(known, name)}{hint}"
                )
        numbers = {n: _whole(n, v) for n, v in options.items() if n in whole and v is not None}
        return study(*args, **{**options, **numbers})  # pyright: ignore[reportCallIssue]

    return called


def _whole(name: str, value: object) -> int:
    try:
        number = int(value) if isinstance(value, float) and value.is_integer() else index(cast(Any, value))
    except TypeError:
        raise UserError(f"{name}: {value!r} is no whole number") from None
    low, high = BOUNDS.get(name, (number, number))
    if not low <= number <= high:
        raise UserError(f"{name}: {number:,} is out of range; allowed: {low:,} to {high:,}")
    return number
