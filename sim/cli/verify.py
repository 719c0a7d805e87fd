"""`verify`: does a study or an analysis still say what it said?"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from sim.cli.again import carry_out, of_analysis
from sim.cli.options import folder as folder_argument
from sim.cli.options import quiet as quiet_option
from sim.cli.options import workers as workers_option
from sim.cli.progress import counting

if TYPE_CHECKING:
    from sim.output.verify import Verdict

DIFFERS = 1


@click.command(short_help="Make a folder again and compare every number.")
@folder_argument
@workers_option
@quiet_option
@click.pass_context
def verify(ctx: click.Context, folder: Path, workers: int | None, quiet: bool) -> None:
    """Run the study or the analysis in FOLDER again, from what lies in it, and prove every number equal to
    the last bit, or show the first that differs and the likeliest cause.
    """
    try:
        verdict = _verdict(ctx, folder, workers, quiet=quiet)
    except KeyboardInterrupt:
        click.echo("nothing that verify has run is kept: the same command begins anew", err=True)
        raise
    _show(folder, verdict)
    ctx.exit(0 if verdict.stands else DIFFERS)


def _verdict(ctx: click.Context, folder: Path, workers: int | None, *, quiet: bool) -> Verdict:
    from sim.output.manifest import Manifest
    from sim.output.verify import verify as verified

    manifest = Manifest.read(folder)
    if of_analysis(manifest) and ctx.parent:
        commands = cast(click.Group, ctx.parent.command).commands
        return verified(folder, remake=partial(carry_out, commands, workers=workers, quiet=quiet))
    with counting(manifest.worlds * manifest.weeks * len(manifest.cells), quiet=quiet) as progress:
        return verified(folder, workers, progress)


def _show(folder: Path, verdict: Verdict) -> None:
    what = f"{verdict.numbers:,} numbers and words in {verdict.files} files"
    if verdict.stands:
        click.echo(f"{folder}: run again, {what}: all equal, to the last bit")
    elif not verdict.differences:
        click.echo(f"{folder}: {what} are equal, but the manifest is not true:")
    else:
        click.echo(f"{folder}: differs")
    for each in verdict.differences:
        click.echo(f"  {each.file}: first in {each.place}: {each.was} in the folder, {each.now} now")
    if verdict.differences:
        click.echo(f"  likeliest cause: {verdict.cause}")
    rest = [each for each in (*verdict.objections, *verdict.surroundings) if each != verdict.cause]
    for each in rest if verdict.differences else (*verdict.objections, *verdict.surroundings):
        click.echo(f"  {each}")
