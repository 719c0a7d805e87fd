"""A report on the terminal: tables as wide as the page takes, caveats marked, small print dimmed."""

from __future__ import annotations

import re
import sys
import webbrowser
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich import box
from rich.console import Console, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from sim.cli.output_options import OPEN
from sim.cli.surroundings import flushed
from sim.core.errors import UserError
from sim.output.report import Block, Lines, Phrase, Report, Table
from sim.output.result import Result
from sim.output.study_folder import REPORT
from sim.vocabulary.terms import TERMS

WIDTH, NARROWEST = 100, 10
"""Letters of a page that is no terminal, and of a column of words that wrap."""
GLOSSED = frozenset({"draw", "horizon", "stage", "rung", "share"})
"""Terms of which a line says what they mean."""
FEW = 5
"""Columns of which none is set out below: their words are broken instead."""
SHOWN = 8
"""Letters that are named of those for which there is no font."""
PICTURES = (".svg", ".png")
STYLES = {"good": "blue", "bad": "dark_orange3", "open": "italic", "quiet": "dim", "strong": "bold", "": ""}


def console() -> Console:
    """The terminal, or a page of fixed width where the output goes elsewhere; colour only on a terminal."""
    return Console(highlight=False, soft_wrap=False, width=None if _to_a_terminal() else WIDTH)


def _to_a_terminal() -> bool:
    return bool(getattr(sys.stdout, "isatty", bool)())  # a stream of a host may not know


def show(result: Result, folder: Path | None) -> None:
    """Print what a study found, and where its files are, if it was saved. Raises UserError if what is printed
    arrives nowhere.
    """
    page = console()
    try:
        print_report(result.report, page)
        if folder is not None:
            page.print(Text(f"In {folder}: {', '.join(files(folder))}"))
            if words := boxed(result, folder):
                page.print(Text(f"! {words}", style="yellow"))
        flushed()
    except BrokenPipeError:
        raise  # who reads no further has seen enough
    except OSError as error:
        saved = f"; it is saved in {folder}" if folder else ""
        raise UserError(f"what was found cannot be printed ({error.strerror}){saved}") from None
    if folder is None:
        return
    if click.get_current_context().meta.get(OPEN):
        webbrowser.open((folder / REPORT).resolve().as_uri())


def boxed(result: Result, folder: Path) -> str:
    """That pictures in a folder have boxes in place of letters of a question; "" if they have none."""
    from sim.plots import without_font

    asked = "".join(dict.fromkeys(picture.question for picture in result.pictures))
    if asked.isascii() or not any(folder.rglob("*.[sp][vn]g")) or not (letters := without_font(asked)):
        return ""
    some = f"{letters[:SHOWN]}{'…' if len(letters) > SHOWN else ''}"
    return (
        f"no font on this machine has the letters {some} of the question: a PNG has boxes for them, an SVG "
        "has the letters themselves, and shows them where a font of the reader's has them"
    )


def print_report(report: Report, page: Console) -> None:
    """Print a report from the top down."""
    page.print(Text(report.headline, style="bold"))
    for sentence in report.finding:
        page.print(Text(f"• {sentence}"))
    if report.finding:
        page.print()
    for block in report.blocks:
        for piece in _pieces(block, page.width):
            page.print(piece)
    if terms := glossed(report):
        page.print(Text(terms, style="dim"))
    for caveat in report.caveats:
        page.print(Text(f"! {caveat}", style="yellow"))
    page.print(Text(report.small_print, style="dim"))


def glossed(report: Report) -> str:
    """What words of the report that have a meaning of their own here say, in a line; "" if it has none."""
    text = "\n".join([*report.finding, *(word for block in report.blocks for word in _words(block))])
    terms = [term for term in TERMS if term.id in GLOSSED]
    met = [term for term in terms if re.search(rf"\b(?:{term.forms})\b", text, re.IGNORECASE)]
    return " ".join(f"{term.name}: {term.says[:1].lower()}{term.says[1:]}" for term in met)


def _words(block: Block) -> Iterator[str]:
    """All that a block says."""
    if isinstance(block, Phrase):
        yield block.text
        return
    yield from (
        line.text for lines in (*block.columns, *(c for row in block.rows for c in row)) for line in lines
    )


def _pieces(block: Block, width: int) -> Iterator[RenderableType]:
    if isinstance(block, Phrase):
        yield Text(block.text, style=STYLES[block.tone])
        return
    for part in split(block, width):
        if part.title:
            yield Text(part.title, style="bold")
        yield _grid(part, width)
        yield ""


def split(table: Table, width: int) -> list[Table]:
    """The table in as few as fit the width, evenly, each with the first column; alone if it fits."""
    wide = [_width(table, at) for at in range(len(table.columns))]
    if table.wrapped is not None or sum(wide) <= width or len(wide) < FEW:
        return [table]
    most = len(wide) - 1
    parts = _parts(wide, width, most)
    parts = _parts(wide, width, -(-most // len(parts)))  # the same number of columns in each
    return [_of_columns(table, [0, *part]) for part in parts]


def _parts(wide: Sequence[int], width: int, most: int) -> list[list[int]]:
    """The places of the columns that stand together: as many as fit, and no more than `most`."""
    parts: list[list[int]] = [[]]
    for at in range(1, len(wide)):
        room = width - wide[0] - sum(wide[k] for k in parts[-1])
        if parts[-1] and (wide[at] > room or len(parts[-1]) == most):
            parts.append([])
        parts[-1].append(at)
    return parts


def _width(table: Table, at: int) -> int:
    cells = (table.columns[at], *(row[at] for row in table.rows))
    return 1 + max((len(line.text) for lines in cells for line in lines), default=0)


def _of_columns(table: Table, places: Sequence[int]) -> Table:
    rows = tuple(tuple(row[at] for at in places) for row in table.rows)
    left = frozenset(new for new, old in enumerate(places) if old in table.left)
    return Table(table.title, tuple(table.columns[at] for at in places), rows, left)


def _grid(table: Table, width: int) -> Grid:
    others = sum(_width(table, at) for at in range(len(table.columns)) if at != table.wrapped)
    narrow = others + NARROWEST > width  # then words wrap in every column
    grid = Grid(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    for at, lines in enumerate(table.columns):
        side = "left" if at in table.left else "right"
        ratio = 1 if at == table.wrapped else None
        wraps = bool(ratio or narrow)
        grid.add_column(_text(lines), justify=side, ratio=ratio, no_wrap=not wraps, overflow="fold")
    for row in table.rows:
        grid.add_row(*map(_text, row))
    return grid


def _text(lines: Lines) -> Text:
    return Text("\n").join(Text(line.text, style=STYLES[line.tone]) for line in lines)


def files(folder: Path) -> list[str]:
    """The files of an output folder, the report first, then pictures: a family as one, no SVG of a PNG."""
    found = (path.relative_to(folder) for path in folder.rglob("*.*") if path.is_file())
    names = sorted(
        path.as_posix()
        for path in found
        if not (folder / path.with_suffix(".png")).is_file() or path.suffix != ".svg"
    )
    families = (name if "/" in name or "fans_" not in name else f"fans_*{name[-4:]}" for name in names)
    return sorted(dict.fromkeys(families), key=lambda name: (name != REPORT, not name.endswith(PICTURES)))
