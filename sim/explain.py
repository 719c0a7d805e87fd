"""Why an actor chose what it chose: replay one world, listen to its rules, and ask what would have changed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.calendar import WEEK
from sim.columns import Column, softmax
from sim.located import UserError, listed, nearest_word
from sim.margins import Flip, Mind, flips
from sim.minds import CLOSED, CRISIS
from sim.params import Numbers
from sim.reads import DISPOSITIONS, PARAMETERS, reads
from sim.rule import Rule, Step, Trace
from sim.run import replay
from sim.signals import ACTORS, FAMILIES

if TYPE_CHECKING:
    from sim.actors import Actor
    from sim.minds import Scores
    from sim.scenario import Scenario
    from sim.world import Cell, World

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


def explain(
    cell: Cell, seed: int, world: int, week: int | str | date, actor: str | None = None
) -> list[Explanation]:
    """One explanation per actor (or of one) and family, and of the crisis move while a crisis is open.

    Raises UserError for a week outside the run, or an actor or world that does not exist.
    """
    number = week_number(cell.scenario, week)
    if actor is not None and actor not in ACTORS:
        near = nearest_word(actor, ACTORS)
        raise UserError(f"no actor {actor!r}; allowed: {listed(ACTORS)}" + (f"; did you mean {near!r}?" if near else ""))
    if world < 0:
        raise UserError(f"no world {world}; worlds count from 0")
    here, steps = choosing(cell, seed, world, number)
    asked = [here.actors[name] for name in ACTORS if actor in (None, name)]
    return [each for one in asked for each in _of_actor(here, one, steps, seed, world)]


def week_number(scenario: Scenario, week: int | str | date) -> int:
    """A week of the scenario from its number or from a day in it. Raises UserError."""
    last = scenario.weeks - 1
    allowed = f"weeks 0 to {last}, or days from {scenario.monday} to {scenario.monday + (last + 1) * WEEK - DAY}"
    try:
        number = scenario.week_of(_day(week)) if isinstance(week, date) or "-" in str(week)[1:] else int(week)
    except ValueError:
        raise UserError(f"{week!r} is neither a week nor a day written YYYY-MM-DD; allowed: {allowed}") from None
    if not 0 <= number <= last:
        raise UserError(f"week {week} is outside the run; allowed: {allowed}")
    return number
