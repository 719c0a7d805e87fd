"""A disk that fails: calls that write, on a real file system, go wrong at a place that a seed chose.

A process that is killed is a real one, forked for the purpose: it ends in the midst of a call, and nothing
that Python would still do is done.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

KILLED = 137
REASONS = {"full": errno.ENOSPC, "denied": errno.EACCES, "broken": errno.EIO, "read-only": errno.EROFS}
"""Errors of the file system, by what happened."""
LASTS = frozenset({"full", "read-only"})
"""Those that stay until the step ends; the others come once."""
ENDS = frozenset({"kill", "power"})
"""Ends of the process: killed; and with the power, so that what is not on the disk yet may be torn."""
CALLS = ("mkdir", "rename", "replace", "unlink", "rmdir", "fsync")
RENAMES = frozenset({"rename", "replace"})


@dataclass
class Disk:
    """Counts calls that write below `place`, and fails at the one that was chosen."""

    place: Path
    fault: str
    at: int
    """Number of the call that fails, from 0; after the last one nothing does."""
    torn: float = 0.5
    """Share of what is written that still reaches the disk where a write is cut off."""
    only: str = ""
    """Fail at renames alone."""
    calls: int = 0
    loose: dict[str, int] = field(default_factory=dict)
    """Files that were written and are not on the disk for sure: a power cut may tear them."""

    def touches(self, path: Any) -> bool:
        try:
            return str(Path(os.fspath(path)).absolute()).startswith(str(self.place))
        except (TypeError, ValueError):
            return isinstance(path, int)

    def called(self, name: str) -> bool:
        """Count a call; whether it is to fail. Where it is the end, the process ends here."""
        if self.only and self.only not in name:
            return False
        number, self.calls = self.calls, self.calls + 1
        due = number == self.at or (number > self.at and self.fault in LASTS)
        if due and self.fault in ENDS:
            self.end()
        return due and self.fault in REASONS

    def end(self) -> None:
        if self.fault == "power":
            for file, size in self.loose.items():
                if Path(file).exists():
                    os.truncate(file, int(size * self.torn))
        os._exit(KILLED)

    def error(self, path: Any) -> OSError:
        number = REASONS[self.fault]
        return OSError(number, os.strerror(number), str(path))


class Stream:
    """A file that is written; a write may be cut off in the middle."""

    def __init__(self, stream: Any, disk: Disk, path: Path) -> None:
        self._stream, self._disk, self._path = stream, disk, path

    def write(self, data: Any) -> int:
        due = self._disk.called("write") if len(data) else False
        if due:
            self._stream.write(data[: int(len(data) * self._disk.torn)])
            self._stream.flush()
            raise self._disk.error(self._path)
        count = self._stream.write(data)
        self._disk.loose[str(self._path)] = self._disk.loose.get(str(self._path), 0) + len(data)
        return count

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()


@contextmanager
def failing(disk: Disk) -> Generator[None]:
    """Within, what writes below the place of the disk may fail."""
    calls = {name: _failing_call(disk, name, getattr(os, name)) for name in CALLS}
    with patch.multiple(os, **calls), patch.object(io, "open", _failing_open(disk, io.open)):
        yield


def _failing_open(disk: Disk, plain: Callable[..., Any]) -> Callable[..., Any]:
    def opened(file: Any, mode: str = "r", *more: Any, **how: Any) -> Any:
        writes = set(mode) & set("wax+")
        if isinstance(file, int) or not disk.touches(file):
            return plain(file, mode, *more, **how)
        if disk.called("open" if writes else "read"):
            raise disk.error(file)
        stream = plain(file, mode, *more, **how)
        return Stream(stream, disk, Path(file).absolute()) if writes else stream

    return opened


def _failing_call(disk: Disk, name: str, plain: Callable[..., Any]) -> Callable[..., Any]:
    def call(path: Any, *more: Any, **how: Any) -> Any:
        if not disk.touches(path):
            return plain(path, *more, **how)
        if disk.called(name):
            raise disk.error(path)
        if name == "fsync":
            disk.loose.pop(os.path.realpath(f"/proc/self/fd/{path}"), None)
        if name in RENAMES:
            _moved(disk.loose, str(Path(path).absolute()), str(Path(more[0]).absolute()))
        return plain(path, *more, **how)

    return call


def _moved(loose: dict[str, int], old: str, new: str) -> None:
    for name in [name for name in loose if name.startswith(old)]:
        loose[new + name.removeprefix(old)] = loose.pop(name)
