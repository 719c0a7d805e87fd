"""`claims`: the essay's conclusions, judged under every theory."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli.options import ALL, FILE, Options, asking, worlds
from sim.cli.output_options import PLACE


@click.command(short_help="Judge the essay's conclusions.")
@click.argument("file", type=FILE, default="baseline", metavar="[FILE]")
@click.option("--only", default="", metavar="H3,H5", help="Only these claims; else all of them.")
@click.option(
    "--hypotheses", type=PLACE, metavar="FILE",
    help="Claims and their contrasts, in the form of sim/studies/claims/hypotheses.yaml; else those of the "
    "essay.",
)  # fmt: skip
@asking(worlds(2000, "How many worlds to run, eight to a draw of the parameters."), ALL)
def claims(options: Options, file: str, only: str, hypotheses: Path | None) -> None:
    """Compare each claim of the essay with its opposite in the same worlds under each theory (all of them,
    unless --theory names some), judge it, and write a ledger with a page for each claim. The sides of a
    contrast are changes to the scenario in FILE, the baseline unless another is given. An interrupted run is
    resumed when the same command is given again.
    """
    from sim import api
    from sim.cli.terminal import show

    folder = options.folder("claims", *only.upper().replace(",", " ").split(), *options.theories)
    found = api.claims(file, only=only, hypotheses=hypotheses, **options.asked(), **options.how(folder))
    show(found, folder)
