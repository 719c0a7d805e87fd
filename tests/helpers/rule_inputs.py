"""Inputs for any rule, drawn by the names of its arguments from the glossary and the declared ranges."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from sim.core.columns import FLOAT, Column
from sim.core.parameters import Numbers, with_fades
from sim.core.rule import Rule
from sim.explanation.rule_inputs import DISPOSITIONS, PARAMETERS, declared_as, is_series, reads
from sim.scenario import Scenario
from sim.vocabulary.quantities import QUANTITIES
from tests.helpers.worlds import baseline

WEEKS = 5  # of a quantity that comes as a series


def arguments(rule: Rule, width: int, rng: np.random.Generator, edges: float = 0.2) -> dict[str, Any]:
    """One column per argument of the rule; a share `edges` of the entries lies on an end of its range."""

    def drawn(name: str) -> Any:
        if name in (PARAMETERS, DISPOSITIONS):
            return numbers(rule, name, width, rng, edges)
        if is_series(rule, name):
            return [within_range(name, width, rng, edges) for _ in range(WEEKS)]
        return within_range(name, width, rng, edges)

    return {name: drawn(name) for name in rule.arguments}


def within_range(name: str, width: int, rng: np.random.Generator, edges: float) -> Column:
    """A column of a quantity of the glossary."""
    quantity = QUANTITIES[name]
    # a draw is never 0 and never 1: see draws.py
    edges = 0 if name == "draw" else edges
    return span(quantity.low, quantity.high, width, rng, edges)


def numbers(rule: Rule, kind: str, width: int, rng: np.random.Generator, edges: float) -> Numbers:
    """The parameters (`p`) or dispositions (`d`) that the rule reads, within their declared ranges."""
    read = reads(rule.key)
    names = map(declared_as, read.parameters if kind == PARAMETERS else read.dispositions)
    return Numbers(with_fades({name: span(*ranges()[kind][name], width, rng, edges) for name in names}))


def span(low: float, high: float, width: int, rng: np.random.Generator, edges: float) -> Column:
    """A column between two numbers, now and then on one of them."""
    places = (rng.integers(0, 2**23, width) + FLOAT(0.5)).astype(FLOAT) * FLOAT(2.0**-23)
    places = np.where(rng.random(width) < edges, np.round(places), places)
    return np.clip(FLOAT(low) + (FLOAT(high) - FLOAT(low)) * places, FLOAT(low), FLOAT(high)).astype(FLOAT)


@cache
def ranges() -> dict[str, dict[str, tuple[float, float]]]:
    """The declared ranges of parameters and dispositions."""
    scenario: Scenario = baseline()
    return {
        PARAMETERS: {name: declared.range for name, declared in scenario.parameters.items()},
        DISPOSITIONS: {name: declared.range for name, declared in scenario.dispositions.items()},
    }


def part(given: dict[str, Any], where: slice) -> dict[str, Any]:
    """The same arguments in some of the worlds."""

    def cut(value: Any) -> Any:
        if isinstance(value, Numbers):
            return value.part(where)
        return [each[where] for each in value] if isinstance(value, list) else value[where]

    return {name: cut(value) for name, value in given.items()}


def copied(given: dict[str, Any]) -> dict[str, list[Column]]:
    """Every column of the arguments, copied."""

    def columns(value: Any) -> list[Column]:
        if isinstance(value, Numbers):
            return [each.copy() for each in value.items().values()]
        return [each.copy() for each in value] if isinstance(value, list) else [value.copy()]

    return {name: columns(value) for name, value in given.items()}
