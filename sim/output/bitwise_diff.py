"""Bitwise comparison of a folder with a second run of it: which numbers differ, and where."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.core.ordinary_files import is_ordinary
from sim.output.export import texts_of
from sim.output.ro_crate import CRATE

NUMBER = re.compile(r"[-+−]?\b\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?|\bnan\b|\binf\b")

COMPARED = (".csv", ".html", ".json", ".md", ".nc", ".npz", ".txt", ".xlsx", ".yaml")
"""Kinds of files of which each entry is compared; of pages and copies of scenarios only what the same code
made: other code may say the same otherwise.
"""
BY_THE_SAME_CODE = (".html", ".yaml")
MUCH = 1_000_000
"""Bytes by which, beside doubling, a file may be longer that holds the same."""

Place = Callable[[tuple[int, ...]], str]


@dataclass(frozen=True)
class Difference:
    """A number that is not what it was: the file, its place there, as it was written and as it is now."""

    file: str
    place: str
    was: str
    now: str


@dataclass(frozen=True)
class FilePair:
    """An array as it was written and as it is now; `place` tells in words where an entry stands."""

    file: str
    was: NDArray[Any]
    now: NDArray[Any]
    place: Place

    @property
    def difference(self) -> Difference | None:
        """The first entry that differs in a bit, if one does."""
        if (self.was.shape, self.was.dtype.kind) != (self.now.shape, self.now.dtype.kind):
            what = self.place(())
            return Difference(self.file, what, _kind(self.was), _kind(self.now))
        off = np.argwhere(~_same(self.was, self.now))
        if not len(off):
            return None
        at = tuple(int(k) for k in off[0])
        return Difference(self.file, self.place(at), str(self.was[at]), str(self.now[at]))


def datasets(file: Path, now: xr.Dataset, *, wording: bool = True) -> Iterator[FilePair]:
    """Every variable of a Dataset, and its attributes, against the file it was written to."""
    with xr.open_dataset(file, engine="h5netcdf") as was:
        if wording:
            yield FilePair(file.name, _said_of(was), _said_of(now), lambda at: "what it says of its numbers")
        for name in dict.fromkeys((*map(str, now.variables), *map(str, was.variables))):
            other: NDArray[Any] = np.asarray(now[name].values) if name in now.variables else np.empty(0)
            one = _values(was, name, other)
            if one.dtype.kind in "OU" and other.dtype.kind == "M":  # older files hold days as words
                other = other.astype("M8[D]").astype("U").astype(one.dtype.kind)
            yield FilePair(file.name, one, other, lambda at, name=name: _labelled(now, name, at))


def _values(was: xr.Dataset, name: str, now: NDArray[Any]) -> NDArray[Any]:
    """The values of a variable; where it is of another shape only that, since a file can claim any."""
    if name not in was.variables:
        return np.empty(0)
    there = was[name]
    if there.shape != now.shape:
        return np.broadcast_to(np.zeros((), there.dtype), there.shape)
    return np.asarray(there.values)


def _said_of(data: xr.Dataset) -> NDArray[Any]:
    """The attributes of a Dataset and of its variables, in words."""
    of_each = {"": data.attrs, **{str(name): it.attrs for name, it in data.variables.items()}}
    words = (f"{name}: {key} {value}" for name, each in of_each.items() for key, value in each.items())
    return np.array(sorted(words), object)


def tables(file: Path, now: str, *, wording: bool = True) -> FilePair:
    """A table, entry by entry as text, against the file it was written to; its first row has the names."""
    one, other = (_cells(text) for text in (file.read_text(encoding="utf-8"), now))
    if not wording and one.shape == other.shape:
        for row, column in np.argwhere(one[1:] != other[1:]).tolist():
            for side in (one, other):
                side[row + 1, column] = _numbers_in(side[row + 1, column])

    def place(at: tuple[int, ...]) -> str:
        return f"line {at[0] + 1}, {other[0, at[1]]}" if at else "its lines and columns"

    return FilePair(file.name, one, other, place)


def same_files(folder: Path, now: Path, names: Iterable[str], *, wording: bool = True) -> Iterator[FilePair]:
    """The tables, texts and arrays of a folder that a second run of it made too.

    Without `wording`, of words only the numbers in them are compared: other code may say the same otherwise.
    """
    for name in names:
        if is_compared(name, wording=wording) and is_ordinary(folder, name) and is_ordinary(now, name):
            was, fresh = folder / name, now / name
            if was.stat().st_size > 2 * fresh.stat().st_size + MUCH:
                yield _whole(name, f"{was.stat().st_size:,} bytes", f"{fresh.stat().st_size:,} bytes")
                continue
            try:
                yield from list(_pairs(was, fresh, wording=wording))
            except Exception:  # noqa: BLE001 - of what was damaged any library may complain in any way
                yield _whole(name, "unreadable", "readable")


def is_compared(name: str, *, wording: bool) -> bool:
    """Whether the entries of a file of that name are compared."""
    return name.endswith(COMPARED) and name != CRATE and (wording or not name.endswith(BY_THE_SAME_CODE))


def _whole(name: str, was: str, now: str) -> FilePair:
    return FilePair(name, np.array([was], object), np.array([now], object), lambda _: "the file")


def _pairs(was: Path, now: Path, *, wording: bool) -> Iterator[FilePair]:
    match was.suffix:
        case ".csv":
            yield tables(was, now.read_text(encoding="utf-8"), wording=wording)
        case ".nc":
            with xr.open_dataset(now, engine="h5netcdf") as opened:
                yield from datasets(was, opened.load(), wording=wording)
        case ".npz":
            yield from _arrays(was, now)
        case ".xlsx":
            yield _texts(was.name, texts_of(was), texts_of(now), wording=wording)
        case _:
            texts = (it.read_text(encoding="utf-8") for it in (was, now))
            yield _texts(was.name, *texts, wording=wording)


def _texts(file: str, was: str, now: str, *, wording: bool) -> FilePair:
    """Two texts line by line; without `wording` the numbers in them."""
    if wording:
        one, other = (np.array(it.split("\n"), object) for it in (was, now))
        return FilePair(file, one, other, lambda at: f"line {at[0] + 1}" if at else "its lines")
    one, other = (np.array(_numbers_in(it).split(), object) for it in (was, now))
    return FilePair(
        file, one, other, lambda at: f"number {at[0] + 1}" if at else "how many numbers there are"
    )


def _numbers_in(text: str) -> str:
    """The numbers in some words, in their order; of a text that is a number alone, itself."""
    return " ".join(NUMBER.findall(text))


def _arrays(file: Path, now: Path) -> Iterator[FilePair]:
    """Arrays of numbers; words beside them tell when they were made."""
    with np.load(file) as one, np.load(now) as other:
        for name in dict.fromkeys((*other.files, *one.files)):
            was, is_ = (it[name] if name in it.files else np.empty(0) for it in (one, other))
            if "U" not in (was.dtype.kind, is_.dtype.kind):
                yield FilePair(
                    file.name, was, is_, lambda at, name=name: f"{name} at {', '.join(map(str, at))}"
                )


def _cells(text: str) -> NDArray[Any]:
    rows = list(csv.reader(io.StringIO(text)))
    width = max(map(len, rows), default=0)
    return np.array([row + [""] * (width - len(row)) for row in rows], object)


def _same(was: NDArray[Any], now: NDArray[Any]) -> NDArray[np.bool_]:
    if was.dtype.kind != "f":
        return np.asarray(was == now)
    bits = f"i{was.dtype.itemsize}"
    return (was.view(bits) == now.view(bits)) | (np.isnan(was) & np.isnan(now))


def _kind(array: NDArray[Any]) -> str:
    size = " × ".join(map(str, array.shape))
    return f"{size} of {array.dtype.name}" if array.size else "not there"


def _labelled(data: xr.Dataset, name: str, at: tuple[int, ...]) -> str:
    if not at:
        return name
    dims = zip(data[name].dims, at, strict=True)
    return f"{name} at {', '.join(f'{d} {data[d].values[k] if d in data else k}' for d, k in dims)}"
