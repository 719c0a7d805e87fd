"""Calendar of dated facts: what they set in each week, as columns of every cell."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import numpy as np

from sim.core.columns import FLOAT, Column, column, either

WEEK = timedelta(days=7)
LOOK_AHEAD = 4  # weeks ahead that the calendar of exercises is common knowledge


class Dated(Protocol):
    """Fields of a dated fact that the calendar reads."""

    @property
    def sets(self) -> str: ...
    @property
    def value(self) -> float: ...
    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date | None: ...
    @property
    def forces(self) -> float: ...
    @property
    def known_from(self) -> date: ...


@dataclass(frozen=True)
class Exercise:
    """Exercise calendar of one week, one column a field.

    `due` is the scale of an exercise that starts now, `weeks` its length and `forces` its kind of forces;
    `scheduled` is the dose of exercises under way by schedule, `coming` that of those that start now or in
    the next four weeks.
    """

    due: Column
    weeks: Column
    forces: Column
    scheduled: Column
    coming: Column


class Calendar:
    """Dated facts of every cell from `monday` on for `weeks` weeks, each cell with `worlds` worlds.

    With `under_way`, worlds come from the weeks before in the midst of an exercise: it goes on by schedule.
    """

    def __init__(
        self,
        cells: Sequence[Sequence[Dated]],
        monday: date,
        weeks: int,
        worlds: int,
        *,
        under_way: bool = False,
    ) -> None:
        self._worlds, self._under_way = worlds, under_way
        self._weeks = weeks + LOOK_AHEAD + 1
        self._monday = monday
        names = {fact.sets for facts in cells for fact in facts if fact.sets != "exercise"}
        self._facts = {name: self._levels(cells, name) for name in names}
        self.names = frozenset(names)
        """Names of all that the facts of some cell set."""
        self._exercise = self._exercises(cells)
        self._coming = self._announced(cells)
        self.width = worlds * len(cells)

    def value(self, name: str, week: int) -> Column:
        """Look up the value that dated facts set for `name` in a week; 0 where none does."""
        dated = self.dated(name, week)
        return column(0, self.width) if dated is None else either(np.isnan(dated), 0, dated)

    def policy(self, name: str, week: int, strategy: Column) -> Column:
        """Look up a value where a dated fact sets it, and take that of the `strategy` elsewhere."""
        dated = self.dated(name, week)
        return strategy if dated is None else either(np.isnan(dated), strategy, dated)

    def dated(self, name: str, week: int) -> Column | None:
        """Look up what dated facts set for `name` in a week: nan where none does, None if none ever does."""
        return self._spread(self._facts[name][:, week]) if name in self._facts else None

    def exercise(self, week: int) -> Exercise:
        """Look up the exercise calendar of a week."""
        due, weeks, forces, scheduled = (self._spread(row[:, week]) for row in self._exercise)
        return Exercise(due, weeks, forces, scheduled, self._spread(self._coming[:, week]))

    def by_cell(self) -> Calendar:
        """Copy the calendar with one column a cell: facts differ between cells, not between worlds."""
        twin = copy(self)
        vars(twin).update(_worlds=1, width=len(self._coming))
        return twin

    def _spread(self, by_cell: Column) -> Column:
        """Repeat one number per cell for the worlds of that cell, shape ``(cell * world,)``."""
        return (by_cell[:, None] * np.ones(self._worlds, FLOAT)).ravel()

    def _span(self, fact: Dated) -> slice:
        """Find the weeks of a fact: from that of its first day to that of its last; no end is open-ended."""
        first = (fact.start - self._monday).days // 7
        last = self._weeks if fact.end is None else (fact.end - self._monday).days // 7 + 1
        return slice(max(first, 0), max(last, 0))

    def _levels(self, cells: Sequence[Sequence[Dated]], name: str) -> Column:
        """Tabulate what facts set, shape ``(cell, week)``; nan where none does, a later start overrides."""
        rows = np.full((len(cells), self._weeks), np.nan, FLOAT)
        for row, facts in zip(rows, cells, strict=True):
            for fact in sorted((f for f in facts if f.sets == name), key=lambda f: f.start):
                row[self._span(fact)] = fact.value
        return rows

    def _exercises(self, cells: Sequence[Sequence[Dated]]) -> Column:
        """Tabulate due scale, length, kind and scheduled dose of exercises, shape ``(4, cell, week)``."""
        rows = np.zeros((4, len(cells), self._weeks), FLOAT)
        for cell, facts in enumerate(cells):
            for fact in facts:
                span = self._span(fact)
                begun = fact.start < self._monday
                if fact.sets != "exercise" or span.start >= self._weeks or (begun and not self._under_way):
                    continue
                if not begun:
                    rows[:3, cell, span.start] = fact.value, span.stop - span.start, fact.forces
                rows[3, cell, span] = fact.value * (1 + fact.forces) / 2
        return rows

    def _announced(self, cells: Sequence[Sequence[Dated]]) -> Column:
        """Tabulate the dose of exercises that start within `LOOK_AHEAD` weeks, or in this one, and are known.

        Who decides in the week in which one starts has seen nothing of it yet, and knows that it is due.
        """
        rows = np.zeros((len(cells), self._weeks), FLOAT)
        for row, facts in zip(rows, cells, strict=True):
            for fact in facts:
                if fact.sets == "exercise":
                    start = self._span(fact).start
                    known = (fact.known_from - self._monday).days // 7
                    end = start + (fact.start >= self._monday)
                    ahead = slice(max(start - LOOK_AHEAD, known, 0), end)
                    row[ahead] = np.maximum(row[ahead], FLOAT(fact.value * (1 + fact.forces) / 2))
        return rows
