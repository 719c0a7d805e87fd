"""Empty tables of a record of one's own, with a page that says what their columns hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

from sim.core.errors import UserError
from sim.evidence.own_record import FOLLOWS, REPLACES, SPAN
from sim.evidence.reader import WANTED
from sim.evidence.rows import CERTAINTY, TABLES, RecordTable, Source

PAGE = "README.md"
HEAD = f"""# A record of your own

`span.csv` has one row: the first and last day that these tables cover, and what they are laid after:
`{FOLLOWS}` (the shipped record, up to the day before the first) or `{REPLACES}` (they take its place). What
no table has on these days is taken not to have happened. A table may be left out. Text is UTF-8, days are
written YYYY-MM-DD, a month as YYYY-MM.

`source` is a key of `sources.csv` here, or of the shipped one. `python run.py record check FOLDER` (where
Twotrack is installed, `twotrack record check FOLDER`) tells all faults.
"""


def write_template(folder: Path) -> list[Path]:
    """Write the tables and the page; the files written. Raises UserError if one of them is there."""
    texts = {table.file: ",".join(get_type_hints(table.row)) + "\n" for table in _tables()}
    texts[PAGE] = "\n".join(_page())
    there = [name for name in texts if (folder / name).exists()]
    if there:
        raise UserError(f"{folder}: {', '.join(there)} is there already; nothing was written")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{folder}: cannot be written: {error.strerror}") from None
    return [folder / name for name in texts]


def _tables() -> list[RecordTable]:
    return [SPAN, *TABLES.values()]


def _page() -> Iterator[str]:
    yield HEAD
    for table in _tables():
        says = (table.row.__doc__ or "").strip()
        yield from (f"## {table.file}", "", says, "", "| column | holds |", "|---|---|")
        yield from (
            f"| `{name}` | {_holds(table, name, kind)} |" for name, kind in get_type_hints(table.row).items()
        )
        yield ""


def _holds(table: RecordTable, name: str, kind: object) -> str:
    if name in table.words:
        return f"one of {', '.join(table.words[name])}"
    if name == "certainty":
        return "; ".join(f"{word}: {says}" for word, says in CERTAINTY.items())
    if name == "source" and table.row is not Source:
        return "a key of sources.csv"
    unique = ", alone or with its like in no two rows" if name in table.key else ""
    return WANTED[kind] + unique
