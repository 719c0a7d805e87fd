"""`validate`: the model against the record of 1990 to 2017."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.options import ALL, FILE, HISTORY, Options, asking, params, worlds
from sim.engine.processes import cores

if TYPE_CHECKING:
    from sim.studies.validation.study import Examined

MOST = 20_000
COLOURS = {"met": "green", "missed": "red"}


@click.command(short_help="Hold the model against the record of 1990-2017.")
@click.argument("file", type=FILE, default=HISTORY, metavar="[FILE]")
@asking(worlds(1000, "How many worlds to run under each theory.", most=MOST), ALL, params)
def validate(options: Options, file: str, params: str) -> None:
    """Run the years of the record under every theory, measure each world as the record is measured, and
    score: pattern by pattern, beside two nulls that know nothing but the yearly or quarterly counts.
    """
    from sim.cli.progress import bar, tell
    from sim.engine.checkpoint import Checkpoint
    from sim.engine.process_pool import ProcessPool
    from sim.model.parameter_source import PRIOR, with_params
    from sim.output import study_folder
    from sim.scenario import find_scenario, load
    from sim.scenario.comparable import cells_of
    from sim.studies.validation.study import examine, prepared, write
    from sim.vocabulary.theory_names import NAMES

    folder = options.folder("validate", *([] if params == PRIOR else [params]))
    study_folder.check(folder)
    scenario = load(find_scenario(file))
    chosen = list(dict.fromkeys(options.theories)) or list(NAMES)
    cells_of([scenario], chosen)  # says what the scenario lacks
    cells = tuple(with_params(prepared(scenario, chosen), params))
    workers, checkpoint = options.workers or min(cores(), 4), Checkpoint(folder, tell)
    with bar(cells, options.worlds, quiet=options.quiet) as progress:
        examined = examine(options.ran(cells), ProcessPool(workers), progress, checkpoint)
        write(examined, folder, workers)
    checkpoint.drop()
    show(examined, folder)


def show(examined: Examined, folder: Path) -> None:
    """The numbers of every theory, then all verdicts on one page."""
    from rich.text import Text

    from sim.cli.tables import console
    from sim.studies.validation.report import records
    from sim.studies.validation.study import small_print

    page = console()
    for cell in examined.ran.cells:
        page.print(_numbers(examined, cell.theory))
    page.print(_verdicts(examined))
    for row in records(examined.card.counts):
        telling = f"{row['by_no_null']} by no blind null, {row['and_not_imposed']} of them not imposed"
        page.print(Text(f"{row['theory']}: {row['met']} of {row['of']} patterns met; {telling}"))
    page.print(Text(small_print(examined), style="dim"))
    page.print(Text(f"In {folder}: scorecard.png, patterns.png, years.png, scorecard.md, *.csv"))


def _table(title: str, *columns: str) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, title=title, padding=(0, 1, 0, 0), show_edge=False)
    table.title_justify, table.title_style = "left", "bold"
    for at, column in enumerate(columns):
        table.add_column(column, justify="left" if at == 0 else "right")
    return table


def _numbers(examined: Examined, theory: str) -> Any:
    from rich.text import Text

    from sim.evidence.nulls import NULLS
    from sim.studies.validation.report import band, between, number, records

    heads = ("record", "simulated", "90 %", "accepted", "verdict", "nulls")
    table = _table(f"Theory {theory}", "pattern", *heads)
    parts = examined.card.parts
    for row in records(parts[parts["theory"] == theory]):
        verdict = Text(row["verdict"], style=COLOURS.get(row["verdict"], ""))
        nulls = "; ".join(filter(None, (number(row[f"null {name}"]) for name in NULLS)))
        ahead = [f"{row['pattern']} {row['part']}", number(row["record"]), number(row["middle"])]
        table.add_row(*ahead, between(row["low"], row["high"]), band(row), verdict, Text(nulls, style="dim"))
    return table


def _verdicts(examined: Examined) -> Any:
    from rich.text import Text

    from sim.studies.validation.report import NOT_TELLING, SIGNS, records

    table = _table("All theories", "pattern", *(cell.theory for cell in examined.ran.cells), "here", "")
    for name, rows in examined.card.patterns.groupby("pattern", sort=False):
        each = records(rows)
        signs = [Text(SIGNS[row["verdict"]], style=COLOURS.get(row["verdict"], "")) for row in each]
        null = NOT_TELLING if each[0]["met_by_null"] else ""
        table.add_row(str(name), *signs, each[0]["nature"], Text(null, style="dim"))
    return table
