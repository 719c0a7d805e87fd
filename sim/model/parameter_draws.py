"""The parameters of a run, drawn from their ranges or from a posterior."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.core.columns import FLOAT, Column
from sim.core.errors import Complaint, Complaints
from sim.core.parameters import Numbers, drawn
from sim.core.random_streams import Draws
from sim.scenario.cell import Cell
from sim.scenario.posterior import FITTED, Fitted, fitted_for, other_ranges


def parameters(
    cells: Sequence[Cell], draws: Draws, replicates: int, points: Mapping[str, Column] | None = None
) -> Numbers:
    """The parameters of the worlds of every cell: from the ranges, or from what a fit left of them.

    Raises UserError where a scenario asks for a fit that is not there, or was made from other ranges.
    """
    spans = [{name: number.span for name, number in cell.scenario.parameters.items()} for cell in cells]
    return drawn(
        "parameter", spans, draws, replicates, points, [_favoured(cell, draws, replicates) for cell in cells]
    )


def _favoured(cell: Cell, draws: Draws, replicates: int) -> dict[str, Column]:
    """Places from the posterior of the cell's theory, one row of it a draw, so that they go together as they
    were found; what the scenario sets itself is left out. Nothing where the ranges are asked for.
    """
    if cell.scenario.params != FITTED:
        return {}
    fitted, known = fit_of(cell), cell.scenario.parameters
    u = Draws(draws.seed, draws.first, draws.worlds).parameter("posterior", cell.theory, replicates)
    row = np.minimum(np.searchsorted(fitted.reached, u), len(fitted.reached) - 1)
    free = [(k, name) for k, name in enumerate(fitted.ranges) if known[name].value is None]
    return {name: fitted.found.places[row, k].astype(FLOAT) for k, name in free}


def fit_of(cell: Cell) -> Fitted:
    """The posterior that a cell draws from; raises UserError if there is none, or one from other ranges."""
    file, other = str(cell.scenario.path), other_ranges(cell.theory, cell.scenario.parameters)
    if other:
        said = (Complaint(file, 0, 0, f"parameters.{name}.range", *words) for name, words in other.items())
        raise Complaints(said)
    return fitted_for(cell.theory)
