"""`explain`: why did an actor choose what it chose?"""

from __future__ import annotations

import click

from sim.cli.analysing import MOST
from sim.cli.options import ACTOR, FILE, numbered, seed, theory
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
    numbered(world, MOST, "worlds")
    from sim.explanation.explain import explain as explained
    from sim.explanation.text import told
    from sim.scenario import find_scenario, load
    from sim.scenario.comparable import cells_of
    from sim.vocabulary.theory_names import BLIND

    scenario = load(find_scenario(file))
    (cell,) = cells_of([scenario], [theory] if theory else [])
    if cell.theory in BLIND:
        click.echo(
            f"{cell.theory}: blind by construction: what others signal moves no choice of the DPRK, "
            "though talks still need an offer\n"
        )
    click.echo(told(explained(cell, seed, world, week, actor)), nl=False)
