"""Progress on the error stream, so that what is printed can be piped."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

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
        total=total, unit_scale=True, disable=shown, leave=False, bar_format=form, file=_Bearing()
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
    tqdm.write(line, file=_Bearing())


class _Bearing:
    """The error stream, of which a fault ends nothing: it is progress alone that is not seen."""

    def write(self, text: str) -> None:
        """Write if it can be."""
        with suppress(OSError, ValueError):
            sys.stderr.write(text)

    def flush(self) -> None:
        """Send on what can be."""
        with suppress(OSError, ValueError):
            sys.stderr.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.stderr, name)
