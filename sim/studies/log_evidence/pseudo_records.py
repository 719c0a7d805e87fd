"""Pseudo-records: the years of the record as a theory would have had them, in the words of the record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.core.random_streams import Draws
from sim.engine.conditioning import likelihood, priors
from sim.engine.conditioning.likelihood import ObservedPlan, Option
from sim.evidence.observed_weeks import CONTACT, CONVENTIONAL, TALKS, ObservedWeek
from sim.model.situation import Situation
from sim.model.world import World
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.vocabulary.signals import EVENTS

AGREED = 3
"""The first stage of talks that stands in a record as an agreement."""
SPARE = 4
"""Worlds that are simulated for each pseudo-record: those with a serious clash are none, as the record has
none.
"""
NORTH: Option = ("DPRK", "forces")


class Scheduled(ObservedPlan):
    """Leaves the allies no choice but to hold the exercises that fall due, as they did in the record."""

    def week_of(self, s: Situation) -> None:
        """Set what fits in the week to come."""
        self.fits = {
            option: rows for option, rows in likelihood.fits(s, ObservedWeek()).items() if option != NORTH
        }


@dataclass(frozen=True)
class PseudoRecord:
    """Weeks as a record has them, and the number of the world that they come from."""

    theory: str
    world: int
    weeks: tuple[ObservedWeek, ...]


def pseudo_records(
    scenario: Scenario, theory: str, weeks: int, records: int, seed: int
) -> list[PseudoRecord]:
    """Up to so many pseudo-records of a theory, from worlds without a serious clash."""
    worlds = records * SPARE
    world = World([Cell(scenario, theory)], Draws(seed, 0, worlds), replicates=1)
    s = world.situation
    plan = s.plan = Scheduled(scenario, worlds)
    seen: list[list[ObservedWeek]] = []
    clashed = np.zeros(worlds, np.bool_)
    for _ in range(weeks):
        plan.week_of(s)
        world.step()
        seen.append([_observed(s, k) for k in range(worlds)])
        clashed |= s.serious > 0
        priors.drift(s)
    quiet = [int(k) for k in np.flatnonzero(~clashed)[:records]]
    return [PseudoRecord(theory, k, tuple(week[k] for week in seen)) for k in quiet]


def _observed(s: Situation, k: int) -> ObservedWeek:
    """What a record would have of the week that a world has just simulated."""
    counts = {kind: int(s.events[kind][k]) for kind in EVENTS}
    most = max(EVENTS, key=lambda kind: (counts[kind], EVENTS.index(kind)))
    kinds = () if not counts[most] else CONVENTIONAL if most in CONVENTIONAL else (most,)
    stage, pledge = int(s.talks.stage[k]), s.north.state.pledge.left[k] > 0
    agreed = stage >= AGREED
    return ObservedWeek(
        kinds=kinds,
        days=sum(counts.values()),
        fire=bool(s.fire[k] > 0),
        crisis=bool(s.crisis.open[k]),
        crisis_begins=bool(s.crisis_opened[k]),
        resolution=bool(s.resolved[k] > 0),
        stages=(stage, stage) if agreed else (CONTACT, TALKS) if stage >= TALKS else (0, CONTACT),
        kept=int(s.talks.kept_weeks[k]) if agreed else 0,
        broken=bool(s.talks.broken[k] > 0),
        pledged=bool(pledge),
        pledge=bool(s.north.sent.does("moratorium")[k] > 0),
    )
