"""Where things stand in a module, in names that a page understands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, cast

import numpy as np

from sim.core.random_streams import number_of
from sim.engine.compiled import driver
from sim.engine.compiled.portable import Portable
from sim.engine.compiled.random_draws import names_at_a_time
from sim.engine.compiled.tracer import Slot, columns_of
from sim.engine.compiled.wasm import MEMORY, PAGE
from sim.model.scoring import CLOSED
from sim.model.tasks import Task
from sim.vocabulary.signals import ACTORS

Data: TypeAlias = dict[str, Any]
FADE, HALF_LIFE = "_fade", "_half_life"
AFTER = " after "
"""In the name of a disposition that an inject has switched."""


class ModuleLayout:
    """The layout of a module as data; what belongs to the injects of one scenario alone is its `own`."""

    def __init__(self, made: Portable) -> None:
        self._made, self._table = made, made.dated.table
        self._tasks, self._postures = made.world.situation.plan.tasks, made.world.situation.postures
        self._dated = [self._name(slot) for slot in made.places.dated]

    @property
    def data(self) -> Data:
        """The tables of a module: what is read and written where, and by which numbers it is drawn."""
        places, sizes = self._made.places, self._made.places.sizes
        given = [self._given(slot) for slot in places.given]
        drawn = list(dict.fromkeys(each["drawn"] for each in given if "drawn" in each))
        for each in given:
            each |= {"drawn": drawn.index(each["drawn"])} if "drawn" in each else {}
        return {
            "memory": ["env", MEMORY],
            "page": PAGE,
            "words": driver.GIVEN,
            "placing": driver.PLACING,
            "lanes": sizes.lanes,
            "unit": sizes.unit,
            "batch": names_at_a_time(sizes.lanes),
            "sizes": {"state": sizes.state, "given": sizes.given, "week": sizes.week // driver.BYTES},
            "names": [_number(cast(Any, slot and slot[1])) for slot in (*places.gumbel, *places.uniform)],
            "drawn": [_number(tuple(each.split("/", 1))) for each in drawn],
            "given": given,
            "dated": self._dated,
            "rows": ["/".join(map(str, slot)) for slot in places.rows],
            "options": ["/".join(map(str, slot[1:])) for slot in self._made.options],
            "closed": float(CLOSED),
        }

    def own(self, cell: int) -> Data:
        """What belongs to the orders and injects of a cell: dated values, as from which week on each is what,
        which of them switch what off, and the spans of what is switched to.
        """
        names = [k for k, name in enumerate(self._dated) if name[0] == "own"]
        runs = {k: _runs(self._table[:, cell, k]) for k in names}
        acts = {self._made.places.dated[k][2]: k for k in names if self._dated[k][1] == "task"}
        of_injects = {k for watch in self._made.world.situation.plan.watches for k in watch.numbers}
        asked, name = {"orders": dict[str, list[int]](), "injects": dict[str, list[int]]()}, ""
        for number, task in enumerate(self._tasks):
            name = task.name or name  # what keeps an order in force comes after it
            if self._cell(task) == cell and number in acts:
                section = "injects" if number in of_injects else "orders"
                asked[section].setdefault(name, []).append(acts[number])
        after = {a: self._after(a, cell) for a in ACTORS}
        return {"dated": {k: run for k, run in runs.items() if run}, "tasks": asked, "after": after}

    def _after(self, actor: str, cell: int) -> Mapping[str, Any]:
        spans = self._postures.spans(actor, cell)
        return {name: span for name, (_, span) in spans.items() if AFTER in name}

    def _cell(self, task: Task) -> int:
        return task.where.start // self._made.world.draws.worlds

    def _name(self, slot: Slot) -> list[Any]:
        """What is dated: of orders the actor and the signal, where any scenario may have them."""
        what, which = str(slot[1]), cast("tuple[Any, ...]", slot[2:])
        if what == "share":
            actor, name, k = which[0]
            return ["own", what, actor, name, k] if AFTER in name else [what, actor, name, k]
        if what in {"task", "scale", "length", "forced"}:
            task = self._tasks[int(which[0])]
            if self._cell(task) < len(self._made.world.cells) - 1:
                return ["own", what, *which]
            signal = self._made.world.situation.actors[task.actor].menus[task.family].names[task.row]
            return [("withhold" if task.withhold else "send") if what == "task" else what, task.actor, signal]
        return [what, *which]

    def _given(self, slot: Slot) -> Data:
        """A parameter, what fades of something in a week, or a value of a disposition, and by which name its
        place is drawn (that of a half-life in place of a fade); else what stays as it is at the start.
        """
        if slot[0] == "p":
            name = str(slot[1])
            if name.endswith(FADE):
                half_life = name.removesuffix(FADE) + HALF_LIFE
                return {"fade": half_life, "drawn": f"parameter/{half_life}"}
            return {"parameter": name, "drawn": f"parameter/{name}"}
        if slot[0] != "dispositions":
            return {"constant": float(columns_of(self._made.world.situation)[slot][0])}
        actor, name = map(str, slot[1:])
        of, _ = self._postures.spans(actor, 0)[name]
        return {"actor": actor, "value": name, "drawn": f"disposition {actor}/{of}"}


def _number(name: tuple[str, ...] | None) -> str:
    """The number by which a name is drawn for; as text, since it has 64 bits."""
    return str(number_of(name) if name else 0)


def _runs(values: Any) -> list[list[float]]:
    changes = np.flatnonzero(np.diff(values, prepend=np.float32(0)))
    return [[int(week), float(values[week])] for week in changes]
