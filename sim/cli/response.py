"""`response`: what do outcomes do as one number of a scenario is turned up?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from sim.cli import branch_options as b
from sim.cli.known_words import OUTCOME
from sim.cli.options import FILE, Options, analysing, name_of
from sim.cli.whole_numbers import WholeNumber
from sim.studies.bounds import DOSES


@click.command(short_help="Turn one number up and watch the outcomes.")
@click.argument("file", type=FILE, default="baseline", metavar="[FILE]")
@click.option("--vary", required=True, metavar="NAME", help="The number: see below.")
@click.option("--values", metavar="A,B,C", help="The doses; else evenly over its range.")
@click.option("--doses", type=WholeNumber(DOSES), default=7, show_default=True, help="How many.")
@click.option("--outcome", "outcomes", type=OUTCOME, multiple=True, help="What to show, more than once.")
@b.from_world
@b.source_world
@b.from_week
@b.from_scenario
@analysing(4_000, "How many worlds of each dose and theory to run, eight to a draw of the parameters.")
def response(
    options: Options,
    file: str,
    vary: str,
    values: str | None,
    doses: int,
    outcomes: Sequence[str],
    **branch: Any,
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
    from sim import api
    from sim.cli.terminal import show

    scenario = api.load(file)
    source = b.Branch(**branch)
    folder = options.folder("response", name_of([scenario]), vary, *options.theories, *source.words())
    found = api.response(
        scenario, vary=vary, values=values, doses=doses, outcomes=outcomes, **options.asked(),
        **source.asked(),
        **options.how(folder),
    )  # fmt: skip
    show(found, folder)
