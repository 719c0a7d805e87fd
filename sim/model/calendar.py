"""Dated facts as columns: what the calendar of each cell holds for a week."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import numpy as np

from sim.core.columns import FLOAT, Column, column, either

WEEK = timedelta(days=7)
LOOK_AHEAD = 4  # weeks of the exercise calendar that are common knowledge


class Dated(Protocol):
    """What the calendar needs to know of a dated fact."""

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
    """The exercise calendar of one week: due now, its weeks and kind, dose scheduled now and soon."""

    due: Column
    weeks: Column
    forces: Column
    scheduled: Column
    coming: Column


class Calendar:
    """The dated facts of every cell, `worlds` columns each."""

    def __init__(self, cells: Sequence[Sequence[Dated]], monday: date, weeks: int, worlds: int) -> None:
        self._worlds = worlds
        self._weeks = weeks + LOOK_AHEAD + 1
        self._monday = monday
        names = {fact.sets for facts in cells for fact in facts if fact.sets != "exercise"}
        self._facts = {name: self._levels(cells, name) for name in names}
        self.names = frozenset(names)
        """What the facts of some cell set."""
        self._exercise = self._exercises(cells)
        self._coming = self._announced(cells)
        self.width = worlds * len(cells)

    def value(self, name: str, week: int) -> Column:
        """The value that dated facts set for `name` in a week; 0 where none does."""
        said = self.said(name, week)
        return column(0, self.width) if said is None else either(np.isnan(said), 0, said)

    def policy(self, name: str, week: int, strategy: Column) -> Column:
        """The same where a dated fact sets it, and what the strategy says elsewhere."""
        said = self.said(name, week)
        return strategy if said is None else either(np.isnan(said), strategy, said)

    def said(self, name: str, week: int) -> Column | None:
        """What dated facts set for `name` in a week, nan where none does; None if none ever does."""
        return self._spread(self._facts[name][:, week]) if name in self._facts else None

    def exercise(self, week: int) -> Exercise:
        """The exercise calendar of a week."""
        due, weeks, forces, scheduled = (self._spread(row[:, week]) for row in self._exercise)
        return Exercise(due, weeks, forces, scheduled, self._spread(self._coming[:, week]))

    def by_cell(self) -> Calendar:
        """The same calendar with one column a cell."""
        twin = copy(self)
        vars(twin).update(_worlds=1, width=len(self._coming))
        return twin

    def _spread(self, by_cell: Column) -> Column:
        """One number per cell as a column."""
        return (by_cell[:, None] * np.ones(self._worlds, FLOAT)).ravel()

    def _span(self, fact: Dated) -> slice:
        """The weeks of a fact: from the week of its first day to that of its last, open-ended without an
        end.
        """
        first = (fact.start - self._monday).days // 7
        last = self._weeks if fact.end is None else (fact.end - self._monday).days // 7 + 1
        return slice(max(first, 0), max(last, 0))

    def _levels(self, cells: Sequence[Sequence[Dated]], name: str) -> Column:
        """One row per cell, one number per week, nan where nothing is said; a later start overrides."""
        rows = np.full((len(cells), self._weeks), np.nan, FLOAT)
        for row, facts in zip(rows, cells, strict=True):
            for fact in sorted((f for f in facts if f.sets == name), key=lambda f: f.start):
                row[self._span(fact)] = fact.value
        return rows

    def _exercises(self, cells: Sequence[Sequence[Dated]]) -> Column:
        rows = np.zeros((4, len(cells), self._weeks), FLOAT)
        for cell, facts in enumerate(cells):
            for fact in facts:
                span = self._span(fact)
                if fact.sets != "exercise" or fact.start < self._monday or span.start >= self._weeks:
                    continue
                rows[:3, cell, span.start] = fact.value, span.stop - span.start, fact.forces
                rows[3, cell, span] = fact.value * (1 + fact.forces) / 2
        return rows

    def _announced(self, cells: Sequence[Sequence[Dated]]) -> Column:
        """Dose of the exercises that start within the next weeks and are known of by then."""
        rows = np.zeros((len(cells), self._weeks), FLOAT)
        for row, facts in zip(rows, cells, strict=True):
            for fact in facts:
                if fact.sets == "exercise":
                    start = self._span(fact).start
                    known = (fact.known_from - self._monday).days // 7
                    ahead = slice(max(start - LOOK_AHEAD, known, 0), max(start, 0))
                    row[ahead] = np.maximum(row[ahead], FLOAT(fact.value * (1 + fact.forces) / 2))
        return rows
