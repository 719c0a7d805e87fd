"""The past that worlds from the record run through: a scenario of the years, and what was observed then."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from sim.core.errors import UserError
from sim.engine.conditioning.known_facts import prolonged
from sim.evidence.observed_weeks import ObservedWeek, weeks_of_the_record
from sim.evidence.own_record import Record, record_in
from sim.scenario import Scenario, load
from sim.scenario.dump import written
from sim.scenario.library import folder

HISTORY = "history_1990_2017"
"""The years that worlds run through unless a start names others."""
YEAR = timedelta(days=371)
"""Of the record before worlds can start from it: they need a past."""


@dataclass(frozen=True)
class Past:
    """A history, the record that is imposed on it, and a hash of all that the history says."""

    history: Scenario = field(compare=False)
    record: Record
    mark: str

    @property
    def first_day(self) -> date:
        """The first day from which worlds have a past."""
        return max(self.history.start, self.record.first_day) + YEAR

    def to(self, day: date) -> Scenario:
        """The history to a day at least."""
        return prolonged(self.history, day)

    def weeks(self, monday: date) -> list[ObservedWeek]:
        """What was observed in each week before a Monday."""
        first = self.history.monday
        return weeks_of_the_record(first, (monday - first).days // 7, self.record)


def past_of(scenario: Scenario) -> Past:
    """The past of a scenario that starts from the record. Raises UserError where it has none on that day."""
    begin = scenario.begin
    found = past(begin.history, begin.record)
    place = f"{scenario.path}: start"
    if found.history.monday + timedelta(days=6) < found.record.first_day:
        what = f"the history {found.history.name} begins on {found.history.start}, before the record"
        cure = f"a `history` that begins on {found.record.first_day} or later"
        raise UserError(f"{place}: {what}, which begins on {found.record.first_day}; allowed: {cure}")
    first, last = found.first_day, found.record.last_day
    if not first <= scenario.start <= last:
        what = f"{scenario.start} is no day from which worlds can start from this record"
        raise UserError(f"{place}.date: {what}; allowed: {first} to {last}")
    return found


def past(history: str | None = None, record: str | None = None) -> Past:
    """The history in a file (else the shipped one), with the record in a folder (else the shipped one).

    Raises Complaints with every fault of either.
    """
    file = Path(history) if history is not None else folder() / f"{HISTORY}.yaml"
    years = _loaded(file, _stamp(file))
    if not years.assumed:
        raise UserError(f"{file}: start: years that worlds run through cannot start from a past themselves")
    return Past(years, record_in(record), sha256(written(years).encode()).hexdigest())


@lru_cache(maxsize=16)
def _loaded(file: Path, _stamp: tuple[int, int]) -> Scenario:
    """The scenario in a file, read again only after that has changed."""
    return load(file)


def _stamp(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
