"""Checks the arguments of a function that users call, by its types, before anything is done."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sim.core.arguments import parameters_of
from sim.core.errors import UserError, did_you_mean, listed

P = ParamSpec("P")
R = TypeVar("R")


def arguments_checked(function: Callable[P, R]) -> Callable[P, R]:
    """The function, which raises UserError for an option that it does not take, with the nearest one, and for
    an argument that is of no type it takes, or out of bounds.

    Its body gets plain values: numbers of Python's own, and lists that can be gone through more than once.
    """

    @wraps(function)
    def called(*args: P.args, **options: P.kwargs) -> R:
        parameters = parameters_of(function)
        known = [name for name, it in parameters.items() if it.kind is not inspect.Parameter.VAR_POSITIONAL]
        for name in options:
            if name not in known:
                hint = did_you_mean(name, known)
                taken = f"allowed: {listed(known, name)}{hint}"
                raise UserError(f"{function.__name__} takes no option {name!r}; {taken}")
        bound = inspect.signature(function).bind(*args, **options)
        for name, value in bound.arguments.items():
            match bound.signature.parameters[name].kind:
                case inspect.Parameter.VAR_POSITIONAL:
                    plain: Any = tuple(map(parameters[name].plain, value))
                case inspect.Parameter.VAR_KEYWORD:
                    plain = {key: parameters[key].plain(each) for key, each in value.items()}
                case _:
                    plain = parameters[name].plain(value)
            bound.arguments[name] = plain
        return function(*bound.args, **bound.kwargs)  # pyright: ignore[reportCallIssue]

    return called
