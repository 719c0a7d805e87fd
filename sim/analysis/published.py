"""An analysis in a folder: its tables, its pictures and what it ran with, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from sim import store
from sim.chunk import LUCKS
from sim.manifest import Manifest
from sim.plots.draw import Job, draw_jobs
from sim.rerun import write_scenarios
from sim.study import workers
from sim.world import Cell

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Published:
    """What is written: tables by file name, and the pictures to draw into a folder."""

    cells: Sequence[Cell]
    seed: int
    worlds: int
    command: Sequence[str]
    started: datetime
    tables: Mapping[str, pd.DataFrame]
    pictures: Callable[[Path], Sequence[Job]]
    words: Sequence[str] = ()
    """What a reader must bear in mind; `words.txt` in the folder."""

    def write(self, out: Path) -> None:
        """Put all of it into the folder `out`; raises UserError if that cannot be done."""
        with store.whole(out) as folder:
            for name, table in self.tables.items():
                (folder / f"{name}.csv").write_text(store.csv(table), encoding="utf-8")
            if self.words:
                (folder / "words.txt").write_text("\n".join(self.words) + "\n", encoding="utf-8")
            resolved = write_scenarios({c.scenario.name: c.scenario for c in self.cells}.values(), folder)
            draw_jobs(self.pictures(folder), workers())
            like = self._like_ensemble()
            Manifest.of(like, tuple(self.command), self.started, folder, resolved).write(folder)

    def _like_ensemble(self) -> Any:
        """As much of an ensemble as the manifest looks at."""
        first = self.cells[0].scenario
        fields = {"cells": tuple(self.cells), "seed": self.seed, "worlds": self.worlds, "lucks": LUCKS}
        return cast(Any, SimpleNamespace(**fields, monday=first.monday, weeks=first.weeks, paths=None))
