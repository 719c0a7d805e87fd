"""`diverge`: where do two scenarios diverge, why, and what follows?"""

from __future__ import annotations

from typing import Any

import click

from sim.cli import branch_options as b
from sim.cli import options as o
from sim.cli.options import FILE, Options
from sim.cli.output_options import export, figures, open_, out, png, quiet
from sim.cli.whole_numbers import WORLD_NUMBER
from sim.studies.bounds import WORLDS_OF_A_DESIGN


@click.command(short_help="Find where two scenarios diverge.")
@click.argument("first", type=FILE, metavar="FILE")
@click.argument("second", type=FILE, metavar="FILE")
@click.option(
    "--world", type=WORLD_NUMBER,
    help="The world to show in detail, else one that diverges as most do; with --from-world, the world to "
    "start from.",
)  # fmt: skip
@b.from_world
@b.from_week
@b.from_scenario
@o.together(
    Options,
    o.worlds(
        500, "How many worlds to look through for the commonest first divergences.", WORLDS_OF_A_DESIGN
    ),
    o.seed, o.one_theory, o.workers, o.scheduler, out, figures, png, export, open_, quiet,
)  # fmt: skip
def diverge(options: Options, first: str, second: str, **branch: Any) -> None:
    """Follow the scenarios in two FILEs through the same worlds to the first decision that differs: who and
    when, which of its inputs made the difference, what followed; over all worlds, the commonest of them.
    """
    from sim import api
    from sim.cli.terminal import show

    scenarios = api.load(first), api.load(second)
    source = b.Branch(**branch)
    folder = options.folder("diverge", o.name_of(scenarios), *options.theories, *source.words())
    theory = next(iter(options.theories), None)
    found = api.diverge(
        *scenarios,
        theory=theory,
        worlds=options.worlds,
        seed=options.seed,
        **source.asked(),
        **options.how(folder),
    )
    show(found, folder)
