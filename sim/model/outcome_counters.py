"""Count the weeks, and read off the results of a run: outcomes per world, and the class each ends in."""

from __future__ import annotations

import numpy as np

from sim.core.columns import FLOAT, Column, either, larger, smaller, total
from sim.model.measures import measure, programme
from sim.model.situation import Situation
from sim.model.state import Tally
from sim.vocabulary.glossary import FINAL_CLASSES, OUTCOMES
from sim.vocabulary.ladders import FREEZE
from sim.vocabulary.signals import EVENTS, FAMILIES

YEAR = FLOAT(52.1775)
"""Weeks of a year, for rates."""
BUSY = FLOAT(6)
"""Provocations a year that separate `testing` from `lull`."""
LASTING = FLOAT(26)
"""Weeks for which a freeze that lasts is kept."""
AFTER = 8
"""Weeks after an exercise that `after_exercise` looks at."""
REACHED = {"p_talks": 2, "p_freeze": 3, "p_framework": 4, "p_settlement": 5}
"""The stage of talks at which each has come."""


def count_week(s: Situation) -> None:
    """Count one week, in the worlds that are not at war."""
    t, alive = s.tally, (~s.fate.at_war).astype(FLOAT)
    t.weeks_alive += alive
    for name in EVENTS:
        t.events[name] += s.events[name] * alive
    days = total([s.events[name] for name in EVENTS])
    _remember(t, days)
    t.lull = (t.lull + alive) * (days <= 0)
    t.longest = larger(t.longest, t.lull)
    t.crises += s.crisis_opened * alive
    t.fire = larger(t.fire, s.fire * alive)
    t.serious += s.chances.serious * (alive * ~s.fate.clashed)
    t.war += s.chances.war * alive
    t.talking += (s.talks.stage > 1) * alive
    t.agreed += (s.talks.stage >= FREEZE) * alive
    t.lasting = larger(t.lasting, (s.talks.kept_weeks >= LASTING) * alive)
    t.price += s.signed * s.talks.terms * alive
    t.given += (s.us.sent.does("concede") + s.rok.sent.does("concede")) * alive
    t.received += s.north.sent.any_of("moratorium", "dismantle", "accept") * alive
    _policy(t, s, alive)
    _exercise(t, s, days * alive)
    t.rung = larger(t.rung, s.rung * alive)
    _reach(t, s, alive)
    for name in t.sums:
        t.sums[name] += measure(s, name) * alive


def _remember(t: Tally, days: Column) -> None:
    """Provocations of the last 52 weeks."""
    t.recent.append(days)
    t.year = t.year + days - t.recent.pop(0)


def _policy(t: Tally, s: Situation, alive: Column) -> None:
    """What Washington and Seoul sent: how often, how hostile, how friendly."""
    for ally in s.allies:
        sent = ally.sent.places
        t.initiatives += total([(sent[family] > 0).astype(FLOAT) for family in FAMILIES]) * alive
        t.hostility += s.hostile[ally.name] * alive
        t.friendliness += s.friendly[ally.name] * alive


def _exercise(t: Tally, s: Situation, days: Column) -> None:
    """Provocations in the weeks after the first exercise of the calendar, held or not."""
    scheduled = s.exercise.scheduled > 0
    over = (t.exercised & ~scheduled) | (t.since > 0)
    t.since += over
    t.exercised = t.exercised | scheduled
    t.after_exercise += days * (over & (t.since <= AFTER))


def _reach(t: Tally, s: Situation, alive: Column) -> None:
    t.stage = larger(t.stage, s.talks.stage * alive)
    opened = (s.talks.stage > 1) & (alive > 0) & np.isinf(t.first_talks)
    t.first_talks = either(opened, s.week, t.first_talks)
    frozen = (s.talks.stage > 2) & (alive > 0) & np.isinf(t.freeze_at)
    t.freeze_at = either(frozen, programme(s), t.freeze_at)


def outcomes(s: Situation) -> Column:
    """One row per outcome of the glossary, one column per world."""
    t = s.tally
    alive_weeks = larger(t.weeks_alive, 1)
    years = alive_weeks / YEAR
    rows: dict[str, Column] = {
        "provocations": total(list(t.events.values())) / years,
        "short_tests": t.events["short_test"] / years,
        "long_tests": t.events["long_test"] / years,
        "nuclear_tests": t.events["nuclear_test"] / years,
        "local_provocations": t.events["local"] / years,
        "attacks": t.events["attack"] / years,
        "high_events": (t.events["local"] + t.events["attack"]) / years,
        "after_exercise": t.after_exercise,
        "crises": t.crises / years,
        "p_fire": t.fire,
        "p_serious": t.serious,
        "p_war": t.war,
        "longest_lull": t.longest,
        "weeks_in_talks": t.talking,
        "p_lasting": t.lasting,
        "weeks_agreed": t.agreed,
        "price_agreed": t.price,
        "first_talks": smaller(t.first_talks, s.week),
        "highest_rung": t.rung,
        "strain_end": s.north.state.strain,
        "concessions_given": t.given / years,
        "concessions_received": t.received / years,
        "programme_end": programme(s),
        "programme_freeze": either(np.isinf(t.freeze_at), programme(s), t.freeze_at),
        "initiatives": t.initiatives / years,
        "hostility": t.hostility / alive_weeks,
        "friendliness": t.friendliness / alive_weeks,
        "credibility_end": s.believed("US", by="DPRK"),
    }
    rows |= {name: (t.stage >= stage).astype(FLOAT) for name, stage in REACHED.items()}
    rows |= {f"mean_{n}" if "tension" in n else f"{n}_mean": x / alive_weeks for n, x in t.sums.items()}
    return np.stack([rows[name] for name in OUTCOMES]).astype(FLOAT)


def final(s: Situation) -> Column:
    """The class each world ends in, as a place in `FINAL_CLASSES`."""
    place = {name: FLOAT(k) for k, name in enumerate(FINAL_CLASSES)}
    stage = s.talks.stage
    end = either(s.tally.year >= BUSY, place["testing"], place["lull"])
    for name, lowest in (("talks", 1), ("freeze", 3), ("framework", 4), ("settlement", 5)):
        end = either(stage >= lowest, place[name], end)
    end = either(s.fate.clashed, place["serious_clash"], end)
    return either(s.fate.at_war, place["war"], end)
