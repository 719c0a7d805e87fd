"""`forecast`: from what was seen up to a day, on into the open."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.options import FILE, HISTORY, OWN, Options, asking, worlds
from sim.cli.progress import counting
from sim.core.errors import UserError
from sim.engine.processes import cores

if TYPE_CHECKING:
    import pandas as pd

    from sim.engine.run_info import Ran
    from sim.studies.forecasting.study import Asked, Outlook

MOST_WEEKS = 520
EARLIEST, LATEST = date(1991, 1, 7), date(2017, 12, 31)
worlds_a_theory = worlds(1000, "How many worlds to run under each theory.", least=100, most=100_000)


@click.command(short_help="Start from the record: condition on what was seen, then let go.")
@click.option(
    "--from",
    "day",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day from which nothing is known; the weeks ahead begin on the Monday of its week.",
)
@click.option(
    "--weeks", type=click.IntRange(2, MOST_WEEKS), default=52, show_default=True, help="Weeks ahead."
)
@click.option("--scenario", "file", type=FILE, help="Strategy, orders and dated facts from then on.")
@click.option(
    "--history", type=FILE, default=HISTORY, show_default=True, help="The years that worlds run through."
)
@asking(worlds_a_theory, OWN)
def forecast(options: Options, day: datetime, weeks: int, file: str | None, history: str) -> None:
    """Run worlds through the record up to a day with what was seen imposed, each weighted by the chance it
    gave to that; then let them go with what was known on that day.
    """
    from sim.engine.process_pool import ProcessPool
    from sim.output.study_folder import check
    from sim.scenario import find_scenario, load
    from sim.scenario.cell import Cell
    from sim.studies.forecasting.study import Asked, origin_of

    told = day.date()
    if not EARLIEST <= told <= LATEST:
        raise UserError(f"--from {told}: the record begins in 1990 and ends in 2017; {EARLIEST} to {LATEST}")
    past = load(find_scenario(history))
    then = load(find_scenario(file)) if file else None
    both = [past, then] if then else [past]
    named = options.theories or (both[-1].theory,)
    folder = options.folder("forecast", str(told), *(s.path.stem for s in both[1:]), *options.theories)
    check(folder)
    many = weeks, options.worlds, options.seed
    jobs = [Asked(past, then, name, origin_of(told), *many) for name in named]
    with counting(sum(job.world_weeks for job in jobs), quiet=options.quiet) as progress:
        came = dict(ProcessPool(options.workers or cores())(jobs, progress))
    found = [came[job] for job in jobs]
    ran = options.ran([Cell(scenario, name) for name in named for scenario in both], replicates=1)
    _show(found, _write(jobs[0], found, folder, ran), folder, ran)


def _write(job: Asked, found: list[Outlook], folder: Path, ran: Ran) -> dict[str, pd.DataFrame]:
    from sim.output.publish import publish
    from sim.plots import Context, Picture
    from sim.plots.forecasting_data import fan_data
    from sim.plots.forecasting_fan import fan
    from sim.results.caveats import by_theory, guarded_by, on_forecasts
    from sim.studies.forecasting.report import MAIN, POOLED, page, tables

    question = f"What was to be expected from {job.origin} on?"
    then = f", then {job.then.name}" if job.then else ""
    small = (
        f"{job.history.name}{then}; {job.worlds} worlds a theory; seed {job.seed}; {job.weeks} weeks ahead"
    )
    made = tables(found)
    pictures = [
        Picture(name, fan, (fan_data(each), Context(question, f"{small}; theory {each.theory}")))
        for each in found
        for name in [f"fan_{each.theory}" if len(found) > 1 else "fan"]
    ]
    guards = on_forecasts(ran.cells, POOLED)
    text = page(found, made, question, by_theory(guards)) + "\n"
    main = {name: guarded_by(made[name], "theory", guards) for name in MAIN}
    publish(folder, ran, {**made, **main, "forecast.md": text}, pictures, workers=1)
    return made


def _show(found: list[Outlook], tables: dict[str, pd.DataFrame], folder: Path, ran: Ran) -> None:
    from sim.cli.tables import console
    from sim.results.caveats import by_theory, on_forecasts
    from sim.studies.forecasting.report import POOLED

    page = console()
    theory = POOLED if len(found) > 1 else found[0].theory
    for told in found[0].state:
        page.print(told.says)
    page.print()
    windows = tables["windows.csv"]
    for row in windows[windows["theory"] == theory].itertuples():
        page.print(
            f"{row.what}, {row.days} days: any {row.chance_of_any:.0%}; mean {row.mean:.1f}, "
            f"nine worlds in ten {row.low} to {row.high}"
        )
    page.print()
    chances = tables["chances.csv"]
    for row in chances[chances["theory"] == theory].drop(columns="theory").to_dict("records"):
        what = str(row.pop("what")).replace("_", " ")
        by = (f"{str(name).removeprefix('by_week_')} weeks {share:.1%}" for name, share in row.items())
        page.print(f"{what}: {', '.join(by)}")
    for words in by_theory(on_forecasts(ran.cells, POOLED)):
        page.print(f"! {words}", style="yellow")
    page.print(f"\nTheory: {theory}. In {folder}: {', '.join(sorted(p.name for p in folder.iterdir()))}")
