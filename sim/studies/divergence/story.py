"""The story of one world: the first decision that differs between two scenarios, why, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.core.columns import FLOAT
from sim.engine.starting import AS_WRITTEN
from sim.engine.world_batch import WorldBatch
from sim.explanation.counterfactuals import Mind
from sim.explanation.explain import choosing
from sim.model.calendar import WEEK
from sim.model.world import World
from sim.scenario.cell import Cell
from sim.studies.divergence.pair import KINDS, DecisionDifference, Pair
from sim.vocabulary.glossary import FINAL_CLASSES

MOST_STEPS, MOST_INPUTS = 12, 8
STATES = KINDS[1:-1]


@dataclass(frozen=True)
class InputDifference:
    """An input that differs at a decision: a field of the view, a parameter or a disposition, with what it
    was in either scenario; `enough` where the second's value in the first's place alone flips the choice.
    """

    kind: str
    name: str
    first: float
    second: float
    enough: bool


@dataclass(frozen=True)
class Decision:
    """A decision that differs: what was sent in either scenario, the inputs that differ (those that are
    enough first), and the orders that decided it, as FILE:LINE.
    """

    actor: str
    family: str
    first: str
    second: str
    inputs: tuple[InputDifference, ...]
    orders: tuple[str, ...]


@dataclass(frozen=True)
class LaterDifference:
    """Something that differs later on: the week, who or what, and how it was in either."""

    week: int
    what: str
    first: str
    second: str


@dataclass(frozen=True)
class Story:
    """One world of two scenarios: the first decisions that differ, those that follow until a state differs
    too, and the first difference of each kind of state. `week` is None where no decision ever differs.
    """

    world: int
    monday: date
    week: int | None
    decisions: tuple[Decision, ...]
    chain: tuple[LaterDifference, ...]
    left_out: int
    """Later decisions that differ and are not listed."""
    ends: tuple[str, str]

    def day(self, week: int) -> date:
        """The Monday of a week."""
        return self.monday + week * WEEK


def story(one: Cell, other: Cell, *, seed: int, world: int) -> Story:
    """Run one world of both, and ask at the first decision that differs what made the difference."""
    worlds = WorldBatch((one, other), seed, world, 1, requests={AS_WRITTEN})
    pair = Pair(worlds)
    week: int | None = None
    firsts: list[DecisionDifference] = []
    chain: list[LaterDifference] = []
    later = 0
    seen: dict[str, bool] = dict.fromkeys(STATES, False)
    for now in range(one.scenario.weeks):
        pair.begin_week()
        worlds.step()
        differing = list(pair.decisions())
        if week is None and differing:
            week, firsts = now, differing
        elif differing:
            later += sum(_left_out(chain, now, each, any(seen.values())) for each in differing)
        for kind, flags in pair.states().items():
            if flags[0] and not seen[kind]:
                seen[kind] = True
                chain.append(LaterDifference(now, kind, *pair.described(kind)))
    decisions = (
        tuple(_why(one, other, seed, world, week, each) for each in firsts) if week is not None else ()
    )
    a, b = (int(side.final[0]) for side in pair.sides)
    classes = tuple(FINAL_CLASSES)
    return Story(world, one.scenario.monday, week, decisions, tuple(chain), later, (classes[a], classes[b]))


def _left_out(chain: list[LaterDifference], week: int, decision: DecisionDifference, enough: bool) -> int:
    """Add a decision to the chain if there is need and room; 1 if it is left out."""
    if enough or len(chain) >= MOST_STEPS:
        return 1
    chain.append(LaterDifference(week, f"{decision.actor}, {decision.family}", *decision.options[0]))
    return 0


def _why(one: Cell, other: Cell, seed: int, world: int, week: int, decision: DecisionDifference) -> Decision:
    sides = [choosing(cell, seed, world, week)[0] for cell in (one, other)]
    orders = [
        f"{cell.scenario.name}: {where}"
        for cell, side in zip((one, other), sides, strict=True)
        for at, where in [side.situation.plan.took.get((decision.actor, decision.family), (-1, ""))]
        if at == week
    ]
    inputs = tuple(_differing(sides, decision.actor, decision.family))
    return Decision(
        decision.actor, decision.family, *decision.options[0], inputs[:MOST_INPUTS], tuple(orders)
    )


def _differing(sides: list[World], actor: str, family: str) -> list[InputDifference]:
    """Inputs of a choice that differ, those that are enough first, then by how far they differ."""
    minds = [Mind(side, actor) for side in sides]
    mind, second = minds[0], {(each.kind, each.name): each for each in minds[1].inputs}
    pairs = [
        (at, each, second[each.kind, each.name])
        for at, each in enumerate(mind.inputs)
        if (each.kind, each.name) in second and each.seen != second[each.kind, each.name].seen
    ]
    if not pairs:
        return []
    which = np.array([at for at, _, _ in pairs], np.intp)
    values = np.array([each.seen for _, _, each in pairs], FLOAT)
    chosen = mind.choices((family,), which, values)[0]
    stands = mind.decide(mind.view, mind.p, mind.d)[1][family][0]
    found = [
        (
            abs(a.seen - b.seen) / max(a.high - a.low, 1e-9),
            InputDifference(a.kind, a.name, a.seen, b.seen, enough),
        )
        for (_, a, b), enough in zip(pairs, (chosen != stands).tolist(), strict=True)
    ]
    return [each for _, each in sorted(found, key=lambda it: (not it[1].enough, -it[0]))]
