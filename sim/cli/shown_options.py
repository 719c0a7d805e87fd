"""Options on what of a result is shown: its files hold all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import click

from sim.cli.known_words import MEASURE, OUTCOME, Known

Command: TypeAlias = Callable[..., None]
Option: TypeAlias = Callable[[Command], Command]


def _shown(one: str, several: str, kind: Known, what: str) -> Option:
    """An option that chooses what is shown: words with commas between them, or given more than once."""

    def chosen(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
        words = (word.strip() for each in given for word in each.split(","))
        return tuple(dict.fromkeys(kind.convert(word, param, ctx) for word in words if word))

    return click.option(
        f"--{several}", f"--{one}", several, multiple=True, metavar="NAMES", callback=chosen, help=what
    )  # fmt: skip


outcomes_shown = _shown(
    "outcome", "outcomes", OUTCOME,
    "Outcomes to show in printed tables, the report and pictures, with commas between (`list outcomes`); "
    "files hold all.",
)  # fmt: skip
measures_shown = _shown(
    "measure", "measures", MEASURE,
    "Measures that the pictures fans and differences show, with commas between (`list measures`).",
)  # fmt: skip
