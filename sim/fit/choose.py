"""Where parameters come from: the whole ranges, their defaults, or what a fit has left of the ranges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.fit.posterior import Fitted, at_defaults, narrowed, shipped
from sim.located import UserError

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
