"""`response`: what do outcomes do as one number of a scenario is turned up?"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.analysing import OUTCOME, analysing, beyond, close, design, folder_of, loaded, seeing
from sim.cli.options import FILE, Options
from sim.core.errors import UserError
from sim.output.captions import draws_text, theories_text

if TYPE_CHECKING:
    from sim.studies.response.study import Response

SHOWN = ("provocations", "p_serious", "p_talks", "concessions_received")


@click.command(short_help="Turn one number up and watch the outcomes.")
@click.argument("file", type=FILE, default="baseline", metavar="[FILE]")
@click.option("--vary", required=True, metavar="NAME", help="The number: see below.")
@click.option("--values", metavar="A,B,C", help="The doses; else evenly over its range.")
@click.option("--doses", type=click.IntRange(3, 41), default=7, show_default=True, help="How many.")
@click.option("--outcome", "outcomes", type=OUTCOME, multiple=True, help="What to show, more than once.")
@analysing(4_000, "How many worlds of each dose and theory to run, eight to a draw of the parameters.")
def response(
    options: Options, file: str, vary: str, values: str | None, doses: int, outcomes: Sequence[str]
) -> None:
    """Run the scenario in FILE with one number at several doses in the same worlds: curves with intervals,
    the point where one turns, and risk against what Pyongyang gives.

    \b
    NAME is one of
      exercise.scale, exercise.length, exercise.kind   every scheduled exercise is adjusted so
      sanctions.tightness, back_channel.effort, coordination.effort
      posture.US.stick, posture.both.steadiness        any disposition, of US, ROK or both
      parameters.caution                               any parameter
      signals.routine_exercise.sunk_cost               any number of a signal
      orders.NAME.scale, calendar.NAME.value           any order or dated fact of the FILE
    """  # noqa: D301
    from sim.scenario.cell import Cell
    from sim.studies.response.levers import lever
    from sim.studies.response.report import publish_response
    from sim.studies.response.study import respond

    chosen = seeing(options.theories)
    (scenario,) = loaded([file], chosen)
    varied = lever(scenario, vary)
    at = _numbers(values) if values else varied.doses(doses)
    for dose in at:
        varied.at(dose)
    folder = folder_of(options, "response", [scenario], varied.name)
    shown = tuple(dict.fromkeys(outcomes)) or SHOWN
    world_weeks = options.worlds * (len(at) + 1) * len(chosen) * scenario.weeks
    with design(options, folder, options.worlds, world_weeks) as runs:
        found = respond(scenario, varied, at, chosen, runs)
        run = f"{draws_text(options.worlds)} a dose, seed {options.seed}; {scenario.weeks} weeks"
        said = f"{scenario.name}, {theories_text(chosen)}; {run}"
        words = [*found.words(shown), *beyond(scenario, chosen)]
        ran = options.ran([Cell(scenario, theory) for theory in chosen])
        publish_response(found, shown, folder, ran, words, said)
    _show(found, shown, words, said, folder)


def _numbers(values: str) -> list[float]:
    try:
        numbers = sorted({float(each) for each in values.split(",")})
    except ValueError:
        raise UserError(f"--values {values}: needs numbers, such as 0,0.5,1") from None
    if len(numbers) < 2:
        raise UserError(f"--values {values}: needs two doses or more")
    return numbers


def _cell(outcome: str, row: Mapping[Hashable, Any]) -> str:
    from sim.vocabulary.labels import figure

    mean, low, high = (figure(outcome, float(row[name])) for name in ("mean", "low", "high"))
    return f"{mean} ({low}..{high})"


def _show(found: Response, outcomes: Sequence[str], words: Sequence[str], said: str, folder: Path) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from sim.cli.tables import console
    from sim.studies.response.report import turnings_said

    page = console()
    page.print(Text(f"{found.lever.name}: {found.lever.says} ({found.lever.unit})", style="bold"))
    for outcome in outcomes:
        rows = found.curve[found.curve["outcome"] == outcome]
        title = f"{outcome} ({rows['unit'].iloc[0]}): mean with 90 % interval"
        table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), title=title)
        table.title_justify, table.title_style = "left", "bold"
        table.add_column("dose", justify="right")
        for theory in found.theories:
            table.add_column(theory, justify="right")
        for dose, part in rows.groupby("dose", sort=False):
            table.add_row(f"{dose:.3g}", *(_cell(outcome, row) for row in part.to_dict("records")))
        page.print(table)
    for line in turnings_said(found, outcomes):
        page.print(line)
    close(page, words, said, folder)
