"""What moved between two runs of one study: numbers and words of its tables, row by row."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.core.errors import UserError, printable
from sim.core.ordinary_files import content_of
from sim.vocabulary.labels import delta

if TYPE_CHECKING:
    import pandas as pd

LEVELS = frozenset({"mean", "median", "difference", "low", "high"})
"""Columns in the unit of the row's outcome, as those that end in `_low` and `_high` are."""
MOVED = ("file", "row", "scenario", "theory", "outcome", "unit", "column", "was", "now", "change", "matters")
WORDED = ("file", "row", "column", "was", "now")
UNMATCHED = ("file", "row", "stands")


@dataclass
class Moves:
    """What differs between an older folder's tables and those of a second run.

    `numbers` are the rows of `MOVED`, `words` those of `WORDED`; `unmatched` are rows and columns that only
    one side has. `compared` counts the numbers and words looked at.
    """

    numbers: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    words: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    unmatched: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    compared: int = 0

    def add(self, file: str, was: pd.DataFrame, now: pd.DataFrame) -> None:
        """Compare a table with its second run; rows belong together by the words that name them."""
        shared = [name for name in now.columns if name in set(was.columns)]
        for names, stands in ((was.columns, "only there"), (now.columns, "only now")):
            self._miss(file, (f"column {name}" for name in names if name not in shared), stands)
        key = _key(was[shared], now[shared])
        there, here = _by_key(was, key), _by_key(now, key)
        self._miss(file, (_name(row) for row in there if row not in here), "only there")
        self._miss(file, (_name(row) for row in here if row not in there), "only now")
        for row in there:
            if row in here:
                self._row(file, _name(row), there[row], here[row], [n for n in shared if n not in key])

    def _miss(self, file: str, rows: Iterator[str], stands: str) -> None:
        self.unmatched += [{"file": file, "row": row, "stands": stands} for row in rows]

    def _row(
        self, file: str, row: str, was: Mapping[str, Any], now: Mapping[str, Any], columns: list[str]
    ) -> None:
        self.compared += len(columns)
        for name in columns:
            one, other = _value(was[name]), _value(now[name])
            if isinstance(one, str) or isinstance(other, str):
                if one != other:
                    self.words.append(
                        {"file": file, "row": row, "column": name, "was": str(one), "now": str(other)}
                    )
            elif one != other and not (isnan(one) and isnan(other)):
                about = {it: str(now.get(it, "")) for it in ("scenario", "theory", "outcome", "unit")}
                change = other - one
                scale = delta(about["outcome"]) if _is_level(name) else 0.0
                self.numbers.append(
                    {"file": file, "row": row, **about, "column": name, "was": one}
                    | {"now": other, "change": change}
                    | {"matters": change / scale if scale else float("nan")}
                )


def _value(given: Any) -> float | str:
    """A cell of a table as the number it is, else as its words; an empty one is no number."""
    if isinstance(given, str) and not given:
        return float("nan")
    try:
        return float(given)
    except ValueError:
        return str(given)


def _is_level(column: str) -> bool:
    return column in LEVELS or column.endswith(("_low", "_high"))


def _key(was: pd.DataFrame, now: pd.DataFrame) -> list[str]:
    """The first columns of words that tell the rows of both tables apart; none if no words do."""
    words = [name for name in now.columns if _wordy(was[name]) and _wordy(now[name])]
    for count in range(1, len(words) + 1):
        key = words[:count]
        if not was.duplicated(key).any() and not now.duplicated(key).any():
            return key
    return []


def _wordy(column: pd.Series[Any]) -> bool:
    return column.dtype.kind not in "fiub"


def _by_key(frame: pd.DataFrame, key: list[str]) -> dict[tuple[Hashable, ...], dict[str, Any]]:
    """Rows by the words that name them, or by their number where none do."""
    rows: list[dict[str, Any]] = [
        {str(name): value for name, value in row.items()} for row in frame.to_dict("records")
    ]
    return {tuple(row[name] for name in key) if key else (at,): row for at, row in enumerate(rows)}


def _name(row: tuple[Hashable, ...]) -> str:
    return ", ".join(f"line {it + 2}" if isinstance(it, int) else str(it) for it in row)


def read_table(path: Path) -> pd.DataFrame:
    """A table of a study's folder; raises UserError if it cannot be read."""
    import pandas as pd

    try:
        return pd.read_csv(BytesIO(content_of(path)), keep_default_na=False, na_values=["nan"])
    except Exception as error:
        first = next(iter(str(error).splitlines()), type(error).__name__)
        raise UserError(f"{path}: no table to read ({printable(first)[:200]})") from error
