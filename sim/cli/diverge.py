"""`diverge`: where do two scenarios part, why, and what comes of it?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli import options as o
from sim.cli.analysing import MOST, close, folder_of, loaded
from sim.cli.options import FILE, Options
from sim.core.errors import UserError

if TYPE_CHECKING:
    from sim.studies.divergence.study import Partings

ROWS = 10


@click.command(short_help="Find where two scenarios part.")
@click.argument("files", nargs=-1, type=FILE, metavar="FILE FILE")
@click.option("--world", type=int, help="The world to tell of; else one that parts as most do.")
@o.together(
    Options,
    o.worlds(500, "How many worlds to look through for the commonest first divergences.", most=MOST),
    o.seed, o.one_theory, o.out, o.quiet,
)  # fmt: skip
def diverge(options: Options, files: Sequence[str], world: int | None) -> None:
    """Follow the scenarios in two FILEs through the same worlds to the first decision that differs: who and
    when, which of its inputs made the difference, what came of it; over all worlds, the commonest of them.
    """
    if len(files) != 2:
        raise UserError("diverge needs two scenarios")
    if world is not None:
        o.numbered(world, MOST, "worlds")
    from sim.cli.progress import counting
    from sim.scenario.comparable import cells_of
    from sim.studies.divergence.report import publish_partings, small_print, story_lines
    from sim.studies.divergence.story import story
    from sim.studies.divergence.study import partings

    scenarios, seed = loaded(files, options.theories), options.seed
    one, other = cells_of(scenarios, options.theories)
    folder = folder_of(options, "diverge", scenarios)
    with counting(2 * options.worlds * scenarios[0].weeks, quiet=options.quiet) as progress:
        found = partings(one, other, seed=seed, worlds=options.worlds, progress=progress)
        told = story(one, other, seed=seed, world=found.example if world is None else world)
        said = small_print(found, one, seed)
        publish_partings(found, told, folder, options.ran([one, other]), said)
    _show(
        found, (one.scenario.name, other.scenario.name), list(story_lines(told, (one, other))), said, folder
    )


def _show(
    found: Partings, names: tuple[str, str], lines: Sequence[str], said: str, folder: Path
) -> None:  # fmt: skip
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from sim.cli.tables import console
    from sim.studies.divergence.report import headline, warnings

    page = console()
    page.print(Text(headline(found, names), style="bold"))
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    for name in ("actor", "family", *(each.replace("_", " ") for each in names)):
        table.add_column(name)
    for name in ("worlds", "median week", "90 % of weeks"):
        table.add_column(name, justify="right")
    for row in found.decisions.head(ROWS).to_dict("records"):
        options = [str(row[name]).replace("_", " ") for name in ("first", "second")]
        weeks = f"{row['low_week']:.0f}..{row['high_week']:.0f}"
        table.add_row(
            row["actor"], row["family"], *options, f"{row['share']:.1%}", f"{row['median_week']:.0f}", weeks
        )
    page.print(table)
    for line in lines:
        page.print(Text(line))
    close(page, warnings(found), said, folder)
