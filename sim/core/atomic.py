"""Files and folders replaced atomically: a reader finds the old one or the new one, never a part of one."""

from __future__ import annotations

import os
import platform
import re
import shutil
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from glob import escape
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

DAY: Final = 86_400
"""Seconds after which what a replacement left is nobody's, whichever machine it was of."""


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

    What was written is on the disk before the old folder goes. Raises OSError.
    """
    mend(place)
    beside = hidden_folder(place)
    new, old = beside / "new", beside / "old"
    try:
        new.mkdir()
        yield new
        for file in new.rglob("*"):
            _flush(file)
        if place.exists():
            place.rename(old)
        new.rename(place)
        _flush(place.parent)
    finally:
        if old.exists() and not place.exists():
            old.rename(place)
        shutil.rmtree(beside, ignore_errors=True)


def hidden_folder(place: Path) -> Path:
    """Make a hidden folder beside `place` that `mend` removes if this process does not. Raises OSError."""
    return Path(tempfile.mkdtemp(prefix=f".{place.name}.{_owner()}.", dir=place.parent))


def mend(place: Path) -> None:
    """Put back the folder that a replacement had moved away when its process was killed between two renames,
    and remove what such replacements left. Raises OSError.
    """
    for beside in place.parent.glob(f".{escape(place.name)}.*.*"):
        if _abandoned(beside):
            if (beside / "old").exists() and not place.exists():
                (beside / "old").rename(place)
            shutil.rmtree(beside, ignore_errors=True)


def _owner() -> str:
    """This process, in a word that no other machine gives."""
    machine = sha256(platform.node().encode()).hexdigest()[:8]
    return f"{machine}-{os.getpid()}"


def _abandoned(beside: Path) -> bool:
    """Whether a folder is of a replacement whose process is gone: one of this machine that does not run any
    more, or one that nobody has touched for a day.
    """
    owner = re.search(r"\.([0-9a-f]{8})-(\d+)\.[^.]+$", beside.name)
    if owner is None or not beside.is_dir():
        return False
    if time.time() - beside.stat().st_mtime > DAY:
        return True
    ours = _owner().startswith(f"{owner[1]}-")
    return ours and os.name == "posix" and not _runs(int(owner[2]))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _flush(path: Path) -> None:
    """Put a file, or the names in a folder, on the disk, where the system lets it be opened for that."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
