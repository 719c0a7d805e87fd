"""The explanation of one choice: the options, the rules that fired, what would have changed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.core.rule import Rule
from sim.explanation.counterfactuals import Flip
from sim.scenario.cell import Cell

Given = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Option:
    """One option of a menu: its score (log-odds up to a constant of the family), its chance, and the noise
    of this world, which added to the score decides. `open` is no where it cannot be sent this week.
    """

    name: str
    score: float
    chance: float
    noise: float
    open: bool


@dataclass(frozen=True)
class Fired:
    """One application of a rule: inputs and numbers it read, its result, and by how much that result moved
    the choice against the runner-up (log-odds, compared with a result of 0).
    """

    rule: Rule
    given: Given
    result: float
    moved: float


@dataclass(frozen=True)
class Explanation:
    """Why one actor chose as it did in one family in one week of one world."""

    cell: Cell
    seed: int
    world: int
    week: int
    monday: date
    at_war: bool
    actor: str
    family: str
    options: tuple[Option, ...]
    sent: str
    """What was sent."""
    wanted: str
    """What it would have chosen with posts enough."""
    free: str
    """What it chose, left alone by orders."""
    runner_up: Option | None
    """What it would have wanted without that option; none where nothing else was open."""
    ordered: str | None
    """FILE:LINE of the order that overrode the choice."""
    withheld: tuple[str, ...]
    """FILE:LINE of orders that closed options."""
    fired: tuple[Fired, ...]
    flips: tuple[Flip, ...]

    @property
    def chance(self) -> float:
        """The chance of the option that was wanted."""
        return next(option.chance for option in self.options if option.name == self.wanted)

    @property
    def dropped(self) -> bool:
        """Whether the choice was dropped for want of posts (E24)."""
        return self.wanted != self.free
