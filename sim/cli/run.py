"""`run`: one scenario, over all worlds and in one of them."""

from __future__ import annotations

import click

from sim.cli.options import FILE, Running, running
from sim.cli.options import world as world_option
from sim.core.errors import UserError


@click.command(short_help="Run one scenario.")
@click.argument("file", type=FILE)
@running
@world_option("The world to show as a ledger of signals.")
def run(options: Running, file: str, world: int) -> None:
    """Run the scenario in FILE: its outcomes over all worlds, and one world as a ledger of signals."""
    if len(options.theories) > 1:
        raise UserError("run takes one theory, or all; compare takes some")
    from sim import api
    from sim.cli.terminal import show

    scenario = api.load(file)
    folder = options.folder("run", scenario.path.stem, *options.unusual)
    theory = next(iter(options.theories), None)
    show(api.run(scenario, theory=theory, world=world, **options.asked(), **options.how(folder)), folder)
