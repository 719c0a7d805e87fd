"""Draws pictures, in this process or in several others."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import current_process, get_context
from pathlib import Path
from typing import TypeAlias

from sim.core.errors import UserError
from sim.engine.processes import cores, deaf, end, look_rarely, serve
from sim.plots import Picture, load_matplotlib

Draw: TypeAlias = Callable[[Sequence[Picture], Path], Iterable[list[Path]]]
"""Draws pictures into a folder, and gives the files of each to whoever waits for them."""

MOST = 4
"""Processes that draw, at most."""


def hands() -> int:
    """Processes that draw pictures: as many as there are processors to use, up to a few."""
    return min(cores(), MOST)


@contextmanager
def drawing(workers: int, *, early: bool = False) -> Generator[Draw]:
    """Give a function that draws, in ``workers`` processes that start with their first picture.

    With ``early`` one starts at once, and loads what pictures need while others simulate. Processes are
    spawned, so a script that comes here at its top level needs the usual ``if __name__ == "__main__":``.
    """
    if workers < 2 or current_process().daemon:
        yield lambda pictures, folder: map(partial(Picture.save, folder=folder), pictures)
        return
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin)

    def draw(pictures: Sequence[Picture], folder: Path) -> Iterable[list[Path]]:
        with _ended(), deaf():
            drawn = pool.map(partial(Picture.save, folder=folder), pictures)
        return _each(drawn)

    try:
        if early:
            with deaf():
                pool.submit(load_matplotlib)
        yield draw
    finally:
        end(pool)


def _each(drawn: Iterable[list[Path]]) -> Iterator[list[Path]]:
    with _ended():
        yield from drawn


@contextmanager
def _ended() -> Generator[None]:
    try:
        yield
    except BrokenProcessPool:
        raise UserError(
            "a process that draws ended: perhaps a script lacks the line "
            '`if __name__ == "__main__":` around what it runs, or memory was short'
        ) from None


def _begin() -> None:
    """In a worker, at its start: figures leave much behind, which is collected rarely."""
    serve()
    look_rarely()


def undrawn(_pictures: Sequence[Picture], _folder: Path) -> Iterable[list[Path]]:
    """Draw nothing, where only numbers are wanted."""
    return ()
