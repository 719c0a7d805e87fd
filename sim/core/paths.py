"""Paths as users give them."""

from __future__ import annotations

import os
from pathlib import Path

from sim.core.errors import UserError


def as_path(given: str | os.PathLike[str]) -> Path:
    """The path, with `~` for the home folder. Raises UserError for what can be the path of nothing."""
    text = os.fspath(given)
    if not text or "\0" in text:
        raise UserError(f"{text[:60]!r} cannot be the path of a file or folder")
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise UserError(f"{text}: {error}") from None
