"""What was observed, imposed on a week: options that do not fit are closed, some random draws are set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from sim.core.columns import FLOAT, Column, Flags, column, larger, smaller, softmax, total
from sim.core.random_streams import Draws
from sim.evidence.observed_weeks import ObservedWeek
from sim.model.choice import Scores
from sim.model.orders import Plan
from sim.model.phases.deliver import SALVOS
from sim.model.scoring import CLOSED
from sim.model.situation import Situation
from sim.scenario import Scenario
from sim.vocabulary.signals import EVENTS

SURELY, NEVER = float(2.0**-24), float(1 - 2.0**-24)
"""Draws under every chance, and over every one."""
MOST_DAYS = 4
"""Event days that one test signal can have."""
HALF = 0.5
Option = tuple[str, str]
"""An actor and a family: where one choice is made a week."""


class ImposedDraws(Draws):
    """Random draws of which some are imposed: those at the names in `imposed`."""

    def __init__(self, seed: int, worlds: int) -> None:
        super().__init__(seed, 0, worlds)
        self.imposed: dict[tuple[str, ...], Column] = {}

    def uniform(self, monday: date, *name: str) -> Column:
        return self.imposed[name] if name in self.imposed else super().uniform(monday, *name)


class ObservedPlan(Plan):
    """Leaves each actor only the options that fit what was observed of it."""

    def __init__(self, scenario: Scenario, worlds: int) -> None:
        super().__init__([scenario], worlds, scenario.monday)
        self.fits: dict[Option, Flags] = {}
        """The options that fit this week."""
        self._open: dict[Option, Flags] = {}

    def withheld(self, actor: str, noise: Scores) -> Scores:
        mine = {family: rows for (who, family), rows in self.fits.items() if who == actor}
        seen = {family: noise[family][rows].copy() for family, rows in mine.items()}
        noise = super().withheld(actor, noise)
        for family, rows in mine.items():
            could = noise[family][:, 0] > CLOSED
            if not could[rows].any():  # it was sent, whatever the scenario says
                noise[family][rows] = seen[family]
                could |= rows
            noise[family][~rows] = CLOSED
            self._open[actor, family] = could
        return noise

    def chance(self, scores: Scores, option: Option) -> Column:
        """The chance that an actor gave to what was observed of it, from its log-odds."""
        could, fits = self._open[option], self.fits[option]
        return total(list(softmax(scores[option[1]][could])[fits[could]]))


def fits(s: Situation, week: ObservedWeek) -> dict[Option, Flags]:
    """The options that fit what was observed: of Pyongyang's forces, and of the allies' in exercises."""
    menu = s.north.menus["forces"]
    kinds = week.kinds or (("moratorium",) if week.pledge else ())
    shows = _having(menu.effects, kinds or (*EVENTS, "moratorium"), len(menu.names))
    found = {("DPRK", "forces"): shows if kinds else ~shows}
    if float(s.calendar.exercise(s.week).due.max()) > 0:
        for ally in s.allies:
            menu = ally.menus["forces"]
            found[ally.name, "forces"] = _having(menu.effects, ("exercise",), len(menu.names))
    return found


def _having(effects: dict[str, Column], names: Sequence[str], options: int) -> Flags:
    """The options that have any of some effects."""
    return np.any([effects.get(name, np.zeros(options)) > 0 for name in names], axis=0)


def imposed_draws(s: Situation, week: ObservedWeek) -> dict[tuple[str, ...], Column]:
    """The draws that bring about what was observed to come by chance, and prevent what was not."""
    certain, never = column(SURELY, s.width), column(NEVER, s.width)
    return {
        ("clash",): never,
        ("fire",): certain if week.fire else never,
        ("crisis",): certain if week.crisis_begins else never,
        ("council", "consent"): certain,
        ("DPRK", "days"): s.p.salvo ** (days(week) - FLOAT(HALF)),
    }


def days(week: ObservedWeek) -> int:
    """The events of a week as one signal can bring them about."""
    return min(max(week.days, 1), MOST_DAYS)


def chances(s: Situation, plan: ObservedPlan, week: ObservedWeek) -> dict[str, Column]:
    """The chance that each world gave to what was observed, by what that was: of its actors, and of what came
    by chance.
    """
    found = {f"{who} {what}": plan.chance(s.actors[who].scores, (who, what)) for who, what in plan.fits}
    if week.kinds and week.kinds[0] in SALVOS:
        more, salvo = days(week) - 1, s.p.salvo
        found["days"] = salvo**more * (1 - salvo * (more < MOST_DAYS - 1))
    fire = s.chances.fire
    return found | {"fire": fire if week.fire else 1 - fire, "clash": 1 - s.chances.serious}


def impose_state(s: Situation, week: ObservedWeek) -> None:
    """Put talks, pledges and crises where the record has them."""
    talks, crisis, pledge = s.talks, s.crisis, s.north.state.pledge
    talks.stage = smaller(larger(talks.stage, week.stages[0]), week.stages[1])
    talks.kept_weeks = column(week.kept, s.width)
    talks.broken = column(week.broken, s.width)
    crisis.rung, crisis.weeks = crisis.rung * week.crisis, crisis.weeks * week.crisis
    pledge.left = column(2 * week.pledged, s.width)
    pledge.dose = column(week.pledged, s.width)
