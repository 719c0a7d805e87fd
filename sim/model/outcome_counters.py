"""What a run comes to: counts per world lived, and the class each world ends in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.core.columns import FLOAT, Column, either, larger, smaller, total
from sim.vocabulary.glossary import FINAL_CLASSES, OUTCOMES
from sim.vocabulary.signals import EVENTS, FAMILIES

if TYPE_CHECKING:
    from sim.model.world import World

YEAR = FLOAT(52.1775)  # weeks
WEEKS = FLOAT(52)  # of the year that `provocations_52` looks back on
BUSY = FLOAT(6)  # provocations a year that separate `testing` from `lull`
AFTER = 8  # weeks after an exercise that `after_exercise` looks at
SUMS = ("tension", "media_tension", "enforcement", "friction", "coordination", "confidence", "doubt_us")
REACHED = {"p_talks": 2, "p_freeze": 3, "p_framework": 4, "p_settlement": 5}


class Tally:
    """Sums over the weeks that each world has lived before a war."""

    def __init__(self, width: int, before: Column) -> None:
        def zero() -> Column:
            return np.zeros(width, FLOAT)

        self.lived, self.lull, self.longest, self.talking = zero(), zero(), zero(), zero()
        self.crises, self.fire, self.serious, self.war = zero(), zero(), zero(), zero()
        self.given, self.received, self.rung, self.stage = zero(), zero(), zero(), zero()
        self.initiatives, self.hostility, self.friendliness = zero(), zero(), zero()
        self.after_exercise, self.since = zero(), zero()
        self.exercised = np.zeros(width, np.bool_)
        self.first_talks = np.full(width, np.inf, FLOAT)
        self.freeze_at = np.full(width, np.inf, FLOAT)
        self.events = {name: zero() for name in EVENTS}
        self.sums = {name: zero() for name in SUMS}
        self.recent: list[Column] = [before / WEEKS] * int(WEEKS)
        self.year = before.copy()

    def add(self, w: World) -> None:
        """Count one week, in the worlds that are not at war."""
        alive = (~w.fate.at_war).astype(FLOAT)
        self.lived += alive
        for name in EVENTS:
            self.events[name] += w.events[name] * alive
        days = total([w.events[name] for name in EVENTS])
        self._remember(days)
        self.lull = (self.lull + alive) * (days <= 0)
        self.longest = larger(self.longest, self.lull)
        self.crises += w.crisis_opened * alive
        self.fire = larger(self.fire, w.fire * alive)
        self.serious += w.chances.serious * (alive * ~w.fate.clashed)
        self.war += w.chances.war * alive
        self.talking += (w.talks.stage > 1) * alive
        self.given += (w.us.sent.does("concede") + w.rok.sent.does("concede")) * alive
        self.received += w.north.sent.any_of("moratorium", "dismantle", "accept") * alive
        self._policy(w, alive)
        self._exercise(w, days * alive)
        self.rung = larger(self.rung, w.rung * alive)
        self._reach(w, alive)
        for name in self.sums:
            self.sums[name] += w.measure(name) * alive

    def _remember(self, days: Column) -> None:
        """Provocations of the last 52 weeks."""
        self.recent.append(days)
        self.year = self.year + days - self.recent.pop(0)

    def _policy(self, w: World, alive: Column) -> None:
        """What Washington and Seoul sent: how often, how hostile, how friendly."""
        for ally in w.allies:
            sent = ally.sent.places
            self.initiatives += total([(sent[family] > 0).astype(FLOAT) for family in FAMILIES]) * alive
            self.hostility += w.hostile[ally.name] * alive
            self.friendliness += w.friendly[ally.name] * alive

    def _exercise(self, w: World, days: Column) -> None:
        """Provocations in the weeks after the first exercise of the calendar, held or not."""
        scheduled = w.exercise.scheduled > 0
        over = (self.exercised & ~scheduled) | (self.since > 0)
        self.since += over
        self.exercised = self.exercised | scheduled
        self.after_exercise += days * (over & (self.since <= AFTER))

    def _reach(self, w: World, alive: Column) -> None:
        self.stage = larger(self.stage, w.talks.stage * alive)
        opened = (w.talks.stage > 1) & (alive > 0) & np.isinf(self.first_talks)
        self.first_talks = either(opened, w.week, self.first_talks)
        frozen = (w.talks.stage > 2) & (alive > 0) & np.isinf(self.freeze_at)
        self.freeze_at = either(frozen, w.measure("programme"), self.freeze_at)

    def outcomes(self, w: World) -> Column:
        """One row per outcome of the glossary, one column per world."""
        lived = larger(self.lived, 1)
        years = lived / YEAR
        rows: dict[str, Column] = {
            "provocations": total(list(self.events.values())) / years,
            "short_tests": self.events["short_test"] / years,
            "long_tests": self.events["long_test"] / years,
            "nuclear_tests": self.events["nuclear_test"] / years,
            "local_provocations": self.events["local"] / years,
            "attacks": self.events["attack"] / years,
            "high_events": (self.events["local"] + self.events["attack"]) / years,
            "after_exercise": self.after_exercise,
            "crises": self.crises / years,
            "p_fire": self.fire,
            "p_serious": self.serious,
            "p_war": self.war,
            "longest_lull": self.longest,
            "weeks_in_talks": self.talking,
            "first_talks": smaller(self.first_talks, w.week),
            "highest_rung": self.rung,
            "strain_end": w.north.state.strain,
            "concessions_given": self.given / years,
            "concessions_received": self.received / years,
            "programme_end": w.measure("programme"),
            "programme_freeze": either(np.isinf(self.freeze_at), w.measure("programme"), self.freeze_at),
            "initiatives": self.initiatives / years,
            "hostility": self.hostility / lived,
            "friendliness": self.friendliness / lived,
            "credibility_end": w.measure("resolve_us"),
        }
        rows |= {name: (self.stage >= stage).astype(FLOAT) for name, stage in REACHED.items()}
        rows |= {f"mean_{n}" if "tension" in n else f"{n}_mean": s / lived for n, s in self.sums.items()}
        return np.stack([rows[name] for name in OUTCOMES]).astype(FLOAT)

    def final(self, w: World) -> Column:
        """The class each world ends in, as a place in `FINAL_CLASSES`."""
        place = {name: FLOAT(k) for k, name in enumerate(FINAL_CLASSES)}
        stage = w.talks.stage
        end = either(self.year >= BUSY, place["testing"], place["lull"])
        for name, lowest in (("talks", 1), ("freeze", 3), ("framework", 4), ("settlement", 5)):
            end = either(stage >= lowest, place[name], end)
        end = either(w.fate.clashed, place["serious_clash"], end)
        return either(w.fate.at_war, place["war"], end)
