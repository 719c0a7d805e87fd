"""`response`: what do outcomes do as one number of a scenario is turned up?"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.analysing import (
    OUTCOME,
    analysing,
    beyond,
    close,
    design,
    draws_said,
    folder_of,
    loaded,
    seeing,
    under,
)
from sim.cli.options import FILE
from sim.located import UserError

if TYPE_CHECKING:
    from sim.analysis.response import Response

SHOWN = ("provocations", "p_serious", "p_talks", "concessions_received")


@click.command(short_help="Turn one number up and watch the outcomes.")
@click.argument("file", type=FILE, default="baseline", metavar="[FILE]")
@click.option("--vary", required=True, metavar="NAME", help="The number: see below.")
@click.option("--values", metavar="A,B,C", help="The doses; else evenly over its range.")
@click.option("--doses", type=click.IntRange(3, 41), default=7, show_default=True, help="How many.")
@click.option("--outcome", "outcomes", type=OUTCOME, multiple=True, help="What to show, more than once.")
@analysing(4_000, "How many worlds of each dose and theory to run, eight to a draw of the parameters.")
@click.pass_context
def response(
    ctx: click.Context, file: str, vary: str, values: str | None, doses: int, outcomes: Sequence[str],
    worlds: int, seed: int, theories: Sequence[str], workers: int | None, out: Path | None, quiet: bool,
) -> None:  # fmt: skip
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
    from datetime import UTC, datetime

    from sim.analysis.levers import lever
    from sim.analysis.response import respond

    started, chosen = datetime.now(UTC), seeing(theories)
    (scenario,) = loaded([file], chosen)
    varied = lever(scenario, vary)
    at = _numbers(values) if values else varied.doses(doses)
    for dose in at:
        varied.at(dose)
    folder = folder_of(out, "response", [scenario], varied.name, *theories)
    world_weeks = worlds * (len(at) + 1) * len(chosen) * scenario.weeks
    with design(folder, seed, worlds, workers, world_weeks, quiet) as runs:
        found = respond(scenario, varied, at, chosen, runs)
        run = f"{draws_said(worlds)} a dose, seed {seed}; {scenario.weeks} weeks"
        said = f"{scenario.name}, {under(chosen)}; {run}"
        from sim.analysis.response_published import publish

        shown = tuple(dict.fromkeys(outcomes)) or SHOWN
        words = [*found.words(shown), *beyond(scenario, chosen)]
        publish(found, scenario, shown, folder, seed, worlds, ctx.obj, started, words, said)
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
    from sim.plots.vocabulary import figure

    mean, low, high = (figure(outcome, float(row[name])) for name in ("mean", "low", "high"))
    return f"{mean} ({low}..{high})"


def _show(found: Response, outcomes: Sequence[str], words: Sequence[str], said: str, folder: Path) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from sim.analysis.response_published import turnings_said
    from sim.cli.tables import console

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
