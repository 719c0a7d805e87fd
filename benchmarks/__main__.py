"""Measures the engine and prints a table: `python -m benchmarks` (a minute, best on a machine at rest)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

Row = tuple[str, str, str]


def main() -> None:
    """Read the options, measure, print."""
    asked = _options()
    print(f"{'what':58} {'measured':>16}  aim")
    for what, measured, aim in rows(asked):
        print(f"{what:58} {measured:>16}  {aim}", flush=True)


def rows(asked: argparse.Namespace) -> Iterator[Row]:
    """One row a measurement, as it is made."""
    from benchmarks.engine import engine, main_job
    from benchmarks.one_at_a_time import one_at_a_time
    from benchmarks.plain import plain

    cells = main_job()
    rate = engine(cells, asked.worlds)
    shape = f"{len(cells)} scenarios × {asked.worlds} worlds"
    yield f"engine on one core, {shape}", f"{rate:,.0f} /s", "300,000 at least, 1,000,000"
    alone = one_at_a_time(cells[0], asked.alone, cells[0].scenario.weeks)
    yield f"one world at a time, mesa.batch_run, {asked.alone} worlds", f"{alone:,.0f} /s", ""
    scalar = plain(cells[0], asked.weeks)
    yield f"a week of this size in plain Python, {asked.weeks} weeks", f"{scalar:,.0f} /s", ""
    yield "engine against one world at a time", f"{rate / alone:,.0f} ×", ""
    yield "engine against plain Python", f"{rate / scalar:,.0f} ×", ""
    if not asked.engine:
        yield from commands()


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


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition(":")[0])
    parser.add_argument(
        "--worlds", type=int, default=2000, help="worlds of each scenario for the engine [2000]"
    )
    parser.add_argument("--alone", type=int, default=8, help="worlds run one at a time [8]")
    parser.add_argument("--weeks", type=int, default=2000, help="weeks in plain Python [2000]")
    parser.add_argument("--engine", action="store_true", help="leave out the commands")
    return parser.parse_args()


if __name__ == "__main__":
    main()
