"""`signs`: what do the last weeks say of what follows?"""

from __future__ import annotations

import click

from sim.cli.known_words import TARGET
from sim.cli.options import ALL, FILE, HISTORY, Options, asking, params, worlds
from sim.cli.whole_numbers import WholeNumber
from sim.studies.bounds import WEEKS_TO_A_SIGN


@click.command(short_help="Find the warning signs of war, a clash, a test or talks.")
@click.argument("file", type=FILE, default=HISTORY, metavar="[FILE]")
@click.option(
    "--of", type=TARGET, default="test", show_default=True,
    help="What may follow: war, serious (a serious clash), test (long-range or nuclear) or talks.",
)  # fmt: skip
@click.option(
    "--within", type=WholeNumber(WEEKS_TO_A_SIGN), default=13, show_default=True, help="Weeks ahead."
)
@asking(worlds(400, "How many worlds to run under each theory."), ALL, params)
def signs(options: Options, file: str, of: str, within: int, params: str) -> None:
    """Run the scenario in FILE, else the years of the record, and find what an outside observer saw in the
    last 4 and 13 weeks before war, a serious clash, a test or talks more often than else: likelihood ratios
    under each theory, checked on worlds held out and on the record.
    """
    from sim import api
    from sim.cli.terminal import show

    folder = options.folder("signs", of, *([] if file == HISTORY else [api.load(file).name]))
    found = api.signs(file, of=of, within=within, params=params, **options.asked(), **options.how(folder))
    show(found, folder)
