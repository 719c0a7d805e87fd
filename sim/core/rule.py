"""What a rule is: a pure function of columns that knows the claims and the sources it stands for.

The first sentence of its docstring (up to an empty line) is shown to users. Called while a `Trace` listens, a
rule reports what went in and what came out; that is all that `explain` needs.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Rule:
    """The card of one rule: what it stands for (`ids`), what it gives, whom it cites."""

    name: str
    file: str
    ids: tuple[str, ...]
    gives: str
    cites: tuple[str, ...]
    says: str
    apply: Callable[..., Any]

    @property
    def key(self) -> str:
        """Its name in `RULES`: the file it stands in, then the name of the function."""
        return f"{self.file}.{self.name}"

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of what the rule reads; the glossary knows each."""
        return tuple(inspect.signature(self.apply).parameters)


@dataclass(frozen=True)
class Step:
    """One application of a rule: about whom, what went in, what came out."""

    about: str
    rule: Rule
    given: dict[str, Any]
    result: Any


@dataclass
class Trace:
    """Every rule applied while listening, in order."""

    steps: list[Step] = field(default_factory=list[Step])
    about: str = ""
    instead: str = ""
    """What it puts in the place of results, in words; empty for one that reads what every rule gives."""

    def hear(self, step: Step) -> Any:
        """Note a step; what is returned stands as the rule's result."""
        self.steps.append(step)
        return step.result

    @contextmanager
    def listen(self) -> Generator[Trace, None, None]:
        """Collect the rules applied inside the `with` block."""
        token = _listening.set(self)
        try:
            yield self
        finally:
            _listening.reset(token)


RULES: dict[str, Rule] = {}
_listening: ContextVar[Trace | None] = ContextVar("trace", default=None)


def listened() -> bool:
    """Whether a trace listens that reads what every rule gives: all must then be applied, one by one."""
    return (trace := _listening.get()) is not None and not trace.instead


def instead() -> str:
    """What a trace that listens puts in the place of results, in words; empty if none does."""
    return trace.instead if (trace := _listening.get()) else ""


def about(whom: str) -> None:
    """Name whose doing the next rules are, for a trace that listens."""
    if trace := _listening.get():
        trace.about = whom


def rule(*ids: str, gives: str, cites: tuple[str, ...] = ()) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a rule: ``@rule("E19", gives="trust", cites=("kydd2000",))``.

    Raises ValueError if two rules have one name, or if a rule has no sentence.
    """

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        name, told = function.__name__, (inspect.getdoc(function) or "").partition("\n\n")[0]
        sentence = " ".join(told.split())
        file = function.__module__.rpartition(".")[2]
        card = Rule(name, file, ids, gives, cites, sentence, function)
        if card.key in RULES or not sentence:
            raise ValueError(f"rule {card.key} is declared twice or says nothing")
        RULES[card.key] = card
        signature = inspect.signature(function)

        @wraps(function)
        def traced(*args: P.args, **kwargs: P.kwargs) -> R:
            result = function(*args, **kwargs)
            if trace := _listening.get():
                given = dict(signature.bind(*args, **kwargs).arguments)
                return trace.hear(Step(trace.about, card, given, result))
            return result

        return traced

    return declare
