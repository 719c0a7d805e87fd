"""Files in folders that others may have filled: which are ordinary, which lie inside, which are clutter."""

from __future__ import annotations

import errno
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Final

CLUTTER: Final = (
    ".DS_Store", "._*", ".Spotlight-V100", ".Trashes", ".fseventsd", "__MACOSX", "Icon\r",
    "Thumbs.db", "ehthumbs.db", "desktop.ini", "Desktop.ini", "$RECYCLE.BIN",
    ".directory", ".Trash-*", ".nfs*", ".fuse_hidden*", "@eaDir",
    ".ipynb_checkpoints", "__pycache__", ".~lock.*#", "~$*",
)  # fmt: skip
"""What systems, file managers and editors leave in folders of their own accord."""
LARGEST: Final = 4_000_000_000
"""Bytes of any file that is read: what a study keeps of its worlds is limited to half of it."""


def is_clutter(path: Path | PurePosixPath) -> bool:
    """Whether a path, relative to the folder in question, leads to what a system left there.

    >>> is_clutter(Path(".ipynb_checkpoints/summary-checkpoint.csv")), is_clutter(Path("summary.csv"))
    (True, False)
    """
    return any(fnmatchcase(part, pattern) for part in path.parts for pattern in CLUTTER)


def files_in(folder: Path, pattern: str = "*") -> list[Path]:
    """The files in a folder and below it, relative to it and in order, but for clutter: links that lead out
    of it, pipes and devices with them, since somebody put them there.
    """
    found = (
        path.relative_to(folder) for path in folder.rglob(pattern) if path.is_symlink() or not path.is_dir()
    )
    return sorted(path for path in found if not is_clutter(path))


def is_name_inside(name: str) -> bool:
    r"""Whether a word can be the name of a file in a folder, by whatever system that is read.

    >>> [is_name_inside(each) for each in ("scenarios/one.yaml", "../x", "/etc/passwd", "c:\\x", "a\0b", "")]
    [True, False, False, False, False, False]
    """
    parts = name.split("/")
    plain = name.isprintable() and not any(sign in name for sign in ("\\", ":"))
    return plain and all(part not in ("", ".", "..") and len(part.encode()) <= 255 for part in parts)


def is_ordinary(folder: Path, name: str) -> bool:
    """Whether a file of that name lies in the folder: no folder, pipe or device, no link elsewhere, and none
    that is larger than any of ours.
    """
    try:
        file = folder / name
        inside = file.is_file() and file.resolve().is_relative_to(folder.resolve())
        return inside and file.stat().st_size <= LARGEST
    except (OSError, ValueError, RuntimeError):  # a name that can be none, a link that leads to itself
        return False


def strays(folder: Path) -> list[str]:
    """What in a folder is a link that leads out of it, a pipe or a device."""
    there = [path for path in folder.rglob("*") if path.is_symlink() or not (path.is_dir() or path.is_file())]
    names = (path.relative_to(folder).as_posix() for path in there)
    return sorted(name for name in names if not is_ordinary(folder, name))


def content_of(file: Path, largest: int = LARGEST) -> bytes:
    """The bytes of an ordinary file. Raises OSError, also for what is none: reading a pipe may never end."""
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "is no ordinary file", str(file))
    if file.stat().st_size > largest:
        raise OSError(errno.EFBIG, f"is larger than it can be ({largest:,} bytes)", str(file))
    return file.read_bytes()
