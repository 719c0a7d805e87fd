"""`fit`: which parameters the record favours, and which it cannot tell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.options import OUTPUTS, fitting
from sim.cli.progress import counting

if TYPE_CHECKING:
    from sim.fit.table import Table
    from sim.forecast.folder import Ran

SHELF = OUTPUTS / "fit_tables"


@click.command(short_help="Fit the parameters to the record.")
@fitting
@click.pass_context
def fit(
    ctx: click.Context,
    draws: int,
    seed: int,
    theories: Sequence[str],
    workers: int | None,
    out: Path | None,
    ship: bool,
    quiet: bool,
) -> None:
    """Draw parameters from their ranges, live each draw through the years of the record, and keep what comes
    near it in the numbers of its patterns; each theory on its own. What has been run is kept in
    outputs/fit_tables, and taken up when the command is given again, also with more draws.
    """
    from sim.crew import cores
    from sim.fit.table import fitted_names, reference
    from sim.forecast.folder import Ran, now
    from sim.scenario import Scenario, find_scenario
    from sim.store import check
    from sim.validate.examine import HISTORY
    from sim.world import Cell

    began, history = now(), Scenario.load(find_scenario(HISTORY))
    names = fitted_names(history, Scenario.load(find_scenario("baseline")))
    for theory in theories or (history.theory,):
        folder = out or OUTPUTS / f"fit_{theory}"
        check(folder)
        with counting(draws * history.weeks, quiet=quiet) as progress:
            table = reference(
                history, theory, names, draws=draws, seed=seed, shelf=SHELF, workers=workers or cores(),
                progress=progress,
            )  # fmt: skip
        _publish(table, Ran((Cell(history, theory),), seed, draws, ctx.obj, began), folder, ship=ship)


def _publish(table: Table, ran: Ran, folder: Path, *, ship: bool) -> None:
    """Fit the table, write the folder, and say what came of it."""
    from sim.fit.fitting import fit as fitted
    from sim.fit.fitting import in_words, page, tables
    from sim.fit.posterior import shipped
    from sim.forecast.folder import write

    (cell,) = ran.cells
    done = fitted(table, cell.scenario, cell.theory, ran.seed)
    made, keep = tables(done), partial(done.fitted.save, name="posterior.npz")
    write(folder, ran, made, {"fit.md": page(done, made)}, keep)
    if ship:
        done.fitted.save(shipped(cell.theory).parent, shipped(cell.theory).name)
    click.echo("\n".join(in_words(done)))
    click.echo(f"In {folder}: {', '.join(sorted(p.name for p in folder.iterdir()))}")
