"""The trajectories of all worlds as one labelled Dataset, kept on request: `worlds.nc`.

Dimensions: scenario, theory, measure (with rung and stage), week, world, actor, family, option.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.core.errors import ArgumentError
from sim.engine.trajectories import NUMBERS, bytes_of
from sim.model.menus import menus_of
from sim.results import described
from sim.results.condensed import Condensed
from sim.results.dataset import CELL, names, on_grid
from sim.vocabulary.glossary import MEASURES
from sim.vocabulary.signals import ACTORS, FAMILIES

MOST = 2**31
"""Bytes of trajectories that are kept at most."""


def trajectories(study: Condensed) -> xr.Dataset:
    """Label the trajectories of a study that kept them."""
    kept = study.trajectories
    if kept is None:
        raise ValueError("the trajectories of this study were not kept")
    shape = (len(study.cells), len(ACTORS), len(FAMILIES), study.weeks, study.worlds)
    value, sent = on_grid(study.cells, kept.numbers), on_grid(study.cells, kept.sent.reshape(shape))
    units = described.several_units("see measure_unit", "how it stood at the end of the week")
    place = described.unit("place in option_name", "what was sent in the week; 0 is silence")
    variables = {
        "value": ((*CELL, "measure", "week", "world"), value, units),
        "sent": ((*CELL, "actor", "family", "week", "world"), sent, place),
        "option_name": (("scenario", "actor", "family", "option"), _options(study)),
    }
    return xr.Dataset(variables, _coordinates(study), described.about(study))


def _coordinates(study: Condensed) -> dict[str, Any]:
    scenarios, theories = names(study.cells)
    return {
        "scenario": scenarios,
        "theory": theories,
        "measure": list(NUMBERS),
        "measure_unit": ("measure", [_unit(name) for name in NUMBERS]),
        "week": ("week", np.arange(study.weeks, dtype=np.int32), described.WEEK),
        "date": described.mondays(study),
        "world": np.arange(study.worlds, dtype=np.int32),
        "actor": list(ACTORS),
        "family": list(FAMILIES),
    }


def check_room(cells: int, weeks: int, worlds: int) -> None:
    """Raise UserError if trajectories would take more memory than is given to them."""
    needed = bytes_of(cells, weeks, worlds)
    if needed > MOST:
        raise ArgumentError(
            "keep_worlds", "",
            f"{worlds:,} worlds of {cells} cells would take {needed / 2**30:.1f} GiB, more "
            f"than {MOST / 2**30:.0f}: ask for {worlds * MOST // needed:,} worlds or fewer; any world can be "
            "replayed without having been kept",
        )  # fmt: skip


def _unit(name: str) -> str:
    return MEASURES[name].unit if name in MEASURES else name


def _options(study: Condensed) -> NDArray[np.str_]:
    """Names of options, ``(scenario, actor, family, option)``, empty past the end of a menu."""
    scenarios = {cell.scenario.name: cell.scenario for cell in study.cells}.values()
    menus = [
        [menus_of(actor, tuple(it.signals.values()))[family].names for actor in ACTORS for family in FAMILIES]
        for it in scenarios
    ]
    most = max(len(menu) for each in menus for menu in each)
    padded = [[(*menu, *[""] * (most - len(menu))) for menu in each] for each in menus]
    return np.array(padded).reshape(len(padded), len(ACTORS), len(FAMILIES), most)
