"""Progress on the error stream, so that what is printed can be piped."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sim.engine.chunk import Progress


@contextmanager
def counting(total: int, *, quiet: bool) -> Generator[Progress]:
    """A bar that counts `total` world-weeks."""
    from tqdm import tqdm

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


def tell(line: str) -> None:
    """Say something meanwhile, above the bar if there is one; nothing where `verify` gives the command."""
    from tqdm import tqdm

    context = click.get_current_context(silent=True)
    if context and not context.parent:
        return
    tqdm.write(line, file=sys.stderr)
