"""The worlds of a run in blocks: put there from columns, carried through weeks, read as columns again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import prod

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import FLOAT, Column
from sim.core.random_streams import BLOCK, number_of
from sim.engine.compiled import driver
from sim.engine.compiled.inputs import DatedValues
from sim.engine.compiled.program import Program
from sim.engine.compiled.tracer import Slot, columns_of
from sim.model.world import World
from sim.vocabulary.glossary import OUTCOMES

ALIGNED = 64
WORD = 1 << 64
STRETCH = 26
"""Weeks that a block is carried through before the next: its state stays in the cache meanwhile."""
ROOM = 1 << 25
"""Bytes of the record of a stretch, at most where that leaves a week."""
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Grid:
    """How columns of `cells` cells with `worlds` worlds each stand in units of so many worlds. Units begin
    where the counters of the random draws do, so that a few worlds more than are asked for may run, `before`
    the first and after the last.
    """

    cells: int
    worlds: int
    before: int
    unit: int

    @property
    def units(self) -> int:
        """Units of worlds in each cell."""
        return -(-(self.before + self.worlds) // self.unit)

    @property
    def wide(self) -> int:
        """Worlds that run in each cell."""
        return self.units * self.unit

    def padded(self, column: Column) -> Column:
        """A column as a row a cell, with zeros where worlds run that are not asked for."""
        rows = np.zeros((self.cells, self.wide), FLOAT)
        rows[:, self.before : self.before + self.worlds] = column.reshape(self.cells, self.worlds)
        return rows

    def column(self, padded: Column) -> Column:
        """The worlds that are asked for."""
        return padded[:, self.before : self.before + self.worlds].reshape(-1)


class Blocks:
    """The worlds of all cells, in blocks as wide as a register."""

    def __init__(self, world: World, program: Program) -> None:
        self._program, self._places = program, program.places
        self._weeks, self._monday, draws = world.cells[0].scenario.weeks, world.monday, world.draws
        sizes = self._places.sizes
        self._grid = grid = Grid(len(world.cells), draws.worlds, draws.first % BLOCK, sizes.unit)
        shape = grid.cells, grid.wide // sizes.lanes
        self._state, self._given = (
            aligned(*shape, slots, sizes.lanes) for slots in (sizes.state, sizes.given)
        )
        rows = len(self._places.rows), grid.cells, grid.wide
        self.stretch = max(min(STRETCH, ROOM // max(4 * prod(rows), 1), self._weeks), 1)
        self._record, self._random = aligned(self.stretch, *rows), aligned(self.stretch, sizes.week // 4)
        self._dated = DatedValues(world, self._places.dated, self._weeks + 1).table
        names = (*self._places.gumbel, *self._places.uniform)
        self._names = np.array([number_of(slot[1]) if slot else 0 for slot in names], np.uint64)
        self._cells = self._cells_by_theory(world)
        self._draws = {
            "key": draws.seed % WORD,
            "key2": draws.seed // WORD,
            "first": (draws.first - grid.before) // BLOCK,
        }
        self._begin(world)

    def _begin(self, world: World) -> None:
        """Put worlds into blocks, as they stand at the start."""
        columns, given = columns_of(world.situation), self._arguments(self._record, 0, 1).ctypes.data
        self._pack(columns, self._given, self._places.given)
        self._program.once(given)
        if type(world) is World:
            self._program.start(given)
        else:  # they come from elsewhere
            self._pack(columns, self._state, self._places.state)

    def _pack(self, columns: Mapping[Slot, Column], table: Column, slots: Sequence[Slot]) -> None:
        """Put some columns into blocks."""
        for k, slot in enumerate(slots):
            padded = self._grid.padded(columns[slot])
            table[:, :, k] = padded.reshape(self._grid.cells, -1, self._places.sizes.lanes)

    def _cells_by_theory(self, world: World) -> NDArray[np.int64]:
        """By theory how many cells it has, and which."""
        table = np.zeros((len(self._places.theories), 1 + self._grid.cells), np.int64)
        for theory, at in world.situation.theories:
            row = table[self._places.theories.index(theory.name)]
            for cell in range(at.start // self._grid.worlds, at.stop // self._grid.worlds):
                row[0] += 1
                row[row[0]] = cell
        return table

    def run(self, week: int) -> int:
        """Carry all worlds through the weeks of a stretch from a week on; how many."""
        count = min(self.stretch, self._weeks - week)
        self._program.weeks(self._arguments(self._record, week, count).ctypes.data)
        return count

    def outcomes(self) -> Column:
        """What worlds end in after the last week: a row for each outcome, and one for the final class."""
        record = aligned(1, len(OUTCOMES) + 1, self._grid.cells, self._grid.wide)
        self._program.outcomes(self._arguments(record, self._weeks, 1).ctypes.data)
        return np.stack([self._grid.column(row) for row in record[0]])

    def _arguments(self, record: Column, week: int, weeks: int) -> NDArray[np.int64]:
        """What the loops over blocks are given."""
        days = [(self._monday + (week + k) * WEEK).toordinal() for k in range(weeks)]
        self._days = np.array(days, np.int64)
        tables = {
            "state": self._state,
            "given": self._given,
            "random": self._random,
            "dated": self._dated[week:],
            "record": record,
            "names": self._names,
            "days": self._days,
            "cells": self._cells,
        }
        steps = zip(("record_step", "row_step", "cell_step"), record.strides, strict=False)
        words = {name: table.ctypes.data for name, table in tables.items()} | self._draws | dict(steps)
        words |= {"units": self._grid.units, "weeks": weeks, "unit_step": 0}
        words["block_step"] = self._places.sizes.block
        words |= {"cells_step": self._cells.strides[0], "dated_step": self._dated.strides[0]}
        return np.array([words[name] for name in driver.GIVEN], np.uint64).view(np.int64)

    def recorded(self, turn: int, row: int) -> Column:
        """A row of the record of a week of the stretch; good until the next stretch."""
        return self._grid.column(self._record[turn, row])

    def column(self, slot: Slot) -> Column:
        """What stands in a slot of the state."""
        values = self._state[:, :, self._places.state.index(slot)]
        return self._grid.column(values.reshape(self._grid.cells, -1))


def aligned(*shape: int) -> NDArray[np.float32]:
    """An array of float32 that begins where a register may be read."""
    size = int(np.prod(shape))
    room = np.zeros(size + ALIGNED // 4, FLOAT)
    start = -room.ctypes.data % ALIGNED // 4
    return room[start : start + size].reshape(shape)
