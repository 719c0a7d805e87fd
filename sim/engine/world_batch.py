"""Cells side by side, whatever they declare: one `World` for each menu, stepped and read as one.

So every weekly difference is between the same worlds, also where scenarios differ in their signals.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Column, Flags, Places
from sim.core.random_streams import Draws
from sim.engine.compiled import begun
from sim.model.measures import measure
from sim.model.outcome_counters import final, outcomes
from sim.model.situation import Situation
from sim.scenario.cell import Cell

S = TypeVar("S", bound=np.generic)


class Abreast:
    """`worlds` worlds of every cell, from world number `first` on; columns stand cell after cell.

    `told` names what will be asked of a week besides what carries over.
    """

    def __init__(
        self,
        cells: Sequence[Cell],
        seed: int,
        first: int,
        worlds: int,
        lucks: int,
        points: Mapping[str, Column] | None = None,
        told: Collection[str] = (),
    ) -> None:
        sorts = _alike(cells)
        self._sides = [
            begun([cells[k] for k in sort], Draws(seed, first, worlds, len(sort)), lucks, points, told)
            for sort in sorts
        ]
        self._order = np.argsort([k for sort in sorts for k in sort])
        self._worlds = worlds
        self.width = worlds * len(cells)

    def step(self) -> None:
        """One week, everywhere."""
        for side in self._sides:
            side.step()

    def measure(self, name: str) -> Column:
        """A measure of the glossary, as it stands."""
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
        """What the worlds came to, one row per outcome."""
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

    def forget(self) -> None:
        """Let go of all columns: a world and its actors hold one another, and would stay for long."""
        while self._sides:
            vars(self._sides.pop()).clear()

    def _read(self, of: Callable[[Situation], NDArray[S]]) -> NDArray[S]:
        if len(self._sides) == 1:
            return of(self._sides[0].situation)
        rows = np.concatenate([of(side.situation) for side in self._sides], axis=-1)
        return rows.reshape(*rows.shape[:-1], -1, self._worlds)[..., self._order, :].reshape(rows.shape)


def groups(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Cells sorted into groups that can share columns: same start, end and signals."""
    return [[cells[k] for k in sort] for sort in _alike(cells)]


def _alike(cells: Sequence[Cell]) -> list[list[int]]:
    result: list[list[int]] = []
    for place, cell in enumerate(cells):
        for sort in result:
            if _shares_columns(cell, cells[sort[0]]):
                sort.append(place)
                break
        else:
            result.append([place])
    return result


def _shares_columns(cell: Cell, other: Cell) -> bool:
    a, b = cell.scenario, other.scenario
    return (a.monday, a.weeks, a.signals) == (b.monday, b.weeks, b.signals)
