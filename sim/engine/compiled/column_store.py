"""Where the columns of a world stand while it is stepped by passes, and where they belong in the world."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.core import maths, tree
from sim.core.columns import FLOAT, Column
from sim.engine.compiled.inputs import LANES
from sim.engine.compiled.program import Program, Step
from sim.engine.compiled.tracer import Slot, columns_of
from sim.model.situation import Situation
from sim.model.world import World


class Slots:
    """The columns of a world by slot, cell after cell; what a week only moves changes rows instead."""

    def __init__(self, world: World, programs: Sequence[Program]) -> None:
        self.worlds, cells = world.draws.worlds, len(world.cells)
        self.wide = -(-self.worlds // LANES) * LANES
        self._place = {slot: k for k, slot in enumerate(sorted(_used(programs), key=str))}
        self._numbers = np.zeros((len(self._place), cells, self.wide), FLOAT)
        for slot, column in columns_of(world.situation).items():
            if slot in self._place:
                self._numbers[self._place[slot], :, : self.worlds] = column.reshape(cells, -1)
        self.now = np.arange(len(self._place))
        moved, written = programs[0].moved, programs[0].weekly[-1].writes
        self.ends: tuple[Slot, ...] = (*moved, *written)
        """All that a week changes."""
        # what is worked out comes where nothing is needed any more
        free = (slot for slot in self.ends if slot not in moved.values())
        self._to, self._of = self.places(self.ends), self.places((*moved.values(), *free))

    def places(self, slots: Iterable[Slot]) -> NDArray[np.intp]:
        """The numbers of some slots."""
        return np.array([self._place[slot] for slot in slots], np.intp)

    def after(self) -> NDArray[np.intp]:
        """The rows that the slots will stand in after the week."""
        rows = self.now.copy()
        rows[self._to] = self.now[self._of]
        return rows

    def addresses(self, rows: NDArray[np.intp]) -> NDArray[np.uint64]:
        """Where some rows stand in memory."""
        return (self._numbers.ctypes.data + rows * self._numbers.strides[0]).astype(np.uint64)

    def ask(self, step: Step, cells: slice) -> None:
        """Do what a step leaves to be done on whole columns."""
        with np.errstate(all="ignore"):  # beyond the last world stands anything
            for row, verb in zip(self.places(step.writes), step.then, strict=False):
                column = self._numbers[row, cells]
                column[...] = getattr(maths, verb)(column)

    def column(self, slot: Slot) -> Column:
        """What stands in a slot; good until the next week."""
        return self._numbers[self.now[self._place[slot]], :, : self.worlds].reshape(-1)


def _used(programs: Sequence[Program]) -> set[Slot]:
    steps = [step for program in programs for step in (*program.once, *program.weekly)]
    moved = {slot for program in programs for slot in program.moved}
    return moved.union(*((*step.reads, *step.writes) for step in steps))


class Home:
    """The place in a situation that a slot names; `flag` says whether a yes or no belongs there."""

    def __init__(self, s: Situation, slot: Slot, flag: bool) -> None:
        self._at, self._key, self._flag = tree.holder(s, slot), slot[-1], flag

    def put(self, column: Column) -> None:
        """Put a column there."""
        self._at[self._key] = column != 0 if self._flag else column
