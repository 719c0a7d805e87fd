"""`compare`: strategies, or scenarios, side by side in the same worlds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from sim.cli.options import FILE, Running, running
from sim.cli.progress import bar, tell
from sim.core.errors import UserError

if TYPE_CHECKING:
    from sim.scenario import Scenario

LONGEST_NAME = 100


@click.command(short_help="Compare all strategies, or scenarios.")
@click.argument("files", nargs=-1, type=FILE, metavar="[FILE]...")
@running
def compare(options: Running, files: Sequence[str]) -> None:
    """Run every shipped strategy, or the scenarios in FILEs, in the same worlds, and compare each with the
    first: tables here, pictures and numbers in a folder.
    """
    from sim.cli.tables import show_comparison
    from sim.model.parameter_source import PRIOR, with_params
    from sim.output.captions import ACROSS
    from sim.scenario.comparable import cells_of
    from sim.studies.comparison.report import pictures_of_all
    from sim.studies.comparison.study import carry_out

    scenarios = _scenarios(files)
    cells = with_params(cells_of(scenarios, options.theories), options.params)
    name = _name(files, scenarios, options.theories)
    folder = options.folder(name, *([] if options.params == PRIOR else [options.params]))
    asked, question = options.asked(folder, tell), "" if files else ACROSS
    with bar(cells, options.worlds, quiet=options.quiet) as progress:
        study = carry_out(cells, asked, partial(pictures_of_all, question=question), progress)
    show_comparison(study, folder)


def _scenarios(files: Sequence[str]) -> list[Scenario]:
    from sim.scenario import find_scenario, load
    from sim.scenario.library import folder

    if not files:
        baseline = load(folder() / "baseline.yaml")
        return [baseline.with_strategy(name) for name in baseline.strategies]
    if len(files) == 1:
        raise UserError(f"compare needs two scenarios or more; for one there is: run {files[0]}")
    return [load(find_scenario(file)) for file in files]


def _name(files: Sequence[str], scenarios: Sequence[Scenario], theories: Sequence[str]) -> str:
    """The folder's name: what was compared, and under which theories if not the scenarios' own."""
    stems = [scenario.path.stem for scenario in scenarios]
    name = "+".join(stems) if files else "strategies"
    if len(name) > LONGEST_NAME:
        name = f"{stems[0][:LONGEST_NAME]}+{len(stems) - 1}_more"
    own = {scenario.theory for scenario in scenarios}
    return "_".join([name, *(theory for theory in theories if set(theories) != own)])
