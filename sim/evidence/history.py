"""What happened in one world (the record) or in many: all that a statistic may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.evidence.marks import Floats, Ints, Marks, Spans
from sim.evidence.rows import KINDS

NEVER = 1_500_000
"""The last day of what had not ended."""
WEAPONS = ("short_test", "long_test", "nuclear_test")
"""The kinds that are WMD events; `wmd_related` (engine tests and the like) is not among them."""


Part = TypeVar("Part")


def known(part: Part | None) -> Part:
    """A part of a history that the caller knows to be there (`Pattern.needs`)."""
    if part is None:
        raise ValueError("this history does not have what the statistic needs")
    return part


@dataclass(frozen=True)
class Yearly:
    """One number per world and year, shape ``(world, year)``, from `year` on."""

    year: int
    values: Floats

    def of(self, first: int, last: int) -> Floats:
        """The years from `first` to `last`; nan where there is no number."""
        wanted = np.full((len(self.values), last - first + 1), np.nan)
        start, end = max(first, self.year), min(last + 1, self.year + self.values.shape[1])
        if start < end:
            wanted[:, start - first : end - first] = self.values[:, start - self.year : end - self.year]
        return wanted

    def only(self, worlds: NDArray[np.bool_]) -> Yearly:
        """Those of the worlds chosen."""
        return Yearly(self.year, self.values[worlds])

    def repeat(self, times: int) -> Yearly:
        """World w as worlds w × times to w × times + times − 1."""
        return Yearly(self.year, np.repeat(self.values, times, axis=0))


@dataclass(frozen=True)
class Resolutions:
    """Resolutions in order of world and day; `answers` is the day of the test answered, −1 where none is."""

    adopted: Marks
    answers: Ints
    nuclear: Ints
    """1 where a nuclear test is answered."""

    def only(self, worlds: NDArray[np.bool_]) -> Resolutions:
        """Those of the worlds chosen, which are numbered anew."""
        kept = worlds[self.adopted.world]
        return Resolutions(self.adopted.only(worlds), self.answers[kept], self.nuclear[kept])

    def repeat(self, times: int) -> Resolutions:
        """World w as worlds w × times to w × times + times − 1."""
        order = np.argsort(np.repeat(self.adopted.world * times, times) + self._copies(times), kind="stable")
        answers, nuclear = (np.repeat(part, times)[order] for part in (self.answers, self.nuclear))
        return Resolutions(self.adopted.repeat(times), answers, nuclear)

    def _copies(self, times: int) -> Ints:
        return np.tile(np.arange(times), len(self.answers))


@dataclass(frozen=True)
class History:
    """The happenings from day `first` to day `last`. What a run does not simulate is `None`: patterns
    that need it are then not measured, instead of being measured on nothing.
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
    serious: Marks | None = None
    """Crises that came to a serious clash, by the day of the clash."""
    wars: Marks | None = None
    clashes: Marks | None = None
    """Exchanges of fire and lethal attacks."""
    agreements: Spans | None = None
    """From the pledge to the last day before the breakdown, `NEVER` where there was none."""
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
        """Events of every kind."""
        return self.of_kinds(*KINDS)

    @property
    def weapons(self) -> Marks:
        """Missile launches and nuclear tests."""
        return self.of_kinds(*WEAPONS)

    def of_kinds(self, *kinds: str) -> Marks:
        """Events of the kinds named."""
        none = Marks(np.zeros(0, np.int64), np.zeros(0, np.int64), self.worlds)
        return none.plus(*(self.events[kind] for kind in kinds if kind in self.events))

    def only(self, worlds: NDArray[np.bool_]) -> History:
        """The worlds chosen, numbered anew: say, those without a war, after which nothing is counted."""
        parts: dict[str, Any] = {name: part.only(worlds) for name, part in self.parts.items()}
        events = {kind: marks.only(worlds) for kind, marks in self.events.items()}
        return replace(self, worlds=int(worlds.sum()), events=events, **parts)

    def repeat(self, times: int) -> History:
        """World w as worlds w × times to w × times + times − 1."""
        parts: dict[str, Any] = {name: part.repeat(times) for name, part in self.parts.items()}
        events = {kind: marks.repeat(times) for kind, marks in self.events.items()}
        return replace(self, worlds=self.worlds * times, events=events, **parts)

    @property
    def parts(self) -> dict[str, Marks | Spans | Resolutions | Yearly]:
        """What is known besides the provocations, by name."""
        besides = {field.name: getattr(self, field.name) for field in fields(self) if field.default is None}
        return {name: part for name, part in besides.items() if part is not None}

    def covers(self, first: date, last: date) -> bool:
        """Whether the history reaches from `first` to `last`, give or take the days of a broken week."""
        return self.first <= first.toordinal() + 7 and self.last >= last.toordinal() - 7
