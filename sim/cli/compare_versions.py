"""`compare-versions`: what today's code makes of an older study."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from sim.cli.options import folder as folder_argument
from sim.cli.options import out_tables
from sim.cli.options import quiet as quiet_option
from sim.cli.options import workers as workers_option
from sim.cli.progress import counting, tell


@click.command(short_help="Run an older study by today's code and tell what moved.")
@folder_argument
@out_tables
@workers_option
@quiet_option
def compare_versions(folder: Path, out: Path | None, workers: int | None, quiet: bool) -> None:
    """Run the study in the older FOLDER by today's code, from what lies in it, and tell which numbers moved,
    in units of the smallest difference that matters, and which verdicts changed.
    """
    from sim import api
    from sim.cli.terminal import show

    bar = partial(counting, quiet=quiet)
    found = api.compare_versions(folder, out=out, workers=workers, bar=bar, tell=tell)
    show(found, out)
