"""`compare`: strategies, or scenarios, side by side in the same worlds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from sim.cli import options as o
from sim.cli.options import FILE, LONGEST_NAME, Running, running


@click.command(short_help="Compare all strategies, or scenarios.")
@click.argument("files", nargs=-1, type=FILE, metavar="[FILE]...")
@running
@o.from_world
@o.source_world
@o.from_week
@o.from_scenario
def compare(options: Running, files: Sequence[str], **branch: Any) -> None:
    """Run every shipped strategy, or the scenarios in FILEs, in the same worlds, and compare each with the
    first: tables here, pictures and numbers in a folder.
    """
    from sim import api
    from sim.cli.terminal import show

    scenarios = [api.load(file) for file in files]
    source = o.Branch(**branch)
    names = [scenario.path.stem for scenario in scenarios]
    folder = options.folder(_name(names), *options.unusual(scenarios), *source.words())
    asked = options.asked() | source.asked()
    show(api.compare(*scenarios, theories=options.theories, **asked, **options.how(folder)), folder)


def _name(stems: Sequence[str]) -> str:
    """What was compared, in the folder's name."""
    name = "+".join(stems) or "strategies"
    return name if len(name) <= LONGEST_NAME else f"{stems[0][:LONGEST_NAME]}+{len(stems) - 1}_more"
