"""Options on what is written: where, which pictures, as what, and whether the report is opened."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sim.core.errors import UserError
from sim.core.plain_values import as_path


class Place(click.Path):
    """A file or folder, with `~` for the home folder also where the shell leaves it (`--out=~/x`)."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        try:
            return as_path(value)
        except UserError as error:
            raise click.BadParameter(str(error), ctx, param) from None


PLACE = Place()
OPEN = "sim.cli.open"
"""Where a command keeps that its report is to be opened."""


def _named(_ctx: click.Context, _param: click.Parameter, words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def _to_open(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    ctx.meta[OPEN] = wanted


figures = click.option(
    "--figures", default="", metavar="NAMES", callback=_named,
    help="Pictures to draw: names with commas between them, all, or none; else those of the report.",
)  # fmt: skip
export = click.option(
    "--export", default="", metavar="FORMATS", callback=_named,
    help="Write all tables once more as xlsx or json: one, or both with a comma between.",
)  # fmt: skip
png = click.option("--png", is_flag=True, help="Write each picture as PNG too, for slides.")
open_ = click.option(
    "--open", is_flag=True, expose_value=False, callback=_to_open, help="Open the report in a browser."
)
out = click.option(
    "--out", type=PLACE,
    help="Folder to write, replacing what an earlier run left there; else one in outputs/.",
)  # fmt: skip
out_tables = click.option("--out", type=PLACE, help="Folder to write it to, as tables.")
quiet = click.option("--quiet", is_flag=True, help="Show no progress.")
