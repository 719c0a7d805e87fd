"""`discover`: when does the first scenario do worse than the second?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.analysing import analysing, beyond, close, design, folder_of, judged, loaded, outcome, seeing
from sim.cli.options import FILE, Options
from sim.core.errors import UserError
from sim.output.captions import draws_text, theories_text

if TYPE_CHECKING:
    from rich.console import Console

    from sim.studies.discovery.study import Discovery


@click.command(short_help="Find when one scenario does worse than another.")
@click.argument("files", nargs=-1, type=FILE, metavar="FILE FILE [FILE]...")
@outcome("provocations", "The outcome that is worse or better.")
@analysing(16_000, "How many worlds of each scenario and theory to run, eight to a draw of the parameters.")
def discover(options: Options, files: Sequence[str], outcome: str) -> None:
    """Look over draws of the parameters and theories for where the scenario in the first FILE does worse than
    the one in the second: boxes in words, a map of the two parameters that tell most, and the regret of all
    scenarios given (also more than two).
    """
    if len(files) < 2:
        raise UserError("discover needs two scenarios or more: when does the first do worse than the second?")
    judged(outcome, "discover")
    from sim.engine.world_batch import REPLICATES
    from sim.scenario.cell import Cell
    from sim.studies.discovery.futures import futures
    from sim.studies.discovery.report import publish_discovery
    from sim.studies.discovery.study import discovered
    from sim.studies.optional_packages import needed

    needed("ema_workbench", "ema_workbench", "discover")
    chosen = seeing(options.theories)
    scenarios = loaded(files, chosen)
    folder = folder_of(options, "discover", scenarios, outcome)
    worlds = -(-options.worlds // REPLICATES) * REPLICATES
    cells = [Cell(scenario, theory) for theory in chosen for scenario in scenarios]
    with design(options, folder, worlds, worlds * len(cells) * scenarios[0].weeks) as runs:
        found = discovered(futures(scenarios, chosen, outcome, runs))
        run = f"{draws_text(worlds)} each, seed {options.seed}; {scenarios[0].weeks} weeks"
        said, words = f"{theories_text(chosen)}; {run}", [*found.words, *beyond(scenarios[0], chosen)]
        publish_discovery(found, folder, options.ran(cells, worlds=worlds), words, said)
    _show(found, words, said, folder)


def _show(found: Discovery, words: Sequence[str], said: str, folder: Path) -> None:
    from rich.text import Text

    from sim.cli.tables import console
    from sim.studies.discovery.report import box_said, headline

    page = console()
    page.print(Text(headline(found), style="bold"))
    for number, box in enumerate(found.boxes, 1):
        page.print(f"{number}. {box_said(box)}")
    _regret(page, found)
    least = found.least_bad.replace("_", " ")
    page.print(Text(f"Least bad in most futures: {least}."))
    close(page, words, said, folder)


def _regret(page: Console, found: Discovery) -> None:
    from rich import box
    from rich.table import Table

    table = Table(
        box=box.SIMPLE_HEAD, padding=(0, 1), title="Regret: how far behind the best of the same future"
    )
    table.title_justify = "left"
    for name in ("theory", "scenario"):
        table.add_column(name)
    for name in ("mean", "95 % below", "worst", "least bad in"):
        table.add_column(name, justify="right")
    for row in found.regret.to_dict("records"):
        numbers = [f"{row[name]:.3g}" for name in ("mean_regret", "high_regret", "worst_regret")]
        names = (str(row["theory"]), str(row["scenario"]).replace("_", " "))
        table.add_row(*names, *numbers, f"{row['share_least_bad']:.0%}")
    page.print(table)
