"""Cases of choice and of self-excitation: Signorino 1999, Hawkes 1971."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from tests.studies.textbook.case import SURE, Case, Line, number, share, world_of

TESTS = ("short_range_test", "long_range_test", "nuclear_test", "local_provocation", "attack")
WEEKS = 52
GROUPS = 10
"""Groups of worlds that the Hawkes process is fitted to one by one."""
FAR = 200
"""Weeks after which an event has no offspring left."""


def shares(worlds: int, seed: int) -> Iterator[Line]:
    """Options of Pyongyang's forces, at a value of nought each."""
    world = world_of("quantal_response", worlds, seed, send=[("DPRK", name) for name in TESTS])
    north = world.situation.north
    counts = dict.fromkeys(TESTS, 0)
    for _ in range(WEEKS):
        world.step()
        for name in TESTS:
            counts[name] += int((north.sent.places["forces"] == north.options("forces").index(name)).sum())
    base = {signal.name: signal.senders["DPRK"] for signal in north.menus["forces"].signals}
    open_ = 1 - sum(weight for name, weight in base.items() if name not in TESTS)
    for name, count in counts.items():
        yield share(
            f"{name.replace('_', ' ')} in a week", base[name] / open_, np.arange(WEEKS * worlds) < count
        )


def branching(worlds: int, seed: int) -> Iterator[Line]:
    """Events that one test brings about, recovered from the events alone by maximum likelihood."""
    world = world_of("hawkes", worlds, seed, send=[("DPRK", "short_range_test")])
    menu, fade = world.situation.north.menus["forces"], number(world, "momentum_fade")
    base = {signal.name: signal.senders["DPRK"] for signal in menu.signals}
    tests = np.zeros((WEEKS, worlds))
    for week in range(WEEKS):
        world.step()
        tests[week] = world.situation.events["short_test"]
    odds = base["short_range_test"] / (1 - sum(base.values()))
    expected = _offspring(odds, number(world, "excitation"), fade)
    found = np.array([_recovered(part, fade) for part in np.array_split(tests, GROUPS, axis=1)])
    middle, half = float(found.mean()), SURE * float(found.std(ddof=1)) / np.sqrt(GROUPS)
    yield Line("events that one event brings", expected, middle, middle - half, middle + half)


def _offspring(odds: float, excitation: float, fade: float) -> float:
    """Further events of the first generation: how much likelier a test is in the weeks after one."""
    raised = odds * (1 + excitation * (1 - fade) ** np.arange(FAR))
    return float((raised / (1 + raised) - odds / (1 + odds)).sum())


def _recovered(tests: NDArray[np.float64], fade: float) -> float:
    """The same from weekly tests, ``(week, world)``, whose odds rise by their momentum."""
    momentum = np.zeros_like(tests)
    for week in range(1, len(tests)):
        momentum[week] = momentum[week - 1] * (1 - fade) + tests[week - 1]

    def cost(x: NDArray[np.float64]) -> float:
        odds = np.exp(x[0]) * (1 + np.exp(x[1]) * momentum)
        return float(np.log1p(odds).sum() - (tests * np.log(odds)).sum())

    found = cast(Any, minimize(cost, np.log([0.05, 1.0]), method="Nelder-Mead"))
    odds, excitation = np.exp(np.asarray(found.x, np.float64)).tolist()
    return _offspring(odds, excitation, fade)


CASES = (
    Case(
        "Quantal response", "Signorino 1999; McFadden 1974",
        "With all values equal, options are chosen in proportion to their base weights.",
        "quantal_response", shares,
    ),
    Case(
        "Self-excited events", "Hawkes 1971",
        "Each event raises the odds of the next by its fading memory; how many events one event brings "
        "follows from odds, excitation and half-life, and can be recovered from the events.",
        "hawkes", branching,
    ),
)  # fmt: skip
