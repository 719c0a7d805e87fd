"""Lines of text in LLVM's language, over some worlds at a time: each names a new value."""

from __future__ import annotations

import struct
from collections.abc import Sequence


class Lines:
    """The body of a function, line by line."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self._count = 0

    def line(self, text: str) -> None:
        """A line that gives no value."""
        self.written.append(text)

    def new(self, text: str) -> str:
        """A line that gives a value; its name."""
        self._count += 1
        name = f"%v{self._count}"
        self.written.append(f"{name} = {text}")
        return name

    def label(self, name: str) -> None:
        """The beginning of a stretch that can be jumped to."""
        self.written.append(f"{name}:")

    def at(self, start: str, offset: str | int) -> str:
        """An address so many bytes further on."""
        return start if offset == 0 else self.new(f"getelementptr inbounds i8, ptr {start}, i64 {offset}")

    def add(self, x: str | int, y: str | int) -> str:
        """A sum of two whole numbers."""
        return self.new(f"add i64 {x}, {y}")

    def times(self, x: str | int, y: str | int) -> str:
        """A product of two whole numbers."""
        return self.new(f"mul i64 {x}, {y}")

    def repeated(
        self, name: str, count: str, carried: Sequence[tuple[str, str, str, str]], *, or_not: bool = False
    ) -> str:
        """Begin a loop that is run `count` times, at least once unless `or_not`; the number of the turn.
        `carried` values have a name, a type, a beginning, and the name of what each is in the next turn.
        """
        self.line(f"br label %{name}_in")
        self.label(f"{name}_in")
        if or_not:
            self.line(f"%{name}_none = icmp eq i64 {count}, 0")
            self.line(f"br i1 %{name}_none, label %{name}_out, label %{name}")
        else:
            self.line(f"br label %{name}")
        self.label(name)
        self.line(f"%{name}_turn = phi i64 [ 0, %{name}_in ], [ %{name}_next, %{name}_end ]")
        for own, kind, start, after in carried:
            self.line(f"{own} = phi {kind} [ {start}, %{name}_in ], [ {after}, %{name}_end ]")
        self._counts = {**getattr(self, "_counts", {}), name: count}
        return f"%{name}_turn"

    def again(self, name: str) -> None:
        """End the loop."""
        self.line(f"br label %{name}_end")
        self.label(f"{name}_end")
        self.line(f"%{name}_next = add i64 %{name}_turn, 1")
        self.line(f"%{name}_more = icmp ult i64 %{name}_next, {self._counts[name]}")
        self.line(f"br i1 %{name}_more, label %{name}, label %{name}_out")
        self.label(f"{name}_out")


class Vectors:
    """Operations on registers of `lanes` numbers, written on some lines.

    The kinds of registers: `F` numbers, `M` yes or no, `I` whole numbers, `D` and `L` twice as wide numbers
    and whole numbers.
    """

    def __init__(self, lines: Lines, lanes: int) -> None:
        self.lines, self.lanes = lines, lanes
        self.F, self.M, self.I, self.D, self.L = (
            f"<{lanes} x {kind}>" for kind in ("float", "i1", "i32", "double", "i64")
        )

    def do(self, what: str, kind: str, *parts: str) -> str:
        """An operation on parts of one kind."""
        return self.lines.new(f"{what} {kind} {', '.join(parts)}")

    def turn(self, how: str, x: str, kind: str, into: str) -> str:
        """The same as another kind."""
        return self.lines.new(f"{how} {kind} {x} to {into}")

    def pick(self, test: str, x: str, y: str, kind: str | None = None) -> str:
        """`x` where the test holds, else `y`."""
        kind = kind or self.F
        return self.lines.new(f"select {self.M} {test}, {kind} {x}, {kind} {y}")

    def call(self, name: str, kind: str, x: str) -> str:
        """An operation that LLVM has as a function, such as `sqrt`."""
        short = kind.strip("<>").replace(" x float", "f32").replace(" x double", "f64")
        return self.lines.new(f"call {kind} @llvm.{name}.v{short}({kind} {x})")

    def spread(self, value: str) -> str:
        """One number in all places."""
        one = self.lines.new(f"insertelement {self.F} poison, float {value}, i64 0")
        places = f"<{self.lanes} x i32> zeroinitializer"
        return self.lines.new(f"shufflevector {self.F} {one}, {self.F} poison, {places}")


def number(value: float) -> str:
    """A float32 in all places of a register."""
    return f"splat (float {one(value)})"


def one(value: float) -> str:
    """A float32 by itself."""
    return f"0x{_bits(struct.unpack('f', struct.pack('f', value))[0])}"


def wide(value: float) -> str:
    """A float64 in all places of a register."""
    return f"splat (double 0x{_bits(value)})"


def whole(value: int, bits: int = 32) -> str:
    """A whole number in all places of a register."""
    return f"splat (i{bits} {value})"


def _bits(value: float) -> str:
    return struct.pack(">d", value).hex().upper()
