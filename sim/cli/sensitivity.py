"""`sensitivity`: which numbers does an outcome hang on?"""

from __future__ import annotations

import click

from sim.cli.options import FILE, Options, analysing, name_of, outcome


@click.command(short_help="Show which numbers an outcome hangs on.")
@click.argument("file", type=FILE)
@outcome("provocations", "The outcome to explain.")
@analysing(400_000, "How many worlds to spend: a third on the screening, the rest on the indices.")
def sensitivity(options: Options, file: str, outcome: str) -> None:
    """Screen every uncertain parameter of the scenario in FILE (Morris), and take the Sobol indices of the
    strongest and of the theory: the shares of what is not known about an outcome that come from each. The
    points of a design share their random draws, so a parameter that nothing reads comes out at nought.
    """
    from sim import api
    from sim.cli.terminal import show

    scenario = api.load(file)
    folder = options.folder("sensitivity", name_of([scenario]), outcome, *options.theories)
    show(api.sensitivity(scenario, outcome=outcome, **options.asked(), **options.how(folder)), folder)
