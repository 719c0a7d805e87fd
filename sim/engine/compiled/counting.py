"""Counting as machine code: how many worlds stand in each bin of a measure, and of its differences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Column, Flags
from sim.engine.compiled import native
from sim.engine.compiled.lines import Lines, one

GIVEN = (
    "values", "ranges", "war", "bases", "counts", "differences",
    "measures", "cells", "worlds", "measure_step", "cell_step", "bins",
)  # fmt: skip
"""What is given, each as eight bytes, the first of them addresses: where the values of each measure stand,
by cell and world; by measure where its bins begin, and how many there are to a unit; whether there is a war,
by cell and world; the baseline of each cell; the counts of the first cell, and those of differences. Then
how many measures, cells and worlds there are; how many bytes on the counts of the next measure and cell
stand; and how many bins there are, of which one more counts the worlds at war.
"""
ADDRESSES = 6
DECLARED = "declare i32 @llvm.fptosi.sat.i32.f32(float)\n" + "\n".join(
    f"declare i32 @llvm.{name}.i32(i32, i32)" for name in ("smax", "smin")
)
NAME = "count"
Counts: TypeAlias = NDArray[np.integer[Any]]


def count(
    values: Sequence[Column],
    ranges: NDArray[np.float32],
    bins: int,
    war: Flags,
    bases: NDArray[np.int64],
    counts: Counts,
    differences: Counts,
) -> None:
    """Add to `counts`, shape ``(cell, measure, bin)``, how many worlds stand in each bin of each measure.

    `values` has the shape ``(cell, world)`` for each measure, `ranges` where its bins begin and how many
    there are to a unit. To `differences` is added how many worlds differ by so much from the same world of
    the cell `bases` (a cell that is its own baseline differs in none): half a bin up, so that no difference
    is the middle of a bin.
    """
    values, war = [np.ascontiguousarray(each) for each in values], np.ascontiguousarray(war)
    where = np.array([_address(each) for each in values], np.uint64)
    arrays = where, ranges, war, bases, counts, differences
    steps = counts.strides[1], counts.strides[0]
    sizes = len(values), *war.shape, *steps, bins
    given = np.array([*map(_address, arrays), *sizes], np.uint64)
    _function(counts.itemsize)(_address(given))


def _address(array: NDArray[Any]) -> int:
    return array.__array_interface__["data"][0]


@cache
def _function(size: int) -> native.Function:
    """The function for counts of so many bytes."""
    return native.functions(f"{DECLARED}\n\n{_text(size)}", NAME)[0]


def _text(size: int) -> str:
    lines = Lines()
    kinds = ["ptr"] * ADDRESSES + ["i64"] * (len(GIVEN) - ADDRESSES)
    given = {
        what: lines.new(f"load {kind}, ptr {lines.at('%a', 8 * k)}, align 8")
        for k, (what, kind) in enumerate(zip(GIVEN, kinds, strict=True))
    }
    counting = _Counting(lines, given, size)
    measure = lines.repeated("measure", given["measures"], [])
    counting.of(measure)
    cell = lines.repeated("cell", given["cells"], [])
    base = lines.new(f"load i64, ptr {lines.at(given['bases'], lines.times(cell, 8))}, align 8")
    lines.line(f"%apart = icmp ne i64 {base}, {cell}")
    lines.line("br i1 %apart, label %differs, label %alone")
    for label, name, other in (("differs", "pair", base), ("alone", "world", None)):
        lines.label(label)
        counting.worlds(name, cell, other)
        lines.line("br label %counted")
    lines.label("counted")
    lines.again("cell")
    lines.again("measure")
    lines.line("ret void")
    return "\n".join([f"define void @{NAME}(ptr noalias %a) nounwind {{", *lines.written, "}"])


class _Counting:
    """Writes the loop over the worlds of a cell."""

    def __init__(self, lines: Lines, given: dict[str, str], size: int) -> None:
        self._lines, self._given, self._size = lines, given, size
        self._last = lines.new(f"trunc i64 {lines.add(given['bins'], -1)} to i32")
        self._war = lines.new(f"trunc i64 {given['bins']} to i32")
        bins = lines.new(f"uitofp i64 {given['bins']} to float")
        middle = lines.new(f"fmul float {bins}, {one(0.5)}")
        self._middle = lines.new(f"fadd float {middle}, {one(0.5)}")

    def of(self, measure: str) -> None:
        """Turn to a measure."""
        lines, given = self._lines, self._given
        self._values = lines.new(
            f"load ptr, ptr {lines.at(given['values'], lines.times(measure, 8))}, align 8"
        )
        span = lines.at(given["ranges"], lines.times(measure, 8))
        self._low, self._scale = (
            lines.new(f"load float, ptr {lines.at(span, offset)}, align 4") for offset in (0, 4)
        )
        self._ahead = lines.times(measure, given["measure_step"])

    def worlds(self, name: str, cell: str, base: str | None) -> None:
        """Count the worlds of a cell, and how they differ from those of another."""
        lines, given = self._lines, self._given
        own, other = self._from(cell), base and self._from(base)
        ahead = lines.add(lines.times(cell, given["cell_step"]), self._ahead)
        counts, differences = (lines.at(given[what], ahead) for what in ("counts", "differences"))
        world = lines.repeated(name, given["worlds"], [])
        scaled, war = self._scaled(world, own)
        self._add(counts, scaled, war)
        if other:
            baseline, war_there = self._scaled(world, other)
            apart = lines.new(f"fsub float {scaled}, {baseline}")
            half = lines.new(f"fmul float {apart}, {one(0.5)}")
            either = lines.new(f"or i1 {war}, {war_there}")
            self._add(differences, lines.new(f"fadd float {half}, {self._middle}"), either)
        lines.again(name)

    def _from(self, cell: str) -> tuple[str, str]:
        """Where the values of a cell begin, and where it says which are at war."""
        first = self._lines.times(cell, self._given["worlds"])
        values = self._lines.at(self._values, self._lines.times(first, 4))
        return values, self._lines.at(self._given["war"], first)

    def _scaled(self, world: str, start: tuple[str, str]) -> tuple[str, str]:
        """The value of a world in bins, and whether it is at war."""
        lines, (values, wars) = self._lines, start
        value = lines.new(f"load float, ptr {lines.at(values, lines.times(world, 4))}, align 4")
        above = lines.new(f"fsub float {value}, {self._low}")
        war = lines.new(f"load i8, ptr {lines.at(wars, world)}, align 1")
        scaled = lines.new(f"fmul float {above}, {self._scale}")
        return scaled, lines.new(f"icmp ne i8 {war}, 0")

    def _add(self, counts: str, scaled: str, war: str) -> None:
        """One more in a bin: the first or the last, if it would be beyond; the one after these at war."""
        lines, kind = self._lines, f"i{8 * self._size}"
        found = lines.new(f"call i32 @llvm.fptosi.sat.i32.f32(float {scaled})")
        above = lines.new(f"call i32 @llvm.smax.i32(i32 {found}, i32 0)")
        within = lines.new(f"call i32 @llvm.smin.i32(i32 {above}, i32 {self._last})")
        place = lines.new(f"select i1 {war}, i32 {self._war}, i32 {within}")
        far = lines.times(lines.new(f"zext i32 {place} to i64"), self._size)
        at = lines.at(counts, far)
        before = lines.new(f"load {kind}, ptr {at}, align {self._size}")
        lines.line(f"store {kind} {lines.new(f'add {kind} {before}, 1')}, ptr {at}, align {self._size}")
