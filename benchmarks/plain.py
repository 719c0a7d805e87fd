"""A week in plain Python: the arithmetic of one world's week, number by number, without any array.

It is a compact re-statement, not the model: as many options are scored, as much draw is drawn and as
many updates are made as in a week of the model, each update a short formula like the rules' own. It
says what a hand-written scalar model of this size would cost, at the least.
"""

from __future__ import annotations

import random
from math import exp, log
from time import process_time

from sim.core.rule import Trace
from sim.engine.simulate import single_world
from sim.scenario.cell import Cell

CHECKED_WEEK = 10


class Size:
    """How much a week of the model does: options by menu, and updates."""

    def __init__(self, cell: Cell) -> None:
        world = single_world(cell, 1, 0)
        for _ in range(CHECKED_WEEK):
            world.step()
        with Trace().listen() as trace:
            world.step()
        actors = world.situation.actors.values()
        self.menus = [len(actor.options(family)) for actor in actors for family in actor.families]
        self.updates = len(trace.steps)


def score(place: int, threat: float, stick: float, carrot: float) -> float:
    """Log-odds of one option, with its noise."""
    value = threat * stick + max(-threat, 0.0) * carrot - 0.1 * place * 0.5
    draw = random.random() or 0.5
    return log(0.1) + 2.5 * (value + 0.2 * stick) - log(-log(draw))


def choose(options: int, stick: float, carrot: float) -> int:
    """The best of some options."""
    best, most = 0, float("-inf")
    for place in range(options):
        found = score(place, place / options - 0.3, stick, carrot)
        if found > most:
            best, most = place, found
    return best


def update(state: float, toward: float, rate: float) -> float:
    """One number moved for a week, and kept within its range."""
    share = 1 / (1 + exp(-rate * toward))
    moved = state * (1 - 0.1 * rate) + 0.1 * share * (1 - state)
    return min(max(moved + 0.02 * (random.random() - 0.5), 0.0), 1.0)


def week(states: list[float], menus: list[int]) -> None:
    """All choices of a week, then all updates."""
    sent = [choose(options, states[0], states[1]) for options in menus]
    for place, state in enumerate(states):
        states[place] = update(state, sent[place % len(sent)] * 0.1, states[place - 1])


def plain(cell: Cell, weeks: int) -> float:
    """World-weeks a CPU-second in plain Python."""
    size = Size(cell)
    states = [0.5] * size.updates
    random.seed(1)
    start = process_time()
    for _ in range(weeks):
        week(states, size.menus)
    return weeks / (process_time() - start)
