"""Recorder of orders and injects: in which worlds each was carried out, when, and what kept it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Column
from sim.engine.recorders import Arrays, ArraySpec, Recording
from sim.engine.world_batch import WorldBatch
from sim.model.orders import CARRIED_OUT
from sim.scenario import Inject, Order, Scenario
from sim.scenario.orders import weeks_sent

NEVER = -1
AT_WAR = CARRIED_OUT + 1
"""Beside what can become of an order: war had come in every week in which it was due."""


def entries_of(scenario: Scenario) -> list[Order | Inject]:
    """The orders that send something in some week of the run, then the injects, as they are recorded."""
    sent = (order for order in scenario.orders.values() if not order.withhold)
    due = (it for it in sent if max(weeks_sent(it, scenario.monday, scenario.weeks), default=0) >= 0)
    return [*due, *scenario.injects.values()]


@dataclass(frozen=True, eq=False)
class OrdersRecorded:
    """What became of the orders and injects of every cell, entries in the order of `entries_of`, shape (cell,
    entry, world): the week in which each was `first` carried out, else -1, the stage of talks it met `then`,
    how many `times` it was, and the `best` that became of it in any week (see `sim.model.orders`).
    """

    first: NDArray[np.int16]
    then: NDArray[np.int8]
    times: NDArray[np.int16]
    best: NDArray[np.int8]

    @classmethod
    def of(cls, arrays: Arrays) -> OrdersRecorded:
        """What an `OrderRecorder` filled; it counts weeks from 1, so that 0 is never."""
        first, *rest = (arrays[f"orders_{name}"] for name in ("first", "then", "times", "best"))
        return cls((first + NEVER).astype(np.int16), *rest)

    def of_entry(self, cell: int, entry: int) -> tuple[NDArray[Any], ...]:
        """First week, stage met, times and what became of one order or inject, each by world."""
        return tuple(array[cell, entry] for array in (self.first, self.then, self.times, self.best))


@dataclass(frozen=True)
class OrderRecorder:
    """Records the arrays of `OrdersRecorded`, with room for `entries` of each cell."""

    entries: int

    def requests(self, worlds: range) -> frozenset[str]:
        return frozenset({"orders"})

    def specs(self, weeks: int) -> dict[str, ArraySpec]:
        kinds = {"first": np.int16, "then": np.int8, "times": np.int16, "best": np.int8}
        return {f"orders_{name}": ArraySpec((self.entries,), kind) for name, kind in kinds.items()}

    def begin(self, worlds: WorldBatch, into: Arrays) -> Recording:
        return OrderRecording(worlds, into)


class OrderRecording(Recording):
    """What becomes of the orders of some worlds."""

    def __init__(self, worlds: WorldBatch, into: Arrays) -> None:
        super().__init__(worlds, into)
        names = [[(type(it).__name__, it.name) for it in entries_of(c.scenario)] for c in worlds.cells]
        self._tasks = [list(_tasks(worlds, place, own)) for place, own in enumerate(names)]
        self._war, self._stage = (worlds.by_cell(x).copy() for x in (worlds.at_war, worlds.stage))

    def week(self, week: int) -> None:
        """Note a week; at war nothing counts, and what was sent met the stage that the week began at."""
        into = {name: self.into[f"orders_{name}"] for name in ("first", "then", "times", "best")}
        for cell, tasks in enumerate(self._tasks):
            became: dict[int, Column] = {}
            for entry, group, number, where in tasks:
                if number in (orders := self.worlds.became(group)):
                    became[entry] = np.maximum(became.get(entry, 0), orders[number][where])
            for entry, result in became.items():
                self._note(week, cell, result, {name: array[cell, entry] for name, array in into.items()})
        w = self.worlds
        self._war, self._stage = (w.by_cell(x).copy() for x in (w.at_war, w.stage))

    def _note(self, week: int, cell: int, result: Column, into: Arrays) -> None:
        war = self._war[cell]
        done = (result >= CARRIED_OUT) & ~war
        begun = done & (into["first"] == 0)
        into["first"][begun] = week + 1
        into["then"][begun] = self._stage[cell][begun]
        into["times"] += done
        seen = np.where(war, np.where(result > 0, AT_WAR, 0), result).astype(np.int8)
        keep = (into["best"] == CARRIED_OUT) | (seen == 0) | ((seen == AT_WAR) & (into["best"] > 0))
        into["best"][:] = np.where(keep, into["best"], np.where(done, CARRIED_OUT, seen))


def _tasks(
    worlds: WorldBatch, place: int, names: list[tuple[str, str]]
) -> Iterator[tuple[int, int, int, slice]]:
    """Entry, group of worlds, number in its plan, and columns, of each task of a cell."""
    for group, (world, places) in enumerate(worlds.groups()):
        if place not in places:
            continue
        start = places.index(place) * worlds.worlds
        plan = world.situation.plan
        watched = {number for watch in plan.watches for number in watch.numbers}
        for number, task in enumerate(plan.tasks):
            kind = "Inject" if number in watched else "Order"
            if task.where.start == start and not task.withhold and (kind, task.name) in names:
                yield names.index((kind, task.name)), group, number, task.where
