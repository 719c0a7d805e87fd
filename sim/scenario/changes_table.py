"""A table of changes: many scenarios from one CSV file, a row each, a column an entry of a scenario.

    name,posture.US.stick,parameters.caution
    firm,1.8,
    firm_and_careful,1.8,0.4

An empty cell changes nothing; `null` removes an entry. Commas, semicolons or tabs part the cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, cast

from sim.core.errors import Complaint, Complaints, nearest_word
from sim.scenario.csv_cells import Cell, rows_of
from sim.scenario.inheritance import KEYS, LARGEST
from sim.scenario.yaml_nodes import Node, Spot, complain
from sim.scenario.yaml_reader import parse, scalar

NAME, QUESTION = "name", "question"
WORDS: Final = (NAME, QUESTION)
"""Columns whose cells are text, whatever they look like."""
MOST: Final = 1000
"""Rows of a table."""
ENTRIES: Final = sorted(KEYS - {"extends"})
LONGEST: Final = 200
"""Letters of a question that is put together from the changes."""


def changes_in(file: Path) -> list[Node]:
    """The changes of every row, as the tree of a file that extends another. Raises Complaints with every
    fault in the table.
    """
    lines = list(rows_of(_text(file), str(file)))
    if len(lines) < 2:
        what = "holds no row: the first line names the columns, and every other one is a scenario"
        raise complain(str(file), what)
    if len(lines) > MOST + 1:
        raise complain(str(file), f"has {len(lines) - 1:,} rows; allowed: {MOST:,} at most")
    heads, *rows = lines
    faults = list(_faulty_heads(heads))
    found = [_tree(heads, row, faults) for row in rows]
    faults += _faulty_names([tree.fields.get(NAME) for tree in found], rows)
    if faults:
        raise Complaints(faults)
    return found


def _text(file: Path) -> str:
    shown = str(file)
    try:
        if not file.is_file():
            what = "is no file" if file.exists() else "there is no such file"
            raise complain(shown, what)
        if file.stat().st_size > LARGEST:
            raise complain(shown, f"is larger than a table of changes can be ({LARGEST:,} bytes)")
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 text (byte {error.start + 1}): save it as CSV UTF-8"
        raise complain(shown, what) from None
    except (OSError, ValueError) as error:
        raise complain(shown, f"cannot be read: {getattr(error, 'strerror', error)}") from None


def _faulty_heads(heads: Sequence[Cell]) -> Iterator[Complaint]:
    """Names of columns that are missing, given twice, or of no entry."""
    seen: dict[str, Cell] = {}
    if NAME not in [head.text for head in heads]:
        spot = heads[0].spot
        yield Complaint(spot.file, 1, 1, "", "lacks the column `name`, which names each scenario")
    for head in heads:
        first = head.text.partition(".")[0]
        if not head.text:
            yield _fault(head, "", "a column without a name")
        elif head.text in seen:
            yield _fault(head, head.text, "this column is given twice", "each column once")
        elif first not in ENTRIES:
            what = f"no entry of a scenario is called {first!r}"
            yield _fault(head, head.text, what, ", ".join(ENTRIES), nearest_word(first, ENTRIES))
        elif above := next((each for each in seen if _within(head.text, each)), ""):
            yield _fault(head, head.text, f"stands in a column {above!r} too", "one of both")
        seen[head.text] = head


def _within(one: str, other: str) -> bool:
    return one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _faulty_names(names: Sequence[Node | None], rows: Sequence[Sequence[Cell]]) -> Iterator[Complaint]:
    """Rows without a name, and names of several rows."""
    seen: dict[str, int] = {}
    for name, row in zip(names, rows, strict=True):
        if name is None:
            yield _fault(row[0], NAME, "this row has none", "a name for each scenario")
        elif str(name.value) in seen:
            cell = Cell("", name.spot)
            yield _fault(cell, NAME, f"{name.value!r} is the name of line {seen[str(name.value)]} too")
        else:
            seen[str(name.value)] = name.spot.line


def _fault(cell: Cell, key: str, problem: str, allowed: str = "", nearest: str = "") -> Complaint:
    return Complaint(cell.spot.file, cell.spot.line, cell.spot.column, key, problem, allowed, nearest)


def _tree(heads: Sequence[Cell], row: Sequence[Cell], faults: list[Complaint]) -> Node:
    """What a row changes, each value where its cell is, each key where its column is named."""
    beyond = [cell for cell in row[len(heads) :] if cell.text]
    faults += [_fault(cell, "", f"found {cell.text!r} in a column without a name") for cell in beyond]
    top: dict[str, Any] = {}
    said: list[str] = []
    for head, cell in zip(heads, row, strict=False):
        if not cell.text or not head.text:
            continue
        *above, last = head.text.split(".")
        entry = top
        for step in above:
            entry = entry.setdefault(step, Node({}, cell.spot, head.spot)).fields
        entry[last] = replace(_value(head.text, cell, faults), key=head.spot)
        said += [] if head.text in WORDS else [f"{head.text} is {cell.text}"]
    spot = row[0].spot
    if QUESTION not in top and said:
        top[QUESTION] = Node(f"What if {' and '.join(said)}"[:LONGEST] + "?", spot, spot)
    return Node(cast("dict[str, Node]", top), spot, spot)


def _value(key: str, cell: Cell, faults: list[Complaint]) -> Node:
    """A cell as a scenario file would have it: a text, a number, a list or a mapping."""
    if key in WORDS:
        return Node(cell.text, cell.spot, cell.spot)
    if cell.text[0] not in "[{":
        return Node(scalar(cell.text), cell.spot, cell.spot)
    try:
        node, strange = parse(f"cell: {cell.text}".encode(), cell.spot.file)
    except Complaints as error:
        strange, node = tuple(error.complaints), Node({}, cell.spot, cell.spot)
    faults += [replace(each, line=cell.spot.line, column=cell.spot.column, key=key) for each in strange]
    return _at(node.fields.get("cell", node), cell.spot)


def _at(node: Node, spot: Spot) -> Node:
    """The same with all of it at one place."""
    if isinstance(node.value, dict):
        return Node({name: _at(each, spot) for name, each in node.value.items()}, spot, spot)
    if isinstance(node.value, list):
        return Node([_at(each, spot) for each in node.value], spot, spot)
    return Node(node.value, spot, spot)
