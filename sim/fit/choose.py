"""Where parameters come from: the whole ranges, their defaults, or what a fit has left of the ranges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.located import UserError
from sim.posterior import AGAIN, Fitted, shipped

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.world import Cell

PRIOR, FITTED, DEFAULT = CHOICES = ("prior", "fitted", "default")


def with_params(cells: Sequence[Cell], params: str) -> list[Cell]:
    """The cells with parameters as chosen; what a scenario sets itself stays. Raises UserError."""
    if params == PRIOR:
        return list(cells)
    if params == DEFAULT:
        return _each(cells, at_defaults)
    theories = {cell.theory for cell in cells}
    if len(theories) > 1:
        raise UserError("--params fitted: each theory has a fit of its own; choose one by --theory")
    fitted = Fitted.load(shipped(theories.pop()))
    return _each(cells, lambda scenario: narrowed(scenario, fitted))


def _each(cells: Sequence[Cell], change: Callable[[Scenario], Scenario]) -> list[Cell]:
    return [replace(cell, scenario=change(cell.scenario)) for cell in cells]


def at_defaults(scenario: Scenario) -> Scenario:
    """The scenario with every parameter that it does not set itself at its default."""
    return _set(scenario, {name: it.default for name, it in scenario.parameters.items() if it.value is None})


def narrowed(scenario: Scenario, fitted: Fitted) -> Scenario:
    """The scenario with what the record settled drawn from the middle 90 % of the posterior.

    What it does not settle, and what the scenario sets itself, stays as it is. Raises UserError where the
    posterior was fitted from other ranges.
    """
    strange = [
        n
        for n, r in fitted.ranges.items()
        if n not in scenario.parameters or scenario.parameters[n].range != r
    ]
    if strange:
        raise UserError(
            f"the posterior of {fitted.theory} was fitted from other ranges of {strange[0]}; {AGAIN}"
        )
    found = fitted.interval()
    return _set(scenario, {n: found[n] for n in fitted.settled if scenario.parameters[n].value is None})


def _set(scenario: Scenario, values: dict[str, float] | dict[str, tuple[float, float]]) -> Scenario:
    changed = {n: scenario.parameters[n].model_copy(update={"value": v}) for n, v in values.items()}
    return scenario.model_copy(update={"parameters": scenario.parameters | changed})
