"""Expressions as machine code: one pass over the columns, some worlds at a time in the registers.

Every operation is the one that the array library does, rounded as it rounds: nothing is contracted, put in
another order or taken for exact, so that the bits are the same.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Literal, TypeAlias

import llvmlite.binding
import llvmlite.ir

from sim.engine.compiled.expression import Node, in_order, value_of

llvm: Any = llvmlite.binding
ir: Any = llvmlite.ir

Table: TypeAlias = Literal["columns", "random", "dated"]
"""What a leaf is read from: a column, random draws that cells share, or what a date sets for a cell."""
Source: TypeAlias = tuple[Table, int]
Pass: TypeAlias = Callable[[int, int, int, int, int, int], None]
"""First column, number of worlds; addresses of columns to read, to write, of random draws, dated values."""

NAME = "week"
FLOAT, INT, LONG, POINTER = ir.FloatType(), ir.IntType(32), ir.IntType(64), ir.PointerType()
ALIGNED = 4
"""Bytes: a column may begin anywhere."""
BUILT = {
    "add": "fadd",
    "subtract": "fsub",
    "multiply": "fmul",
    "divide": "fdiv",
    "negative": "fneg",
    "select": "select",
    "bitwise_and": "and_",
    "bitwise_or": "or_",
    "invert": "not_",
}
COMPARED = {
    "greater": ">",
    "greater_equal": ">=",
    "less": "<",
    "less_equal": "<=",
    "equal": "==",
    "not_equal": "!=",
}
INTRINSIC = {"absolute": "llvm.fabs", "sqrt": "llvm.sqrt", "ceil": "llvm.ceil"}


def pass_over(ends: Sequence[Node], sources: Mapping[Node, Source]) -> Pass:
    """The pass that works out `ends`, in their order, from what is read at `sources`.

    It goes on to the end of a register beyond the last world.
    """
    return _machine_code(_Writer(sources, lanes()).written(ends))


def lanes() -> int:
    """Worlds that fit into a register of this processor."""
    has = llvm.get_host_cpu_features()
    return 16 if has.get("avx512f") else 8 if has.get("avx") else 4


@cache
def _initialized() -> None:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()


def _target() -> Any:
    """This processor; each engine takes one for its own."""
    _initialized()
    features = llvm.get_host_cpu_features().flatten()
    target = llvm.Target.from_default_triple()
    return target.create_target_machine(cpu=llvm.get_host_cpu_name(), features=features, opt=2)


def _machine_code(module: str) -> Pass:
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(module), _target())
    engine.finalize_object()
    words = [ctypes.c_int64] * 2 + [ctypes.c_void_p] * 4
    function: Any = ctypes.CFUNCTYPE(None, *words)(engine.get_function_address(NAME))
    function.engine = engine  # the code goes with it
    return function


class _Writer:
    """Writes one pass: each expression once, after what it needs; all is read before anything is written."""

    def __init__(self, sources: Mapping[Node, Source], lanes: int) -> None:
        self.sources, self.lanes = sources, lanes
        self.numbers, self.flags, self.places = (
            ir.VectorType(kind, lanes) for kind in (FLOAT, ir.IntType(1), INT)
        )
        self.module = ir.Module(NAME)
        kind = ir.FunctionType(ir.VoidType(), [LONG, LONG, POINTER, POINTER, POINTER, POINTER])
        function = ir.Function(self.module, kind, NAME)
        self.first, self.worlds, columns, self.out, random, dated = function.args
        self.tables: dict[Table, Any] = {"columns": columns, "random": random, "dated": dated}
        self.entry, self.loop, self.end = (function.append_basic_block(n) for n in ("entry", "loop", "end"))
        self.before, self.b = ir.IRBuilder(self.entry), ir.IRBuilder(self.loop)
        self.done: dict[Node, Any] = {}

    def written(self, ends: Sequence[Node]) -> str:
        """The text of the module."""
        self.world = self.b.phi(LONG)
        for node in in_order(ends, self.sources.__contains__):
            self.done[node] = self._worked_out(node)
        for k, node in enumerate(ends):
            at = self._address(self.out, k, self.column)
            self.b.store(self._as_numbers(node, self.done[node]), at, align=ALIGNED)
        after = self.b.add(self.world, LONG(self.lanes))
        self.world.add_incoming(LONG(0), self.entry)
        self.world.add_incoming(after, self.loop)
        self.b.cbranch(self.b.icmp_unsigned("<", after, self.worlds), self.loop, self.end)
        self.before.branch(self.loop)
        ir.IRBuilder(self.end).ret_void()
        return str(self.module)

    @cached_property
    def column(self) -> Any:
        """Where among the columns of all cells the worlds of the moment stand."""
        return self.b.add(self.world, self.first)

    def _worked_out(self, node: Node) -> Any:
        if node in self.sources:
            return self._read(node, *self.sources[node])
        parts = [self.done[part] for part in node.parts]
        if node.verb in BUILT:
            return getattr(self.b, BUILT[node.verb])(*parts)
        if node.verb in INTRINSIC:
            return self._call(INTRINSIC[node.verb], *parts)
        if node.verb in COMPARED:
            return self._compared(COMPARED[node.verb], node.parts[0].kind == "place", *parts)
        return getattr(self, f"_{node.verb}")(node, *parts)

    def _read(self, node: Node, table: Table, k: int) -> Any:
        if table == "dated":
            at = self.before.gep(self.tables[table], [LONG(k)], source_etype=FLOAT)
            value = self._spread(self.before.load(at, typ=FLOAT))
        else:
            at = self._address(self.tables[table], k, self.column if table == "columns" else self.world)
            value = self.b.load(at, typ=self.numbers, align=ALIGNED)
        return self.b.fcmp_unordered("!=", value, self._same(0.0)) if node.kind == "flag" else value

    def _address(self, table: Any, k: int, index: Any) -> Any:
        """The address of an entry of the column that stands at place `k` of a table."""
        at = self.before.gep(table, [LONG(k)], source_etype=POINTER)
        return self.b.gep(self.before.load(at, typ=POINTER), [index], source_etype=FLOAT)

    def _spread(self, value: Any) -> Any:
        nothing = ir.Constant(self.numbers, ir.Undefined)
        one = self.before.insert_element(nothing, value, INT(0))
        return self.before.shuffle_vector(one, one, ir.Constant(self.places, [0] * self.lanes))

    def _constant(self, node: Node) -> Any:
        kind = {"flag": self.flags, "place": self.places, "number": self.numbers}[node.kind]
        value = value_of(node) if node.kind == "number" else int(value_of(node))
        return ir.Constant(kind, [value] * self.lanes)

    def _same(self, value: float) -> Any:
        return ir.Constant(self.numbers, [value] * self.lanes)

    def _compared(self, order: str, places: bool, x: Any, y: Any) -> Any:
        if places:
            return self.b.icmp_signed(order, x, y)
        return self.b.fcmp_unordered("!=", x, y) if order == "!=" else self.b.fcmp_ordered(order, x, y)

    def _maximum(self, node: Node, x: Any, y: Any) -> Any:
        return self._extreme(">", node, x, y)

    def _minimum(self, node: Node, x: Any, y: Any) -> Any:
        return self._extreme("<", node, x, y)

    def _extreme(self, order: str, node: Node, x: Any, y: Any) -> Any:
        """`x` where it is beyond `y`, else `y`; what is no number wins, on either side."""
        first, second = (part.verb == "constant" for part in node.parts)
        if second:
            return self.b.select(self.b.fcmp_unordered(order, x, y), x, y)
        larger = self.b.select(self.b.fcmp_ordered(order, x, y), x, y)
        return larger if first else self.b.select(self.b.fcmp_unordered("uno", x, x), x, larger)

    def _number(self, _: Node, test: Any) -> Any:
        return self.b.uitofp(test, self.numbers)

    def _isnan(self, _: Node, x: Any) -> Any:
        return self.b.fcmp_unordered("uno", x, x)

    def _isinf(self, _: Node, x: Any) -> Any:
        return self.b.fcmp_ordered("==", self._call("llvm.fabs", x), self._same(float("inf")))

    def _call(self, name: str, x: Any) -> Any:
        name = f"{name}.v{self.lanes}f32"
        kind = ir.FunctionType(self.numbers, [self.numbers])
        return self.b.call(self.module.globals.get(name) or ir.Function(self.module, kind, name), [x])

    def _as_numbers(self, node: Node, value: Any) -> Any:
        if node.kind == "flag":
            return self._number(node, value)
        return self.b.sitofp(value, self.numbers) if node.kind == "place" else value
