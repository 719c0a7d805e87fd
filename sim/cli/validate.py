"""`validate`: the model against the record of 1990 to 2017."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli.options import ALL, FILE, HISTORY, Options, asking, params, worlds
from sim.cli.options import record as record_option
from sim.studies.bounds import WORLDS_OF_THE_RECORD


@click.command(short_help="Hold the model against the record of 1990-2017.")
@click.argument("file", type=FILE, default=HISTORY, metavar="[FILE]")
@record_option
@asking(worlds(1000, "How many worlds to run under each theory.", WORLDS_OF_THE_RECORD), ALL, params)
def validate(options: Options, file: str, params: str, record: Path | None) -> None:
    """Run the years of the record under every theory, measure each world as the record is measured, and
    score: pattern by pattern, along with two nulls that know nothing but the yearly or quarterly counts.
    """
    from sim import api
    from sim.cli.terminal import show

    folder = options.folder("validate", *([] if params == "prior" else [params]))
    found = api.validate(file, params=params, record=record, **options.asked(), **options.how(folder))
    show(found, folder)
