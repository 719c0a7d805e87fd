"""`explore`: the model in a page."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from pathlib import Path

import click

from sim.cli.options import FILE, OUTPUTS
from sim.cli.output_options import OPEN, PLACE, open_
from sim.vocabulary.theory_names import NAMES

PAGE = "explore.html"


@click.command(short_help="Make one page with the whole model in it.")
@click.argument("files", nargs=-1, type=FILE, metavar="[FILE]...")
@click.option(
    "--out", type=PLACE,
    help=f"File to write; else {OUTPUTS / PAGE}.",
)  # fmt: skip
@open_
def explore(files: Sequence[str], out: Path | None) -> None:
    """Make one page, to be opened from disk, sent or put on a course site, with the whole model in it: move a
    lever and see what follows, how sure it is and why. A FILE alone is opened beside the baseline, the first
    of several is the baseline; shipped scenarios are presets. Nothing is fetched.
    """
    from sim import api

    page = api.explore(*files)
    file = page.save(out or OUTPUTS / PAGE)
    click.echo(f"{file}: {len(page.scenarios)} scenarios under {len(NAMES)} theories; open it in a browser")
    if click.get_current_context().meta.get(OPEN):
        webbrowser.open(file.resolve().as_uri())
