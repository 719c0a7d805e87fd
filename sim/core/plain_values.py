"""Values as users give them, made plain: days, paths, numbers of numpy, whatever can be gone through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from operator import index
from os import PathLike, fspath
from pathlib import Path
from typing import Any, cast

from sim.core.errors import UserError


def as_day(value: Any) -> date | None:
    """The day of a date, or of a point in time, also numpy's and pandas'; None where it is none.

    >>> as_day(datetime(2017, 8, 29, 5, 57))
    datetime.date(2017, 8, 29)
    """
    if type(value).__name__ == "datetime64":  # numpy's; finer ones would turn into numbers
        value = value.astype("datetime64[D]").item()
    if isinstance(value, datetime):
        return None if str(value) == "NaT" else value.date()  # pandas' "not a time" is a datetime too
    return value if isinstance(value, date) else None


def as_path(given: str | PathLike[str]) -> Path:
    """The path, with `~` for the home folder. Raises UserError for what can be the path of nothing."""
    text = fspath(given)
    if not text or "\0" in text:
        raise UserError(f"{text[:60]!r} cannot be the path of a file or folder")
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise UserError(f"{text}: {error}") from None


def as_flag(value: Any) -> bool | None:
    """True or False, also numpy's."""
    plain = value.item() if type(value).__module__ == "numpy" and not getattr(value, "shape", 1) else value
    return plain if isinstance(plain, bool) else None


def as_whole(value: Any) -> int | None:
    """A whole number, also a float that is one. Raises TypeError for what is no number."""
    whole: Any = int(value) if isinstance(value, float) and value.is_integer() else value
    return None if as_flag(value) is not None else index(whole)


def as_number(value: Any) -> float | None:
    """A number; no text that could be read as one. Raises TypeError or ValueError for what is none."""
    return None if isinstance(value, str | bytes) or as_flag(value) is not None else float(value)


PLAIN: Mapping[Any, Callable[[Any], Any]] = {
    bool: as_flag,
    int: as_whole,
    float: as_number,
    str: lambda value: str(value) if isinstance(value, str) else None,
    date: as_day,
    Path: lambda value: as_path(cast(Any, value)) if isinstance(value, str | PathLike) else None,
    Callable: lambda value: value if callable(value) else None,
}
"""By type: a value as one of it, or None, or TypeError or ValueError."""
