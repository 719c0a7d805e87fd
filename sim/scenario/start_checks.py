"""What must hold for a scenario whose worlds start from the record, or from a world of a finished study."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sim.core.errors import UserError, listed, nearest_word
from sim.scenario.contents import Contents
from sim.scenario.fault_list import Notes
from sim.scenario.finished_study import FinishedStudy, finished_study
from sim.vocabulary.record_days import EARLIEST, LAST_DAY
from sim.vocabulary.signals import HINDSIGHT

ASSUMED: Final = "start_"
"""What the names of parameters begin with that say where things are assumed to stand."""
KEYS: Final = {"record": ("record", "history"), "world": ("study", "scenario", "world", "week")}
"""The keys of a start that only one of its sources has."""
NEEDED: Final = ("study", "world", "week")
WHENCE: Final = {"record": "the record", "world": "a world of a study"}


def check_start(scenario: Contents, notes: Notes) -> None:
    """Worlds with a past can start on its days only, and bring their state and parameters with them."""
    begin = scenario.begin
    for source, keys in KEYS.items():
        for key in keys if source != begin.source else ():
            if getattr(begin, key) is not None:
                what = f"has no meaning without `from: {source}`"
                notes.add(("start", key), what, f"`from: {source}` beside it", at_key=True)
    if begin.source == "record":
        _of_the_record(scenario, notes)
    if begin.source == "world":
        _of_a_world(scenario, notes)
    if begin.source is not None:
        _brought_along(scenario, WHENCE[begin.source], notes)


def _of_the_record(scenario: Contents, notes: Notes) -> None:
    """The day lies within the shipped record (of another one this is checked when that is read)."""
    own = scenario.begin.record
    if own is not None and not Path(own).is_dir():
        notes.add(("start", "record"), f"{own}: there is no such folder of tables")
    if own is None and not EARLIEST <= scenario.start <= LAST_DAY:
        what = f"{scenario.start} is no day from which worlds can start from the record"
        later = "a `record` of your own reaches further"
        notes.add(("start", "date"), what, f"{EARLIEST} to {LAST_DAY}; {later}")
    learnt = [
        n for n, fact in scenario.calendar.items() if fact.sets in HINDSIGHT and notes.own(("calendar", n))
    ]
    if learnt:
        what = "worlds from the record learn phases and seasons from it; not used are the dated facts"
        notes.warn(("calendar", learnt[0]), f"{what} {', '.join(learnt)}")


def _of_a_world(scenario: Contents, notes: Notes) -> None:
    begin = scenario.begin
    lacking = [key for key in NEEDED if getattr(begin, key) is None and not notes.top.at(("start", key))[1]]
    if lacking:
        notes.add(("start",), f"from a world of a study lacks {', '.join(lacking)}", at_key=True)
    try:
        study = finished_study(begin.study) if begin.study is not None else None
    except UserError:  # it was reported where the week is dated
        return
    if study is not None:
        _within(study, scenario, notes)


def _within(study: FinishedStudy, scenario: Contents, notes: Notes) -> None:
    """World and scenario are those of the study."""
    world = scenario.begin.world
    if world is not None and world >= study.worlds:
        notes.add(
            ("start", "world"), f"{world} is beyond the worlds of the study", f"0 to {study.worlds - 1:,}"
        )
    named = scenario.begin.scenario
    if named is not None and named not in study.names:
        what = f"the study has no scenario {named!r}"
        notes.add(("start", "scenario"), what, listed(study.names), nearest_word(named, study.names))


def _brought_along(scenario: Contents, whence: str, notes: Notes) -> None:
    """Parameters and state come with the worlds."""
    if scenario.params != "prior":
        what = f"{scenario.params}: worlds from {whence} bring their parameters with them"
        notes.add(("params",), what, "prior, or a start that is assumed")
    for name, declared in scenario.parameters.items():
        if name.startswith(ASSUMED) and declared.value is not None:
            what = f"is set, but worlds from {whence} bring their own state"
            notes.add(("parameters", name), what, "nothing here, or a start that is assumed")
