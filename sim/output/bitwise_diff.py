"""Bitwise comparison of a folder with a second run of it: which numbers differ, and where."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.output.export import texts_of

NUMBER = re.compile(r"[-+−]?\b\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?|\bnan\b|\binf\b")

APART = re.compile(r"<!--(drawn|command)-->.*?<!--/\1-->", re.DOTALL)
"""Of a page the pictures, not drawn again, and the command, which names files by where they lay. What
other code makes of a page is not compared at all.
"""

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


def datasets(file: Path, now: xr.Dataset) -> Iterator[FilePair]:
    """Every variable of a Dataset, against the file it was written to."""
    with xr.open_dataset(file, engine="h5netcdf") as opened:
        was = opened.load()
    for name in dict.fromkeys((*map(str, now.variables), *map(str, was.variables))):
        one, other = (
            np.asarray(it[name].values) if name in it.variables else np.empty(0) for it in (was, now)
        )
        yield FilePair(file.name, one, other, lambda at, name=name: _labelled(now, name, at))


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
        if (folder / name).is_file() and (now / name).is_file():
            try:
                yield from _pairs(folder / name, now / name, wording=wording)
            except (OSError, ValueError, zipfile.BadZipFile):
                torn, sound = np.array(["unreadable"], object), np.array(["readable"], object)
                yield FilePair(name, torn, sound, lambda _: "the file")


def _pairs(was: Path, now: Path, *, wording: bool) -> Iterator[FilePair]:
    if was.suffix == ".csv":
        yield tables(was, now.read_text(encoding="utf-8"), wording=wording)
    elif was.suffix in (".md", ".txt"):
        yield _text_pair(was, _read(was), _read(now), wording)
    elif was.suffix == ".html":
        if wording:
            yield _texts(was, now, APART)
    elif was.suffix in (".xlsx", ".json"):
        read = texts_of if was.suffix == ".xlsx" else _read
        yield _text_pair(was, read(was), read(now), wording)
    elif was.suffix == ".nc":
        with xr.open_dataset(now, engine="h5netcdf") as opened:
            yield from datasets(was, opened.load())
    elif was.suffix == ".npz":
        yield from _arrays(was, now)


def _texts(file: Path, now: Path, less: re.Pattern[str] | None = None) -> FilePair:
    """Texts line by line, less the parts of a pattern."""
    was, is_ = (less.sub("", _read(it)) if less else _read(it) for it in (file, now))
    return _text_pair(file, was, is_, wording=True)


def _text_pair(file: Path, was: str, now: str, wording: bool) -> FilePair:
    """Two texts line by line; without `wording` the numbers in them."""
    if wording:
        one, other = (np.array(it.split("\n"), object) for it in (was, now))
        return FilePair(file.name, one, other, lambda at: f"line {at[0] + 1}" if at else "its lines")
    one, other = (np.array(_numbers_in(it).split(), object) for it in (was, now))
    return FilePair(
        file.name, one, other, lambda at: f"number {at[0] + 1}" if at else "how many numbers there are"
    )


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


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
