"""What must hold for dated facts."""

from __future__ import annotations

from datetime import date, timedelta

from sim.scenario.contents import Contents
from sim.scenario.entries import Fact
from sim.scenario.fault_list import Notes
from sim.scenario.recurring_facts import anniversary
from sim.scenario.yaml_nodes import Keys


def check_facts(scenario: Contents, notes: Notes) -> None:
    """A fact ends after it begins, and comes back as it says it does; it may lie outside the run."""
    for name, fact in scenario.calendar.items():
        path = ("calendar", name)
        if fact.end is not None:
            in_order(path, fact.start, fact.end, notes)
        if fact.until is not None:
            in_order(path, fact.start, fact.until, notes, "until")
        _comes_back(path, fact, notes)


def _comes_back(path: Keys, fact: Fact, notes: Notes) -> None:
    """What comes back every year ends within the year; what does not has no `until`."""
    said = {key for key, node in notes.top.at(path)[0].fields.items() if node.value is not None}
    latest = anniversary(fact.start, 1) - timedelta(days=1)
    if fact.every and "to" not in said:
        what = "comes back every year without saying when it ends"
        notes.add(path, what, f"a day `to`, {latest} or earlier", at_key=True)
    if fact.every and fact.end and fact.end > latest:
        notes.add((*path, "to"), f"{fact.end} is a year or more after `from`", f"{latest} or earlier")
    if "until" in said and "every" not in said:
        notes.add((*path, "until"), "ends what does not come back", "`every: year` beside it", at_key=True)


def in_order(path: Keys, start: date, end: date, notes: Notes, key: str = "to") -> bool:
    """Whether a span ends after it begins; if not, note it."""
    if end < start:
        notes.add((*path, key), f"{end} is before `from`", f"{start} or later")
    return end >= start
