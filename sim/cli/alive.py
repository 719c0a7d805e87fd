"""`alive`: what does each row of the essay, each rule and each parameter move?"""

from __future__ import annotations

import click

from sim.cli.options import ALL, FILE, Options, asking, worlds


@click.command(short_help="Show what every claim, rule and parameter moves.")
@click.argument("file", type=FILE, default="baseline", metavar="[FILE]")
@click.option(
    "--only", default="", metavar="E05,read.unity,caution",
    help="Only these: `rows`, `rules`, `parameters`, an id of the essay, a rule or a parameter.",
)  # fmt: skip
@asking(
    worlds(2000, "How many worlds of each switch and theory to run, eight to a draw of the parameters."), ALL
)
def alive(options: Options, file: str, only: str) -> None:
    """Turn the levers of every claim and every parameter over their ranges and switch off every rule, in the
    same worlds of the scenario in FILE under each theory (all of them, unless --theory names some). What does
    each move, by how much, to which side, and is it clear of noise? Nothing that moves nothing stays unsaid.
    """
    from sim import api
    from sim.cli.terminal import show

    folder = options.folder("alive", *only.lower().replace(",", " ").split(), *options.theories)
    show(api.alive(file, only=only, **options.asked(), **options.how(folder)), folder)
