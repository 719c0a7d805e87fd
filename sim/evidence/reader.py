"""Reader of the tables of the record, which checks every row before anything is computed from it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, get_type_hints

from sim.core.errors import Complaint, Complaints, listed, nearest_word
from sim.evidence.rows import CERTAINTY, HELD_OUT, LAST_HELD_OUT, TABLES, RecordTable, Source
from sim.vocabulary.record_days import LAST_DAY

FOLDER = Path(__file__).parent / "tables"
Row = TypeVar("Row")
Outside: TypeAlias = Callable[[str, object, object], str]
"""What days are allowed where the value of a column is outside of them, else ""; also given its `use`."""


def read(row: type[Row], folder: Path = FOLDER) -> tuple[Row, ...]:
    """Read all rows of a table, as in ``read(Event)``. Raises Complaints with every fault, by file and line.

    Checked: columns, dates and numbers, words and sources known, no row twice, no span that ends before
    it starts, nothing after 2017 but trade of 2018 that is marked as held out.
    """
    return _read(row, folder)


@cache
def _read(row: type[Row], folder: Path) -> tuple[Row, ...]:
    keys = () if row is Source else tuple(each.key for each in read(Source, folder))
    return rows_of(TABLES[row], folder, keys, _late)


def rows_of(table: RecordTable, folder: Path, sources: tuple[str, ...], outside: Outside) -> tuple[Any, ...]:
    """Read all rows of a table in a folder. Raises Complaints."""
    lines = list(_lines(folder / table.file, table))
    words = {**table.words, "certainty": tuple(CERTAINTY), "source": sources}
    faults = [fault for line in lines for fault in line.faults(words, outside)]
    faults += _duplicates(lines, table)
    if faults:
        raise Complaints(faults)
    return tuple(table.row(**line.values) for line in lines)


@dataclass(frozen=True)
class Line:
    """One line of a table: `values` of the cells that could be converted, and what is wrong with `bad`."""

    file: str
    number: int
    values: dict[str, Any]
    bad: dict[str, str]
    columns: Mapping[str, int] = field(default_factory=dict[str, int])
    """Where in the line each cell begins."""

    def complaint(self, key: str, problem: str, allowed: str = "", nearest: str = "") -> Complaint:
        place = self.columns.get(key.partition(",")[0], 1)
        return Complaint(self.file, self.number, place, key, problem, allowed, nearest)

    def faults(self, words: Mapping[str, tuple[str, ...]], outside: Outside) -> Iterator[Complaint]:
        """Report everything wrong with the line itself."""
        yield from (self.complaint(key, problem) for key, problem in self.bad.items())
        for name, value in self.values.items():
            if name in words and value not in words[name]:
                near = nearest_word(value, words[name])
                yield self.complaint(name, f"unknown word {value!r}", listed(words[name], value), near)
            if allowed := outside(name, value, self.values.get("use")):
                yield self.complaint(name, f"{value} is not within the record", allowed)
        for start, end in (("first_day", "last_day"), ("agreed", "broke_down"), ("answers_day", "adopted")):
            first, last = self.values.get(start), self.values.get(end)
            if first and last and last < first:
                yield self.complaint(end, f"{last} is before {start} {first}")


def _late(name: str, value: object, use: object) -> str:
    """The shipped record ends in 2017; of the year after it only what is held out may be there."""
    year = value if name == "year" and isinstance(value, int) else 0
    late = isinstance(value, date) and value > LAST_DAY
    return f"up to {LAST_DAY}" if late or year > (LAST_HELD_OUT if use == HELD_OUT else LAST_DAY.year) else ""


def _lines(path: Path, table: RecordTable) -> Iterator[Line]:
    if not path.is_file():
        raise Complaints([Complaint(str(path), 0, 0, "", "the table is not there")])
    kinds = get_type_hints(table.row)
    text = _text_of(path)
    rows = csv.reader(text)
    head = next(rows, list[str]())
    if head != list(kinds):
        unknown = [name for name in head if name not in kinds]
        near = nearest_word(unknown[0], kinds) if unknown else ""
        raise Complaints([Complaint(str(path), 1, 1, "", f"columns {head}", ", ".join(kinds), near)])
    for cells in rows:
        yield _line(str(path), rows.line_num, kinds, cells, _starts(text[rows.line_num - 1]))


def _text_of(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as error:
        raise Complaints([Complaint(str(path), 0, 0, "", f"cannot be read as UTF-8 text: {error}")]) from None


def _starts(line: str) -> list[int]:
    """Where the cells of a line begin, counting from 1."""
    found, quoted = [1], False
    for place, letter in enumerate(line, 2):
        quoted ^= letter == '"'
        found += [place] if letter == "," and not quoted else []
    return found


def _line(file: str, number: int, kinds: Mapping[str, Any], cells: list[str], starts: list[int]) -> Line:
    if len(cells) != len(kinds):
        return Line(file, number, {}, {"": f"{len(cells)} cells where there are {len(kinds)} columns"})
    values: dict[str, Any] = {}
    bad: dict[str, str] = {}
    for (name, kind), cell in zip(kinds.items(), cells, strict=True):
        try:
            values[name] = CONVERT[kind](cell)
        except ValueError:
            bad[name] = f"{cell!r} is not {WANTED[kind]}"
    return Line(file, number, values, bad, dict(zip(kinds, starts, strict=False)))


def _text(cell: str) -> str:
    if cell != cell.strip():
        raise ValueError(cell)
    return cell


def _day(cell: str) -> date:
    return date.fromisoformat(f"{cell}-01" if len(cell) == len("2017-12") else cell)


CONVERT: dict[Any, Callable[[str], Any]] = {
    str: _text,
    int: int,
    float: float,
    date: _day,
    date | None: lambda cell: _day(cell) if cell else None,
    float | None: lambda cell: float(cell) if cell else None,
}
WANTED: dict[Any, str] = {
    str: "text without blanks around it",
    int: "a whole number",
    float: "a number",
    date: "a day as in 2017-06-30",
    date | None: "a day as in 2017-06-30, or empty",
    float | None: "a number, or empty",
}


def _duplicates(lines: list[Line], table: RecordTable) -> Iterator[Complaint]:
    seen: dict[tuple[Any, ...], int] = {}
    for line in lines:
        key = tuple(line.values.get(name) for name in table.key)
        if None not in key and seen.setdefault(key, line.number) != line.number:
            yield line.complaint(", ".join(table.key), f"the same row as line {seen[key]}")
