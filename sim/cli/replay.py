"""`replay`: one world of a study, again and in full."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from sim.cli.known_words import THEORY
from sim.cli.options import folder as folder_argument
from sim.cli.options import world as world_option
from sim.cli.output_options import out_tables


@click.command(short_help="Show one world of a study again, in full.")
@folder_argument
@world_option("The world to replay.")
@click.option("--scenario", help="Scenario of the study; else its first.")
@click.option("--theory", type=THEORY, help="Theory of the study; else its first.")
@out_tables
def replay(folder: Path, world: int, scenario: str | None, theory: str | None, out: Path | None) -> None:
    """Rebuild one world of the study in FOLDER from its manifest, to the last bit: week by week what was sent
    and where things stood; with --out also every rule that was applied, and what it read and gave.
    """
    from sim import api
    from sim.cli.terminal import show
    from sim.engine.provenance import program

    found = api.replay(folder, world, scenario, theory, out=out)
    show(found, out)
    cell = found.one.cell
    copy = folder / found.manifest.copy_of(cell.scenario.name)
    click.echo(
        f"why: {program()} explain {shlex.quote(str(copy))} --week WEEK "
        f"--world {world} --seed {found.manifest.seed} --theory {cell.theory}"
    )
