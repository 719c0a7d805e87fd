"""`discover`: when does the first scenario do worse than the second?"""

from __future__ import annotations

from collections.abc import Sequence

import click

from sim.cli.options import FILE, Options, analysing, name_of, outcome


@click.command(short_help="Find when one scenario does worse than another.")
@click.argument("files", nargs=-1, type=FILE, metavar="FILE FILE [FILE]...")
@outcome("provocations", "The outcome that is worse or better.")
@analysing(16_000, "How many worlds of each scenario and theory to run, eight to a draw of the parameters.")
def discover(options: Options, files: Sequence[str], outcome: str) -> None:
    """Look over draws of the parameters and theories for where the scenario in the first FILE does worse than
    the one in the second: boxes in words, a map of the two parameters that matter most, and the regret of all
    scenarios given (also more than two).
    """
    from sim import api
    from sim.cli.terminal import show

    scenarios = [api.load(file) for file in files]
    folder = options.folder("discover", name_of(scenarios), outcome, *options.theories)
    show(api.discover(*scenarios, outcome=outcome, **options.asked(), **options.how(folder)), folder)
