"""The Mesa model: builds the situation and steps it, one world or thousands at once.

Every number is a column with one entry per world; a *cell* (a scenario under a theory) owns a
contiguous slice of the columns, and all cells share parameters and random draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

import mesa

from sim.core.columns import Column, column
from sim.core.parameters import Numbers
from sim.core.random_streams import Draws, RandomNumbers
from sim.model.actors import ActorAgent, Ally, China, North
from sim.model.calendar import WEEK, Calendar
from sim.model.measures import measure
from sim.model.menus import joint_options, menus_of
from sim.model.orders import Plan
from sim.model.parameter_draws import parameters
from sim.model.phases import commit, deliver, escalate, injects, negotiate, press, read, record
from sim.model.postures import Postures
from sim.model.situation import Actor, Situation
from sim.model.state import (
    Alliance,
    AllyState,
    Beliefs,
    ChinaState,
    Crisis,
    Fate,
    NorthState,
    Peninsula,
    Talks,
    Tally,
)  # fmt: skip
from sim.model.theories import Theory, theory
from sim.scenario.cell import Cell
from sim.vocabulary.signals import ACTORS


class World(mesa.Model):
    """`draws.worlds` parallel worlds of every cell, from the start of the scenarios to their end."""

    def __init__(
        self, cells: Sequence[Cell], draws: Draws, replicates: int, points: Mapping[str, Column] | None = None
    ) -> None:
        super().__init__(rng=draws.seed)  # Mesa's own randomness is never used: see random_streams.py
        first = cells[0].scenario
        self.cells, self.draws, self.width = tuple(cells), draws, draws.worlds * len(cells)
        self.monday: date = first.monday
        self.signals = tuple(first.signals.values())
        self.situation = self._start(replicates, points)
        self.agents_by_name: dict[str, ActorAgent] = {
            agent.name: agent for agent in (Ally(self, "US"), Ally(self, "ROK"), North(self), China(self))
        }
        # up to Mesa 3.4 the class of agents keeps every model that it ever numbered agents for
        getattr(mesa.Agent, "_ids", {}).pop(self, None)

    def _start(self, replicates: int, points: Mapping[str, Column] | None) -> Situation:
        """The situation on the first Monday."""
        postures = Postures([cell.scenario for cell in self.cells], self.draws.worlds)
        dispositions = {name: postures.drawn_for(name, self.draws, replicates) for name in ACTORS}
        p = parameters(self.cells, self.draws, replicates, points)
        return self.situation_from(p, dispositions, postures, self.width)

    def situation_from(
        self, p: Numbers, dispositions: Mapping[str, Numbers], postures: Postures, width: int
    ) -> Situation:
        """The situation on the first Monday, from parameters and dispositions of so many columns."""
        scenarios, draws = [cell.scenario for cell in self.cells], self.draws
        weeks, menus = scenarios[0].weeks, {name: menus_of(name, self.signals) for name in ACTORS}
        return Situation(
            width=width,
            theories=_under_theories(self.cells, draws.worlds),
            calendar=Calendar(
                [s.facts for s in scenarios],
                self.monday,
                weeks,
                draws.worlds,
                under_way=scenarios[0].from_world,
            ),
            plan=Plan(scenarios, draws.worlds, self.monday),
            p=p,
            postures=postures,
            dispositions=dispositions,
            land=Peninsula.start(p, width),
            alliance=Alliance.start(p, width, joint_options(menus)),
            crisis=Crisis.none(width),
            talks=Talks.none(width),
            fate=Fate.start(width),
            beliefs={name: Beliefs.start(name, p) for name in ACTORS},
            us=Actor("US", menus["US"], AllyState.start(p, width)),
            rok=Actor("ROK", menus["ROK"], AllyState.start(p, width)),
            north=Actor("DPRK", menus["DPRK"], NorthState.start(p, width)),
            china=Actor("China", menus["China"], ChinaState.start(p, width), is_party=False),
            tally=Tally(width, p.start_provocations),
            forgone=column(0, width),
            rung=column(0, width),
        )

    def step(self) -> None:
        """One week, in this order:

        1. *calendar*: the dated facts and the random draws of the week.
           Injects find out whether they are due.
        2. *appraise*: every actor freezes its view of how things stood at the end of last week.
        3. *choose*: every actor chooses one option per family from its view; orders override. Nobody has
           moved yet, so that it does not matter who goes first.
        4. *deliver*: signals start to run, are counted as hostile or friendly, and become events.
        5. *read*: every hearer reads every sender's week and learns; trust, fear and confidence follow.
        6. *commit*: word is given, kept or broken; readiness, coordination and posts move.
        7. *press*: resolutions, bans, enforcement and strain.
        8. *escalate*: tests teach or fail; crises open, climb and end; fire, clashes and war come by chance.
        9. *negotiate*: talks open, advance, stall or collapse.
        10. *publish*: tension, headlines and what is remembered of the week.
        11. *record*: the week is counted; war absorbs. Injects hear what happened.
        """
        self.choose()
        carry_out(self.situation)
        self.situation.week += 1

    def choose(self) -> None:
        """The first half of a week: all have chosen, and nobody has moved."""
        self.open_calendar()
        injects.ask(self.situation)
        self.agents.do("appraise", self.situation)
        self.agents.do("choose", self.situation)

    def open_calendar(self) -> None:
        """The random draws and the dated facts of the week."""
        s = self.situation
        s.random = RandomNumbers(self.draws, self.monday + s.week * WEEK)
        s.exercise = s.calendar.exercise(s.week)
        s.plan.week = s.week

    def measure(self, name: str) -> Column:
        """A measure of the glossary, as it stands."""
        return measure(self.situation, name)


def carry_out(s: Situation) -> None:
    """The second half of a week: what follows from what was sent."""
    deliver.deliver(s)
    read.read_all(s)
    commit.commit_all(s)
    press.press_all(s)
    escalate.escalate_all(s)
    negotiate.negotiate_all(s)
    deliver.publish(s)
    record.record(s)
    injects.hear(s)


def _under_theories(cells: Sequence[Cell], worlds: int) -> list[tuple[Theory, slice]]:
    """Neighbouring cells under one theory as one stretch of columns."""
    stretches: list[tuple[Theory, slice]] = []
    start = 0
    for name, cells_of in groupby(cells, key=lambda cell: cell.theory):
        end = start + worlds * len(list(cells_of))
        stretches.append((theory(name), slice(start, end)))
        start = end
    return stretches
