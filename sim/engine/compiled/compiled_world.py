"""Worlds simulated in machine code: the same worlds, to the same bits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.core import tree
from sim.core.columns import Column
from sim.core.random_streams import Draws
from sim.engine.compiled.column_store import Home, Slots
from sim.engine.compiled.inputs import DatedValues, Drawn
from sim.engine.compiled.program import Step, programs_of
from sim.engine.compiled.tracer import Slot
from sim.model.actions import Sent
from sim.model.situation import Situation
from sim.model.world import World
from sim.scenario.cell import Cell
from sim.vocabulary.signals import FAMILIES

NOT_CARRIED = ("sent", "ordered", "shape", "scores")
"""What is reported of actors: it stands in their `sent` and `scores`, not in columns of its own."""


class Compiled(World):
    """A `World` whose weeks are passes over its columns.

    After a week its situation holds what lasts, and what is requested: `sent` (with what was
    ordered), `scores` (those of Pyongyang), or columns of the week by name. Its columns are overwritten by
    the next week; the rest of a week stands in registers only, and cannot be read.
    """

    def __init__(
        self,
        cells: Sequence[Cell],
        draws: Draws,
        replicates: int,
        points: Mapping[str, Column] | None = None,
        requested: Collection[str] = (),
    ) -> None:
        super().__init__(cells, draws, replicates, points)
        self._requested = frozenset([*requested, "ordered", "shape"] if "sent" in requested else requested)
        self._passes = Passes(self, self._requested)
        self._homes = self._passes.homes(self.situation, without=NOT_CARRIED)
        del self.situation.plan.took  # a pass does not say which worlds an order acted on

    def step(self) -> None:
        """One week."""
        self.open_calendar()
        self._passes.week(self)
        self._tell()
        self.situation.week += 1

    def _tell(self) -> None:
        """Put columns where a reader looks for them."""
        for slot, home in self._homes.items():
            home.put(self._passes.slots.column(slot))
        if "sent" in self._requested:
            self._tell_what_was_sent()
        if "scores" in self._requested:
            self._tell_scores()

    def _tell_what_was_sent(self) -> None:
        column = self._passes.slots.column
        for name, actor in self.situation.actors.items():
            places = {f: column(("sent", name, f)).astype(np.intp) for f in FAMILIES}
            ordered = {f: column(("ordered", name, f)) != 0 for f in FAMILIES}
            shape = {s[2]: column(s) for s in self._passes.slots.ends if s[:2] == ("shape", name)}
            actor.sent = Sent(
                actor.menus, places, shape={str(k): x for k, x in shape.items()}, ordered=ordered
            )

    def _tell_scores(self) -> None:
        north, column = self.situation.north, self._passes.slots.column
        north.scores = {
            family: np.stack([column(("scores", family, row)) for row in range(len(north.options(family)))])
            for family in north.families
        }


class Passes:
    """The programs of a world, one for each theory, over its columns."""

    def __init__(self, world: World, requested: frozenset[str]) -> None:
        self._programs = programs_of(world, requested)
        worlds = world.draws.worlds
        self._cells = [range(at.start // worlds, at.stop // worlds) for _, at in world.situation.theories]
        self.slots = Slots(world, self._programs)
        random = dict.fromkeys(name for program in self._programs for name in program.random)
        self._random = Drawn(world.draws, tuple(random), self.slots.wide)
        self._dated = [DatedValues(world, program.dated) for program in self._programs]
        self._tables = [self._random.table(program.random) for program in self._programs]
        for k, program in enumerate(self._programs):
            for step in program.once:
                self._run(k, step, self.slots.now)

    def homes(self, s: Situation, without: Collection[str]) -> dict[Slot, Home]:
        """Where in a situation the columns belong that a week changes, but for some."""
        flags, slots = self._programs[0].flags, [slot for slot in self.slots.ends if slot[0] not in without]
        for name, *way in slots:
            if way and name in tree.passing_of(Situation):  # what a week makes by name
                vars(s).setdefault(str(name), {})
        return {slot: Home(s, slot, slot in flags) for slot in slots}

    def week(self, world: World) -> None:
        """Carry all columns through a week."""
        self._random.draw(world.situation.random.monday)
        after = self.slots.after()
        for k, program in enumerate(self._programs):
            self._dated[k].read(world.situation.week)
            for step in program.weekly:
                self._run(k, step, after if step is program.weekly[-1] else self.slots.now)
        self.slots.now = after

    def _run(self, k: int, step: Step, after: NDArray[np.intp]) -> None:
        slots, cells = self.slots, self._cells[k]
        reads = slots.addresses(slots.now[slots.places(step.reads)])
        writes = slots.addresses(after[slots.places(step.writes)])
        columns = reads.ctypes.data, writes.ctypes.data, self._tables[k].ctypes.data
        for cell in cells:
            step.run(cell * slots.wide, slots.worlds, *columns, self._dated[k].of(cell))
        slots.ask(step, slice(cells.start, cells.stop))
