"""A diary of some worlds: every week of three scenarios, written down apart from the engine's own counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from sim.core.random_streams import Draws
from sim.engine.ensemble import Ensemble, simulate_ensemble
from sim.engine.world_batch import REPLICATES
from sim.model.situation import Situation
from sim.model.world import World
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.signals import EVENTS
from tests.helpers.worlds import Series, baseline, sent, short, with_parameters

WORLDS, WEEKS = 96, 120


def dangerous(s: Scenario) -> Scenario:
    """The scenario with crises so frequent and steep that clashes and wars are common."""
    return with_parameters(
        s, crisis_rate=0.6, crisis_habit=6, climb=0.9, double_step=0.5, clash_risk=0.5, war_given_clash=0.4,
        fade_out=0.02, sincerity=1,
    )  # fmt: skip


def scenarios() -> tuple[Scenario, ...]:
    plain = [short(baseline(name), WEEKS) for name in ("negotiation_from_strength", "engagement_first")]
    return (*plain, dangerous(short(baseline("overreaction"), WEEKS)))


@cache
def ensemble() -> Ensemble:
    """Two shipped strategies and a dangerous one."""
    return simulate_ensemble([Cell(s, "essay") for s in scenarios()], seed=3, worlds=WORLDS)


@dataclass(frozen=True)
class Diary:
    """Every week of the same worlds, each entry of shape ``(cell, week, world)``."""

    entries: Mapping[str, Series]
    end: World

    def __getitem__(self, name: str) -> Series:
        return self.entries[name]


@cache
def diary() -> Diary:
    cells = [Cell(s, "essay") for s in scenarios()]
    w = World(cells, Draws(3, 0, WORLDS, len(cells)), REPLICATES)
    rows: dict[str, list[Series]] = {}
    for _ in range(WEEKS):
        before = w.situation.fate.at_war.copy()
        w.step()
        for name, column in _entries(w.situation, before).items():
            rows.setdefault(name, []).append(np.array(column, np.float32))
    shape = (WEEKS, len(cells), WORLDS)
    return Diary({name: np.stack(row).reshape(shape).swapaxes(0, 1) for name, row in rows.items()}, w)


def _entries(s: Situation, before: Series) -> dict[str, Series]:
    north = {name: sent(s, "DPRK", signal) for name, signal in zip(EVENTS, PROVOKING, strict=True)}
    return (
        {f"events {name}": s.events[name] for name in EVENTS}
        | {f"sent {name}": column for name, column in north.items()}
        | {"rung": s.rung, "stage": s.talks.stage, "lived": ~before, "at_war": s.fate.at_war}
        | {
            "war_now": s.war_now,
            "serious": s.serious,
            "north_fired": s.north_fired,
            "opened": s.crisis_opened,
        }
        | {"p_fire": s.chances.fire, "p_serious": s.chances.serious, "p_war": s.chances.war}
        | {
            "given": _steps(s, ("US", "ROK"), "concede"),
            "kept": _steps(s, ("DPRK",), "moratorium", "dismantle", "accept"),
        }
    )


PROVOKING = ("short_range_test", "long_range_test", "nuclear_test", "local_provocation", "attack")


def _steps(s: Situation, actors: tuple[str, ...], *effects: str) -> Series:
    """Steps sent this week, counted signal by signal from what was sent."""
    amount = np.zeros(s.width, np.float32)
    for actor in actors:
        for signal in scenarios()[0].signals.values():
            weight = sum(signal.does.get(effect, 0) for effect in effects)
            if weight and actor in signal.senders:
                amount += np.float32(weight) * sent(s, actor, signal.name)
    return amount


def outcome(name: str) -> Series:
    return ensemble().outcomes[:, list(OUTCOMES).index(name)]
