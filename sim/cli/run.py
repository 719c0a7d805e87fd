"""`run`: one scenario, over all worlds and in one of them."""

from __future__ import annotations

import click

from sim.cli.options import FILE, Running, numbered, running
from sim.cli.options import world as world_option
from sim.cli.progress import bar, tell
from sim.core.errors import UserError


@click.command(short_help="Run one scenario.")
@click.argument("file", type=FILE)
@running
@world_option("The world to show as a ledger of signals.")
def run(options: Running, file: str, world: int) -> None:
    """Run the scenario in FILE: what it comes to over all worlds, and one world as a ledger of signals."""
    numbered(world, options.worlds, "the worlds that are run")
    if len(options.theories) > 1:
        raise UserError("run shows one theory; compare takes several")
    from sim.cli.tables import show_run
    from sim.model.parameter_source import PRIOR, with_params
    from sim.scenario import find_scenario, load
    from sim.scenario.comparable import cells_of
    from sim.studies.comparison.report import pictures_of_one
    from sim.studies.comparison.study import carry_out

    scenario = load(find_scenario(file))
    cells = with_params(cells_of([scenario], options.theories), options.params)
    other = [theory for theory in options.theories if theory != scenario.theory]
    other += [] if options.params == PRIOR else [options.params]
    folder = options.folder("run", scenario.path.stem, *other)
    with bar(cells, options.worlds, quiet=options.quiet) as progress:
        study = carry_out(cells, options.asked(folder, tell, world), pictures_of_one, progress)
    show_run(study, folder)
