"""`list`: what there is, each with its one-line meaning."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import click

from sim.cli.known_words import Known

if TYPE_CHECKING:
    from sim.model.catalogue import Entry


def _kinds() -> Collection[str]:
    from sim.model.catalogue import KINDS

    return KINDS


@click.command("list", short_help="List scenarios, strategies, signals, parameters and more.")
@click.argument("kind", required=False, type=Known("list", _kinds), metavar="[KIND]")
def list_(kind: str | None) -> None:
    """List what there is, or only one KIND of it: scenarios, strategies, theories, outcomes, measures,
    signals, events, parameters, dispositions, calendar, effects.
    """
    from sim.model.catalogue import KINDS, entries
    from sim.scenario import load
    from sim.scenario.library import folder

    baseline = load(folder() / "baseline.yaml")
    for name in [kind] if kind else KINDS:
        click.echo(f"{name}: {KINDS[name][0]}")
        _show(entries(name, baseline))
        click.echo()


def _show(rows: Sequence[Entry]) -> None:
    """In columns as wide as their contents; the meaning last, so that long lines stay whole for a search."""
    names, abouts = (
        max(len(word) for word in words) for words in zip(*((r.name, r.about) for r in rows), strict=True)
    )
    for row in rows:
        about = f"{row.about:<{abouts}}  " if abouts else ""
        click.echo(f"  {row.name:<{names}}  {about}{row.says}")
