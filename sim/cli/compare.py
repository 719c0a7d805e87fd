"""`compare`: strategies, or scenarios, side by side in the same worlds; or finished studies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from sim.cli import branch_options as b
from sim.cli.options import FILE, LONGEST_NAME, Running, running
from sim.cli.output_options import PLACE
from sim.core.errors import UserError

if TYPE_CHECKING:
    from sim.scenario import Scenario

OF_A_RUN = (
    *("seed", "worlds", "params", "keep_worlds", "workers", "scheduler", "table"),
    *("from_world", "world", "week", "from_scenario"),
)
"""Options that finished studies have no use for."""


@click.command(short_help="Compare all strategies, scenarios, or finished studies.")
@click.argument("files", nargs=-1, type=FILE, metavar="[FILE|FOLDER]...")
@click.option(
    "--table", type=PLACE, metavar="CSV",
    help="Scenarios from a table: each row changes the one FILE, a column an entry (posture.US.stick).",
)  # fmt: skip
@running
@b.from_world
@b.source_world
@b.from_week
@b.from_scenario
@click.pass_context
def compare(
    ctx: click.Context, options: Running, files: Sequence[str], table: Path | None, **branch: Any
) -> None:
    """Run every shipped strategy, or the scenarios in FILEs, in the same worlds, and compare each with the
    first: tables here, pictures and numbers in a folder.

    With FOLDERs of finished studies of the same worlds, compare what they hold, without running anything.
    """
    from sim import api
    from sim.cli.terminal import show

    if any(map(_is_study, files)):
        return _finished(ctx, options, files)
    scenarios = [api.load(file) for file in files]
    if table is not None:
        scenarios += _of_table(scenarios, table)
    source = b.Branch(**branch)
    names = [scenario.path.stem for scenario in scenarios]
    folder = options.folder(_name(names), *options.unusual, *source.words())
    asked = options.asked() | source.asked()
    show(api.compare(*scenarios, theories=options.theories, **asked, **options.how(folder)), folder)
    return None


def _of_table(scenarios: Sequence[Scenario], table: Path) -> list[Scenario]:
    if len(scenarios) != 1:
        raise UserError(f"--table changes one scenario, found {len(scenarios)}: compare baseline --table …")
    return scenarios[0].with_table(table)


def _finished(ctx: click.Context, options: Running, files: Sequence[str]) -> None:
    """Compare what finished studies hold."""
    from sim import api
    from sim.cli.terminal import show

    for file in files:
        if not _is_study(file):
            raise UserError(f"{file}: is no finished study, as another of those named is; compare one kind")
    for name in OF_A_RUN:
        if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            option = f"--{name.replace('_', '-')}"
            raise UserError(f"{option} is of a run; these studies are finished, and are read as they are")
    folder = options.folder(_name([Path(file).resolve().name for file in files]), *options.theories)
    shown = {"theories": options.theories, "outcomes": options.outcomes, "measures": options.measures}
    found = api.compare_studies(
        *files, **shown, out=folder, figures=options.figures, png=options.png, export=options.export
    )
    show(found, folder)


def _is_study(word: str) -> bool:
    """Whether a word is the folder of a finished study, and not the name of a shipped scenario."""
    from sim.scenario.finished_study import NAME
    from sim.scenario.library import shipped_as

    return (Path(word).expanduser() / NAME).is_file() and not shipped_as(word)


def _name(stems: Sequence[str]) -> str:
    """What was compared, in the folder's name."""
    name = "+".join(stems) or "strategies"
    return name if len(name) <= LONGEST_NAME else f"{stems[0][:LONGEST_NAME]}+{len(stems) - 1}_more"
