"""`record`: tables of a record of one's own, empty or checked."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli.commands import Commands
from sim.cli.output_options import PLACE

folder = click.argument("folder", type=PLACE)


@click.command(short_help="Write empty tables, with a page of their columns.")
@folder
def template(folder: Path) -> None:
    """Write empty tables of a record into FOLDER, and a page that says what their columns hold."""
    from sim.evidence.record_template import write_template

    files = write_template(folder)
    click.echo(f"In {folder}: {', '.join(file.name for file in files)}")


@click.command(short_help="Check the tables of a folder.")
@folder
def check(folder: Path) -> None:
    """Say whether the tables in FOLDER are sound, with gaps and overlaps, or all that is wrong with them."""
    from sim.evidence.own_record import noted, record_in

    record = record_in(folder)
    click.echo(f"{folder}: sound; {record.first_day} to {record.last_day}")
    for each in noted(record):
        click.echo(f"! {each}")


record = Commands(
    "record",
    help="Bring a record of your own: tables in place of the shipped ones, or laid after them.",
    short_help="Write or check the tables of a record of your own.",
    commands=[template, check],
)
