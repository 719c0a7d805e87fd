"""One world of a saved study again, in full, and whether it is the one that was kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sim.core.checked_call import arguments_checked
from sim.core.errors import ArgumentError, UserError, listed
from sim.core.ordinary_files import is_ordinary
from sim.engine.run_info import RunInfo
from sim.explanation.replay import Replayed, replayed
from sim.output.captions import context, small_print
from sim.output.manifest import Manifest
from sim.output.of_a_study import OfAStudy
from sim.output.report import Block, Phrase, Report, table
from sim.output.scenario_copies import cells_from
from sim.output.study_folder import SERIES, TRAJECTORIES, check_place, refuse_a_study
from sim.plots import Picture, world_pictures
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import RUNGS, STAGES

if TYPE_CHECKING:
    import pandas as pd

REPLAYED = "trace.csv"
"""The file that only the folder of a replay has, and no study."""


@dataclass(frozen=True, repr=False, eq=False)
class Replay(OfAStudy):
    """One world of a study in full.

    `signals` has one row a signal that was sent, `weeks` one a week (measures, rung and stage), `trace` one a
    rule that was applied, with what it read and gave. `as_kept` says whether the world is to the last bit the
    one that the study kept; it is None where none was kept.
    """

    run: RunInfo
    one: Replayed
    as_kept: bool | None
    manifest: Manifest
    mark: ClassVar[str] = REPLAYED

    @property
    def signals(self) -> pd.DataFrame:
        """Who sent which signal in which week, and whether the scenario ordered it."""
        return self.one.log.signals

    @property
    def weeks(self) -> pd.DataFrame:
        """Measures, rung and stage by week."""
        return self.one.weeks

    @property
    def trace(self) -> pd.DataFrame:
        """Every rule that was applied, week by week."""
        return self.one.trace

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        return {"ledger": self.signals, "weeks": self.weeks, "trace": self.trace}

    @cached_property
    def report(self) -> Report:
        cell, one = self.one.cell, self.one
        title = f"{cell.scenario.name} under {cell.theory}, seed {one.seed}, world {one.world}"
        unlike = () if self.as_kept in (True, None) else ("NOT the world that was kept: try `verify`",)
        return Report(title, tuple(_blocks(self)), unlike, small_print(self.run))

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        words, log = context(self.run), self.one.log
        words = replace(words, subtitle=f"{words.subtitle}; the ledger shows world {self.one.world}")
        return world_pictures(log.signals, self.run.monday, log.rungs, log.stages, words)

    @property
    def drawn_by_default(self) -> int:
        return 0

    @property
    def source(self) -> Manifest:
        """The manifest of the study, of which this world is shown."""
        return self.manifest.model_copy(update={"shown": self.one.world})


@arguments_checked
def replay(
    folder: str | Path,
    world: int = 0,
    scenario: str | None = None,
    theory: str | None = None,
    *,
    out: str | Path | None = None,
) -> Replay:
    """Run one world of the study in a folder again, from its manifest, to the last bit.

    The world of the first scenario and theory unless others of the study are named; with `out` the result is
    saved there. Raises UserError.

    >>> import sim as tt
    >>> tt.replay("outputs/strategies", world=7).weeks  # doctest: +SKIP
    """
    place = Path(folder)
    if out is not None:
        check_place(Path(out))
        refuse_a_study(Path(out), REPLAYED)
    manifest = Manifest.read(place)
    if SERIES not in manifest.outputs:
        raise UserError(f"{place}: no study of scenarios; replay shows worlds of `run` and `compare`")
    if not 0 <= world < manifest.worlds:
        most = f"{manifest.worlds - 1:,}"
        raise ArgumentError("world", world, f"the worlds of {place} have the numbers 0 to {most}")
    cell = _cell(place, manifest, scenario, theory)
    run = RunInfo((cell,), manifest.seed, manifest.worlds, manifest.command, shown=world)
    one = replayed(cell, manifest.seed, world)
    found = Replay(run, one, as_kept(place, one), manifest)
    if out is not None:
        found.save(out)
    return found


def _cell(folder: Path, manifest: Manifest, scenario: str | None, theory: str | None) -> Cell:
    cells = cells_from(folder, manifest)
    for cell in cells:
        if scenario in (None, cell.scenario.name) and theory in (None, cell.theory):
            return cell
    have = listed([f"{cell.scenario.name} under {cell.theory}" for cell in cells])
    raise UserError(f"{folder}: no such scenario or theory in this study; there are {have}")


def as_kept(folder: Path, one: Replayed) -> bool | None:
    """Whether the world is to the last bit the one that a study kept in its folder; None if it kept none."""
    if not (folder / TRAJECTORIES).exists():
        return None
    if not is_ordinary(folder, TRAJECTORIES):
        return False
    import xarray as xr

    names = {"scenario": one.cell.scenario.name, "theory": one.cell.theory, "world": one.world}
    try:
        with xr.open_dataset(folder / TRAJECTORIES, engine="h5netcdf") as kept:
            here = kept[["value", "sent"]].sel(names).load()
    except Exception:  # noqa: BLE001 - of what was damaged the library may complain in any way
        return False
    numbers, sent = one.trajectories.numbers[0, :, :, 0], one.trajectories.sent[0, :, :, 0]
    value, chosen = here.value.values, here.sent.values
    if (value.size, value.dtype, chosen.size) != (numbers.size, numbers.dtype, sent.size):
        return False
    same_sent = np.array_equal(chosen.reshape(sent.shape), sent)
    return same_sent and np.array_equal(value.view(np.int32), numbers.view(np.int32))


def _blocks(found: Replay) -> Iterator[Block]:
    rungs, stages = (*RUNGS, "at war"), (*STAGES, "at war")
    sent = dict(iter(found.signals.groupby("week")))
    rows = [
        (
            str(row["week"]), str(row["date"]), rungs[int(row["rung"])], stages[int(row["stage"])],
            f"{row['tension']:.2f}", _sent(sent.get(row["week"])),
        )
        for row in found.weeks.to_dict("records")
    ]  # fmt: skip
    heads = ("week", "from", "conflict", "talks", "tension", "sent")
    yield table("", heads, rows, left=(0, 1, 2, 3, 5), wrapped=5)
    if found.as_kept:
        yield Phrase("the same, to the last bit, as was kept", "good")


def _sent(rows: pd.DataFrame | None) -> str:
    """The signals of a week in words."""
    if rows is None:
        return ""
    each = zip(rows["actor"], rows["signal"], rows["ordered"], strict=True)
    return ", ".join(f"{actor} {signal}{' (ordered)' if ordered else ''}" for actor, signal, ordered in each)
