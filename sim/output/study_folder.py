"""The output folder of a study: written beside its place and moved there whole, or not at all."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.core.atomic import replaced_folder
from sim.core.errors import UserError
from sim.output import manifest
from sim.output.scenario_copies import write_scenarios
from sim.results.effects import effects
from sim.results.summary import summary

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from sim.engine.ensemble import Ensemble

SERIES, WORLDS = "series.nc", "worlds.nc"
REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EACCES: "writing is not allowed there",
    errno.EPERM: "writing is not allowed there",
    errno.EROFS: "the disk is read-only",
    errno.ENOTDIR: "a part of the path is a file",
    errno.EEXIST: "a part of the path is a file",
}
NO_FOLDERS = "the system takes none there"
"""What it means that a folder to be made, in one that is there, is not found."""


@dataclass(frozen=True)
class Study:
    """A run with its tables and series, and how it was asked for."""

    ensemble: Ensemble
    command: tuple[str, ...] = ()
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    shown: int | None = None
    """The world shown as a ledger, if one is."""

    @cached_property
    def summary(self) -> pd.DataFrame:
        """What each scenario came to."""
        return summary(self.ensemble)

    @cached_property
    def effects(self) -> pd.DataFrame:
        """Paired differences to the baseline."""
        return effects(self.ensemble)

    @cached_property
    def series(self) -> xr.Dataset:
        """The weeks; xarray is loaded here, while pictures are drawn elsewhere."""
        from sim.results.dataset import series

        return series(self.ensemble)


def write(study: Study, out: Path, pictures: Callable[[Path], Iterable[object]] = lambda folder: ()) -> None:
    """Write the study to the folder `out`, replacing an earlier one; `pictures` begins to draw into the
    folder given, and gives what is to be waited for.

    Raises UserError if that cannot be done. Whatever happens, Ctrl-C too, `out` is whole, old or new.
    """
    with whole(out) as folder:
        drawn = pictures(folder)
        for name, text in tables(study).items():
            (folder / name).write_text(text, encoding="utf-8")
        # by way of memory: the HDF5 library brings the whole program down when the disk is full
        (folder / SERIES).write_bytes(_netcdf(study.series))
        if study.ensemble.trajectories:
            (folder / WORLDS).write_bytes(_netcdf(_paths(study.ensemble)))
        scenarios = {cell.scenario.name: cell.scenario for cell in study.ensemble.cells}
        resolved = write_scenarios(scenarios.values(), folder)
        for _ in drawn:
            pass
        told = study.ensemble, study.command, study.started, folder, resolved, study.shown
        manifest.Manifest.of(*told).write(folder)


def tables(study: Study) -> dict[str, str]:
    """The tables of a study as the text of their files."""
    return {"summary.csv": csv(study.summary), "effects.csv": csv(study.effects)}


def csv(table: pd.DataFrame) -> str:
    """A table as the text of its file."""
    return table.to_csv(index=False, float_format="%.9g", na_rep="nan", lineterminator="\n")


def check(out: Path) -> None:
    """Raise UserError if `out` is no place to write to; worth a call before a long run."""
    with _in_one_line(out):
        if out.exists() and not out.is_dir():
            raise UserError(f"{out}: this is a file; --out needs a folder")
        if strange := _strange(out):
            names = ", ".join(strange[:3]) + (", …" if len(strange) > 3 else "")
            raise UserError(f"{out}: holds what Twotrack did not write ({names}); choose another --out")
    place = _place(out)
    with _in_one_line(out, place.parent):
        _try(place.parent, place.name)


def room(folder: Path) -> None:
    """Make a folder that is to be filled piece by piece; raise UserError if nothing can be written to it."""
    place = _place(folder)
    with _in_one_line(folder, place):
        _try(place, "room")


def _place(folder: Path) -> Path:
    try:
        return folder.resolve()
    except RuntimeError:
        raise UserError(f"{folder}: cannot be written: a link that leads to itself") from None


def _try(folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    Path(tempfile.mkdtemp(prefix=f".{name}.", dir=folder)).rmdir()


@contextmanager
def whole(out: Path) -> Generator[Path]:
    """A new folder to write into, which becomes `out` if the block ends well and vanishes if it does not."""
    check(out)
    with _in_one_line(out), replaced_folder(out.resolve()) as folder:
        yield folder


@contextmanager
def _in_one_line(out: Path, inside: Path | None = None) -> Generator[None]:
    """Tell of a fault of the file system in one line, and `inside` which folder one could not be made."""
    try:
        yield
    except OSError as error:
        reason = REASONS.get(error.errno or 0, error.strerror or str(error))
        if inside:
            there = next(each for each in (inside, *inside.parents) if os.access(each, os.F_OK))
            reason = NO_FOLDERS if error.errno == errno.ENOENT else reason
            reason = f"no folder can be made in {there}: {reason}"
        raise UserError(f"{out}: cannot be written: {reason}; what was there before is as it was") from error


def _strange(out: Path) -> list[str]:
    """What lies in `out` unknown to its manifest: replacing the folder would lose it."""
    if not out.exists():
        return []
    try:
        known = set(json.loads((out / manifest.NAME).read_bytes())["outputs"]) | {manifest.NAME}
    except (OSError, ValueError, KeyError, TypeError):
        return sorted(path.name for path in out.iterdir())
    return sorted({path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir()} - known)


def _paths(ensemble: Ensemble) -> xr.Dataset:
    from sim.results.trajectories import trajectories

    return trajectories(ensemble)


def _netcdf(dataset: xr.Dataset) -> memoryview:
    from xarray.backends import H5NetCDFStore

    packed: dict[str, Any] = {"zlib": True, "complevel": 1, "shuffle": True}
    kinds = {str(name): dataset[name].dtype.kind for name in dataset.variables}
    encoding = {name: packed for name, kind in kinds.items() if kind in "fi"}
    written = BytesIO()
    # what `to_netcdf` does, but for loading the whole of dask where that is installed, which takes longer
    target = H5NetCDFStore.open(written, mode="w", lock=False)
    dataset.dump_to_store(target, encoding=encoding)
    target.close()
    return written.getbuffer()
