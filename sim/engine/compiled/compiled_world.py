"""Worlds simulated in machine code: the same worlds, to the same bits."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any, cast

import numpy as np

from sim.core import tree
from sim.core.columns import Column
from sim.engine.compiled.blocks import Blocks
from sim.engine.compiled.program import Then, program_of
from sim.engine.compiled.tracer import Slot
from sim.model.actions import Sent
from sim.model.situation import Situation
from sim.model.world import World
from sim.vocabulary.signals import FAMILIES

NOT_CARRIED = ("sent", "ordered", "shape", "scores")
"""What is reported of actors: it stands in their `sent` and `scores`, not in columns of its own."""


class Compiled:
    """A `World` at its start, carried on in blocks, many weeks at a time.

    After a week its situation holds what was requested, as that week left it (see `program_of`); all else of
    what lasts is None until the last week of the scenarios has passed. Its columns are overwritten by later
    weeks.
    """

    def __init__(self, world: World, requested: Collection[str] = (), then: Then = None) -> None:
        self._world, self.cells, self.draws = world, world.cells, world.draws
        self.monday, self.width, self.situation = world.monday, world.width, world.situation
        self._requested = frozenset(requested)
        program = program_of(world, self._requested, then)
        self._blocks, self._state = Blocks(world, program), program.places.state
        self._rows = {slot: k for k, slot in enumerate(program.places.rows)}
        self._homes = Homes(self.situation, program.places.flags)
        self._homes.clear(slot for slot in self._state if slot not in self._rows)
        self._turn = self._turns = 0
        self._weeks = world.cells[0].scenario.weeks
        del self.situation.plan.took  # a block does not say in which worlds an order acted

    def step(self) -> None:
        """One week."""
        s = self.situation
        self._world.open_calendar()
        self._turn += 1
        if self._turn >= self._turns:
            self._turn, self._turns = 0, self._blocks.run(s.week)
        self._tell()
        s.week += 1
        if s.week == self._weeks:
            self._homes.put({slot: self._blocks.column(slot) for slot in self._state})

    @property
    def outcomes(self) -> Column:
        """The outcomes after the last week, one row per outcome of the glossary."""
        return self._ended[:-1]

    @property
    def final(self) -> Column:
        """The class each world ends in."""
        return self._ended[-1]

    @cached_property
    def _ended(self) -> Column:
        if self.situation.week < self._weeks:
            raise ValueError("what worlds end in is read after the last week")
        return self._blocks.outcomes()

    def release(self) -> None:
        """Free all columns."""
        self._world.__dict__.clear()
        self.__dict__.clear()

    def _column(self, slot: Slot) -> Column:
        """What a week recorded."""
        return self._blocks.recorded(self._turn, self._rows[slot])

    def _tell(self) -> None:
        """Put columns where a reader looks for them."""
        self._homes.put({slot: self._column(slot) for slot in self._rows if slot[0] not in NOT_CARRIED})
        if "sent" in self._requested:
            self._tell_what_was_sent()
        if "scores" in self._requested:
            self._tell_scores()

    def _tell_what_was_sent(self) -> None:
        column = self._column
        for name, actor in self.situation.actors.items():
            places = {f: column(("sent", name, f)).astype(np.intp) for f in FAMILIES}
            ordered = {f: column(("ordered", name, f)) != 0 for f in FAMILIES}
            shape = {str(slot[2]): column(slot) for slot in self._rows if slot[:2] == ("shape", name)}
            actor.sent = Sent(actor.menus, places, shape=shape, ordered=ordered)

    def _tell_scores(self) -> None:
        north, column = self.situation.north, self._column
        north.scores = {
            family: np.stack([column(("scores", family, row)) for row in range(len(north.options(family)))])
            for family in north.families
        }


class Homes:
    """The places in a situation that slots name: what holds the column, and under which name."""

    def __init__(self, s: Situation, flags: frozenset[Slot]) -> None:
        self._s, self._flags = s, flags
        self._tables = {way: column.copy() for way, column in tree.columns(s).items() if column.ndim > 1}
        """The columns that are several rows; those that weeks change are no numbers."""

    def clear(self, slots: Iterable[Slot]) -> None:
        """Have nothing stand there: what is not kept up to date cannot be read."""
        for slot in slots:
            way = slot
            if slot[:-1] in self._tables:
                way = slot[:-1]
                self._tables[way][cast(Any, slot[-1])] = np.nan
            tree.holder(self._s, way)[way[-1]] = None

    def put(self, columns: dict[Slot, Column]) -> None:
        """Put columns there."""
        tables: dict[tree.Way, Column] = {}
        for slot, column in columns.items():
            if slot[:-1] in self._tables:
                way = slot[:-1]
                tables.setdefault(way, self._tables[way].copy())[cast(Any, slot[-1])] = column
            else:
                self._at(slot)[slot[-1]] = column != 0 if slot in self._flags else column
        for way, table in tables.items():
            tree.holder(self._s, way)[way[-1]] = table

    def _at(self, slot: Slot) -> Any:
        name, *way = slot
        if way and name in tree.passing_of(Situation):  # what a week makes by name
            vars(self._s).setdefault(str(name), {})
        return tree.holder(self._s, slot)
