"""How far what a scenario dates reaches: weeks of the run that its calendar, or its start, does not know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from sim.scenario.contents import Contents
from sim.scenario.entries import Fact
from sim.scenario.fault_list import Notes
from sim.scenario.recurring_facts import anniversary
from sim.scenario.start_checks import ASSUMED
from sim.scenario.yaml_nodes import Node
from sim.scenario.yaml_reader import parse
from sim.vocabulary.signals import SEASONAL, STANDING

QUARTER = timedelta(weeks=13)
"""How far a start may lie from the day for which the state is assumed without a word."""
YEAR = timedelta(days=365)


def check_coverage(scenario: Contents, notes: Notes, files: Sequence[Path]) -> None:
    """Warn of weeks for which nothing is dated that comes every year or must always stand at something, and
    of a start whose state is assumed for another day. Worlds from the record bring what stands with them.
    """
    if scenario.weeks < 1 or not scenario.assumed:
        return
    dated = {
        name: facts
        for name in (*SEASONAL, *STANDING)
        if (facts := {key: it for key, it in scenario.calendar.items() if it.sets == name})
    }
    _begins(dated, scenario, notes)
    for name, facts in dated.items():
        _ends(name, facts, scenario, notes)
    _start(scenario, notes, files)


def _begins(dated: Mapping[str, Mapping[str, Fact]], scenario: Contents, notes: Notes) -> None:
    firsts = {name: min(it.start for it in facts.values()) for name, facts in dated.items()}
    first_week = scenario.monday + timedelta(weeks=1)
    here = notes.top.at(("start",))[0].spot.file
    late = {
        name: day
        for name, day in firsts.items()
        if day - YEAR * (name in SEASONAL) >= first_week
        # a file that dates such facts itself knows from when on
        and not any(_set_in(notes.top.at(("calendar", key))[0], here) for key in dated[name])
    }
    if late:
        said = ", ".join(f"{name} before {day}" for name, day in late.items())
        notes.warn(
            ("start",), f"begins before what the calendar dates: nothing sets {said}; it is 0 until then"
        )


def _ends(name: str, facts: Mapping[str, Fact], scenario: Contents, notes: Notes) -> None:
    if any(_last(it) is None for it in facts.values()):
        return
    last = max(day for it in facts.values() if (day := _last(it)))
    if name in STANDING:
        if last < scenario.end:
            what = f"no {name} is dated after {last}, and the run goes on to {scenario.end}"
            notes.warn(("end",), f"{what}: from then on it is 0")
        return
    of_last_year = {key: it for key, it in facts.items() if it.every is None and it.start > last - YEAR}
    if of_last_year and anniversary(min(it.start for it in of_last_year.values()), 1) <= scenario.end:
        line = ", ".join(f"{key}: {{every: year}}" for key in of_last_year)
        what = f"no {name} is dated after {last}, and the run goes on to {scenario.end}"
        notes.warn(("end",), f"{what}; for those of the last year again: `calendar: {{{line}}}`")


def _last(fact: Fact) -> date | None:
    """The last day of a fact, None if it has none."""
    if fact.every is None:
        return fact.end
    if fact.until is None:
        return None
    years = range(fact.until.year - fact.start.year + 1)
    return max(
        anniversary(fact.end or fact.start, k) for k in years if anniversary(fact.start, k) <= fact.until
    )


def _start(scenario: Contents, notes: Notes, files: Sequence[Path]) -> None:
    """A start that is moved carries the state with it that was assumed for the day it was moved from."""
    set_here, _ = notes.top.at(("start",))
    states = [node for key, node in _parameters(notes.top).items() if key.startswith(ASSUMED)]
    if not states or any(_set_in(node, set_here.spot.file) for node in states):
        return
    days = {str(file): day for file in files if (day := _start_of(file))}
    before = [day for file, day in days.items() if not file.endswith(set_here.spot.file)]
    if before and abs(scenario.start - before[-1]) > QUARTER:
        what = f"begins on {scenario.start} in the state that is assumed for {before[-1]}"
        cure = "`start: {date: …, from: record}` begins in that of the day, as far as the record goes"
        notes.warn(("start",), f"{what} (parameters `{ASSUMED}…`); {cure}")


def _parameters(top: Node) -> dict[str, Node]:
    return top.fields["parameters"].fields if "parameters" in top.fields else {}


def _set_in(node: Node, file: str) -> bool:
    return node.spot.file == file


def _start_of(file: Path) -> date | None:
    """The day on which a file itself says that runs start."""
    try:
        node = parse(file.read_bytes(), str(file))[0].fields.get("start")
        return date.fromisoformat(str(node.value)) if node else None
    except (OSError, ValueError):
        return None
