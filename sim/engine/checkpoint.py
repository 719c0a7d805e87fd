"""Checkpoints: what is finished of a simulation is kept on disk, so that an interrupted one is resumed.

A simulation has one file of named arrays, called by a hash of all that its bits come from. A file that is
torn or altered is never believed: the simulation then begins anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from glob import escape
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any, Protocol, cast

import numpy as np

from sim.core.atomic import replaced_file
from sim.engine.provenance import runs_on
from sim.engine.recorders import Arrays

Tell = Callable[[str], object]
"""Is given a line when there is something to say meanwhile."""

KEY = 16
"""Letters of the hash that names a simulation."""
ANY = "[0-9a-f]" * KEY
"""Matches all such hashes."""
SUM = "checksum"
"""What the checksum of all other arrays stands under."""
FIRST = 20.0
"""Seconds of work that are worth keeping."""
SHARE = 0.03
"""Share of the time that may go into keeping."""


class Marked(Protocol):
    """Something to simulate."""

    def mark(self, *, of_any_size: bool = False) -> list[Any]:
        """All that determines its bits, in words, but for the code; with `of_any_size` all but the number of
        worlds.
        """
        ...


class Keepable(Marked, Protocol):
    """Something that is simulated part by part, such as the worlds of a chunk or the jobs of a study."""

    @property
    def worlds(self) -> int:
        """How many worlds there are."""
        ...

    @property
    def share(self) -> float:
        """The share that is done."""
        ...

    def kept(self) -> Arrays:
        """What is done, as named arrays."""
        ...

    def take(self, kept: Arrays) -> None:
        """Take over what was kept. Raises any error if it does not fit, and is then as it was."""
        ...


def key_of(whole: Marked, *, of_any_size: bool = False) -> str:
    """Hash all that determines the bits of a simulation: its mark, and the code, libraries and processor that
    run it.
    """
    all_of_it = [*whole.mark(of_any_size=of_any_size), runs_on()]
    return sha256(json.dumps(all_of_it, sort_keys=True).encode()).hexdigest()[:KEY]


class Checkpoint:
    """Keeps what is finished of the simulations for a folder beside it, until `drop`.

    `tell` is given one line when there is something to say. With `ended` a simulation is kept when it has
    ended too, since more of them are needed, if it took so many seconds that it is `worth` it.
    """

    of_any_size = False
    """Whether a simulation is taken for the same if it has other worlds."""

    def __init__(
        self, out: Path, tell: Tell = lambda _: None, *, ended: bool = False, worth: float = 0.0
    ) -> None:
        self.out, self.tell, self.ended, self.worth = out, tell, ended, worth
        self._kept = False

    def files(self, key: str, worlds: int) -> Sequence[Path]:
        """Where a simulation is kept; after it files from which parts of it may be taken."""
        place = self.out.resolve()
        return [place.with_name(f".{place.name}.{key}.unfinished")]

    @contextmanager
    def keeping(self, merged: Keepable) -> Generator[Callable[[], object]]:
        """Resume what an earlier run left; within, call what is given after every chunk.

        What is finished is kept now and then, and when the run is interrupted.
        """
        key = key_of(merged, of_any_size=self.of_any_size)
        file, *others = self.files(key, merged.worlds)
        self._resume([file, *others], key, merged)
        started = last = monotonic()
        cost, before = 0.0, merged.share

        def chunk_done() -> None:
            nonlocal last, cost
            if monotonic() - last > max(FIRST, cost / SHARE):
                start = monotonic()
                self._keep(file, key, merged)
                last = monotonic()
                cost = last - start

        try:
            yield chunk_done
        except BaseException:
            if monotonic() - started > FIRST and self._keep(file, key, merged):
                self.tell(f"{merged.share:.0%} of the work is kept: the same command resumes from there")
            elif self._kept:
                self.tell("what has been simulated is kept: the same command resumes from there")
            raise
        if self.ended and before < 1 and monotonic() - started >= self.worth:
            self._kept = self._keep(file, key, merged) or self._kept

    def drop(self) -> None:
        """Remove what was kept for the folder: it is there now."""
        for file in self.out.resolve().parent.glob(f".{escape(self.out.resolve().name)}.{ANY}.unfinished*"):
            with suppress(OSError):
                file.unlink()

    def _resume(self, files: Sequence[Path], key: str, merged: Keepable) -> None:
        for file in files:
            try:
                merged.take(_read(file, key))
            except FileNotFoundError:
                continue
            except Exception as error:  # noqa: BLE001 - a torn file may fail in any way
                what = str(error) or type(error).__name__
                self.tell(f"{file}: what an earlier run left cannot be used ({what}); starting anew")
        if 0 < merged.share < 1:
            self.tell(f"resuming an earlier run, which had done {merged.share:.0%} of the work")

    def _keep(self, file: Path, key: str, merged: Keepable) -> bool:
        """Put all that is finished on disk; a fault there only costs what could have been saved."""
        if not merged.share:
            return False
        arrays = merged.kept()
        arrays |= {"key": np.array(key), SUM: np.array(_sum(arrays))}
        try:
            with replaced_file(file) as stream:
                np.savez(stream, **cast(Any, arrays))
        except OSError as error:
            self.tell(f"{file}: finished work cannot be kept ({error.strerror}); continuing without")
            return False
        return True


class Store(Checkpoint):
    """Keeps simulations for good in the folder `out`: they are used again, also by those with more worlds."""

    of_any_size = True

    def __init__(self, out: Path, tell: Tell) -> None:
        super().__init__(out, tell, ended=True)

    def files(self, key: str, worlds: int) -> Sequence[Path]:
        own = self.out / f"{key}_{worlds}.npz"
        return [own, *sorted(file for file in self.out.glob(f"{key}_*.npz") if file != own)]


def _read(file: Path, key: str) -> Arrays:
    """Read all arrays of a file; those that are not as they were written are refused."""
    if not file.is_file() and file.exists():
        raise ValueError("it is no ordinary file")
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
        arrays = {name: kept[name] for name in kept.files}
    if str(arrays.pop("key", "")) != key:
        raise ValueError("it is of another simulation")
    if str(arrays.pop(SUM, "")) != _sum(arrays):
        raise ValueError("its numbers are not those that were written")
    return arrays


def _sum(arrays: Arrays) -> str:
    """A checksum of named arrays; what a zip file has of its own guards each part alone."""
    whole = sha256()
    for name, array in sorted(arrays.items()):
        whole.update(f"{name} {array.dtype.str} {array.shape}\n".encode())
        whole.update(np.ascontiguousarray(array).data)
    return whole.hexdigest()
