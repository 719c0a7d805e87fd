"""Histories: dated events of one world (the record) or of many, all that a statistic may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Floats
from sim.evidence.marks import Ints, Marks, Spans
from sim.evidence.rows import KINDS

NEVER = 1_500_000
"""Day number that stands for the last day of what had not ended."""
WEAPONS = ("short_test", "long_test", "nuclear_test")
"""Kinds that count as WMD events; `wmd_related` (engine tests and the like) does not."""


T = TypeVar("T")


def known(part: T | None) -> T:
    """Return a part of a history that must be there (`Pattern.needs`). Raises ValueError if it is not."""
    if part is None:
        raise ValueError("this history does not have what the statistic needs")
    return part


@dataclass(frozen=True)
class Yearly:
    """Yearly numbers, shape ``(world, year)``, the first for `year`."""

    year: int
    values: Floats

    def of(self, first: int, last: int) -> Floats:
        """Take the years from `first` to `last`; nan where there is no number."""
        wanted = np.full((len(self.values), last - first + 1), np.nan)
        start, end = max(first, self.year), min(last + 1, self.year + self.values.shape[1])
        if start < end:
            wanted[:, start - first : end - first] = self.values[:, start - self.year : end - self.year]
        return wanted

    def only(self, worlds: NDArray[np.bool_]) -> Yearly:
        """Keep the worlds chosen."""
        return Yearly(self.year, self.values[worlds])

    def repeat(self, times: int) -> Yearly:
        """Copy every world `times` over: world w becomes w × times to w × times + times − 1."""
        return Yearly(self.year, np.repeat(self.values, times, axis=0))


@dataclass(frozen=True)
class Resolutions:
    """Resolutions of the Security Council, in order of world and day.

    `answers` is the day of the test that is answered, -1 where none is.
    """

    adopted: Marks
    answers: Ints
    nuclear: Ints
    """1 where a nuclear test is answered."""

    def only(self, worlds: NDArray[np.bool_]) -> Resolutions:
        """Keep the worlds chosen, and renumber them."""
        kept = worlds[self.adopted.world]
        return Resolutions(self.adopted.only(worlds), self.answers[kept], self.nuclear[kept])

    def repeat(self, times: int) -> Resolutions:
        """Copy every world `times` over: world w becomes w × times to w × times + times − 1."""
        order = np.argsort(np.repeat(self.adopted.world * times, times) + self._copies(times), kind="stable")
        answers, nuclear = (np.repeat(part, times)[order] for part in (self.answers, self.nuclear))
        return Resolutions(self.adopted.repeat(times), answers, nuclear)

    def _copies(self, times: int) -> Ints:
        return np.tile(np.arange(times), len(self.answers))


@dataclass(frozen=True)
class History:
    """Events in `worlds` worlds from day `first` to day `last` (day numbers as of ``date.toordinal``).

    What a run does not simulate is `None`: patterns that need it are then not measured, instead of being
    measured on nothing.
    """

    worlds: int
    first: int
    last: int
    events: Mapping[str, Marks]
    """Provocations by kind."""
    exercises: Spans | None = None
    meetings: Marks | None = None
    """US-DPRK negotiations; only the month counts."""
    resolutions: Resolutions | None = None
    crises: Marks | None = None
    crisis_spans: Spans | None = None
    """Crises from the first day to the last, `NEVER` for one that had not ended."""
    serious: Marks | None = None
    """Crises that reached a serious clash, by the day of the clash."""
    wars: Marks | None = None
    clashes: Marks | None = None
    """Exchanges of fire and lethal attacks."""
    agreements: Spans | None = None
    """Agreements from the pledge to the last day before the breakdown, `NEVER` where there was none."""
    yielded: Marks | None = None
    """Dismantlement beyond a freeze without equal return."""
    trade: Yearly | None = None
    """Trade of China with the DPRK, any constant unit."""
    fired: Yearly | None = None
    """Missiles fired."""
    failed: Yearly | None = None
    """Missiles fired that failed."""

    @property
    def provocations(self) -> Marks:
        """Collect provocations of every kind."""
        return self.of_kinds(*KINDS)

    @property
    def weapons(self) -> Marks:
        """Collect missile launches and nuclear tests."""
        return self.of_kinds(*WEAPONS)

    def of_kinds(self, *kinds: str) -> Marks:
        """Collect provocations of the kinds named."""
        none = Marks(np.zeros(0, np.int64), np.zeros(0, np.int64), self.worlds)
        return none.plus(*(self.events[kind] for kind in kinds if kind in self.events))

    def only(self, worlds: NDArray[np.bool_]) -> History:
        """Keep the worlds chosen, and renumber them: those without a war, for example."""
        parts: dict[str, Any] = {name: part.only(worlds) for name, part in self.parts.items()}
        events = {kind: marks.only(worlds) for kind, marks in self.events.items()}
        return replace(self, worlds=int(worlds.sum()), events=events, **parts)

    def repeat(self, times: int) -> History:
        """Copy every world `times` over: world w becomes w × times to w × times + times − 1."""
        parts: dict[str, Any] = {name: part.repeat(times) for name, part in self.parts.items()}
        events = {kind: marks.repeat(times) for kind, marks in self.events.items()}
        return replace(self, worlds=self.worlds * times, events=events, **parts)

    @property
    def parts(self) -> dict[str, Marks | Spans | Resolutions | Yearly]:
        """List what is known apart from the provocations, by name."""
        optional = {f.name: getattr(self, f.name) for f in fields(self) if f.default is None}
        return {name: part for name, part in optional.items() if part is not None}

    def covers(self, first: date, last: date) -> bool:
        """Tell whether the history reaches from `first` to `last`, up to a week at either end."""
        return self.first <= first.toordinal() + 7 and self.last >= last.toordinal() - 7
