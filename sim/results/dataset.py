"""The weeks of a study as one labelled Dataset, the form in which it is drawn and kept.

Dimensions: scenario, theory, measure, week, quantile, rung, stage, outcome, world, final_class, parameter,
draw (of the parameters).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, TypeAlias

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.engine.ensemble import Ensemble
from sim.results.effects import baselines
from sim.vocabulary.glossary import FINAL_CLASSES, MEASURES, OUTCOMES, RUNGS, STAGES

Variable: TypeAlias = tuple[tuple[str, ...], NDArray[Any], str, str]
"""Dimensions, values per cell, unit and meaning."""

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
CELL = ("scenario", "theory")


def series(ensemble: Ensemble) -> xr.Dataset:
    """Everything recorded of a study; weekly numbers are over worlds not at war, shares over all worlds.

    `difference_quantiles` are of scenario minus baseline over `worlds_compared` worlds, at war in neither.
    A pair of scenario and theory that was not run holds nan, or -1 in `final_class_of_world`.
    """
    about = {"seed": ensemble.seed, "worlds": ensemble.worlds, "replicates": ensemble.replicates}
    deals = np.array(list(ensemble.parameters.values()), np.float32).reshape(-1, _draws(ensemble))
    variables = {
        name: ((*CELL, *dims), on_grid(ensemble, values), {"units": units, "long_name": says})
        for name, (dims, values, units, says) in {**_weekly(ensemble), **_by_world(ensemble)}.items()
    }
    says = "what each draw dealt to the first scenario; world // replicates is the draw of a world"
    about_deals = {"units": "those of the parameter", "long_name": says}
    dealt = xr.DataArray(deals, dims=("parameter", "draw"), attrs=about_deals)
    return xr.Dataset({**variables, "parameter_values": dealt}, _coordinates(ensemble), about)


def _draws(ensemble: Ensemble) -> int:
    return -(-ensemble.worlds // ensemble.replicates)


def quantiles(counts: NDArray[np.integer[Any]], low: float, high: float) -> NDArray[np.float32]:
    """`QUANTILES` from counts in equal bins from `low` to `high`, shape ``(..., bin)``; nan without any.

    Straight within a bin, so off by less than one bin of 1/1024 of the range.
    """
    reached: NDArray[np.int64] = np.cumsum(counts, axis=-1, dtype=np.int64)
    total = reached[..., -1:]
    width = (high - low) / counts.shape[-1]
    result = np.empty((*counts.shape[:-1], len(QUANTILES)), np.float32)
    for place, share in enumerate(QUANTILES):
        target = share * total
        at = np.count_nonzero(reached < target, axis=-1, keepdims=True)
        count = np.take_along_axis(counts, at, axis=-1)
        short = np.take_along_axis(reached, at, axis=-1) - target
        within = 1 - np.divide(short, count, out=np.full_like(target, np.nan), where=total > 0)
        result[..., place] = (low + (at + within) * width)[..., 0]
    return result


def _weekly(ensemble: Ensemble) -> dict[str, Variable]:
    spans = [(it.low, it.high) for it in MEASURES.values()]
    apart = [(low - high, high - low) for low, high in spans]
    levels = np.stack([_quantiles(counts, spans) for counts in ensemble.histograms])
    changes = np.zeros_like(levels)
    war = ensemble.rungs[..., -1]
    compared = ensemble.differences[..., 0, :-1].sum(axis=-1, dtype=np.int64)
    for place, base in enumerate(baselines(ensemble.cells)):
        if place == base:
            compared[place] = ensemble.worlds - war[place]
        else:
            changes[place] = _quantiles(ensemble.differences[place], apart)
    rungs, stages, war = (counts / ensemble.worlds for counts in (ensemble.rungs, ensemble.stages, war))
    unit, dims = "see measure_unit", ("measure", "week", "quantile")
    return {
        "quantiles": (dims, levels, unit, "quantiles over worlds not at war"),
        "means": (dims[:2], _means(ensemble), unit, "mean over worlds not at war"),
        "difference_quantiles": (dims, changes, unit, "quantiles of scenario minus baseline"),
        "worlds_compared": (("week",), compared, "worlds", "worlds at war in neither"),
        "at_war": (("week",), war, "share", "share of worlds at war"),
        "rung_share": (("week", "rung"), rungs, "share", "share of worlds on the rung"),
        "stage_share": (("week", "stage"), stages, "share", "share of worlds at the stage"),
    }


def _by_world(ensemble: Ensemble) -> dict[str, Variable]:
    ends = np.stack([np.bincount(row, minlength=len(FINAL_CLASSES)) for row in ensemble.final])
    return {
        "outcome_values": (
            ("outcome", "world"),
            ensemble.outcomes,
            "see outcome_unit",
            "what each world came to",
        ),
        "final_class_of_world": (("world",), ensemble.final, "place in final_class", "how each world ends"),
        "final_share": (("final_class",), ends / ensemble.worlds, "share", "share of worlds that end so"),
    }


def _quantiles(counts: NDArray[np.integer[Any]], ranges: list[tuple[float, float]]) -> NDArray[np.float32]:
    """From ``(week, measure, bin)`` to ``(measure, week, quantile)``, the last bin left out."""
    return np.stack([quantiles(counts[:, place, :-1], *span) for place, span in enumerate(ranges)])


def _means(ensemble: Ensemble) -> NDArray[np.float32]:
    bins = ensemble.histograms.shape[-1] - 1
    alive = (ensemble.worlds - ensemble.rungs[..., -1]).astype(np.float64)[..., None]
    middle = 0.5 + np.divide(ensemble.sums, alive, out=np.full(ensemble.sums.shape, np.nan), where=alive > 0)
    low = np.array([it.low for it in MEASURES.values()])
    width = np.array([it.high - it.low for it in MEASURES.values()]) / bins
    return np.swapaxes(low + middle * width, 1, 2).astype(np.float32)


def names(ensemble: Ensemble) -> tuple[list[str], list[str]]:
    """The scenarios and the theories of a study, each once."""
    scenarios = dict.fromkeys(cell.scenario.name for cell in ensemble.cells)
    return list(scenarios), list(dict.fromkeys(cell.theory for cell in ensemble.cells))


def on_grid(ensemble: Ensemble, values: NDArray[Any]) -> NDArray[Any]:
    """One entry per cell, set out by scenario and theory."""
    scenarios, theories = names(ensemble)
    missing = np.nan if values.dtype.kind == "f" else -1
    result = np.full((len(scenarios), len(theories), *values.shape[1:]), missing, values.dtype)
    for cell, value in zip(ensemble.cells, values, strict=True):
        result[scenarios.index(cell.scenario.name), theories.index(cell.theory)] = value
    return result


def _coordinates(ensemble: Ensemble) -> dict[str, Any]:
    scenarios, theories = names(ensemble)
    days = [ensemble.monday + timedelta(weeks=week) for week in range(ensemble.weeks)]
    return {
        "scenario": scenarios,
        "theory": theories,
        "measure": list(MEASURES),
        "measure_unit": ("measure", [it.unit for it in MEASURES.values()]),
        "week": ("week", np.arange(ensemble.weeks, dtype=np.int32), {"units": "weeks from the start"}),
        "date": ("week", [day.isoformat() for day in days], {"long_name": "Monday of the week"}),
        "quantile": list(QUANTILES),
        "rung": [*RUNGS, "war"],
        "stage": [*STAGES, "war"],
        "outcome": list(OUTCOMES),
        "outcome_unit": ("outcome", [it.unit for it in OUTCOMES.values()]),
        "world": np.arange(ensemble.worlds, dtype=np.int32),
        "draw": np.arange(_draws(ensemble), dtype=np.int32),
        "final_class": list(FINAL_CLASSES),
        "parameter": list(ensemble.parameters),
    }
