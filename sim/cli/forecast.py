"""`forecast`: from what was seen up to a day, on into the open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.options import FILE, OUTPUTS, known_before
from sim.cli.progress import counting
from sim.located import UserError

if TYPE_CHECKING:
    import pandas as pd

    from sim.forecast.folder import Ran
    from sim.forecast.outlook import Asked, Outlook

HISTORY = "history_1990_2017"
MOST_WEEKS = 520
EARLIEST, LATEST = date(1991, 1, 7), date(2017, 12, 31)


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
@known_before
@click.pass_context
def forecast(
    ctx: click.Context,
    day: datetime,
    weeks: int,
    file: str | None,
    worlds: int,
    seed: int,
    theories: Sequence[str],
    workers: int | None,
    out: Path | None,
    quiet: bool,
) -> None:
    """Run worlds through the record up to a day with what was seen imposed, each weighted by the chance it
    gave to that; then let them go with what was known on that day.
    """
    from sim.crew import Processes, cores
    from sim.forecast.folder import Ran, now
    from sim.forecast.outlook import Asked, origin_of
    from sim.scenario import Scenario, find_scenario
    from sim.store import check
    from sim.world import Cell

    began, told = now(), day.date()
    if not EARLIEST <= told <= LATEST:
        raise UserError(f"--from {told}: the record begins in 1990 and ends in 2017; {EARLIEST} to {LATEST}")
    history = Scenario.load(find_scenario(HISTORY))
    then = Scenario.load(find_scenario(file)) if file else None
    named = theories or ((then or history).theory,)
    folder = out or OUTPUTS / "_".join(
        ["forecast", str(told), *([then.path.stem] if then else []), *theories]
    )
    check(folder)
    jobs = [Asked(history, then, name, origin_of(told), weeks, worlds, seed) for name in named]
    with counting(sum(job.world_weeks for job in jobs), quiet=quiet) as progress:
        came = dict(Processes(workers or cores())(jobs, progress))
    found = [came[job] for job in jobs]
    cells = tuple(Cell(s, name) for name in named for s in ([history, then] if then else [history]))
    tables = _write(jobs[0], found, folder, Ran(cells, seed, worlds, ctx.obj, began))
    _show(found, tables, folder)


def _write(job: Asked, found: list[Outlook], folder: Path, ran: Ran) -> dict[str, pd.DataFrame]:
    from sim.forecast.folder import write
    from sim.forecast.told import page, tables
    from sim.plots.context import Context
    from sim.plots.draw import draw_jobs
    from sim.plots.forecast_data import seen

    question = f"What was to be expected from {job.origin} on?"
    then = f", then {job.then.name}" if job.then else ""
    small = (
        f"{job.history.name}{then}; {job.worlds} worlds a theory; seed {job.seed}; {job.weeks} weeks ahead"
    )
    made = tables(found)
    jobs = [
        ("forecast_fan", "forecast_fan", (seen(each), Context(question, f"{small}; theory {each.theory}"))
         , f"fan_{each.theory}" if len(found) > 1 else "fan")
        for each in found
    ]  # fmt: skip
    write(
        folder, ran, made, {"forecast.md": page(found, made, question) + "\n"},
        lambda place: draw_jobs([(room, draw, what, place, name) for room, draw, what, name in jobs], 1),
    )  # fmt: skip
    return made


def _show(found: list[Outlook], tables: dict[str, pd.DataFrame], folder: Path) -> None:
    from sim.cli.tables import console
    from sim.forecast.told import POOLED

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
    page.print(f"\nTheory: {theory}. In {folder}: {', '.join(sorted(p.name for p in folder.iterdir()))}")
