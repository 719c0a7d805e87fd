"""A module of the week at work without a browser: under wasmtime, on the worlds of a `World`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cache, cached_property
from typing import Any

import numpy as np
import wasmtime
from numpy.typing import NDArray

from sim.core.columns import FLOAT, Column
from sim.core.random_streams import BLOCK, number_of
from sim.engine.compiled import driver, wasm
from sim.engine.compiled.blocks import Grid
from sim.engine.compiled.inputs import DatedValues
from sim.engine.compiled.portable import Portable
from sim.engine.compiled.tracer import columns_of
from sim.model.world import World
from sim.vocabulary.glossary import OUTCOMES

ENGINE = wasmtime.Engine()


@cache
def compiled(binary: bytes) -> wasmtime.Module:
    """A module as code for this processor."""
    return wasmtime.Module(ENGINE, binary)


class Guest:
    """Runs worlds through all their weeks; they must use all that the module's last scenario uses."""

    def __init__(self, made: Portable, world: World) -> None:
        self._places, self._world = made.places, world
        self._sizes, self._weeks = made.places.sizes, world.cells[0].scenario.weeks
        draws = world.draws
        self._grid = Grid(len(world.cells), draws.worlds, draws.first % BLOCK, self._sizes.unit)
        self.asked = len(world.cells) * draws.worlds
        """How many worlds are compared with others."""
        self._size = 1024
        self._tables = {name: self._placed(*shape) for name, shape in self._shapes.items()}
        self._load(made.binary)

    @cached_property
    def _shapes(self) -> dict[str, tuple[int, ...]]:
        """Tables in numbers of four bytes."""
        sizes, grid = self._sizes, self._grid
        blocks = grid.cells, grid.wide // sizes.lanes
        return {
            "words": (2 * len(driver.GIVEN),),
            "names": (2 * (sizes.gumbel + sizes.uniform),),
            "days": (2 * self._weeks,),
            "cells": (2 * len(self._places.theories) * (1 + grid.cells),),
            "state": (*blocks, sizes.state, sizes.lanes),
            "given": (*blocks, sizes.given, sizes.lanes),
            "dated": (self._weeks + 1, grid.cells, sizes.dated),
            "random": (grid.units, self._weeks, sizes.week // 4),
            "record": (self._weeks, len(self._places.rows), grid.cells, grid.wide),
            "ended": (1, len(OUTCOMES) + 1, grid.cells, grid.wide),
        }

    def _placed(self, *shape: int) -> tuple[int, tuple[int, ...]]:
        at, size = self._size, 4 * int(np.prod(shape))
        self._size += -(-size // 64) * 64
        return at, shape

    def _load(self, binary: bytes) -> None:
        self._store = wasmtime.Store(ENGINE)
        pages = -(-self._size // wasm.PAGE)
        kind = wasmtime.MemoryType(wasmtime.Limits(pages, pages))
        self._memory = wasmtime.Memory(self._store, kind)
        instance = wasmtime.Instance(self._store, compiled(binary), [self._memory])
        self._exports: Any = instance.exports(self._store)

    def _table(self, name: str) -> Column:
        at, shape = self._tables[name]
        memory = np.frombuffer(self._memory.get_buffer_ptr(self._store), np.uint8)
        return memory[at : at + 4 * int(np.prod(shape))].view(FLOAT).reshape(shape)

    def _longs(self, name: str, values: Sequence[int]) -> None:
        table = self._table(name).reshape(-1).view(np.uint64)
        table[: len(values)] = np.array(values, np.uint64)

    def run(self) -> None:
        """Carry all worlds through all weeks."""
        names = *self._places.gumbel, *self._places.uniform
        self._longs("names", [number_of(slot[1]) if slot else 0 for slot in names])
        monday = self._world.monday
        self._longs("days", [(monday + timedelta(weeks=k)).toordinal() for k in range(self._weeks)])
        self._longs("cells", self._cells())
        columns = columns_of(self._world.situation)
        for k, slot in enumerate(self._places.given):
            rows = self._grid.padded(columns[slot])
            self._table("given")[:, :, k] = rows.reshape(self._grid.cells, -1, self._sizes.lanes)
        self._table("dated")[:] = DatedValues(self._world, self._places.dated, self._weeks + 1).table
        for name in ("draws", "once", "start", "weeks"):
            self._call(name, "record", self._weeks, 0)
        self._call("outcomes", "ended", 1, self._weeks)

    def _cells(self) -> list[int]:
        """By theory how many cells it has, and which."""
        rows: list[list[int]] = [[] for _ in self._places.theories]
        for cell, each in enumerate(self._world.cells):
            rows[self._places.theories.index(each.theory)].append(cell)
        return [word for row in rows for word in (len(row), *row, *[0] * (self._grid.cells - len(row)))]

    def _call(self, function: str, record: str, weeks: int, week: int) -> None:
        at = {name: address for name, (address, _) in self._tables.items()}
        draws, dated, rows = self._world.draws, self._table("dated"), self._table(record).strides
        words = at | {
            "record": at[record], "dated": at["dated"] + week * dated.strides[0],
            "units": self._grid.units, "weeks": weeks, "key": draws.seed, "key2": 0,
            "first": (draws.first - self._grid.before) // BLOCK,
            "cells_step": 8 * (1 + self._grid.cells), "dated_step": dated.strides[0],
            "record_step": rows[0], "row_step": rows[1], "cell_step": rows[2],
            "block_step": self._sizes.block,
            "unit_step": self._weeks * self._sizes.week,
        }  # fmt: skip
        self._longs("words", [words[name] for name in driver.GIVEN])
        self._exports[function](self._store, at["words"])

    @property
    def ended(self) -> NDArray[np.int32]:
        """The bits of the outcomes and of the final class, one row each."""
        return np.stack([self._grid.column(row) for row in self._table("ended")[0]]).view(np.int32)

    def recorded(self, week: int, name: str) -> Column:
        """A measure after a week."""
        row = self._places.rows.index(("reading", name))
        return self._grid.column(self._table("record")[week, row])
