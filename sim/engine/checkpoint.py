"""A long study in the making, kept beside its folder: interrupted, it goes on where it stopped."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from glob import escape
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from sim.engine.chunk import LUCKS, Chunk
from sim.engine.ensemble import Gathered
from sim.engine.provenance import runs_on
from sim.scenario.dump import written

Tell = Callable[[str], object]

KEY = 16
"""Letters of the hash that names a study."""
FIRST = 20.0
"""Seconds of work that are worth keeping."""
SHARE = 0.03
"""Share of the time that may go into keeping."""


def place_of(out: Path) -> Path:
    """The folder where parts of what is to fill the folder `out` lie until it is written."""
    place = out.resolve()
    return place.with_name(f".{place.name}.unfinished")


def clear(out: Path) -> None:
    """Forget the parts: it is written."""
    shutil.rmtree(place_of(out), ignore_errors=True)


def key_of(whole: Chunk) -> str:
    """The hash of all that determines the bits of a study: its cells, seed and worlds, and what runs them."""
    cells = [[written(cell.scenario), cell.theory] for cell in whole.cells]
    numbers = [whole.seed, whole.first, whole.worlds, whole.weeks, LUCKS, whole.keep, whole.shown]
    points = {name: place.tolist() for name, place in (whole.points or {}).items()}
    return sha256(json.dumps([cells, numbers, points, runs_on()], sort_keys=True).encode()).hexdigest()[:KEY]


@dataclass(frozen=True)
class Unfinished:
    """The place of a study's finished chunks; `tell` is given one line when there is something to say."""

    out: Path
    tell: Tell

    def file(self, whole: Chunk) -> Path:
        """Where the finished chunks of this very study lie; a study that differs in a bit lies elsewhere."""
        place = self.out.resolve()
        return place.parent / f".{place.name}.{key_of(whole)}.unfinished"

    @contextmanager
    def holding(self, gathered: Gathered) -> Generator[Callable[[], object]]:
        """Take up what an earlier run left; within, call what is given after every chunk.

        What is finished is kept now and then, and when the run is interrupted.
        """
        file = self.file(gathered.whole)
        self._take_up(file, gathered)
        started = last = monotonic()
        cost = 0.0

        def done() -> None:
            nonlocal last, cost
            if monotonic() - last > max(FIRST, cost / SHARE):
                before = monotonic()
                self._keep(file, gathered)
                last = monotonic()
                cost = last - before

        try:
            yield done
        except BaseException:
            if monotonic() - started > FIRST and self._keep(file, gathered):
                self.tell(f"{gathered.share:.0%} of the worlds are kept: the same command goes on from there")
            raise

    def drop(self) -> None:
        """Remove what was kept for the folder: it is there now."""
        place = self.out.resolve()
        key = "[0-9a-f]" * KEY
        for file in place.parent.glob(f".{escape(place.name)}.{key}.unfinished*"):
            with suppress(OSError):
                file.unlink()

    def _take_up(self, file: Path, gathered: Gathered) -> None:
        try:
            kept = _read(file)
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, zipfile.BadZipFile, EOFError) as error:
            self.tell(f"{file}: what an earlier run left cannot be read ({error}); starting anew")
            return
        arrays = gathered.arrays()
        if {name: _shape(it) for name, it in kept.items()} != {
            name: _shape(it) for name, it in arrays.items()
        }:
            self.tell(f"{file}: what an earlier run left is not of this study; starting anew")
            return
        for name, array in arrays.items():
            array[:] = kept[name]
        self.tell(f"going on from an earlier run, which had done {gathered.share:.0%} of the worlds")

    def _keep(self, file: Path, gathered: Gathered) -> bool:
        """Put all that is finished on disk; a fault there only costs what could have been saved."""
        if not gathered.done.any():
            return False
        beside = file.with_name(f"{file.name}.new")
        try:
            with beside.open("wb") as stream:
                np.savez(stream, **cast(Any, gathered.arrays()))
            beside.replace(file)
        except OSError as error:
            with suppress(OSError):
                beside.unlink()
            self.tell(f"{file}: finished work cannot be kept ({error.strerror}); going on without")
            return False
        return True


def _read(file: Path) -> dict[str, NDArray[Any]]:
    """All arrays of a file; zip files carry check sums, so what is read is what was written."""
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
        return {name: kept[name] for name in kept.files}


def _shape(array: NDArray[Any]) -> tuple[tuple[int, ...], str]:
    return array.shape, array.dtype.str
