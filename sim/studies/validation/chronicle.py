"""What worlds leave behind, week by week: as much of it as a chronicle of the years would hold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Column, Flags
from sim.model.calendar import WEEK
from sim.model.situation import Situation
from sim.vocabulary.signals import EVENTS

Weekly: TypeAlias = NDArray[np.bool_]
"""Yes or no, ``(week, column)``."""

FLAGS = tuple(
    "exercises meetings resolved crises in_crisis serious wars clashes agreed pledged yielded".split()
)
REQUESTS = frozenset(
    "sent events resolved crisis_opened serious war_now fire failed fate.at_war talks.stage land.bans "
    "land.resolution_in china.state.enforcement north.state.evasion north.state.pledge us.state.exercise "
    "rok.state.exercise us.state.offer crisis.weeks".split()
)
"""What a chronicle asks of a week."""
FROZEN, CONTACT = 3, 1
"""Stages of talks: an agreement stands; the two sides are in contact."""
THURSDAY = timedelta(days=3)


class Chronicle:
    """What is kept of `width` columns over `weeks` weeks. After a war nothing more is written of a world.

    `events` are counts by kind, `flags` yes or no, both ``(week, column)``; `trigger` is the week of the
    test that a resolution of the week answers, and `nuclear` whether it was a nuclear one. `trade`,
    `fired` and `failed` are sums by calendar year, ``(year, column)``.
    """

    def __init__(self, monday: date, weeks: int, width: int) -> None:
        self.monday, self.weeks = monday, weeks
        self.events = {kind: np.zeros((weeks, width), np.int8) for kind in EVENTS}
        self.flags: dict[str, Weekly] = {name: np.zeros((weeks, width), np.bool_) for name in FLAGS}
        self.trigger = np.zeros((weeks, width), np.int16)
        self.nuclear = np.zeros((weeks, width), np.bool_)
        years = (monday + weeks * WEEK).year - monday.year + 1
        self.trade, self.fired, self.failed = (np.zeros((years, width), np.float32) for _ in range(3))
        self._week = 0
        self._alive = np.ones(width, np.bool_)
        self._answering = np.zeros(width, np.int16)
        self._of_nuclear = np.zeros(width, np.bool_)
        self._pledge = np.zeros(width, np.bool_)
        self._pending: Column = np.zeros(width, np.float32)
        self._owed: Column = np.zeros(width, np.float32)
        self._gave_in = np.zeros(width, np.bool_)

    def add(self, s: Situation) -> None:
        """Write down the week that the world has just simulated."""
        for kind, counts in self.events.items():
            counts[self._week] = s.events[kind] * self._alive
        for name, flags in self._flags(s).items():
            self.flags[name][self._week] = flags & self._alive
        self._resolutions(s)
        self._yearly(s)
        self._alive = ~s.fate.at_war
        self._week += 1

    def _flags(self, s: Situation) -> dict[str, Flags]:
        return {
            "exercises": (s.exercise.scheduled > 0) & (s.exercise_now > 0),
            "meetings": meeting(s),
            "resolved": s.resolved > 0,
            "crises": s.crisis_opened,
            "in_crisis": s.crisis.open | s.crisis_opened,
            "serious": s.serious > 0,
            "wars": s.war_now,
            "clashes": s.fire > 0,
            "agreed": s.talks.stage >= FROZEN,
            "pledged": self._pledged(s),
            "yielded": self._yielded(s),
        }

    def _pledged(self, s: Situation) -> Flags:
        """Where a moratorium runs that was pledged in contact, and so for a return."""
        made = (s.north.sent.does("moratorium") > 0) & (s.talks.stage >= CONTACT)
        self._pledge = (s.north.state.pledge.left > 0) & (self._pledge | made)
        return self._pledge

    def _yielded(self, s: Situation) -> Flags:
        """Where Pyongyang first dismantles more than the allies have conceded since the talks began."""
        talking = s.talks.stage > 0
        conceded = s.us.sent.does("concede") + s.rok.sent.does("concede")
        self._owed = (self._owed + s.north.sent.does("dismantle") - conceded) * talking
        first = (self._owed > 0) & ~self._gave_in
        self._gave_in = (self._gave_in | first) & talking
        return first

    def _resolutions(self, s: Situation) -> None:
        """Which test the Council is dealing with: the first since it last voted, or a nuclear one since."""
        self.trigger[self._week], self.nuclear[self._week] = self._answering, self._of_nuclear
        tested = (s.events["long_test"] + s.events["nuclear_test"]) > 0
        taken_up = tested & ((self._pending <= 1) | ((s.events["nuclear_test"] > 0) & ~self._of_nuclear))
        self._answering = np.where(taken_up, np.int16(self._week), self._answering)
        self._of_nuclear = np.where(taken_up, s.events["nuclear_test"] > 0, self._of_nuclear)
        self._pending = s.land.resolution_in.copy()

    def _yearly(self, s: Situation) -> None:
        year = (self.monday + self._week * WEEK + THURSDAY).year - self.monday.year
        self.trade[year] += trade(s)
        short, long = s.events["short_test"], s.events["long_test"]
        dud = s.random.uniform("DPRK", "short failure") < s.p.failure_old
        self.fired[year] += short + long
        self.failed[year] += short * dud + long * s.failed


def meeting(s: Situation) -> Flags:
    """Where Washington and Pyongyang met: an offer at the table, or one that was accepted."""
    offered = (s.us.sent.does("offer") > 0) & (s.talks.stage >= CONTACT)
    return offered | ((s.north.sent.does("accept") > 0) & (s.us.state.offer > 0))


def trade(s: Situation) -> Column:
    """China's trade with the DPRK as a share of what it would be without bans that are enforced."""
    return 1 - s.land.bans * s.china.state.enforcement * (1 - s.north.state.evasion)
