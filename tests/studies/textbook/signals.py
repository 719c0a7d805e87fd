"""Cases of signals: costs sunk and hands tied, exercises under rival accounts, reassurance."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim.model.choice import CRISIS
from sim.model.world import World
from sim.vocabulary.signals import EVENTS
from tests.studies.textbook.case import Case, Line, exact, logistic, mean, number, share, world_of

COST, WEEKS = 0.4, 52
STATEMENT, MEETING = ("US", "public_statement"), ("US", "public_offer")
SIGNS = {"spiral": 1, "opportunity": -1, "own_calendar": 0}
PROVOCATIONS = ("short_range_test", "long_range_test", "local_provocation")


def costly(worlds: int, seed: int) -> Iterator[Line]:
    """A statement whose cost is sunk, and one whose cost falls due on backing down."""
    for kind, cost in (("sunk costs", "sunk_cost"), ("tied hands", "tied_hands")):
        costs = {STATEMENT[1]: {cost: COST}}
        world = world_of("costly_signals", worlds, seed, order=[STATEMENT], signals=costs)
        signal = next(each for each in world.signals if each.name == STATEMENT[1])
        before, doubt = (number(world, name) for name in ("start_resolve_us", "start_doubt"))
        world.step()
        learned = doubt * COST / (doubt * COST + number(world, "signal_noise"))
        after = before + learned * (max(0.5 + 0.5 * signal.meaning, before) - before)
        yield exact(f"{kind}: believed resolve", after, world.situation.believed("US", by="DPRK"))
        yield from _crisis(world, kind, after, COST if cost == "tied_hands" else 0)


def _crisis(world: World, kind: str, resolve: float, tied: float) -> Iterator[Line]:
    """The week after, in a crisis: who yields."""
    s, of_us = world.situation, number(world, "weight_of_us")
    s.crisis.rung[:], s.crisis.weeks[:] = 2, 1
    alliance = of_us * resolve + (1 - of_us) * number(world, "start_resolve_rok")
    habit, rationality = number(world, "crisis_habit"), number(world, "rationality")
    bound = number(world, "audience_weight") * tied
    against = number(world, "resolve_weight") * (2 * alliance - 1) + bound
    north, us = logistic(habit - rationality * against), logistic(habit + rationality * bound)
    world.step()
    yield share(f"{kind}: Pyongyang backs down", 1 - north, s.north.sent.places[CRISIS] == 0)
    yield share(f"{kind}: Washington backs down", 1 - us, s.us.sent.places[CRISIS] == 0)


def slopes(worlds: int, seed: int) -> Iterator[Line]:
    """Provocations a year with exercises all year, less those without, by account and by who exercises."""
    north = [("DPRK", name) for name in PROVOCATIONS]
    both = [(ally, "routine_exercise") for ally in ("US", "ROK")]
    for who, held in (("both allies", both), ("Washington alone", both[:1])):
        for theory, sign in SIGNS.items():
            each = [
                _provocations(world_of("exercises", worlds, seed, send=[*north, *forces], theory=theory))
                for forces in (held, [])
            ]
            yield mean(f"{theory.replace('_', ' ')}, {who}", each[0] - each[1], sign)


def _provocations(world: World) -> NDArray[np.float64]:
    """Events of a year by world."""
    total = np.zeros(world.width)
    for _ in range(WEEKS):
        world.step()
        total += np.sum([world.situation.events[kind] for kind in EVENTS], axis=0)
    return total


def reassurance(worlds: int, seed: int) -> Iterator[Line]:
    """Trust after some costly soft steps of one side."""
    costs = {MEETING[1]: {"sunk_cost": 0.6, "tied_hands": 0, "posts": 0}}
    for steps in (1, 3):
        world = world_of("reassurance", worlds, seed, order=[MEETING], weeks=steps, signals=costs)
        start = number(world, "start_trust_us")
        odds = start / (1 - start)
        for _ in range(steps):
            world.step()
            odds *= 1 + number(world, "trust_gain") * float(world.situation.friendly["US"].mean())
        yield exact(f"trust, costly steps: {steps}", odds / (1 + odds), world.situation.north.state.trust_us)


CASES = (
    Case(
        "Tied hands and sunk costs", "Fearon 1994; Fearon 1997",
        "Both kinds of cost raise believed resolve alike (a Kalman gain in what the signal cost), so that "
        "the opponent yields more; hands that are tied also keep the sender from backing down, sunk costs do "
        "not.",
        "costly_signals", costly,
    ),
    Case(
        "Exercises provoke or deter", "Jervis 1976; Baliga and Sjöström 2008",
        "Provocations rise with exercises where they are taken for a threat, fall where readiness deters, "
        "and do not move where nothing that others do matters; with one ally alone as with both.",
        "exercises", slopes,
    ),
    Case(
        "Reassurance by costly steps", "Kydd 2000",
        "A step that is likelier from a sincere side multiplies the odds that it is one, as Bayes does.",
        "reassurance", reassurance,
    ),
)  # fmt: skip
