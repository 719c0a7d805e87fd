"""What calendar and plan say of every week of a run, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import FLOAT, Column
from sim.engine.compiled.tracer import Slot
from sim.model.world import World


class DatedValues:
    """One number a name for each week and cell, shape ``(week, cell, name)``."""

    def __init__(self, world: World, names: Sequence[Slot], weeks: int) -> None:
        self._tasks, self._worlds = world.situation.plan.tasks, world.draws.worlds
        self._actors = world.situation.actors
        self._calendar = world.situation.calendar.by_cell()
        self._postures = world.situation.postures.by_cell()
        self._cells = len(world.cells)
        self.table = np.zeros((weeks, self._cells, max(len(names), 1)), FLOAT)
        for week in range(weeks):
            exercise: list[Column] = [*vars(self._calendar.exercise(week)).values()]
            for column, name in enumerate(names):
                self.table[week, :, column] = self._looked_up(week, exercise, *cast(Any, name[1:]))

    def _looked_up(
        self, week: int, exercise: Sequence[Column], what: str, which: Any = None
    ) -> Column | float | None:
        if what == "week":
            return week
        if what == "exercise":
            return exercise[int(which)]
        if what == "dated":
            return self._calendar.dated(which, week)
        if what == "share":
            actor, name, k = which
            return self._postures.share(actor, name, k, week)
        return self._due(week, which) if what == "task" else self._shape(which, what)

    def _shape(self, which: int, what: str) -> float:
        """Scale and length of what an order sends, its own or else as declared; 1 where it is `forced`."""
        task = self._tasks[which]
        declared = self._actors[task.actor].menus[task.family].signals[task.row - 1]
        own = {"scale": task.scale, "length": task.length, "forced": float(task.forced)}[what]
        return float(getattr(declared, what) if own is None else own)

    def _due(self, week: int, which: int) -> NDArray[np.float32]:
        """1 for the cell that an order is for, in its weeks."""
        task = self._tasks[which]
        due = np.zeros(self._cells, FLOAT)
        due[task.where.start // self._worlds] = week in task.weeks
        return due
