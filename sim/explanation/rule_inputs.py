"""What a rule reads: its arguments, and the parameters and dispositions recorded in one trial call."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sim.core.columns import Column, column
from sim.core.parameters import Numbers
from sim.core.rule import RULES, Rule
from sim.model.rules import ally, appraise, bargain, china, commit, escalate, negotiate, north, press, read
from sim.model.theories import FILES
from sim.vocabulary.quantities import QUANTITIES

RULE_FILES = (ally, appraise, bargain, china, commit, escalate, negotiate, north, press, read)
"""The files of rules that all theories share; importing them declares the rules."""
PARAMETERS, DISPOSITIONS = "p", "d"
"""The arguments that stand for all declared parameters, and for all dispositions of an ally."""


class RecordedInputs(Numbers):
    """Numbers that record which of them are read; without `columns`, every name has the value ½."""

    def __init__(self, columns: Numbers | None = None) -> None:
        super().__init__({})
        self.asked: dict[str, None] = {}
        self._known = columns

    def __getattr__(self, name: str) -> Column:
        if name.startswith("_"):
            raise AttributeError(name)
        self.asked[name] = None
        return getattr(self._known, name) if self._known else column(0.5, 1)

    def items(self) -> Mapping[str, Column]:
        """All columns by name; this records nothing."""
        return self._known.items() if self._known else {}


@dataclass(frozen=True)
class Reads:
    """The names of what a rule reads, each in the order of its first reading."""

    quantities: tuple[str, ...]
    parameters: tuple[str, ...]
    dispositions: tuple[str, ...]


@cache
def reads(key: str) -> Reads:
    """What the rule under `key` in `RULES` reads. Raises KeyError if an argument is not in the glossary."""
    rule = every_rule()[key]
    p, d = RecordedInputs(), RecordedInputs()
    given: dict[str, Any] = {PARAMETERS: p, DISPOSITIONS: d}
    quantities = tuple(name for name in rule.arguments if name not in given)
    for name in quantities:
        middle = column((QUANTITIES[name].low + QUANTITIES[name].high) / 2, 1)
        given[name] = [middle] if is_series(rule, name) else middle
    rule.apply(**{name: given[name] for name in rule.arguments})
    return Reads(quantities, tuple(p.asked), tuple(d.asked))


def every_rule() -> dict[str, Rule]:
    """All rules by key: file by file, in the order of each; any that were declared elsewhere come last."""
    files = [file.__name__ for file in (*RULE_FILES, *sorted(FILES.values(), key=lambda file: file.__name__))]
    rank = {name: k for k, name in enumerate(files)}

    def place(rule: Rule) -> tuple[int, int]:
        return rank.get(rule.apply.__module__, len(rank)), rule.apply.__code__.co_firstlineno

    return {rule.key: rule for rule in sorted(RULES.values(), key=place)}


def is_series(rule: Rule, argument: str) -> bool:
    """Whether an argument is a quantity of several weeks, the latest first."""
    annotation = inspect.signature(rule.apply).parameters[argument].annotation
    return "Sequence" in str(annotation)


def declared_as(name: str) -> str:
    """The name under which a parameter is declared: the share that fades in a week comes from a half-life."""
    return f"{name.removesuffix('_fade')}_half_life" if name.endswith("_fade") else name
