"""What a pass reads besides columns: the random draws of a week, and the calendar and plan of each cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import date
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import FLOAT, Column
from sim.core.random_streams import Draws
from sim.engine.compiled.tracer import Slot
from sim.model.world import World

LANES = 16
"""Worlds that a register of the widest processors holds: columns are padded to so many, and chunks are of so
many where they can be.
"""


class Drawn:
    """The random draws of a week: one row a name, one number a world."""

    def __init__(self, draws: Draws, names: Sequence[Slot], wide: int) -> None:
        self._draws = Draws(draws.seed, draws.first, draws.worlds)
        self._rows = {name: row for row, name in enumerate(names)}
        self._random = np.zeros((len(names), wide), FLOAT)
        self._uniform, self._gumbel = (self._called(kind) for kind in ("uniform", "gumbel"))

    def _called(self, kind: str) -> dict[int, tuple[str, ...]]:
        return {row: cast(Any, name) for (which, name), row in self._rows.items() if which == kind}

    def draw(self, monday: date) -> None:
        """Draw for another week."""
        worlds = self._draws.worlds
        for row, name in self._uniform.items():
            self._random[row, :worlds] = self._draws.row(monday, name)
        if self._gumbel:
            noise = self._draws.gumbel(monday, *self._gumbel.values())
            self._random[list(self._gumbel), :worlds] = noise

    def table(self, names: Sequence[Slot]) -> NDArray[np.uint64]:
        """The addresses of some rows."""
        rows = np.array([self._rows[name] for name in names], np.uint64)
        return np.uint64(self._random.ctypes.data) + rows * np.uint64(self._random.strides[0])


class DatedValues:
    """What calendar and plan say of a week: one row a cell, one number a name."""

    def __init__(self, world: World, names: Sequence[Slot]) -> None:
        self._names, self._tasks = names, world.situation.plan.tasks
        self._calendar = world.situation.calendar.by_cell()
        self._postures = world.situation.postures.by_cell()
        self._worlds = world.draws.worlds
        self._numbers = np.zeros((len(world.cells), max(len(names), 1)), FLOAT)

    def of(self, cell: int) -> int:
        """The address of the row of a cell."""
        return self._numbers.ctypes.data + cell * self._numbers.strides[0]

    def read(self, week: int) -> None:
        """Look up another week."""
        for column, name in enumerate(self._names):
            self._numbers[:, column] = self._looked_up(week, *cast(Any, name[1:]))

    def _looked_up(self, week: int, what: str, which: Any = None) -> Column | float | None:
        if what == "week":
            return week
        if what == "exercise":
            return astuple(self._calendar.exercise(week))[which]
        if what == "dated":
            return self._calendar.dated(which, week)
        if what == "share":
            actor, name, k = which
            return self._postures.share(actor, name, k, week)
        return self._due(week, which)

    def _due(self, week: int, which: int) -> Column:
        """1 for the cell that an order is for, in its weeks."""
        task = self._tasks[which]
        due = np.zeros(len(self._numbers), FLOAT)
        due[task.where.start // self._worlds] = week in task.weeks
        return due
