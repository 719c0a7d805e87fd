"""`backtest`: how good the forecasts of years past would have been, against simple rivals."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli.forecast import worlds_a_theory
from sim.cli.options import ALL, FILE, HISTORY, Options, asking
from sim.cli.record_option import record as record_option
from sim.cli.whole_numbers import NUMBER


@click.command(short_help="Score forecasts of 2006-17 against simple rivals.")
@click.argument("file", type=FILE, default=HISTORY, metavar="[FILE]")
@click.option("--first", type=NUMBER, default=2006, show_default=True, help="First year of origins.")
@click.option("--last", type=NUMBER, default=2017, show_default=True, help="Last year of origins.")
@record_option
@asking(worlds_a_theory, ALL)
def backtest(options: Options, file: str, first: int, last: int, record: Path | None) -> None:
    """Run worlds through the history in FILE (the shipped one unless another is given), forecast from the
    beginning of every month with what was known then, under every theory (or those named), and score the
    forecasts beside those of climatology, persistence, a negative binomial and a Hawkes process.
    """
    from sim import api
    from sim.cli.terminal import show

    folder = options.folder("backtest", *options.theories)
    found = api.backtest(
        file, first=first, last=last, record=record, **options.asked(), **options.how(folder)
    )
    show(found, folder)
