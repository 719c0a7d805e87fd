"""`fit`: which parameters the record favours, and which it cannot settle."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli.options import FILE, HISTORY, OUTPUTS, OWN, Options, asking, worlds
from sim.cli.output_options import PLACE
from sim.core.errors import UserError
from sim.studies.bounds import DRAWS


@click.command(short_help="Fit the parameters to the record.")
@click.argument("file", type=FILE, default=HISTORY, metavar="[FILE]")
@asking(
    worlds(20_000, "Draws from the ranges of the parameters.", DRAWS, "--draws"), OWN,
    click.option(
        "--tables", type=PLACE, default=OUTPUTS / "fit_tables", show_default=True,
        help="Folder where what has been run is kept.",
    ),
    click.option(
        "--ship", is_flag=True, help="Put the posterior beside the code, from where --params takes it."
    ),
)  # fmt: skip
def fit(options: Options, file: str, tables: Path, ship: bool) -> None:
    """Draw parameters from their ranges, simulate each draw through the history in FILE (the shipped one
    unless another is given), and keep what comes near the record in the numbers of its patterns; each theory
    on its own. What has been run is kept, and used when the command is given again, also with more draws.
    """
    from sim import api
    from sim.cli.terminal import show
    from sim.output.study_folder import check_place

    history = api.load(file)
    theories = tuple(dict.fromkeys(options.theories)) or (history.theory,)
    if options.out and len(theories) > 1:
        raise UserError("fit writes a folder for each theory: --out takes one theory")
    folders = {theory: options.folder("fit", theory) for theory in theories}
    for folder in folders.values():
        check_place(folder)
    for theory, folder in folders.items():
        found = api.fit(
            history, theory=theory, draws=options.worlds, seed=options.seed, tables=tables, ship=ship,
            **options.how(folder),
        )  # fmt: skip
        show(found, folder)
