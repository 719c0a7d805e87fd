"""`forecast`: from what was observed up to a day, into the weeks after it."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli.options import FILE, HISTORY, OWN, Options, asking, worlds
from sim.cli.record_option import record as record_option
from sim.cli.whole_numbers import WholeNumber
from sim.studies.bounds import WEEKS_AHEAD, WORLDS_OF_A_FORECAST

worlds_a_theory = worlds(1000, "How many worlds to run under each theory.", WORLDS_OF_A_FORECAST)


@click.command(short_help="Forecast from a day of the record.")
@click.option(
    "--from", "day", required=True, metavar="YYYY-MM-DD",
    help="Day from which nothing is known; the weeks ahead begin on the Monday of its week.",
)  # fmt: skip
@click.option("--weeks", type=WholeNumber(WEEKS_AHEAD), default=52, show_default=True, help="Weeks ahead.")
@click.option("--scenario", "file", type=FILE, help="Strategy, orders and dated facts from then on.")
@click.option(
    "--history", type=FILE, default=HISTORY, show_default=True, help="The years that worlds run through."
)
@record_option
@asking(worlds_a_theory, OWN)
def forecast(
    options: Options, day: str, weeks: int, file: str | None, history: str, record: Path | None
) -> None:
    """Run worlds through the record up to a day with what was observed imposed on them, each weighted by the
    chance it gave to that; then project them with what was known on that day.
    """
    from sim import api
    from sim.cli.terminal import show

    scenario = api.load(file) if file else None
    folder = options.folder("forecast", day, *([scenario.path.stem] if scenario else []), *options.theories)
    found = api.forecast(
        day,
        weeks=weeks,
        scenario=scenario,
        history=history,
        record=record,
        **options.asked(),
        **options.how(folder),
    )
    show(found, folder)
