"""What was run: cells, seed, worlds and the command, as a manifest records them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sim.engine.world_batch import REPLICATES

if TYPE_CHECKING:
    from sim.scenario.cell import Cell


@dataclass(frozen=True)
class Ran:
    """What was run, as much as a manifest and the small print tell of it."""

    cells: tuple[Cell, ...]
    seed: int
    worlds: int
    command: Sequence[str]
    started: datetime
    replicates: int = REPLICATES
    trajectories: None = None

    @property
    def monday(self) -> date:
        """The first day of the scenario run first."""
        return self.cells[0].scenario.monday

    @property
    def weeks(self) -> int:
        """Its weeks."""
        return self.cells[0].scenario.weeks
