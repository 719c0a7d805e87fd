"""One world of a study, whole: what was sent, how everything stood, and every rule that was applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import xarray as xr

from sim.abreast import Abreast
from sim.calendar import WEEK
from sim.chunk import LUCKS
from sim.ledger import ledger_again
from sim.located import UserError, listed
from sim.manifest import Manifest
from sim.params import Numbers
from sim.paths import NUMBERS, Paths
from sim.rerun import cells_from
from sim.rule import Step, Trace
from sim.store import WORLDS

if TYPE_CHECKING:
    from sim.world import Cell

TRACED = ("week", "about", "rule", "ids", "gives", "result", "given")


@dataclass(frozen=True)
class Replayed:
    """World number `world` of a cell: `signals` has one row per signal sent, `weeks` one per week (measures,
    rung and stage), `trace` one per rule applied; `paths` is what would have been kept of it.
    """

    cell: Cell
    seed: int
    world: int
    signals: pd.DataFrame
    weeks: pd.DataFrame
    trace: pd.DataFrame
    paths: Paths

    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by the name of their file."""
        return {"ledger.csv": self.signals, "weeks.csv": self.weeks, "trace.csv": self.trace}


def cell_of(folder: Path, manifest: Manifest, scenario: str | None, theory: str | None) -> Cell:
    """The cell of that scenario and theory; the first one if none is named. Raises UserError."""
    cells = cells_from(folder, manifest)
    for cell in cells:
        if scenario in (None, cell.scenario.name) and theory in (None, cell.theory):
            return cell
    have = listed([f"{cell.scenario.name} under {cell.theory}" for cell in cells])
    raise UserError(f"{folder}: no such scenario or theory in this study; there are {have}")


def replayed(cell: Cell, seed: int, world: int) -> Replayed:
    """Run the world again, and listen to its rules."""
    here, weeks = Abreast([cell], seed, world, 1, LUCKS, told={"sent"}), cell.scenario.weeks
    paths = Paths([cell], weeks, 1)
    rows: list[tuple[object, ...]] = []
    for week in range(weeks):
        with Trace().listen() as trace:
            here.step()
        rows += [(week, *_told(step)) for step in trace.steps]
        paths.add(week, here, slice(None))
    numbers = pd.DataFrame(paths.numbers[0, :, :, 0].T, columns=list(NUMBERS))
    numbers.insert(0, "week", range(weeks))
    days = [(cell.scenario.monday + week * WEEK).isoformat() for week in range(weeks)]
    numbers.insert(1, "date", days)
    signals = ledger_again(cell, seed, world).signals
    return Replayed(cell, seed, world, signals, numbers, pd.DataFrame(rows, columns=list(TRACED)), paths)


def as_kept(folder: Path, one: Replayed) -> bool | None:
    """Whether the world is, to the last bit, the one that was kept; None if none was."""
    if not (folder / WORLDS).exists():
        return None
    names = {"scenario": one.cell.scenario.name, "theory": one.cell.theory, "world": one.world}
    with xr.open_dataset(folder / WORLDS, engine="h5netcdf") as kept:
        here = kept[["value", "sent"]].sel(names).load()
    numbers, sent = one.paths.numbers[0, :, :, 0], one.paths.sent[0, :, :, 0]
    same_sent = np.array_equal(here.sent.values.reshape(sent.shape), sent)
    return same_sent and np.array_equal(here.value.values.view(np.int32), numbers.view(np.int32))


def _told(step: Step) -> tuple[str, str, str, str, str, str]:
    given = " ".join(_inputs(step))
    rule = step.rule
    return step.about, rule.key, " ".join(rule.ids), rule.gives, _number(step.result), given


def _inputs(step: Step) -> Iterator[str]:
    for name, value in step.given.items():
        if not isinstance(value, Numbers):
            yield f"{name}={_number(value)}"


def _number(value: Any) -> str:
    return ",".join(f"{number:.9g}" for number in np.ravel(np.asarray(value, np.float64)))
