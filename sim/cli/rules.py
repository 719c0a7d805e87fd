"""`rules`: the page of all rules."""

from __future__ import annotations

import click


@click.command(short_help="Show every rule with its claim, parameters and tests.")
def rules() -> None:
    """Print the page of all rules: which claim each stands for, its parameters, its tests."""
    from sim.explanation.rules_page import page

    click.echo(page())
