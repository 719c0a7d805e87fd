"""The page with the model in it that a report of scenarios carries.

It is made by a room above this one, which is named to this one when the public face is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sim.core.errors import UserError
from sim.scenario import Scenario

MOST_WORLDS = 4000
"""Worlds under each theory that a page runs, at most."""
MOVED = "What if a lever were moved?"
CARRIED = (
    "The model itself is in this report, with these scenarios, theories and random draws: move a lever, or "
    "take a seat, and see what follows. Nothing is fetched."
)
NUMBERS = "It opens with few worlds; choose {:,} under Worlds for the numbers of this report."
FEWER = "It runs fewer worlds than the {:,} of this report, so that its numbers are less sure."
LACKING = "This report does not carry the model: {}."


@dataclass(frozen=True)
class Asked:
    """Scenarios, of which the first is the baseline, as a study ran them."""

    scenarios: Sequence[Scenario]
    theories: Sequence[str]
    worlds: int
    seed: int


Maker: TypeAlias = Callable[[Asked], str]
"""Makes the text of a page. Raises UserError for scenarios that a page cannot hold."""
_makers: list[Maker] = []


@dataclass(frozen=True)
class ModelPage:
    """The text of a page, or why there is none; and what a reader is told of it."""

    text: str = ""
    lacking: str = ""
    worlds: int = 0

    @property
    def says(self) -> str:
        """What stands beside it."""
        if self.lacking:
            return LACKING.format(self.lacking)
        return f"{CARRIED} {(NUMBERS if self.worlds <= MOST_WORLDS else FEWER).format(self.worlds)}"


def made_by(*maker: Maker) -> None:
    """Name the maker of pages; nobody, if none is given."""
    _makers[:] = maker


def model_page(asked: Asked) -> ModelPage | None:
    """The page of some scenarios; None if nobody makes any."""
    for maker in _makers:
        try:
            return ModelPage(maker(asked), worlds=asked.worlds)
        except UserError as error:
            return ModelPage(lacking=str(error))
    return None
