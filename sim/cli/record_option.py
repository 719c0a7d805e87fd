"""The option that brings a record of one's own."""

from __future__ import annotations

import click

from sim.cli.output_options import PLACE

record = click.option(
    "--record", type=PLACE, metavar="FOLDER",
    help="Tables in place of the shipped record, or laid after it: see `record template`.",
)  # fmt: skip
