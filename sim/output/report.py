"""What a reader is shown of a result: a headline, tables and sentences, caveats, and what was run.

A report is plain data. The terminal, a notebook and a page each render the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Tone: TypeAlias = Literal["", "good", "bad", "open", "quiet", "strong"]
"""How a phrase is meant: on the better or the worse side, undecided, in small print, or stressed."""


@dataclass(frozen=True)
class Phrase:
    """Some words with a tone."""

    text: str
    tone: Tone = ""


Lines: TypeAlias = tuple[Phrase, ...]
"""What stands in a cell of a table, one phrase a line."""


@dataclass(frozen=True)
class Table:
    """A table to be read: strings, rounded and with their units. Numbers stand in a result's `tables`.

    The first column names the rows and stands at the left; the others stand at the right unless `left`.
    `wrapped` names the column whose words may run over several lines, if one does. A page lets its reader
    order a `sortable` one.
    """

    title: str
    columns: tuple[Lines, ...]
    rows: tuple[tuple[Lines, ...], ...]
    left: frozenset[int] = frozenset({0})
    wrapped: int | None = None
    sortable: bool = False


Block: TypeAlias = Table | Phrase


@dataclass(frozen=True)
class Fold:
    """Blocks that a page keeps folded under a line, until its reader opens it."""

    line: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """All that a reader is shown, from the top down."""

    headline: str
    blocks: tuple[Block, ...]
    caveats: tuple[str, ...] = ()
    """What must be kept in mind beside the numbers, one sentence each."""
    small_print: str = ""
    """What was run."""
    finding: tuple[str, ...] = ()
    """What was found, in sentences that the tables carry."""


def cell(*lines: str | Phrase | None) -> Lines:
    """The lines of a cell; empty ones are left out."""
    phrases = (Phrase(each) if isinstance(each, str) else each for each in lines)
    return tuple(each for each in phrases if each is not None and each.text)


def table(
    title: str,
    columns: Sequence[str | Lines],
    rows: Iterable[Sequence[str | Lines]],
    *,
    left: Iterable[int] = (0,),
    wrapped: int | None = None,
    sortable: bool = False,
) -> Table:
    """A table from strings and cells."""
    plain = tuple(tuple(_lines(each) for each in row) for row in rows)
    return Table(title, tuple(map(_lines, columns)), plain, frozenset(left), wrapped, sortable)


def _lines(content: str | Lines) -> Lines:
    return cell(content) if isinstance(content, str) else content
