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

from sim.core.arguments import Kept, Parameter, parameters_of
from sim.core.errors import UserError
from sim.core.ordinary_files import is_ordinary
from sim.scenario import Scenario

Study: TypeAlias = Callable[..., Any]

OPTIONS = {"theory": "theories", "outcome": "outcomes", "measure": "measures", "from": "day"}
"""Options whose parameter has another name: those that may be given more than once, and a Python word."""
PLACES = frozenset(
    {"out", "figures", "png", "export", "open", "quiet", "workers", "scheduler", "tables", "ship"}
)
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
        options = [words for name, value in self.options.items() for words in _option(name, value)]
        return ("run.py", self.study, *self.arguments, *options)


def request(study: str, scenarios: Sequence[Scenario | str | Path], **options: Any) -> Request:
    """What is asked of a study; a scenario made in Python goes by the copy that its output folder holds."""
    return Request(study, tuple(map(_file, scenarios)), options)


def _file(given: Scenario | str | Path) -> str:
    if not isinstance(given, Scenario):
        return str(given)
    return str(given.path) if given.path.absolute() in given.files else f"scenarios/{given.name}.yaml"


def option_of(parameter: str) -> str:
    """The option that a parameter has on the command line.

    >>> option_of("theories"), option_of("keep_worlds")
    ('--theory', '--keep-worlds')
    """
    word = next((word for word, name in OPTIONS.items() if name == parameter), parameter)
    return f"--{word.replace('_', '-')}"


def _option(name: str, value: Any) -> Iterator[str]:
    option = option_of(name)
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
    parameters = parameters_of(studies[name])
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
    parameters: Mapping[str, Parameter],
    options: dict[str, Any],
) -> None:
    """Add what an option says to `options`; raises ValueError."""
    name = option.replace("-", "_")
    parameter = parameters.get(name) or parameters.get(OPTIONS.get(name, ""))
    if parameter is None and name not in PLACES:
        raise ValueError(f"No such option '--{option}'")
    flag = name in FLAGS or (parameter is not None and bool in parameter.types)
    if not flag and not value and not (value := next(waiting, "")):
        raise ValueError(f"Option '--{option}' requires an argument")
    if parameter is None or name in PLACES:
        return
    if parameter.name in OPTIONS.values() and parameter.several:
        options.setdefault(parameter.name, []).append(value)
    else:
        options[parameter.name] = True if flag else _typed(value, parameter, option)


def _typed(value: str, parameter: Parameter, option: str) -> str | int:
    if int not in parameter.types:
        return value
    try:
        return int(value)
    except ValueError:
        raise ValueError(f"Invalid value for '--{option}': {value!r} is no whole number") from None


def _copy(folder: Path, name: str) -> Path:
    """The copy of a file in a folder. Raises UserError where it is none: what lies elsewhere is not read."""
    if not is_ordinary(folder, name):
        raise UserError(f"{name}, of which the study has a copy, is missing from its folder")
    return folder / name


def in_place(
    asked: Request, study: Study, copies: Sequence[Scenario], folder: Path
) -> tuple[list[Any], dict[str, Any]]:
    """Arguments and options of a request with what lies in its folder in place of the files that it names:
    the `copies` of its scenarios, and for an option of which the folder holds a copy, that one. Raises
    UserError for one that is missing.
    """
    options = dict(asked.options)
    left = list(copies)
    arguments: list[Any] = []
    for name, parameter in parameters_of(study).items():
        kept = folder / f"{name}.yaml"
        if Kept.FILE in parameter.marks and (name in options or kept.is_file()):
            options[name] = _copy(folder, kept.name)
        if Kept.FOLDER in parameter.marks and name in options:
            options[name] = folder / name
        if Kept.SCENARIO not in parameter.marks:
            continue
        if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            arguments += left
        elif parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD:
            arguments.append(left.pop(0) if len(left) > 1 else left[0])
        elif options.get(name, parameter.default) is not None:
            options[name] = left.pop(0) if len(left) > 1 else left[0]
    return arguments, options
