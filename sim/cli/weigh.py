"""`weigh`: which theory does the record favour, and what would tell?"""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli.options import ALL, FILE, HISTORY, Options, asking, worlds
from sim.cli.record_option import record as record_option
from sim.cli.whole_numbers import WholeNumber
from sim.studies.bounds import RECORDS, REPEATS, WORLDS_OF_A_FILTER


@click.command(short_help="Weigh the theories by the record.")
@click.argument("file", type=FILE, default=HISTORY, metavar="[FILE]")
@click.option(
    "--scenario", type=FILE, default="baseline", show_default=True,
    help="The years ahead, in which what would tell is looked for.",
)  # fmt: skip
@click.option(
    "--repeats", type=WholeNumber(REPEATS), default=4, show_default=True,
    help="Runs of the filter with other random draws, which show its error.",
)  # fmt: skip
@click.option(
    "--records", type=WholeNumber(RECORDS), default=2, show_default=True,
    help="Pseudo-records that each theory makes, to see whether it would win them.",
)  # fmt: skip
@record_option
@asking(worlds(400, "How many worlds to run under each theory.", bounds=WORLDS_OF_A_FILTER), ALL)
def weigh(
    options: Options, file: str, scenario: str, repeats: int, records: int, record: Path | None
) -> None:
    """Run worlds of each theory (all of them, unless --theory names some) through the history in FILE with
    what was observed imposed, and add up the chance that they gave to it: by era, with its error, under
    narrower priors, and on records that the theories make themselves. Does the record choose? What would?
    """
    from sim import api
    from sim.cli.terminal import show

    folder = options.folder("weigh", *options.theories)
    found = api.weigh(
        file, scenario=scenario, repeats=repeats, records=records, record=record, **options.asked(),
        **options.how(folder),
    )  # fmt: skip
    show(found, folder)
