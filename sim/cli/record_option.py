"""The option that brings a record of one's own."""

from __future__ import annotations

from pathlib import Path

import click

record = click.option(
    "--record", type=click.Path(path_type=Path), metavar="FOLDER",
    help="Tables in place of the shipped record, or laid after it: see `record template`.",
)  # fmt: skip
