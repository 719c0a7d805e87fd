"""The Mesa model: four actors, one step a week, one world or thousands at once.

Every number is a column with one entry per world; a *cell* (a scenario under a theory) owns a
contiguous slice of the columns, and all cells share parameters and luck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

import mesa
import numpy as np

from sim.core.columns import FLOAT, Column, Flags, smaller
from sim.core.parameters import drawn
from sim.core.random_streams import Draws, Luck
from sim.model.actors import Ally, China, North
from sim.model.calendar import WEEK, Calendar, Exercise
from sim.model.measures import MEASURING
from sim.model.orders import Plan
from sim.model.outcome_counters import Tally
from sim.model.parameter_draws import parameters
from sim.model.phases import commit, deliver, escalate, negotiate, press, read
from sim.model.phases.escalate import Chances
from sim.model.rules import escalate as escalating
from sim.model.state import Alliance, Beliefs, Crisis, Fate, Peninsula, Talks, hearers
from sim.model.theories import Theory, theory
from sim.scenario.cell import Cell
from sim.vocabulary.signals import ACTORS

if TYPE_CHECKING:
    pass

Actor = Ally | North | China


class World(mesa.Model):
    """`draws.worlds` parallel worlds of every cell, from the start of the scenarios to their end."""

    def __init__(
        self, cells: Sequence[Cell], draws: Draws, lucks: int, points: Mapping[str, Column] | None = None
    ) -> None:
        super().__init__(rng=draws.seed)  # Mesa's own randomness is never used: see draws.py
        first = cells[0].scenario
        worlds = draws.worlds
        self.cells, self.draws, self.width = tuple(cells), draws, worlds * len(cells)
        self.monday: date = first.monday
        self.signals = tuple(first.signals.values())
        self.theories = _under_theories(cells, worlds)
        scenarios = [c.scenario for c in cells]
        self.p = parameters(cells, draws, lucks, points)
        self.dispositions = {
            ally: drawn(f"disposition {ally}", [s.dispositions_of(ally) for s in scenarios], draws, lucks)
            for ally in ("US", "ROK")
        }
        self.calendar = Calendar([s.facts for s in scenarios], self.monday, first.weeks, worlds)
        self.plan = Plan(scenarios, worlds, self.monday)
        self._start()
        # up to Mesa 3.4 the class of agents keeps every model that it ever numbered agents for
        getattr(mesa.Agent, "_ids", {}).pop(self, None)

    def _start(self) -> None:
        p, width = self.p, self.width
        self.land, self.alliance = Peninsula.start(p, width), Alliance.start(p, width)
        self.crisis, self.talks, self.fate = Crisis.none(width), Talks.none(width), Fate.start(width)
        self.beliefs = {actor: Beliefs.start(actor, p) for actor in ACTORS}
        self.us, self.rok = Ally(self, "US"), Ally(self, "ROK")
        self.north, self.china = North(self), China(self)
        self.allies = (self.us, self.rok)
        self.actors: dict[str, Actor] = {
            "US": self.us,
            "ROK": self.rok,
            "DPRK": self.north,
            "China": self.china,
        }
        self.week, self.tally = 0, Tally(width, p.start_provocations)
        self.luck: Luck
        self.exercise: Exercise
        self.hostile: dict[str, Column] = {}
        self.pressing: dict[str, Column] = {}
        self.friendly: dict[str, Column] = {}
        self.eased: dict[str, Column] = {}
        self.events: dict[str, Column] = {}
        self.provocation: Column
        self.fire: Column = np.zeros(width, FLOAT)
        self.forgone: Column = self.fire
        self.serious: Column = self.fire
        self.failed: Column = self.fire
        self.resolved: Column = self.fire
        self.rung: Column = self.fire
        self.yielded_north: Column = self.fire
        self.stood: Column = self.fire
        self.joint: Column = self.fire
        self.yielded_allies: Column = self.fire
        self.crisis_opened: Flags
        self.war_now: Flags
        self.chances: Chances
        self.sent_rung: Column

    def step(self) -> None:
        """One week: calendar, appraise, choose, deliver, read, commit, press, escalate, negotiate, record."""
        self.open_calendar()
        self.agents.do("appraise")
        self.agents.do("choose")
        self.follow()
        self.week += 1

    def follow(self) -> None:
        """What follows from what was sent."""
        deliver.deliver(self)
        read.read_all(self)
        commit.commit_all(self)
        press.press_all(self)
        escalate.escalate_all(self)
        negotiate.negotiate_all(self)
        deliver.publish(self)
        self.record()

    def open_calendar(self) -> None:
        """The luck and the dated facts of the week."""
        self.luck = Luck(self.draws, self.monday + self.week * WEEK)
        self.exercise = self.calendar.exercise(self.week)
        self.plan.week = self.week

    def record(self) -> None:
        """Count the week; a serious clash is remembered and war absorbs."""
        self.rung = escalate.conflict_rung(self)
        self.tally.add(self)
        fate = self.fate
        fate.fired = fate.fired | (self.fire > 0)
        fate.clashed = fate.clashed | (self.serious > 0)
        fate.at_war = fate.at_war | self.war_now

    def fact(self, name: str) -> Column:
        """What the calendar sets this week."""
        return self.calendar.value(name, self.week)

    def policy(self, name: str, strategy: Column) -> Column:
        """What the calendar says of a government's policy this week, else what its strategy says."""
        return self.calendar.policy(name, self.week, strategy)

    def row(self, hearer: str, *, of: str) -> int:
        """The row of a hearer in the beliefs about a sender."""
        return hearers(of).index(hearer)

    def believed(self, sender: str, *, by: str) -> Column:
        """Resolve that one actor believes another to have."""
        return self.beliefs[sender].mean[self.row(by, of=sender)].copy()

    def doubted(self, sender: str, *, by: str) -> Column:
        """Variance of that belief."""
        return self.beliefs[sender].doubt[self.row(by, of=sender)].copy()

    @property
    def exercise_now(self) -> Column:
        """Dose of the exercises under way: the mean of the two allies."""
        return (self.us.state.exercise.now + self.rok.state.exercise.now) * 0.5

    @property
    def display_now(self) -> Column:
        """Dose of the shows of force under way."""
        return smaller(self.us.state.display.now + self.rok.state.display.now, 2)

    @property
    def vulnerable(self) -> Column:
        """How far a first strike could still disarm Pyongyang."""
        s = self.north.state
        return escalating.vulnerable(s.missile, s.nuclear, self.alliance.defence, self.p)

    def measure(self, name: str) -> Column:
        """A measure of the glossary, as it stands."""
        return MEASURING[name](self)


def _under_theories(cells: Sequence[Cell], worlds: int) -> list[tuple[Theory, slice]]:
    """Neighbouring cells under one theory as one stretch of columns."""
    stretches: list[tuple[Theory, slice]] = []
    start = 0
    for name, cells_of in groupby(cells, key=lambda cell: cell.theory):
        end = start + worlds * len(list(cells_of))
        stretches.append((theory(name), slice(start, end)))
        start = end
    return stretches
