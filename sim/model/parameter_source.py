"""Where parameters come from: the whole ranges, their defaults, or what a fit has left of the ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.core.errors import ArgumentError, named
from sim.model.parameter_draws import fit_of
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.scenario.posterior import FITTED, PRIOR

DEFAULT = "default"
CHOICES = (PRIOR, FITTED, DEFAULT)


def with_params(cells: Sequence[Cell], params: str) -> list[Cell]:
    """The cells with parameters as chosen; what a scenario sets itself stays. Raises UserError."""
    (params,) = named(params, CHOICES, "choice of parameters")
    chosen = [replace(cell, scenario=_chosen(cell.scenario, params)) for cell in cells]
    for cell in chosen:
        if not cell.scenario.assumed and params != PRIOR:
            whence = "the record" if cell.scenario.from_record else "a world of a study"
            what = f"worlds from {whence} bring their parameters with them"
            raise ArgumentError("params", params, f"{cell.scenario.path}: {what}; allowed: {PRIOR}")
        if cell.scenario.params == FITTED:
            fit_of(cell)  # says what is not shipped, or was fitted from other ranges
    return chosen


def _chosen(scenario: Scenario, params: str) -> Scenario:
    if params == PRIOR:
        return scenario
    return at_defaults(scenario) if params == DEFAULT else scenario.model_copy(update={"params": FITTED})


def at_defaults(scenario: Scenario) -> Scenario:
    """The scenario with every parameter that it does not set itself at its default."""
    numbers = scenario.parameters
    held = {n: it.model_copy(update={"value": it.default}) for n, it in numbers.items() if it.value is None}
    return scenario.model_copy(update={"parameters": numbers | held})
