"""Worlds kept in a study folder: found by name, and compared with a replay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from sim.core.errors import UserError, listed
from sim.output.manifest import Manifest
from sim.output.rerun import cells_from
from sim.output.study_folder import WORLDS

if TYPE_CHECKING:
    from sim.scenario.cell import Cell
from sim.explanation.replay import Replayed


def cell_of(folder: Path, manifest: Manifest, scenario: str | None, theory: str | None) -> Cell:
    """The cell of that scenario and theory; the first one if none is named. Raises UserError."""
    cells = cells_from(folder, manifest)
    for cell in cells:
        if scenario in (None, cell.scenario.name) and theory in (None, cell.theory):
            return cell
    have = listed([f"{cell.scenario.name} under {cell.theory}" for cell in cells])
    raise UserError(f"{folder}: no such scenario or theory in this study; there are {have}")


def as_kept(folder: Path, one: Replayed) -> bool | None:
    """Whether the world is, to the last bit, the one that was kept; None if none was."""
    if not (folder / WORLDS).exists():
        return None
    names = {"scenario": one.cell.scenario.name, "theory": one.cell.theory, "world": one.world}
    with xr.open_dataset(folder / WORLDS, engine="h5netcdf") as kept:
        here = kept[["value", "sent"]].sel(names).load()
    numbers, sent = one.trajectories.numbers[0, :, :, 0], one.trajectories.sent[0, :, :, 0]
    same_sent = np.array_equal(here.sent.values.reshape(sent.shape), sent)
    return same_sent and np.array_equal(here.value.values.view(np.int32), numbers.view(np.int32))
