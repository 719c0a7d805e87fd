"""The weeks of a study as one labelled Dataset, the form in which it is drawn and kept.

Dimensions: scenario, theory, measure, sampled_measure, week, quantile, sample (number of a world), rung,
stage, outcome, world, final_class, parameter, draw (of the parameters).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.engine.sample_recorder import SAMPLED
from sim.results import described
from sim.results.condensed import QUANTILES, Condensed
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import FINAL_CLASSES, MEASURES, OUTCOMES, OVER_TIME, RUNGS, STAGES

Variable: TypeAlias = tuple[tuple[str, ...], NDArray[Any], str, str]
"""Dimensions, values per cell, unit and meaning."""

CELL = ("scenario", "theory")


WEEKLY: dict[str, tuple[tuple[str, ...], str, str]] = {
    "quantiles": (("measure", "week", "quantile"), "see measure_unit", "quantiles over worlds not at war"),
    "means": (("measure", "week"), "see measure_unit", "mean over worlds not at war"),
    "difference_quantiles": (
        ("measure", "week", "quantile"), "see measure_unit", "quantiles of scenario minus baseline"
    ),
    "worlds_compared": (("week",), "worlds", "worlds at war in neither"),
    "at_war": (("week",), "share", "share of worlds at war"),
    "rung_share": (("week", "rung"), "share", "share of worlds on the rung"),
    "stage_share": (("week", "stage"), "share", "share of worlds at the stage"),
    "sampled": (
        ("sampled_measure", "week", "sample"), "see measure_unit", "a few single worlds; nan at war"
    ),
}  # fmt: skip
"""Dimensions, unit and meaning of what is kept of the weeks."""


def series(kept: Condensed) -> xr.Dataset:
    """Everything recorded of a study; weekly numbers are over worlds not at war, shares over all worlds.

    `difference_quantiles` are of scenario minus baseline over `worlds_compared` worlds, at war in neither.
    A pair of scenario and theory that was not run holds nan, or -1 in `final_class_of_world`.
    """
    deals = np.array(list(kept.parameters.values()), np.float32).reshape(-1, kept.draws)
    weekly = {name: (dims, kept.weekly[name], unit, says) for name, (dims, unit, says) in WEEKLY.items()}
    variables = {
        name: ((*CELL, *dims), on_grid(kept.cells, values), described.unit(units, says))
        for name, (dims, values, units, says) in {**weekly, **_by_world(kept)}.items()
    }
    says = "what each draw dealt to the first scenario; world // replicates is the draw of a world"
    about_deals = described.several_units("in the unit of each parameter", says)
    dealt = xr.DataArray(deals, dims=("parameter", "draw"), attrs=about_deals)
    return xr.Dataset({**variables, "parameter_values": dealt}, _coordinates(kept), described.about(kept))


def _by_world(kept: Condensed) -> dict[str, Variable]:
    ends = np.stack([np.bincount(row, minlength=len(FINAL_CLASSES)) for row in kept.final])
    return {
        "outcome_values": (
            ("outcome", "world"),
            kept.outcomes,
            "see outcome_unit",
            "the result of each world",
        ),
        "final_class_of_world": (("world",), kept.final, "place in final_class", "how each world ends"),
        "final_share": (("final_class",), ends / kept.worlds, "share", "share of worlds that end so"),
    }


def names(cells: Sequence[Cell]) -> tuple[list[str], list[str]]:
    """The scenarios and the theories of a study, each once."""
    scenarios = dict.fromkeys(cell.scenario.name for cell in cells)
    return list(scenarios), list(dict.fromkeys(cell.theory for cell in cells))


def on_grid(cells: Sequence[Cell], values: NDArray[Any]) -> NDArray[Any]:
    """One entry per cell, set out by scenario and theory."""
    scenarios, theories = names(cells)
    missing = np.nan if values.dtype.kind == "f" else -1
    result = np.full((len(scenarios), len(theories), *values.shape[1:]), missing, values.dtype)
    for cell, value in zip(cells, values, strict=True):
        result[scenarios.index(cell.scenario.name), theories.index(cell.theory)] = value
    return result


def _coordinates(kept: Condensed) -> dict[str, Any]:
    scenarios, theories = names(kept.cells)
    return {
        "scenario": scenarios,
        "theory": theories,
        "measure": list(MEASURES),
        "sampled_measure": list(OVER_TIME),
        "sample": np.array(SAMPLED, np.int32),
        "measure_unit": ("measure", [it.unit for it in MEASURES.values()]),
        "week": ("week", np.arange(kept.weeks, dtype=np.int32), described.WEEK),
        "date": described.mondays(kept),
        "quantile": list(QUANTILES),
        "rung": [*RUNGS, "war"],
        "stage": [*STAGES, "war"],
        "outcome": list(OUTCOMES),
        "outcome_unit": ("outcome", [it.unit for it in OUTCOMES.values()]),
        "world": np.arange(kept.worlds, dtype=np.int32),
        "draw": np.arange(kept.draws, dtype=np.int32),
        "final_class": list(FINAL_CLASSES),
        "parameter": list(kept.parameters),
    }
