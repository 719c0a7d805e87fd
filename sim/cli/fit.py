"""`fit`: which parameters the record favours, and which it cannot tell."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.options import FILE, HISTORY, OUTPUTS, OWN, Options, asking, worlds
from sim.cli.progress import counting, tell
from sim.core.errors import UserError
from sim.engine.processes import cores

if TYPE_CHECKING:
    from sim.engine.run_info import Ran
    from sim.studies.calibration.reference_table import Table


@click.command(short_help="Fit the parameters to the record.")
@click.argument("file", type=FILE, default=HISTORY, metavar="[FILE]")
@asking(
    worlds(20_000, "Draws from the ranges of the parameters.", least=200, name="--draws"), OWN,
    click.option(
        "--tables", type=click.Path(path_type=Path), default=OUTPUTS / "fit_tables", show_default=True,
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
    from sim.engine.process_pool import ProcessPool
    from sim.output.study_folder import check, room
    from sim.scenario import find_scenario, load
    from sim.scenario.cell import Cell
    from sim.studies.calibration.reference_table import fitted_names, reference

    history = load(find_scenario(file))
    named = tuple(dict.fromkeys(options.theories)) or (history.theory,)
    if options.out and len(named) > 1:
        raise UserError("fit writes a folder for each theory: --out takes one theory")
    folders = {theory: options.folder("fit", theory) for theory in named}
    for folder in folders.values():
        check(folder)
    room(tables)
    names = fitted_names(history, load(find_scenario("baseline")))
    pool = ProcessPool(options.workers or cores())
    for theory, folder in folders.items():
        with counting(options.worlds * history.weeks, quiet=options.quiet) as progress:
            table = reference(
                history, theory, names, draws=options.worlds, seed=options.seed, folder=tables,
                pool=pool, progress=progress, tell=tell,
            )  # fmt: skip
        _publish(table, options.ran([Cell(history, theory)], replicates=1), folder, ship=ship)


def _publish(table: Table, ran: Ran, folder: Path, *, ship: bool) -> None:
    """Fit the table, write the folder, and say what came of it."""
    from sim.output.publish import publish
    from sim.scenario.posterior import shipped
    from sim.studies.calibration.report import in_words, page, tables
    from sim.studies.calibration.study import fit as fitted

    (cell,) = ran.cells
    done = fitted(table, cell.scenario, cell.theory, ran.seed)
    made, keep = tables(done), partial(done.fitted.save, name="posterior.npz")
    publish(folder, ran, {**made, "fit.md": page(done, made)}, also=keep)
    if ship:
        done.fitted.save(shipped(cell.theory).parent, shipped(cell.theory).name)
    click.echo("\n".join(in_words(done)))
    click.echo(f"In {folder}: {', '.join(sorted(p.name for p in folder.iterdir()))}")
