"""A record: the shipped one, or the tables of a folder in place of it or laid after it by date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from sim.core.errors import Complaint, Complaints
from sim.core.plain_values import as_path
from sim.evidence.reader import FOLDER, read, rows_of
from sim.evidence.rows import TABLES, Crisis, RecordTable, Source
from sim.vocabulary.record_days import FIRST_DAY, LAST_DAY

Row = TypeVar("Row")
DAY = timedelta(days=1)
FOLLOWS, REPLACES = "shipped", "nothing"
"""What the tables of a folder are laid after: the shipped record, or nothing, in place of it."""
FREE = ("last_day", "broke_down", "answers_day")
"""Columns of days that may lie outside of the days covered: on which something ends, or that it answers."""


@dataclass(frozen=True)
class Span:
    """Days that a record of one's own covers; what no table has in them did not happen."""

    first_day: date
    last_day: date
    follows: str


SPAN = RecordTable("span.csv", Span, ("first_day",), "first_day", {"follows": (FOLLOWS, REPLACES)})


@dataclass(frozen=True)
class Record:
    """What is known of some years. Without a `folder` it is the shipped record.

    `mark` is a hash of its tables: after one of them has changed it is another record.
    """

    folder: Path | None = None
    mark: str = ""

    @property
    def first_day(self) -> date:
        """The first day it covers."""
        return FIRST_DAY if self.folder is None or self._follows else _span(self).first_day

    @property
    def last_day(self) -> date:
        """The last day it covers."""
        return LAST_DAY if self.folder is None else _span(self).last_day

    def rows(self, row: type[Row]) -> tuple[Row, ...]:
        """All rows of a table, the shipped ones first where it is laid after them. Raises Complaints."""
        if self.folder is None:
            return read(row)
        own = _rows(row, self)
        return (*self._before(row), *own)

    def copies(self, place: str = "record") -> dict[str, bytes]:
        """Its tables, by the names under which a saved result holds them in the folder `place`; none of the
        shipped record.
        """
        return {} if self.folder is None else {f"{place}/{n}": it for n, it in _tables(self.folder).items()}

    @property
    def _follows(self) -> bool:
        return self.folder is not None and _span(self).follows == FOLLOWS

    def _before(self, row: type[Row]) -> Iterator[Row]:
        """The shipped rows of before the first day of the folder."""
        if self.folder is None or not self._follows or row is Source:
            return
        first = _span(self).first_day
        yield from (_closed(each, first) for each in read(row) if _dated(each) < first)


SHIPPED = Record()


def mark_of(tables: Mapping[str, bytes]) -> str:
    """One hash over tables, by their names."""
    each = (f"{name} {sha256(text).hexdigest()}\n" for name, text in sorted(tables.items()))
    return sha256("".join(each).encode()).hexdigest()


def shipped_mark() -> str:
    """The hash of the shipped record."""
    return mark_of(_tables(FOLDER))


def _tables(folder: Path) -> dict[str, bytes]:
    """What the tables in a folder hold, by the name of the file."""
    files = [folder / table.file for table in (SPAN, *TABLES.values())]
    return {file.name: file.read_bytes() for file in files if file.is_file()}


def record_in(folder: str | Path | None) -> Record:
    """The record in a folder, all of it read and checked; the shipped one if none is named.

    Raises Complaints with every fault.
    """
    if folder is None:
        return SHIPPED
    place = as_path(folder)
    if not place.is_dir():
        raise Complaints([Complaint(str(place), 0, 0, "", "there is no such folder of tables")])
    try:
        found = Record(place, mark_of(_tables(place)))
    except OSError as error:
        raise Complaints([Complaint(str(place), 0, 0, "", f"cannot be read: {error.strerror}")]) from None
    faults: list[Complaint] = []
    _span(found)
    for row in TABLES:
        try:
            _rows(row, found)
        except Complaints as error:
            faults += error.complaints
    if faults:
        raise Complaints(faults)
    return found


def _dated(row: Any) -> date:
    """The day by which a row belongs to one record or the other."""
    value = getattr(row, TABLES[type(row)].dated)
    return date(value, 1, 1) if isinstance(value, int) else value


def _closed(row: Row, first: date) -> Row:
    """A shipped row; what it leaves open at the end of 2017 ends where the other tables begin."""
    stays_open = getattr(row, "last_day", first) is None
    return replace(cast(Any, row), last_day=first - DAY) if stays_open else row


@cache
def _span(record: Record) -> Span:
    """The one row of the table that says which days a folder covers."""
    folder = _place(record)
    rows: tuple[Span, ...] = rows_of(SPAN, folder, (), _anywhere)
    file = str(folder / SPAN.file)
    if len(rows) != 1:
        raise Complaints([Complaint(file, 0, 0, "", f"{len(rows)} rows", "one, with the days it covers")])
    if rows[0].last_day < rows[0].first_day:
        raise Complaints([Complaint(file, 2, 1, "last_day", "is before first_day")])
    return rows[0]


def _place(record: Record) -> Path:
    """The folder of a record of one's own."""
    if record.folder is None:
        raise ValueError("the shipped record lies in no folder of a user")
    return record.folder


@cache
def _rows(row: type[Any], record: Record) -> tuple[Any, ...]:
    """The rows of a table in a folder; a table that is not there has none."""
    folder = _place(record)
    if not (folder / TABLES[row].file).exists():
        return ()
    keys = () if row is Source else tuple(each.key for each in (*read(Source), *_rows(Source, record)))
    return rows_of(TABLES[row], folder, keys, _outside(_span(record)))


def _anywhere(*_: object) -> str:
    """All days are allowed."""
    return ""


def _outside(span: Span) -> Any:
    """Days must lie within the span, but for those on which something ends."""

    def outside(name: str, value: object, _: object) -> str:
        if isinstance(value, date) and name not in FREE and not span.first_day <= value <= span.last_day:
            return f"{span.first_day} to {span.last_day}"
        years = span.first_day.year, span.last_day.year
        if name == "year" and isinstance(value, int) and not years[0] <= value <= years[1]:
            return f"{years[0]} to {years[1]}"
        return ""

    return outside


def noted(record: Record) -> list[str]:
    """What is sound in a record of one's own and should be known: gaps, overlaps, tables that are empty."""
    if record.folder is None:
        return []
    span, notes = _span(record), list[str]()
    if span.follows == FOLLOWS and span.first_day > LAST_DAY + DAY:
        gap = f"{LAST_DAY + DAY} to {span.first_day - DAY}"
        notes.append(f"gap: nothing is known of {gap}; nothing is taken to have happened then")
    if span.follows == FOLLOWS and span.first_day <= LAST_DAY:
        notes.append(f"overlap: from {span.first_day} on these tables are used and not the shipped ones")
    if span.follows == FOLLOWS:
        still = [f"{c.crisis}" for c in read(Crisis) if c.last_day is None and c.first_day < span.first_day]
        notes += [
            f"{each}: open at the end of 2017, is taken to end before {span.first_day}" for each in still
        ]
    for row, table in TABLES.items():
        if row is not Source and not _rows(row, record):
            notes.append(f"{table.file}: no rows; none of these are taken to have happened")
    return notes
