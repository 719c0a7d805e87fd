"""`explain`: why did an actor choose what it chose?"""

from __future__ import annotations

import click

from sim.cli.known_words import ACTOR
from sim.cli.options import FILE, seed, theory
from sim.cli.options import world as world_option


@click.command(short_help="Say why each choice of a week was made.")
@click.argument("file", type=FILE)
@click.option("--week", required=True, help="The week: its number from 0, or a day in it (YYYY-MM-DD).")
@click.option("--actor", type=ACTOR, help="Only this actor: US, ROK, DPRK or China.")
@world_option("The world to look into.")
@seed
@theory
def explain(file: str, week: str, actor: str | None, world: int, seed: int, theory: str | None) -> None:
    """Say why each choice of a week was made in the scenario in FILE: the rules with what they read, the
    options with their chances, and the smallest change of each input that would have changed the choice.
    """
    from sim import api

    found = api.explain(file, week=week, actor=actor, world=world, seed=seed, theory=theory)
    click.echo(str(found), nl=False)
