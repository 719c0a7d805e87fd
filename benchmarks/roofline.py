"""What this machine could do for the same arithmetic: every operation of a week, at the best speed measured.

Two roofs. Under the first every array operation of a week runs at the speed it has on columns that lie in
the cache, with nothing between two operations. Under the second all operations are free and every column is
read from memory once a week, and what carries over is written once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from time import process_time
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.core import tree
from sim.core.random_streams import Draws
from sim.engine.chunk import COLUMNS
from sim.engine.compiled.expression import in_order
from sim.engine.compiled.tracer import GIVEN, traced
from sim.engine.world_batch import REPLICATES
from sim.model.situation import Situation
from sim.model.world import World
from sim.scenario.cell import Cell

WEEKS = 20
LARGE = 1 << 26  # bytes, beyond most caches
PLAIN = "add"
"""Stands for every operation that is not measured by itself."""


class Counted(np.ndarray):
    """A column that counts what is done with it: entries by operation."""

    done: ClassVar[Counter[str]] = Counter()

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        """Do it on plain arrays, and count."""
        plain = [np.asarray(x) if isinstance(x, Counted) else x for x in inputs]
        out = kwargs.get("out")
        if out:
            kwargs["out"] = tuple(np.asarray(x) if isinstance(x, Counted) else x for x in out)
        result = getattr(ufunc, method)(*plain, **kwargs)
        Counted.done[ufunc.__name__] += int(np.size(result))
        return out[0] if out else result.view(Counted) if isinstance(result, np.ndarray) else result


@dataclass(frozen=True)
class Roofs:
    """World-weeks a CPU-second that this machine could do, and what that was made from."""

    operations: float
    """Array operations on one number, per world-week."""
    columns: int
    """Columns that are read or written once a week."""
    nanoseconds: dict[str, float]
    """Time of one operation on one number in the cache, by operation."""
    bandwidth: float
    """Bytes a second, copied from memory to memory."""
    by_operations: float
    by_memory: float
    compiled: float
    """Operations on one number, per world-week, of a week that is compiled; none is done twice."""


def roofs(cell: Cell) -> Roofs:
    """The roofs over one core of this machine."""
    done, columns = counted(cell)
    speed = {name: nanoseconds(work) for name, work in MEASURED.items()}
    spent = sum(count * speed.get(name, speed[PLAIN]) for name, count in done.items())
    bandwidth = copied()
    arrays = sum(done.values()), columns, speed, bandwidth, 1e9 / spent, bandwidth / (columns * 4)
    return Roofs(*arrays, noted(cell))


def counted(cell: Cell) -> tuple[dict[str, float], int]:
    """Operations per world-week by kind, at least; and the columns that a week reads or writes."""
    world = World([cell], Draws(1, 0, 64, 1), REPLICATES)
    s = world.situation
    given = {way: column for name in GIVEN for way, column in tree.columns(vars(s)[name], (name,)).items()}
    for way, column in given.items():
        tree.holder(s, way)[way[-1]] = column.view(Counted)
    Counted.done.clear()
    for _ in range(WEEKS):
        world.step()
    done = {name: count / WEEKS / world.width for name, count in Counted.done.items()}
    return done, len(given) + 2 * carried(s)


def noted(cell: Cell) -> int:
    """Operations of a week that is compiled."""
    world = World([cell], Draws(1, 0, 1), REPLICATES)
    week = traced(world, world.situation.theories[0][0])
    order = in_order(week.ends.values())
    return sum(1 for node in order if node.verb not in ("leaf", "constant"))


def carried(s: Situation) -> int:
    """Columns that carry over from week to week, but for what only counts outcomes."""
    return sum(way[0] not in (*GIVEN, "tally") for way in tree.columns(s))


def nanoseconds(work: Callable[[], object], tries: int = 200) -> float:
    """Best time of one operation on one number, of a column in the cache."""
    best = np.inf
    for _ in range(10):
        start = process_time()
        for _ in range(tries):
            work()
        best = min(best, (process_time() - start) / tries)
    return float(best) / COLUMNS * 1e9


def copied() -> float:
    """Bytes a second, read and written, of a copy in memory."""
    here: NDArray[np.float32] = np.ones(LARGE, np.float32)
    there = np.empty_like(here)
    best = np.inf
    for _ in range(5):
        start = process_time()
        np.copyto(there, here)
        best = min(best, process_time() - start)
    return 2 * here.nbytes / float(best)


_X = np.linspace(0.1, 0.9, COLUMNS, dtype=np.float32)
_OUT, _FLAGS = np.empty_like(_X), np.empty(COLUMNS, np.bool_)
MEASURED: dict[str, Callable[[], object]] = {
    "add": lambda: np.add(_X, _X, out=_OUT),
    "multiply": lambda: np.multiply(_X, _X, out=_OUT),
    "divide": lambda: np.divide(_X, _X, out=_OUT),
    "exp": lambda: np.exp(_X, out=_OUT),
    "log": lambda: np.log(_X, out=_OUT),
    "sqrt": lambda: np.sqrt(_X, out=_OUT),
    "less": lambda: np.less(_X, _X, out=_FLAGS),
    "maximum": lambda: np.maximum(_X, _X, out=_OUT),
}
"""Operations at their best: result written to a column that is there."""
