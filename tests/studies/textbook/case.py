"""What a textbook case is: expected numbers, simulated numbers, and the interval that they must agree in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Column
from sim.core.random_streams import Draws
from sim.model.calendar import WEEK
from sim.model.world import World
from sim.scenario import Order, Scenario, load
from sim.scenario.cell import Cell
from sim.scenario.library import folder
from sim.vocabulary.signals import ACTORS

SURE = 3.29
"""Standard errors of an interval that holds the truth in 999 of 1,000 cases: the page has some dozens."""
EXACT = 1e-4
"""How far what follows without chance may be off, by rounding."""
Sent = tuple[str, str]
"""An actor and a signal."""


@dataclass(frozen=True)
class Line:
    """One number of a case: `expected` on paper, `simulated`, and the interval around that. Where paper gives
    a sign alone, `sign` says on which side of 0 the interval must lie.
    """

    what: str
    expected: float
    simulated: float
    low: float
    high: float
    sign: int = 0

    @property
    def holds(self) -> bool:
        """Whether what is simulated agrees with what is known."""
        if self.sign:
            return self.low > 0 if self.sign > 0 else self.high < 0
        return self.low <= self.expected <= self.high


@dataclass(frozen=True)
class Case:
    """A case: its name, where it is solved, what is known, its scenario, and the lines of so many worlds."""

    name: str
    source: str
    says: str
    scenario: str
    lines: Callable[[int, int], Iterable[Line]]


def world_of(
    name: str,
    worlds: int,
    seed: int,
    *,
    send: Iterable[Sent] = (),
    order: Sequence[Sent] = (),
    weeks: int = 1,
    theory: str = "",
    signals: Mapping[str, Mapping[str, float]] | None = None,
    setting: Mapping[str, float] | None = None,
) -> World:
    """Worlds of a case with some parameters (`setting`), and numbers of `signals`, set.

    Only the signals to `send` can be sent; those to `order` are sent in the first `weeks`. Parameters that
    neither the case nor its file sets stand at their default.
    """
    scenario = load(folder() / "textbook" / f"{name}.yaml")
    numbers = scenario.parameters
    held = {n: it.model_copy(update={"value": it.default}) for n, it in numbers.items() if it.value is None}
    held |= {n: numbers[n].model_copy(update={"value": value}) for n, value in (setting or {}).items()}
    changed = {n: scenario.signals[n].model_copy(update=dict(to)) for n, to in (signals or {}).items()}
    orders = _orders(scenario, {*send, *order}, order, weeks)
    own = {"parameters": numbers | held, "signals": scenario.signals | changed, "orders": orders}
    cell = Cell(scenario.model_copy(update=own), theory or scenario.theory)
    return World([cell], Draws(seed, 0, worlds), replicates=1)


def _orders(scenario: Scenario, free: set[Sent], ordered: Sequence[Sent], weeks: int) -> dict[str, Order]:
    """Orders that withhold all that is not free, and send what is ordered in the first weeks."""
    every = [(a, n) for a in ACTORS for n, it in scenario.signals.items() if a in it.senders]
    days = {"from": scenario.start, "to": scenario.end}
    found: dict[str, Order] = {}
    for actor, name in every:
        entry: dict[str, Any] = {"actor": actor, "signal": name}
        if (actor, name) not in free:
            found[f"no_{actor}_{name}"] = Order.model_validate({**entry, "withhold": True, **days})
        if (actor, name) in ordered:
            last = scenario.monday + weeks * WEEK - timedelta(days=1)
            sent = (
                {"from": scenario.monday, "to": last, "every": "1 week"}
                if weeks > 1
                else {"from": scenario.monday}
            )
            found[f"{actor}_{name}"] = Order.model_validate({**entry, **sent})
    return found


def share(what: str, expected: float, hits: NDArray[np.bool_]) -> Line:
    """A chance, by how often something came (interval of Wilson)."""
    number, found, z = hits.size, float(hits.mean()), SURE
    middle = (found + z**2 / (2 * number)) / (1 + z**2 / number)
    half = z / (1 + z**2 / number) * np.sqrt(found * (1 - found) / number + z**2 / (4 * number**2))
    return Line(what, expected, found, max(float(middle - half), 0.0), min(float(middle + half), 1.0))


def mean(what: str, values: NDArray[np.float64], sign: int) -> Line:
    """A mean over worlds of which the sign is known; 0 where it must be nought in every world."""
    found = float(values.mean())
    half = SURE * float(values.std(ddof=1)) / float(np.sqrt(len(values)))
    return Line(what, 0.0, found, found - half, found + half, sign)


def exact(what: str, expected: float, column: Column) -> Line:
    """A number that is the same in every world."""
    found = float(column.astype(np.float64).mean())
    return Line(what, expected, found, float(column.min()) - EXACT, float(column.max()) + EXACT)


def logistic(value: float) -> float:
    """The chance of odds that are given as a logarithm."""
    return float(1 / (1 + np.exp(-value)))


def number(world: World, name: str) -> float:
    """A parameter of a case, which is the same in every world."""
    return float(getattr(world.situation.p, name)[0])
