"""Requests: a study and what it was asked for, as a call in Python and as the words of a command line.

A study's function takes the arguments and options of the command of the same name, so the words that a
manifest keeps are a call, and a call is written down as words.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, cast

from sim.core.errors import UserError
from sim.scenario import Scenario

Study: TypeAlias = Callable[..., Any]

OPTIONS = {"theory": "theories", "outcome": "outcomes", "from": "day"}
"""Options whose parameter has another name: those that may be given more than once, and a Python word."""
PLACES = frozenset({"out", "figures", "png", "open", "quiet", "workers", "scheduler", "tables", "ship"})
"""Options that say how or where a study is run and kept: no number depends on them."""
FLAGS = frozenset({"quiet", "png", "open"})
"""Those of them that stand alone."""


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
    return str(given.path) if given.path.absolute() in given.files else f"scenarios/{given.name}.yaml"


def _option(name: str, value: Any) -> Iterator[str]:
    option = next((word for word, parameter in OPTIONS.items() if parameter == name), name)
    option = f"--{option.replace('_', '-')}"
    if isinstance(value, bool):
        yield from [option] if value else []
    elif isinstance(value, list | tuple):
        for each in cast("Sequence[object]", value):
            yield from (option, str(each))
    elif value is not None:
        yield from (option, _file(value) if isinstance(value, Scenario) else str(value))


def parsed(words: Sequence[str], studies: Mapping[str, Study]) -> Request:
    """The request that the words of a command line make of one of the `studies`. Raises UserError."""
    name, *rest = words[1:] or [""]
    if name not in studies:
        raise UserError(f"{name!r} is no study that can be run again")
    parameters = inspect.signature(studies[name]).parameters
    arguments: list[str] = []
    options: dict[str, Any] = {}
    waiting = iter(rest)
    for word in waiting:
        if word.startswith("--"):
            option, _, value = word.removeprefix("--").partition("=")
            try:
                _take(option, value, waiting, parameters, options)
            except ValueError as error:
                raise UserError(f"{name}: {error}") from None
        else:
            arguments.append(word)
    return Request(name, tuple(arguments), options)


def _take(
    option: str,
    value: str,
    waiting: Iterator[str],
    parameters: Mapping[str, inspect.Parameter],
    options: dict[str, Any],
) -> None:
    """Add what an option says to `options`; raises ValueError."""
    name = option.replace("-", "_")
    parameter = parameters.get(name) or parameters.get(OPTIONS.get(name, ""))
    if parameter is None and name not in PLACES:
        raise ValueError(f"No such option '--{option}'")
    flag = name in FLAGS or (parameter is not None and str(parameter.annotation) == "bool")
    if not flag and not value and not (value := next(waiting, "")):
        raise ValueError(f"Option '--{option}' requires an argument")
    if parameter is None or name in PLACES:
        return
    if parameter.name in OPTIONS.values() and "Sequence" in str(parameter.annotation):
        options.setdefault(parameter.name, []).append(value)
    else:
        options[parameter.name] = True if flag else _typed(value, parameter, option)


def _typed(value: str, parameter: inspect.Parameter, option: str) -> str | int:
    if not str(parameter.annotation).startswith("int"):
        return value
    try:
        return int(value)
    except ValueError:
        raise ValueError(f"Invalid value for '--{option}': {value!r} is no whole number") from None


def in_place(
    asked: Request, study: Study, copies: Sequence[Scenario], folder: Path
) -> tuple[list[Any], dict[str, Any]]:
    """Arguments and options of a request with what lies in its folder in place of the files that it names:
    the `copies` of its scenarios, and for an option that takes a `FileLike` or `FolderLike` the file or
    folder named after it.
    """
    parameters = inspect.signature(study).parameters
    options = dict(asked.options)
    left = list(copies)
    arguments: list[Any] = []
    for name, parameter in parameters.items():
        kept = folder / f"{name}.yaml"
        if "FileLike" in str(parameter.annotation) and kept.is_file():
            options[name] = kept
        if "FolderLike" in str(parameter.annotation) and name in options:
            options[name] = folder / name
        if "ScenarioLike" not in str(parameter.annotation):
            continue
        if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            arguments += left
        elif parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD:
            arguments.append(left.pop(0) if len(left) > 1 else left[0])
        elif options.get(name, parameter.default) is not None:
            options[name] = left.pop(0) if len(left) > 1 else left[0]
    return arguments, options
