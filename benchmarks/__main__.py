"""Measures the engine and prints a table: `python -m benchmarks` (minutes; best on a machine at rest)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.scenario.cell import Cell

Row = tuple[str, str, str]


def main() -> None:
    """Read the options, measure, print."""
    asked = _options()
    if find_spec("llvmlite") is None:
        sys.exit("the benchmarks compile weeks, which needs llvmlite")
    print(f"{'what':66} {'measured':>16}  aim")
    for what, measured, aim in rows(asked):
        print(f"{what:66} {measured:>16}  {aim}", flush=True)


def rows(asked: argparse.Namespace) -> Iterator[Row]:
    """One row a measurement, as it is made."""
    from benchmarks.engine import as_written, engine, fresh, main_job
    from benchmarks.one_at_a_time import one_at_a_time
    from benchmarks.plain import plain

    if asked.page:
        yield from page()
        return
    cells, tries = main_job(), asked.tries
    shape = f"{len(cells)} scenarios × {asked.worlds:,} worlds"
    first = fresh(asked.worlds, tries)
    yield f"engine on one core, {shape}, in a fresh process", f"{first:,.0f} /s", "2,000,000"
    rate = engine(cells, asked.worlds, tries + 1)
    yield "the same again, the code being there", f"{rate:,.0f} /s", ""
    large = engine(cells, 4 * asked.worlds, tries)
    yield "the same, four times the worlds", f"{large:,.0f} /s", "3,000,000"
    yield "one scenario, ten times the worlds", f"{engine(cells[:1], 10 * asked.worlds, tries):,.0f} /s", ""
    with as_written():
        written = engine(cells, asked.worlds, tries)
    yield "ten scenarios as written, not compiled", f"{written:,.0f} /s", ""
    yield "engine against the week as written, four times the worlds", f"{large / written:,.1f} ×", "8 ×"
    alone = one_at_a_time(cells[0], asked.alone, cells[0].scenario.weeks)
    yield f"one world at a time, mesa.batch_run, {asked.alone} worlds", f"{alone:,.0f} /s", ""
    scalar = plain(cells[0], asked.weeks)
    yield f"a week of this size in plain Python, {asked.weeks} weeks", f"{scalar:,.0f} /s", ""
    yield "engine against one world at a time", f"{large / alone:,.0f} ×", "8,000 ×"
    yield "engine against plain Python", f"{large / scalar:,.0f} ×", ""
    if asked.speeds:
        return
    yield from machine(cells, large, written)
    yield from parts(cells, asked.worlds)
    if not asked.engine:
        yield from commands()
    if asked.large:
        yield from large()


def machine(cells: list[Cell], rate: float, written: float) -> Iterator[Row]:
    """What the machine could do for the same arithmetic, and how much of that is done."""
    from benchmarks.roofline import roofs

    roof = roofs(cells[0])
    yield "array operations a world-week as written, at least", f"{roof.operations:,.0f}", ""
    speeds = ", ".join(f"{name} {ns:.2f}" for name, ns in roof.nanoseconds.items())
    yield f"ns a number in the cache: {speeds}", "", ""
    yield "roof: all of these as fast as in the cache", f"{roof.by_operations:,.0f} /s", ""
    yield "share of it, as written", f"{written / roof.by_operations:.0%}", ""
    yield "operations a world-week, compiled", f"{roof.compiled:,.0f}", ""
    yield f"memory, copied; {roof.columns} columns move in a week", f"{roof.bandwidth / 1e9:.1f} GB/s", ""
    yield "roof: operations free, every column moved once", f"{roof.by_memory:,.0f} /s", ""
    yield "share of it, compiled", f"{rate / roof.by_memory:.0%}", ""


def parts(cells: list[Cell], worlds: int) -> Iterator[Row]:
    """What the time goes to, and how it grows."""
    from benchmarks.engine import as_written
    from benchmarks.phases import COMPILED, WRITTEN, phases
    from benchmarks.scaling import gained, scaling
    from sim.engine.processes import cores

    for name, share in phases(cells, worlds, COMPILED):
        yield f"share of the time, compiled: {name}", f"{share:.1%}", ""
    with as_written():
        for name, share in phases(cells, worlds, WRITTEN):
            yield f"share of the time, as written: {name}", f"{share:.1%}", ""
    for what, rate in scaling(cells):
        yield what, f"{rate:,.0f} /s", ""
    if (workers := cores()) > 1:
        times = gained(cells, 4 * worlds, workers)
        yield f"{workers} processes against one, start to end", f"{times:.2f} ×", ""


def commands() -> Iterator[Row]:
    """Times of the commands as a user meets them."""
    from benchmarks.engine import peak, seconds

    yield "--help, best of 5", f"{seconds('--help', tries=5):.2f} s", "0.2 s"
    yield (
        "run of one world, best of 3",
        f"{seconds('run', 'baseline', '--worlds', '1', tries=3):.1f} s",
        "2 s",
    )
    yield "compare, all it does", f"{seconds('compare'):.1f} s", "20 s"
    yield "largest process of these", f"{peak():.2f} GiB", "1 GiB"


def page() -> Iterator[Row]:
    """How long a reader of the page waits."""
    from os import getloadavg

    from benchmarks.page import waits

    for what, best, median, most in waits():
        measured = f"{best:.0f}, {median:.0f}, {most:.0f} ms"
        yield f"lever to picture, {what}: best, median, 95th percentile", measured, "100 ms"
    yield "load of the machine meanwhile", f"{getloadavg()[0]:.1f}", ""


def large() -> Iterator[Row]:
    """A run of 10⁸ world-weeks, to its folder, by all cores."""
    from benchmarks.engine import peak, seconds

    spent = seconds("run", "baseline", "--worlds", "546500")
    yield "run of 10⁸ world-weeks, all it does", f"{spent:.0f} s", ""
    yield "largest process so far", f"{peak():.2f} GiB", "2 GiB"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition(":")[0])
    parser.add_argument(
        "--worlds", type=int, default=2000, help="worlds of each scenario for the engine [2000]"
    )
    parser.add_argument("--alone", type=int, default=8, help="worlds run one at a time [8]")
    parser.add_argument("--weeks", type=int, default=2000, help="weeks in plain Python [2000]")
    parser.add_argument("--tries", type=int, default=3, help="of which the best counts [3]")
    parser.add_argument("--speeds", action="store_true", help="the speeds of the engine alone")
    parser.add_argument("--engine", action="store_true", help="leave out the commands")
    parser.add_argument("--page", action="store_true", help="the page alone, in Chromium")
    parser.add_argument("--large", action="store_true", help="add a run of 10⁸ world-weeks")
    return parser.parse_args()


if __name__ == "__main__":
    main()
