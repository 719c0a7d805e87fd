"""What was run: cells, seed and worlds, and the words that ask for it again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sim.engine.world_batch import REPLICATES
from sim.scenario.cell import Cell


@dataclass(frozen=True)
class RunInfo:
    """What was run, as a manifest and the small print tell it.

    `replicates` is the number of worlds that share a draw of the parameters. `command` is the command line
    that asks for the same. `shown` is the world shown as a ledger of signals, if one is; `kept` says whether
    the trajectories of all worlds are in the folder.
    """

    cells: tuple[Cell, ...]
    seed: int
    worlds: int
    command: tuple[str, ...] = ()
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    replicates: int = REPLICATES
    shown: int | None = None
    kept: bool = False

    @property
    def monday(self) -> date:
        """The first day of the scenario run first."""
        return self.cells[0].scenario.monday

    @property
    def weeks(self) -> int:
        """Its weeks."""
        return self.cells[0].scenario.weeks

    @property
    def theories(self) -> tuple[str, ...]:
        """The theories, each once, in the order they ran."""
        return tuple(dict.fromkeys(cell.theory for cell in self.cells))
