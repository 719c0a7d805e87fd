"""`preview`: what will scenarios do?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from sim.cli import options as o
from sim.cli.options import FILE


@click.command(short_help="Show what scenarios will do, before any run.")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@o.out
@o.png
@o.open_
def preview(files: Sequence[str], out: Path | None, png: bool) -> None:
    """Show what each FILE will do, and run nothing: the dispositions of every period beside the baseline's,
    the calendar of what will be sent by whom, injects in words, and what else differs from the baseline.
    As text here, as tables and a timeline in a folder.
    """
    from sim import api
    from sim.cli.terminal import show

    scenarios = [api.load(file) for file in files]
    folder = out or o.OUTPUTS / f"preview_{o.name_of(scenarios)}"
    show(api.preview(*scenarios, out=folder, png=png), folder)
