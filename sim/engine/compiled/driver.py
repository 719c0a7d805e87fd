"""The loops around the weeks of a block, as text: over all blocks, and over the cells of every theory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sim.core.random_streams import BLOCK
from sim.engine.compiled.lines import Lines
from sim.engine.compiled.random_draws import names_at_a_time, unit_of
from sim.engine.compiled.writer import BYTES

GIVEN = (
    "state", "given", "random", "dated", "record", "names", "days", "cells",
    "units", "weeks", "key", "key2", "first",
    "cells_step", "dated_step", "record_step", "row_step", "cell_step", "block_step",
    "unit_step",
)  # fmt: skip
"""What the loops are given, each as eight bytes, the first of them addresses: the tables; the numbers of the
names that are drawn for; the days of the weeks; by theory the number of its cells and then these; how many
units of worlds there are, how many weeks they run; the key and the first counter of the draws; and how many
bytes on the next theory stands among the cells, the next week of dated values and of the record, the next
row of the record, the next cell and the next block in it, and the draws of the next unit (0 where each takes
the place of the last).
"""
ADDRESSES = 8
PLACING = "rows", "names", "batches", "count", "key", "key2", "first", "units", "unit_step"
"""What a function that draws places of parameters is given, in the same way: where they go and the numbers of
their names, how many batches of names and names there are; then as above, a counter being of eight draws.
"""


@dataclass(frozen=True)
class Sizes:
    """How much of each table belongs to a block: slots of state and of what is given, names of draws (with
    Gumbel noise, and without), dated values.
    """

    lanes: int
    state: int
    given: int
    gumbel: int
    uniform: int
    dated: int

    @property
    def block(self) -> int:
        """Bytes of one slot of a block."""
        return self.lanes * BYTES

    @property
    def unit(self) -> int:
        """Worlds that are drawn for at a time: one block or two."""
        return unit_of(self.lanes)

    @property
    def row(self) -> int:
        """Bytes of a row of draws."""
        return self.unit * BYTES

    @property
    def week(self) -> int:
        """Bytes of the draws of a week."""
        return (self.gumbel + self.uniform) * self.row


def loops(name: str, each: Sequence[str], sizes: Sizes, *, drawing: bool) -> str:
    """The text of a function that calls one of the functions `each` a theory for all blocks."""
    lines = Lines()
    given = read(lines, GIVEN, ADDRESSES)
    per_unit = sizes.unit // sizes.lanes
    blocks = lines.times(given["units"], per_unit)
    unit = lines.repeated("unit", given["units"], [])
    given["random"] = lines.at(given["random"], lines.times(unit, given["unit_step"]))
    if drawing:
        _draw(lines, given, unit, sizes)
    for half in range(per_unit):
        block = lines.add(lines.times(unit, per_unit), half)
        for k, function in enumerate(each):
            _call(lines, given, f"theory_{k}_{half}", function, k, block, blocks, half, sizes)
    lines.again("unit")
    lines.line("ret void")
    return "\n".join([f"define void @{name}(ptr noalias %a) nounwind {{", *lines.written, "}"])


def places(name: str, lanes: int) -> str:
    """The text of a function that draws places of parameters: of names that are dated before any week."""
    lines = Lines()
    given = read(lines, PLACING, 2)
    unit = lines.repeated("unit", given["units"], [])
    rows = lines.at(given["rows"], lines.times(unit, given["unit_step"]))
    first = lines.add(given["first"], lines.times(unit, unit_of(lanes) // BLOCK))
    words = f"i64 {given['key']}, i64 {given['key2']}, i64 {first}, i64 {date.min.toordinal()}"
    lines.line(f"call void @bits(ptr {rows}, ptr {given['names']}, i64 {given['batches']}, {words})")
    lines.line(f"call void @uniform(ptr {rows}, i64 {given['count']})")
    lines.again("unit")
    lines.line("ret void")
    return "\n".join([f"define void @{name}(ptr noalias %a) nounwind {{", *lines.written, "}"])


def read(lines: Lines, words: Sequence[str], addresses: int) -> dict[str, str]:
    """What a function is given, by name: as many addresses first, then whole numbers."""
    kinds = ["ptr"] * addresses + ["i64"] * (len(words) - addresses)
    return {
        what: lines.new(f"load {kind}, ptr {lines.at('%a', 8 * k)}, align 8")
        for k, (what, kind) in enumerate(zip(words, kinds, strict=True))
    }


def _draw(lines: Lines, given: dict[str, str], unit: str, sizes: Sizes) -> None:
    """The draws of a unit of worlds for all weeks."""
    counter = lines.add(given["first"], lines.times(unit, sizes.unit // BLOCK))
    turn = lines.repeated("drawn", given["weeks"], [])
    day = lines.new(f"load i64, ptr {lines.at(given['days'], lines.times(turn, 8))}, align 8")
    rows = lines.at(given["random"], lines.times(turn, sizes.week))
    draw(lines, given, rows, sizes, counter, day, names_at_a_time(sizes.lanes))
    lines.again("drawn")


def draw(
    lines: Lines, given: dict[str, str], rows: str, sizes: Sizes, counter: str, day: str, many: int
) -> None:
    """The draws of a week, `many` names at a time."""
    batches = (sizes.gumbel + sizes.uniform) // many
    words = f"i64 {given['key']}, i64 {given['key2']}, i64 {counter}, i64 {day}"
    lines.line(f"call void @bits(ptr {rows}, ptr {given['names']}, i64 {batches}, {words})")
    for function, count in (("gumbel", sizes.gumbel), ("uniform", sizes.uniform)):
        if count:
            lines.line(f"call void @{function}(ptr {rows}, i64 {count})")
        rows = lines.at(rows, count * sizes.row)


def _call(
    lines: Lines,
    given: dict[str, str],
    name: str,
    function: str,
    theory: int,
    block: str,
    blocks: str,
    half: int,
    sizes: Sizes,
) -> None:
    """Call the function of a theory for a block of each of its cells."""
    own = lines.at(given["cells"], lines.times(given["cells_step"], theory))
    count = lines.new(f"load i64, ptr {own}, align 8")
    turn = lines.repeated(name, count, [], or_not=True)
    call(lines, given, function, cell(lines, given, theory, turn), block, blocks, half, sizes)
    lines.again(name)


def cell(lines: Lines, given: dict[str, str], theory: int, turn: str) -> str:
    """The number of a cell of a theory."""
    own = lines.at(given["cells"], lines.times(given["cells_step"], theory))
    return lines.new(f"load i64, ptr {lines.at(own, lines.times(lines.add(turn, 1), 8))}, align 8")


def call(
    lines: Lines,
    given: dict[str, str],
    function: str,
    cell: str,
    block: str,
    blocks: str,
    half: int,
    sizes: Sizes,
) -> None:
    """Call a function for a block of a cell, which has so many `blocks`."""
    at = lines.add(lines.times(cell, blocks), block)
    tables = [
        lines.at(given["state"], lines.times(at, sizes.state * sizes.block)),
        lines.at(given["given"], lines.times(at, sizes.given * sizes.block)),
        lines.at(given["random"], half * sizes.block),
        lines.at(given["dated"], lines.times(cell, sizes.dated * BYTES)),
        lines.at(
            lines.at(given["record"], lines.times(cell, given["cell_step"])),
            lines.times(block, given["block_step"]),
        ),
    ]
    steps = [given["weeks"], sizes.week, given["dated_step"], given["record_step"], given["row_step"]]
    words = [f"ptr {table}" for table in tables] + [f"i64 {step}" for step in steps]
    lines.line(f"call void @{function}({', '.join(words)})")
