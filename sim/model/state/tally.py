"""What is counted of the weeks, world by world."""

from __future__ import annotations

import numpy as np

from sim.core.columns import FLOAT, Column
from sim.core.tree import Tree
from sim.vocabulary.signals import EVENTS

WEEKS = 52
"""Weeks of the year that `provocations_52` looks back on."""
SUMS = ("tension", "media_tension", "enforcement", "friction", "coordination", "confidence", "doubt_us")
"""Measures that are added up over the weeks, for their means."""


class Tally(Tree):
    """Sums over the weeks of each world before a war, of which `outcome_counters` makes the outcomes."""

    def __init__(self, width: int, before: Column) -> None:
        def zero() -> Column:
            return np.zeros(width, FLOAT)

        self.weeks_alive, self.lull, self.longest, self.talking = zero(), zero(), zero(), zero()
        self.crises, self.fire, self.serious, self.war = zero(), zero(), zero(), zero()
        self.agreed, self.lasting, self.price = zero(), zero(), zero()
        self.given, self.received, self.rung, self.stage = zero(), zero(), zero(), zero()
        self.initiatives, self.hostility, self.friendliness = zero(), zero(), zero()
        self.after_exercise, self.since = zero(), zero()
        self.exercised = np.zeros(width, np.bool_)
        self.first_talks = np.full(width, np.inf, FLOAT)
        self.freeze_at = np.full(width, np.inf, FLOAT)
        self.events = {name: zero() for name in EVENTS}
        self.sums = {name: zero() for name in SUMS}
        self.recent: list[Column] = [before / FLOAT(WEEKS)] * WEEKS
        self.year = before.copy()
