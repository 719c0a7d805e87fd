"""`run`: one scenario, over all worlds and in one of them."""

from __future__ import annotations

from typing import Any

import click

from sim.cli import branch_options as b
from sim.cli.options import FILE, Running, running
from sim.cli.whole_numbers import WORLD_NUMBER
from sim.core.errors import UserError


@click.command(short_help="Run one scenario.")
@click.argument("file", type=FILE)
@running
@click.option(
    "--world", type=WORLD_NUMBER,
    help="The world to show as a ledger of signals, else 0; with --from-world, the world to start from.",
)  # fmt: skip
@b.from_world
@b.from_week
@b.from_scenario
def run(options: Running, file: str, **branch: Any) -> None:
    """Run the scenario in FILE: its outcomes over all worlds, and one world as a ledger of signals."""
    if len(options.theories) > 1:
        raise UserError("run takes one theory, or all; compare takes some")
    from sim import api
    from sim.cli.terminal import show

    scenario = api.load(file)
    source = b.Branch(**branch)
    folder = options.folder("run", scenario.path.stem, *options.unusual, *source.words())
    theory = next(iter(options.theories), None)
    asked = options.asked() | source.asked()
    show(api.run(scenario, theory=theory, **asked, **options.how(folder)), folder)
