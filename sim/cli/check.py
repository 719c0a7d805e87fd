"""`check`: are these scenario files sound?"""

from __future__ import annotations

from collections.abc import Sequence

import click

from sim.cli.options import FILE
from sim.core.errors import UserError


@click.command(short_help="Check scenario files, and run nothing.")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
def check(files: Sequence[str]) -> None:
    """Say of each FILE whether it is sound, or all that is wrong with it, with the place and the cure."""
    faults: list[str] = []
    for file in files:
        try:
            click.echo(_sound(file))
        except UserError as error:
            faults.append(str(error))
    if faults:
        raise UserError("\n".join(faults))


def _sound(file: str) -> str:
    from sim.scenario import find_scenario, load
    from sim.scenario.comparable import complete
    from sim.scenario.posterior import AGAIN, FITTED, PRIOR, shipped

    scenario = load(find_scenario(file))
    complete(scenario)
    if scenario.params == FITTED and not shipped(scenario.theory).exists():
        problem = f"no posterior is shipped for the theory {scenario.theory}"
        raise UserError(f"{scenario.path}: params: {problem}; allowed: {PRIOR}; {AGAIN}")
    return f"{scenario.path}: sound; {scenario.weeks} weeks from {scenario.start}: {scenario.question}"
