"""Progress on the error stream, so that what is printed can be piped."""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.chunk import Progress
    from sim.world import Cell


@contextmanager
def bar(cells: Sequence[Cell], worlds: int, *, quiet: bool) -> Generator[Progress]:
    """A bar that counts world-weeks; none with `quiet` or where nobody looks on."""
    from tqdm import tqdm

    total = worlds * sum(cell.scenario.weeks for cell in cells)
    shown: bool | None = True if quiet else None
    form = "{l_bar}{bar}| {n_fmt}/{total_fmt} world-weeks, {remaining} left"
    with tqdm(
        total=total, unit_scale=True, disable=shown, leave=False, bar_format=form, file=sys.stderr
    ) as it:

        def done(world_weeks: int) -> None:
            it.update(world_weeks)
            if it.n >= total and not it.disable:
                it.set_description_str("tables and pictures", refresh=True)

        yield done
