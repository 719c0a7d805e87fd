"""The output folder of a study: written beside its place and moved there as a whole, or not at all."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sim.core.atomic import hidden_folder, mend, replaced_folder
from sim.core.errors import UserError
from sim.core.ordinary_files import content_of, files_in, is_clutter
from sim.engine.provenance import hash_of
from sim.engine.run_info import RunInfo
from sim.output import manifest
from sim.output.draw_pool import Draw, drawing, hands
from sim.output.ro_crate import CRATE, crate_of
from sim.output.scenario_copies import write_scenarios
from sim.plots import Picture

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

Content: TypeAlias = "pd.DataFrame | xr.Dataset | str | bytes | Callable[[], xr.Dataset]"
"""What a file is made from: a table, weekly data (or what makes them, later), a text, or bytes."""
SERIES, TRAJECTORIES = "series.nc", "worlds.nc"
"""Files of weekly data: over all worlds, and of every world where these are kept."""
REPORT = "report.html"
"""The file that is made to be sent: all that a reader needs, by itself."""

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


def write(
    out: Path,
    run: RunInfo,
    contents: Mapping[str, Content],
    pictures: Sequence[Picture] = (),
    draw: Draw | None = None,
    page: Callable[[Path, str], str] | None = None,
) -> None:
    """Write the folder `out`, replacing an earlier study: contents by the names of their files, pictures, the
    scenarios that ran, and the manifest. Pictures are drawn by `draw`, else by processes of their own. `page`
    makes the text of `report.html` from the folder as far as it is, and the hash of its tables.

    Raises UserError if that cannot be done. Whatever happens, Ctrl-C too, `out` is whole, old or new.
    """
    with replaced_study(out) as folder:
        own = nullcontext(draw) if draw else drawing(min(hands(), len(pictures)))
        with own as drawer:
            drawn = drawer(pictures, folder)
            for name, content in contents.items():
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_bytes(_bytes(content))
            resolved, starts = write_scenarios(
                {c.scenario.name: c.scenario for c in run.cells}.values(), folder
            )
            for _ in drawn:
                pass
        if page:
            text = page(folder, manifest.numbers_of(folder))
            (folder / REPORT).write_text(text, encoding="utf-8")
        _described(manifest.Manifest.of(run, folder, resolved, starts), folder)


def _described(made: manifest.Manifest, folder: Path) -> None:
    """Write the crate, which catalogues read, and the manifest, which holds the hash of that too."""
    (folder / CRATE).write_text(crate_of(made), encoding="utf-8")
    outputs = dict(sorted({**made.outputs, CRATE: hash_of(folder / CRATE)}.items()))
    made.model_copy(update={"outputs": outputs}).sealed().write(folder)


def _bytes(content: Content) -> bytes:
    if callable(content):
        content = content()
    if isinstance(content, bytes):
        return content
    if isinstance(content, str):
        return content.encode()
    # by way of memory: the HDF5 library brings the whole program down when the disk is full
    return csv(content).encode() if hasattr(content, "to_csv") else netcdf(content)


def csv(table: Any) -> str:
    """A table as the text of its file."""
    return table.to_csv(index=False, float_format="%.9g", na_rep="nan", lineterminator="\n")


def netcdf(dataset: Any) -> bytes:
    """Weekly data as the bytes of their file."""
    from xarray.backends import H5NetCDFStore

    packed: dict[str, Any] = {"zlib": True, "complevel": 1, "shuffle": True}
    kinds = {str(name): dataset[name].dtype.kind for name in dataset.variables}
    encoding = {name: packed for name, kind in kinds.items() if kind in "fi"}
    written = BytesIO()
    # what `to_netcdf` does, but for loading the whole of dask where that is installed, which takes longer
    target = H5NetCDFStore.open(written, mode="w", lock=False)
    dataset.dump_to_store(target, encoding=encoding)
    target.close()
    return written.getvalue()


def check_place(out: Path) -> None:
    """Raise UserError if `out` is no place to write to; worth a call before a long run."""
    with _in_one_line(out):
        mend(_place(out))
        if out.exists() and not out.is_dir():
            raise UserError(f"{out}: this is a file, not a folder")
        if strange := _strange(out):
            names = ", ".join(strange[:3]) + (", …" if len(strange) > 3 else "")
            raise UserError(f"{out}: holds what Twotrack did not write ({names}); choose another folder")
    place = _place(out)
    if Path.cwd().is_relative_to(place):
        what = "is the working folder or holds it, and would be replaced under your feet"
        raise UserError(f"{out}: {what}; choose another folder, or change to another first")
    with _in_one_line(out, place.parent):
        _try(place.parent, place.name)


def write_made(
    out: Path,
    mark: str,
    source: manifest.Manifest,
    contents: Mapping[str, Content],
    pictures: Sequence[Picture] = (),
) -> None:
    """Write what is made from a study, with its manifest, into `out`; `mark` is the file that tells such a
    folder from a study's. Raises UserError if `out` holds a study or cannot be written.
    """
    refuse_a_study(out, mark)
    with replaced_study(out) as new:
        for name, content in contents.items():
            (new / name).write_bytes(_bytes(content))
        for picture in pictures:
            picture.save(new)
        outputs = {path.name: hash_of(path) for path in sorted(new.iterdir())}
        _described(source.model_copy(update={"outputs": outputs}), new)


def refuse_a_study(out: Path, mark: str) -> None:
    """Raise UserError if `out` holds a study, which what is made from one must not replace; `mark` is the
    file that tells its folder from a study's.
    """
    if (out / manifest.NAME).is_file() and mark not in manifest.Manifest.read(out).outputs:
        raise UserError(f"{out}: holds a study, which this would replace; choose another folder")


def room(folder: Path) -> None:
    """Make a folder that is to be filled piece by piece; raise UserError if nothing can be written to it."""
    place = _place(folder)
    with _in_one_line(folder, place):
        _try(place, "room")


def _place(folder: Path) -> Path:
    try:
        place = folder.resolve()
    except RuntimeError:  # before Python 3.13; from then on the link is what comes back
        place = folder
    if place.is_symlink():
        raise UserError(f"{folder}: cannot be written: a link that leads to itself")
    return place


def _try(folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    hidden_folder(folder / name).rmdir()


@contextmanager
def replaced_study(out: Path) -> Generator[Path]:
    """A new folder to write into, which becomes `out` if the block ends well and vanishes if it does not."""
    check_place(out)
    with _in_one_line(out), replaced_folder(out.resolve()) as new:
        yield new


@contextmanager
def _in_one_line(out: Path, inside: Path | None = None) -> Generator[None]:
    """Report a fault of the file system in one line, and `inside` which folder one could not be made."""
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
        known = set(json.loads(content_of(out / manifest.NAME))["outputs"]) | {manifest.NAME}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return sorted(path.name for path in out.iterdir() if not is_clutter(path.relative_to(out)))
    return sorted({path.as_posix() for path in files_in(out)} - known)
