"""`run`: one scenario, over all worlds and in one of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from sim.cli.options import FILE, OUTPUTS, running
from sim.cli.options import world as world_option
from sim.cli.progress import bar, tell
from sim.located import UserError


@click.command(short_help="Run one scenario.")
@click.argument("file", type=FILE)
@running
@world_option("The world to show as a ledger of signals.")
@click.pass_context
def run(
    ctx: click.Context,
    file: str,
    worlds: int,
    seed: int,
    theories: Sequence[str],
    out: Path | None,
    quiet: bool,
    workers: int | None,
    scheduler: str | None,
    keep_worlds: bool,
    params: str,
    world: int,
) -> None:
    """Run the scenario in FILE: what it comes to over all worlds, and one world as a ledger of signals."""
    if world >= worlds:
        raise UserError(f"--world {world}: the worlds that are run have the numbers 0 to {worlds - 1}")
    if len(theories) > 1:
        raise UserError("run shows one theory; compare takes several")
    from sim.cli.tables import show_run
    from sim.fit.choose import PRIOR, with_params
    from sim.scenario import Scenario, find_scenario
    from sim.study import Asked, carry_out, pictures_of_one
    from sim.together import cells_of

    scenario = Scenario.load(find_scenario(file))
    cells = with_params(cells_of([scenario], theories), params)
    other = [f"_{theory}" for theory in theories if theory != scenario.theory]
    other += [] if params == PRIOR else [f"_{params}"]
    folder = out or OUTPUTS / f"run_{scenario.path.stem}{''.join(other)}"
    with bar(cells, worlds, quiet=quiet) as progress:
        asked = Asked(seed, worlds, folder, ctx.obj, workers, scheduler, keep_worlds, world, tell)
        study = carry_out(cells, asked, pictures_of_one, progress)
    show_run(study, folder)
