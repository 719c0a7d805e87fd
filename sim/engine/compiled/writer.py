"""Expressions as text for LLVM: a function that carries a block of worlds through some weeks.

A block is as many worlds as a register holds. All that is read and written of it stands side by side, at
offsets that the text holds. Every operation is the one of the columns as written, rounded as it rounds:
nothing is contracted, put in another order or taken for exact, so that the bits are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sim.engine.compiled import maths
from sim.engine.compiled.expression import Node, in_order, value_of
from sim.engine.compiled.lines import Lines, Vectors, number, whole

Table: TypeAlias = Literal["state", "given", "random", "dated", "record"]
"""What is read or written: what carries over, what stays as it was drawn, the draws of the week, what a date
sets for a cell, and what is recorded of the week.
"""
Place: TypeAlias = tuple[Table, int]

BYTES = 4
ALONE = {"negative": "fneg", "invert": "xor"}
BETWEEN = {"add": "fadd", "subtract": "fsub", "multiply": "fmul", "divide": "fdiv"}
LOGIC = {"bitwise_and": "and", "bitwise_or": "or"}
COMPARED = {
    "greater": "gt",
    "greater_equal": "ge",
    "less": "lt",
    "less_equal": "le",
    "equal": "eq",
    "not_equal": "ne",
}
FUNCTIONS = {"absolute": "fabs", "sqrt": "sqrt", "ceil": "ceil"}
GIVEN_TO = (
    "ptr noalias %state, ptr noalias %given, ptr noalias %random_first, ptr noalias %dated_first, "
    "ptr noalias %record_first, "
    "i64 %weeks, i64 %random_step, i64 %dated_step, i64 %record_step, i64 %row_step"
)
"""What a function of blocks is given: where the block begins in each table, how many weeks it is carried
through, how many bytes on the next week begins in three of them, and the next row of the record.
"""


@dataclass(frozen=True)
class Store:
    """An expression, and where it is written."""

    at: Place
    node: Node


def function(
    name: str,
    lanes: int,
    stores: Sequence[Store],
    place_of: Callable[[Node], Place | None],
    row: int,
    slot: int,
) -> str:
    """The text of a function that works out and writes some expressions, week after week.

    `lanes` is the width of a register. `place_of` says what is read and where from; `row` is the number of
    bytes between two rows of draws, `slot` that between two slots of a block.
    """
    return _Writer(lanes, place_of, row, slot).written(name, stores)


class _Writer:
    """Writes each expression once, after what it needs, and stores it as soon as what stood there is read."""

    def __init__(self, lanes: int, place_of: Callable[[Node], Place | None], row: int, slot: int) -> None:
        self._place_of, self._row, self._slot = place_of, row, slot
        self._lines = Lines()
        self._v = Vectors(self._lines, lanes)
        self._done: dict[Node, str] = {}

    def written(self, name: str, stores: Sequence[Store]) -> str:
        starts = {it.at[1]: self._lines.times("%row_step", it.at[1]) for it in stores if it.at[0] == "record"}
        steps = [(f"%{it}", "ptr", f"%{it}_first", f"%{it}_next") for it in ("random", "dated", "record")]
        self._lines.repeated("week", "%weeks", steps)
        self._starts: Mapping[int, str] = starts
        self._all(stores)
        for table in ("random", "dated", "record"):
            self._lines.line(f"%{table}_next = getelementptr inbounds i8, ptr %{table}, i64 %{table}_step")
        self._lines.again("week")
        self._lines.line("ret void")
        head = f"define internal void @{name}({GIVEN_TO}) nounwind {{"
        return "\n".join([head, *self._lines.written, "}"])

    def _all(self, stores: Sequence[Store]) -> None:
        order = in_order([it.node for it in stores], lambda x: self._place_of(x) is not None)
        waiting = {place for x in order if (place := self._place_of(x)) is not None}
        ends: dict[Node, list[Store]] = {}
        for it in stores:
            ends.setdefault(it.node, []).append(it)
        held: dict[Place, str] = {}
        for node in order:
            self._done[node] = self._worked_out(node)
            ready: dict[Place, str] = {}
            for it in ends.get(node, ()):
                (held if it.at in waiting else ready)[it.at] = self._as_numbers(node, self._done[node])
            read = self._place_of(node)
            waiting.discard(read) if read else None
            if read in held:
                ready[read] = held.pop(read)
            for at, value in ready.items():
                self._store(at, value)
        for at, value in held.items():
            self._store(at, value)

    def _store(self, at: Place, value: str) -> None:
        size = self._v.lanes * BYTES
        self._lines.line(f"store {self._v.F} {value}, ptr {self._address(*at)}, align {size}")

    def _address(self, table: Table, k: int) -> str:
        if table == "record":
            return self._lines.at("%record", self._starts[k])
        size = {"dated": BYTES, "random": self._row}.get(table, self._slot)
        return self._lines.at(f"%{table}", k * size)

    def _read(self, node: Node, table: Table, k: int) -> str:
        v, at = self._v, self._address(table, k)
        if table == "dated":
            value = v.spread(self._lines.new(f"load float, ptr {at}, align {BYTES}"))
        else:
            value = self._lines.new(f"load {v.F}, ptr {at}, align {v.lanes * BYTES}")
        return v.do("fcmp une", v.F, value, "zeroinitializer") if node.kind == "flag" else value

    def _worked_out(self, node: Node) -> str:
        if (place := self._place_of(node)) is not None:
            return self._read(node, *place)
        v, parts = self._v, [self._done[part] for part in node.parts]
        if node.verb in BETWEEN:
            return v.do(BETWEEN[node.verb], v.F, *parts)
        if node.verb in LOGIC:
            return v.do(LOGIC[node.verb], v.M, *parts)
        if node.verb in FUNCTIONS:
            return v.call(FUNCTIONS[node.verb], v.F, *parts)
        if node.verb in COMPARED:
            return self._compared(node, *parts)
        return getattr(self, f"_{node.verb}")(node, *parts)

    def _constant(self, node: Node) -> str:
        if node.kind == "number":
            return number(value_of(node))
        return whole(int(value_of(node)), 32 if node.kind == "place" else 1)

    def _compared(self, node: Node, x: str, y: str) -> str:
        order = COMPARED[node.verb]
        if node.parts[0].kind == "place":
            return self._v.do(f"icmp {order if order in ('eq', 'ne') else f's{order}'}", self._v.I, x, y)
        return self._v.do(f"fcmp {'une' if order == 'ne' else f'o{order}'}", self._v.F, x, y)

    def _select(self, node: Node, test: str, x: str, y: str) -> str:
        kind = {"number": self._v.F, "flag": self._v.M, "place": self._v.I}[node.kind]
        return self._v.pick(test, x, y, kind)

    def _negative(self, _: Node, x: str) -> str:
        return self._v.do("fneg", self._v.F, x)

    def _invert(self, _: Node, x: str) -> str:
        return self._v.do("xor", self._v.M, x, whole(-1, 1))

    def _maximum(self, node: Node, x: str, y: str) -> str:
        return self._extreme("gt", node, x, y)

    def _minimum(self, node: Node, x: str, y: str) -> str:
        return self._extreme("lt", node, x, y)

    def _extreme(self, order: str, node: Node, x: str, y: str) -> str:
        """`x` where it is beyond `y`, else `y`; what is no number wins, on either side."""
        v, (first, second) = self._v, (part.verb == "constant" for part in node.parts)
        if second:
            return v.pick(v.do(f"fcmp u{order}", v.F, x, y), x, y)
        beyond = v.pick(v.do(f"fcmp o{order}", v.F, x, y), x, y)
        return beyond if first else v.pick(v.do("fcmp uno", v.F, x, x), x, beyond)

    def _number(self, node: Node, x: str) -> str:
        return self._as_numbers(node.parts[0], x)

    def _isnan(self, _: Node, x: str) -> str:
        return self._v.do("fcmp uno", self._v.F, x, x)

    def _isinf(self, _: Node, x: str) -> str:
        return self._v.do("fcmp oeq", self._v.F, self._v.call("fabs", self._v.F, x), number(float("inf")))

    def _exp(self, _: Node, x: str) -> str:
        return maths.exp(self._v, x)

    def _log(self, _: Node, x: str) -> str:
        return maths.log(self._v, x)

    def _as_numbers(self, node: Node, value: str) -> str:
        if node.kind == "flag":
            return self._v.turn("uitofp", value, self._v.M, self._v.F)
        return self._v.turn("sitofp", value, self._v.I, self._v.F) if node.kind == "place" else value


def module(parts: Sequence[str], lanes: int) -> str:
    """The text of all functions together."""
    kind = f"<{lanes} x float>"
    declared = [f"declare {kind} @llvm.{name}.v{lanes}f32({kind})" for name in FUNCTIONS.values()]
    return "\n\n".join(["\n".join(declared), *parts, ""])
