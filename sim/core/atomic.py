"""Files and folders replaced atomically: a reader finds the old one or the new one, never a part of one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replaced_file(path: Path) -> Generator[BinaryIO]:
    """Open a new file that takes the place of `path` if the block ends well, and vanishes if it does not.

    What was written is on the disk before the old file goes, so a power cut leaves one of the two.
    Raises OSError.
    """
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with new.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise
    _flush(path.parent)


@contextmanager
def replaced_folder(place: Path) -> Generator[Path]:
    """Make a new folder that takes the place of `place` if the block ends well, and vanishes if it does not.

    Raises OSError.
    """
    beside = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    new, old = beside / "new", beside / "old"
    try:
        new.mkdir()
        yield new
        if place.exists():
            place.rename(old)
        new.rename(place)
    finally:
        if old.exists() and not place.exists():
            old.rename(place)
        shutil.rmtree(beside, ignore_errors=True)


def _flush(folder: Path) -> None:
    """Put the names of a folder on the disk, where the system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
