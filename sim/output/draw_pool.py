"""Who draws the pictures: this process, or several beside it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import current_process, get_context
from pathlib import Path
from typing import TypeAlias

from sim.engine.processes import cores, deaf, end, look_rarely, serve
from sim.plots import Job, draw_one, load

Draw: TypeAlias = Callable[[Sequence[Job]], Iterable[list[Path]]]
"""Draws, and gives the files of each picture to whoever waits for them."""

MOST = 4
"""Processes that draw, at most."""


def hands() -> int:
    """Processes that draw pictures: as many as there are processors to use, up to a few."""
    return min(cores(), MOST)


@contextmanager
def drawing(workers: int, *, early: bool = False) -> Generator[Draw]:
    """Who draws within: of several processes each begins with the first picture there is for it.

    With `early` one begins at once, and loads what pictures need while others work. Processes are spawned, so
    a script that comes here at its top level needs the usual ``if __name__ == "__main__":``.
    """
    if workers < 2 or current_process().daemon:
        yield partial(map, draw_one)
        return
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin)

    def draw(jobs: Sequence[Job]) -> Iterable[list[Path]]:
        with deaf():
            return pool.map(draw_one, jobs)

    try:
        if early:
            with deaf():
                pool.submit(load)
        yield draw
    finally:
        end(pool)


def _begin() -> None:
    """In a worker, at its start: figures leave much behind, which is collected rarely."""
    serve()
    look_rarely()
