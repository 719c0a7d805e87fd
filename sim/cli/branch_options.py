"""Options that say which world of a finished study all scenarios start from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from sim.cli.output_options import PLACE
from sim.cli.whole_numbers import WORLD_NUMBER

from_world = click.option(
    "--from-world", type=PLACE, metavar="FOLDER",
    help="Start all scenarios from one world of the study in FOLDER, with its draw of the parameters: from "
    "--world, at the beginning of --week.",
)  # fmt: skip
from_scenario = click.option(
    "--from-scenario", metavar="NAME", help="The scenario of that study; else its first."
)
from_week = click.option(
    "--week",
    metavar="WEEK",
    help="With --from-world: the week, its number from 0 or a day in it (YYYY-MM-DD).",
)
source_world = click.option(
    "--world", type=WORLD_NUMBER, help="With --from-world: the number of the world; else 0."
)


@dataclass(frozen=True, kw_only=True)
class Branch:
    """Which world of a finished study all scenarios start from, if they do."""

    from_world: Path | None
    world: int | None
    week: str | None
    from_scenario: str | None

    def words(self) -> list[str]:
        """What the name of a folder says of it."""
        from sim.studies.branching import words_of

        return list(words_of(self.from_world, self.world, self.week, self.from_scenario))

    def asked(self) -> dict[str, Any]:
        """The same as options of a study."""
        return vars(self)
