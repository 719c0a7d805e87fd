"""A graphics card as a target: the week as kernels in PTX, one world a thread.

A block is a warp of 32 worlds, whose threads read and write side by side; each of them runs the text for
registers of one world. Kernels are given the tables that the loops of `driver.py` are given, random draws
apart; `weeks_0` runs the weeks of all blocks in the cells of the first theory.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import llvmlite.binding

from sim.engine.compiled import driver, random_draws, writer
from sim.engine.compiled.driver import Sizes
from sim.engine.compiled.layout import RANDOM, Layout
from sim.engine.compiled.lines import Lines

llvm: Any = llvmlite.binding

LANES = 32
"""Worlds in a block: the threads of a warp."""
DRAWN = 8
"""Worlds that one thread draws for."""
TRIPLE, LEVEL = "nvptx64-nvidia-cuda", 2
CARD = "sm_70"
"""The oldest kind of card that the text is for; newer ones translate it."""
SPECIAL = "ctaid.x", "ctaid.y", "ntid.x", "tid.x"
"""What tells a thread which it is: its group along x and y, the size of a group, its place in it."""


def module(layout: Layout) -> str:
    """The kernels of a layout, whose blocks have `LANES` worlds, in PTX."""
    target = _target()
    parsed = llvm.parse_assembly(_text(layout))
    parsed.triple, parsed.data_layout = TRIPLE, str(target.target_data)
    return target.emit_assembly(parsed)


@cache
def _target() -> Any:
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    return llvm.Target.from_triple(TRIPLE).create_target_machine(cpu=CARD, opt=LEVEL)


def _text(layout: Layout) -> str:
    row, sizes = layout.sizes.row, layout.sizes
    parts = [f"declare i32 @llvm.nvvm.read.ptx.sreg.{name}()" for name in SPECIAL]
    parts.append(random_draws.bits("bits", DRAWN, row))
    parts += [random_draws.numbers(kind, DRAWN, row, gumbel=kind == "gumbel") for kind in RANDOM]
    parts.append(_draws(sizes))
    for functions in layout.functions(1).values():
        for theory, (name, text) in enumerate(functions.items()):
            own = f"of_{name}"
            parts += [text.replace(f"@{name}(", f"@{own}("), _kernel(name, own, theory, sizes)]
    return writer.module(parts, 1)


def _draws(sizes: Sizes) -> str:
    """The random draws of all weeks: those of eight worlds a thread along x, of a week a group along y."""
    lines = Lines()
    given, (thread, week) = driver.read(lines, driver.GIVEN, driver.ADDRESSES), _place(lines)
    parts = sizes.unit // DRAWN
    _within(lines, thread, lines.times(given["units"], parts))
    unit, part = lines.new(f"udiv i64 {thread}, {parts}"), lines.new(f"urem i64 {thread}, {parts}")
    rows = lines.at(given["random"], lines.times(unit, given["unit_step"]))
    rows = lines.at(lines.at(rows, lines.times(week, sizes.week)), lines.times(part, DRAWN * writer.BYTES))
    day = lines.new(f"load i64, ptr {lines.at(given['days'], lines.times(week, 8))}, align 8")
    counter = lines.add(given["first"], thread)
    driver.draw(lines, given, rows, sizes, counter, day, random_draws.names_at_a_time(DRAWN))
    return _ended("draws", lines)


def _kernel(name: str, function: str, theory: int, sizes: Sizes) -> str:
    """A function for all blocks, a world a thread along x, and a cell of its theory a group along y."""
    lines = Lines()
    given, (thread, turn) = driver.read(lines, driver.GIVEN, driver.ADDRESSES), _place(lines)
    _within(lines, thread, lines.times(given["units"], sizes.unit))
    block, lane = lines.new(f"udiv i64 {thread}, {LANES}"), lines.new(f"urem i64 {thread}, {LANES}")
    inside = lines.times(lane, writer.BYTES)
    own = {what: lines.at(given[what], inside) for what in ("state", "given", "random", "record")}
    own["random"] = lines.at(own["random"], lines.times(block, given["unit_step"]))
    driver.call(
        lines, given | own, function, driver.cell(lines, given, theory, turn), block, given["units"], 0, sizes
    )
    return _ended(name, lines)


def _place(lines: Lines) -> tuple[str, str]:
    """The number of a thread along x, and that of its group along y."""
    found: Mapping[str, str] = {
        name: lines.new(f"zext i32 {lines.new(f'call i32 @llvm.nvvm.read.ptx.sreg.{name}()')} to i64")
        for name in SPECIAL
    }
    return lines.add(lines.times(found["ctaid.x"], found["ntid.x"]), found["tid.x"]), found["ctaid.y"]


def _within(lines: Lines, thread: str, count: str) -> None:
    """Threads beyond the last do nothing."""
    lines.line(f"%inside = icmp ult i64 {thread}, {count}")
    lines.line("br i1 %inside, label %work, label %done")
    lines.label("work")


def _ended(name: str, lines: Lines) -> str:
    lines.line("br label %done")
    lines.label("done")
    lines.line("ret void")
    return "\n".join([f"define ptx_kernel void @{name}(ptr noalias %a) nounwind {{", *lines.written, "}"])
