"""`verify`: does a second run give a study again, number by number?"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from sim.cli.options import folder as folder_argument
from sim.cli.options import workers as workers_option
from sim.cli.output_options import quiet as quiet_option
from sim.cli.progress import counting, tell

DIFFERS = 1


@click.command(short_help="Run a study again and compare every number.")
@folder_argument
@click.option(
    "--hash", "expected", default="", metavar="HASH", help="Hash of the tables that a report bears."
)
@workers_option
@quiet_option
@click.pass_context
def verify(ctx: click.Context, folder: Path, expected: str, workers: int | None, quiet: bool) -> None:
    """Run the study in FOLDER again, from what lies in it, and prove every number equal to the last bit, or
    show the first that differs and the likeliest cause. With --hash, also say whether its tables are those
    of the report that bears it.
    """
    from sim import api

    try:
        verdict = api.verify(
            folder, expected=expected, workers=workers, bar=partial(counting, quiet=quiet), tell=tell
        )
    except KeyboardInterrupt:
        click.echo("nothing that verify has run is kept: the same command begins anew", err=True)
        raise
    click.echo(repr(verdict))
    ctx.exit(0 if verdict.stands else DIFFERS)
