"""The output folder of what is no study of scenarios: tables, a page, pictures, and what it came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sim.manifest import Manifest
from sim.rerun import write_scenarios
from sim.store import csv, whole
from sim.world import Cell

if TYPE_CHECKING:
    import pandas as pd

    from sim.run import Ensemble


@dataclass(frozen=True)
class Ran:
    """What was run, as much as a manifest tells of it."""

    cells: tuple[Cell, ...]
    seed: int
    worlds: int
    command: Sequence[str]
    started: datetime
    lucks: int = 1
    paths: None = None

    @property
    def monday(self) -> date:
        """The first day."""
        return self.cells[0].scenario.monday

    @property
    def weeks(self) -> int:
        """Weeks of the scenario run first."""
        return self.cells[0].scenario.weeks


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def write(
    out: Path,
    ran: Ran,
    tables: Mapping[str, pd.DataFrame],
    pages: Mapping[str, str],
    pictures: Callable[[Path], object] = lambda folder: None,
) -> None:
    """Write the folder `out` whole or not at all. Raises UserError."""
    with whole(out) as folder:
        for name, table in tables.items():
            (folder / name).write_text(csv(table), encoding="utf-8")
        for name, text in pages.items():
            (folder / name).write_text(text, encoding="utf-8")
        pictures(folder)
        resolved = write_scenarios({c.scenario.name: c.scenario for c in ran.cells}.values(), folder)
        what = cast("Ensemble", ran)
        Manifest.of(what, ran.command, ran.started, folder, resolved).write(folder)
