"""`check`: are these scenario files sound?"""

from __future__ import annotations

from collections.abc import Sequence

import click

from sim.cli.options import FILE
from sim.core.errors import UserError


@click.command(short_help="Check scenario files, and run nothing.")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("--all", "every", is_flag=True, help="Show every disposition, not only what differs.")
def check(files: Sequence[str], every: bool) -> None:
    """Say of each FILE whether it is sound, or all that is wrong with it, with the place and the cure; of a
    sound one, what may not be meant (!) and the dispositions that differ from the baseline's (*).
    """
    from sim import api

    checked = [api.check(file) for file in files]
    for each in checked:
        if each.sound:
            click.echo(each.text(every=every))
    if faults := [fault for each in checked for fault in each.faults]:
        raise UserError("\n".join(faults))
