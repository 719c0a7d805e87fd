"""All tables of a result once more, in one file for other programs: a workbook (xlsx), or JSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from math import isfinite, isnan
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from sim.core.errors import named, printable
from sim.core.version import __version__

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl import Workbook

    from sim.output.report import Report

FORMATS = ("xlsx", "json")
FILE = "tables"
"""The name of the file, before its ending."""
ABOUT = "about"
"""The first sheet of a workbook, and what it tells."""
SHEET, LONGEST, ROWS, WIDEST = 31, 32_767, 1_048_575, 60
"""Of a workbook: letters of a sheet's name and of a cell, rows beneath the head; letters of a wide column."""

Row = Sequence[Any]


Tables: TypeAlias = Mapping[str, "pd.DataFrame"]


def check_export(formats: str | Sequence[str]) -> tuple[str, ...]:
    """The formats that are asked for; raises UserError where one is none."""
    words = formats.split(",") if isinstance(formats, str) else formats
    return named([word for word in words if word], FORMATS, "format to export")


def formats_in(files: Collection[str]) -> tuple[str, ...]:
    """The formats of which a folder holds an export."""
    return tuple(name for name in FORMATS if f"{FILE}.{name}" in files)


def exported(report: Report, tables: Tables, formats: str | Sequence[str]) -> dict[str, bytes]:
    """The files to write, by name; numbers as the CSV files have them. Raises UserError."""
    write = {"xlsx": _xlsx, "json": _json}
    return {f"{FILE}.{name}": write[name](report, tables) for name in check_export(formats)}


def about(report: Report) -> list[tuple[str, str]]:
    """What the tables are of: each row says what it tells."""
    told = [
        ("question", report.headline),
        ("run", report.small_print),
        ("made by", f"Twotrack {__version__}"),
    ]
    told += [("finding", sentence) for sentence in report.finding]
    return [*told, *(("keep in mind", caveat) for caveat in report.caveats)]


def _json(report: Report, tables: Tables) -> bytes:
    """An object with the facts of the study, and by name each table as a list of rows."""
    rows = {
        name: [dict(zip(map(str, table.columns), row, strict=True)) for row in _rows(table)]
        for name, table in tables.items()
    }
    content = {
        "question": report.headline,
        "run": report.small_print,
        "made_by": f"Twotrack {__version__}",
        "finding": list(report.finding),
        "keep_in_mind": list(report.caveats),
        "tables": rows,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _xlsx(report: Report, tables: Tables) -> bytes:
    """A workbook of one sheet a table, after one that tells what they are."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _sheet(book, ABOUT, ("what", "says"), about(report))
    for name, table in tables.items():
        rows = list(_rows(table))
        for at in range(0, max(len(rows), 1), ROWS):
            _sheet(book, name if not at else f"{name} {at // ROWS + 1}", table.columns, rows[at : at + ROWS])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _sheet(book: Workbook, name: str, heads: Iterable[Any], rows: Sequence[Row]) -> None:
    """A sheet whose first row stays in sight and filters."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet: Any = book.create_sheet(_named(name, book.sheetnames))
    heads = list(heads)
    sheet.freeze_panes = "A2"
    last = get_column_letter(max(len(heads), 1))
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    for at, head in enumerate(heads):
        longest = max((len(str(row[at])) for row in rows[:200]), default=0)
        sheet.column_dimensions[get_column_letter(at + 1)].width = min(
            max(longest, len(str(head))) + 2, WIDEST
        )
    sheet.append([_cell(sheet, str(head), Font(bold=True)) for head in heads])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any, font: Any = None) -> Any:
    """A value; a text stays one, also where it begins as a formula does."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    lines = "\n".join(map(printable, value.split("\n")))
    cell = cast("Any", WriteOnlyCell(sheet, lines[:LONGEST]))
    cell.data_type = "s"
    if font:
        cell.font = font
    return cell


def _named(name: str, taken: Collection[str]) -> str:
    """The name of a sheet: without signs that none may have, short, and not taken."""
    plain = "".join("_" if sign in r"[]:*?/\'" else sign for sign in name)[:SHEET]
    number, found = 1, plain
    while found.lower() in {each.lower() for each in taken}:
        number += 1
        found = f"{plain[: SHEET - 4]} {number}"
    return found


def _rows(table: pd.DataFrame) -> Iterator[list[Any]]:
    """Rows of plain values."""
    return ([_plain(value) for value in row] for row in table.itertuples(index=False, name=None))


def _plain(value: Any) -> Any:
    """A number with the nine digits of the CSV files, nothing where it is not known; else its text."""
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float):
        return None if isnan(value) else float(f"{value:.9g}") if isfinite(value) else str(value)
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def texts_of(file: Any) -> str:
    """All cells of a workbook as text, a row a line, to compare it with another."""
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True)
    try:
        lines = [
            f"{sheet.title}: {json.dumps(list(row), ensure_ascii=False, default=str)}"
            for sheet in book.worksheets
            for row in sheet.iter_rows(values_only=True)
        ]
    finally:
        book.close()
    return "\n".join(lines)
