"""Requests: a study and what it was asked for, as a call in Python and as the words of a command line.

A study's function takes the arguments and options of the command of the same name, so the words that a
manifest keeps are a call, and a call is written down as words.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from sim.core.errors import UserError
from sim.scenario import Scenario

Study: TypeAlias = Callable[..., Any]

OPTIONS = {"theory": "theories", "outcome": "outcomes", "from": "day"}
"""Options whose parameter has another name: those that may be given more than once, and a word of Python's."""
PLACES = frozenset({"out", "quiet", "workers", "scheduler"})
"""Options that say how or where a study is run: no number depends on them."""


@dataclass(frozen=True)
class Request:
    """The name of a study, its arguments by position and its options by parameter."""

    study: str
    arguments: tuple[str, ...]
    options: Mapping[str, Any]

    def words(self) -> tuple[str, ...]:
        """The command line that asks for the same: `("run.py", "compare", "baseline", "--seed", "1")`."""
        told = [words for name, value in self.options.items() for words in _option(name, value)]
        return ("run.py", self.study, *self.arguments, *told)


def request(study: str, scenarios: Sequence[Scenario | str | Path], **options: Any) -> Request:
    """What is asked of a study; a scenario made in Python goes by the copy that its output folder holds."""
    return Request(study, tuple(map(_file, scenarios)), options)


def _file(given: Scenario | str | Path) -> str:
    if not isinstance(given, Scenario):
        return str(given)
    return str(given.path) if given.path in given.files else f"scenarios/{given.name}.yaml"


def _option(name: str, value: Any) -> Iterator[str]:
    option = next((word for word, parameter in OPTIONS.items() if parameter == name), name)
    option = f"--{option.replace('_', '-')}"
    if isinstance(value, bool):
        yield from [option] if value else []
    elif isinstance(value, list | tuple):
        for each in value:
            yield from (option, str(each))
    elif value is not None:
        yield from (option, _file(value) if isinstance(value, Scenario) else str(value))


def parsed(words: Sequence[str], studies: Mapping[str, Study]) -> Request:
    """The request that the words of a command line make of one of the `studies`. Raises UserError."""
    _, name, *rest = [*words, "", ""][: max(len(words), 2)]
    if name not in studies:
        raise UserError(f"{name!r} is no study that can be run again")
    parameters = inspect.signature(studies[name]).parameters
    arguments: list[str] = []
    options: dict[str, Any] = {}
    waiting = iter(rest)
    for word in waiting:
        if not word.startswith("--"):
            arguments.append(word)
            continue
        option, equals, value = word.removeprefix("--").partition("=")
        parameter = _parameter(option, parameters)
        if parameter is None and option.replace("-", "_") not in PLACES:
            raise UserError(f"{name}: No such option '--{option}'")
        if option == "quiet" or _is_flag(parameter):
            value = True
        elif not equals:
            value = next(waiting, None)
        if value is None:
            raise UserError(f"{name}: Option '--{option}' requires an argument")
        if parameter is not None and option.replace("-", "_") not in PLACES:
            many = "Sequence" in str(parameter.annotation) and parameter.name in OPTIONS.values()
            if many:
                options.setdefault(parameter.name, []).append(value)
            else:
                options[parameter.name] = _number(value, parameter, f"{name}: --{option}")
    return Request(name, tuple(arguments), options)


def _parameter(option: str, known: Mapping[str, inspect.Parameter]) -> inspect.Parameter | None:
    plain = option.replace("-", "_")
    return known.get(plain) or known.get(OPTIONS.get(plain, ""))


def _is_flag(parameter: inspect.Parameter | None) -> bool:
    return parameter is not None and str(parameter.annotation) == "bool"


def _number(value: Any, parameter: inspect.Parameter, what: str) -> Any:
    if not str(parameter.annotation).startswith("int"):
        return value
    try:
        return int(value)
    except ValueError:
        raise UserError(f"{what}: Invalid value {value!r}: not a whole number") from None
