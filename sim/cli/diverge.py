"""`diverge`: where do two scenarios diverge, why, and what follows?"""

from __future__ import annotations

import click

from sim.cli import options as o
from sim.cli.options import FILE, Options


@click.command(short_help="Find where two scenarios diverge.")
@click.argument("first", type=FILE, metavar="FILE")
@click.argument("second", type=FILE, metavar="FILE")
@click.option("--world", type=int, help="The world to show in detail; else one that diverges as most do.")
@o.together(
    Options,
    o.worlds(
        500, "How many worlds to look through for the commonest first divergences.", most=o.MOST_OF_A_DESIGN
    ),
    o.seed, o.one_theory, o.out, o.figures, o.png, o.open_, o.quiet,
)  # fmt: skip
def diverge(options: Options, first: str, second: str, world: int | None) -> None:
    """Follow the scenarios in two FILEs through the same worlds to the first decision that differs: who and
    when, which of its inputs made the difference, what followed; over all worlds, the commonest of them.
    """
    from sim import api
    from sim.cli.terminal import show

    scenarios = api.load(first), api.load(second)
    folder = options.folder("diverge", o.name_of(scenarios), *options.theories)
    theory = next(iter(options.theories), None)
    found = api.diverge(
        *scenarios,
        theory=theory,
        world=world,
        worlds=options.worlds,
        seed=options.seed,
        **options.how(folder),
    )
    show(found, folder)
