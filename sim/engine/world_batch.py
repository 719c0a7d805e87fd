"""Worlds of several cells stepped and read as one, whatever the cells declare: a `World` for each menu.

So every weekly difference is between the same worlds, also where scenarios differ in their signals.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Column, Flags, Places
from sim.core.random_streams import Draws
from sim.engine.starting import Past, begun
from sim.model.measures import measure
from sim.model.outcome_counters import final, outcomes
from sim.model.situation import Situation
from sim.model.world import World
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.scenario.inheritance import DECLARATIONS

S = TypeVar("S", bound=np.generic)

REPLICATES = 8
"""Worlds that share one draw of the parameters and differ in their other random draws."""


class WorldBatch:
    """`worlds` worlds of every cell, from world number `first` on; columns stand cell after cell.

    `requests` names what will be asked of a week besides what carries over; `points` are places of parameters
    within their spans (0 to 1, one per world), where a design chooses them. `pasts` are what worlds with a
    past start from, if it is there already.
    """

    def __init__(
        self,
        cells: Sequence[Cell],
        seed: int,
        first: int,
        worlds: int,
        replicates: int = REPLICATES,
        points: Mapping[str, Column] | None = None,
        requests: Collection[str] = (),
        pasts: Collection[Past] = (),
    ) -> None:
        self.cells, self.seed, self.first, self.worlds = tuple(cells), seed, first, worlds
        self.weeks, self.width = cells[0].scenario.weeks, worlds * len(cells)
        alike, self._menus = aligned(cells), _with_the_same_menu(cells)
        self._groups: list[World] = []
        for places in self._menus:
            draws = Draws(seed, first, worlds, len(places))
            these = [alike[k] for k in places]
            self._groups.append(begun(these, draws, replicates, points, requests, pasts))
        self._order = np.argsort([k for places in self._menus for k in places])

    def step(self) -> None:
        """Simulate one week."""
        for world in self._groups:
            world.step()

    def measure(self, name: str) -> Column:
        """Read a measure of the glossary, as it stands."""
        return self._read(lambda s: measure(s, name))

    @property
    def rung(self) -> Column:
        """The rung of the conflict."""
        return self._read(lambda s: s.rung)

    @property
    def stage(self) -> Column:
        """The stage of the talks."""
        return self._read(lambda s: s.talks.stage)

    @property
    def at_war(self) -> Flags:
        """Where war has come."""
        return self._read(lambda s: s.fate.at_war)

    @property
    def outcomes(self) -> Column:
        """The outcomes so far, one row per outcome of the glossary."""
        return self._read(outcomes)

    @property
    def final(self) -> Column:
        """The class each world ends in."""
        return self._read(final)

    def sent(self, actor: str, family: str) -> Places:
        """The place of what an actor sent this week in its menu of a family; 0 is silence."""
        return self._read(lambda s: s.actors[actor].sent.places[family])

    def ordered(self, actor: str, family: str) -> Flags:
        """Where that was ordered by the scenario."""
        return self._read(lambda s: s.actors[actor].sent.orders(family))

    def became(self, group: int) -> dict[int, Column]:
        """What became of the orders of a group of cells due this week, by their place in its plan."""
        return vars(self._groups[group].situation).get("orders", {})

    def groups(self) -> Iterator[tuple[World, list[int]]]:
        """Each `World` with the places of its cells, in the order of their columns."""
        yield from zip(self._groups, self._menus, strict=True)

    def by_cell(self, rows: NDArray[S]) -> NDArray[S]:
        """Reshape columns to ``(…, cell, world)``."""
        return rows.reshape(*rows.shape[:-1], len(self.cells), self.worlds)

    def release(self) -> None:
        """Free all columns: a world and its actors refer to each other, and would stay for long."""
        while self._groups:
            vars(self._groups.pop()).clear()

    def _read(self, of: Callable[[Situation], NDArray[S]]) -> NDArray[S]:
        if len(self._groups) == 1:
            return of(self._groups[0].situation)
        rows = self.by_cell(np.concatenate([of(world.situation) for world in self._groups], axis=-1))
        return rows[..., self._order, :].reshape(*rows.shape[:-2], self.width)


def aligned(cells: Sequence[Cell]) -> list[Cell]:
    """Add to every scenario the numbers that only others declare: cells are drawn for by the same names."""
    every = [cell.scenario for cell in cells]
    numbers = {
        section: {name: it for scenario in reversed(every) for name, it in getattr(scenario, section).items()}
        for section in DECLARATIONS
    }
    return [Cell(_with_numbers(cell.scenario, numbers), cell.theory) for cell in cells]


def _with_numbers(scenario: Scenario, numbers: dict[str, dict[str, Any]]) -> Scenario:
    own = {section: declared | getattr(scenario, section) for section, declared in numbers.items()}
    return scenario.model_copy(update=own)


def _with_the_same_menu(cells: Sequence[Cell]) -> list[list[int]]:
    """Places of cells in groups that can share columns: same start, end and signals, and all from the same
    source.
    """
    result: list[list[int]] = []
    for place, cell in enumerate(cells):
        for group in result:
            if _shares_columns(cell, cells[group[0]]):
                group.append(place)
                break
        else:
            result.append([place])
    return result


def _shares_columns(cell: Cell, other: Cell) -> bool:
    a, b = cell.scenario, other.scenario
    alike = (a.monday, a.weeks, a.signals) == (b.monday, b.weeks, b.signals)
    return alike and (a.begin == b.begin or (a.assumed and b.assumed))
