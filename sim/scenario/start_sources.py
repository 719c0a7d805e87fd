"""Where a start takes its worlds from: paths from the file they stand in, and the day of a world's week."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, cast

from sim.core.errors import UserError
from sim.scenario.fault_list import Notes
from sim.scenario.finished_study import FinishedStudy, finished_study
from sim.scenario.library import NOTHING_THERE, nearest_name, shipped_as
from sim.scenario.yaml_nodes import Node

FOLDERS: Final = ("record", "study")
SOURCES: Final = (*FOLDERS, "history")
"""What of a start are paths."""
NO_DAY: Final = date.min
"""Stands for a day that could not be worked out, of which a complaint has been made."""


def resolve_start(top: Node, data: dict[str, Any], notes: Notes) -> None:
    """Make the paths of a start absolute in `data`, and date one from a world of a study."""
    if not isinstance(data.get("start"), dict):
        return
    start = cast("dict[str, Any]", data["start"])
    fields = top.fields["start"].fields
    for key in FOLDERS:
        if key in fields and isinstance(fields[key].value, str):
            start[key] = _path(fields[key])
    if "history" in fields and isinstance(fields["history"].value, str):
        start["history"] = _history(fields["history"], notes)
    if start.get("from") == "world":
        start["date"] = _day(start, fields, notes)


def _path(node: Node) -> str:
    """A path as it is meant in the file it stands in; one from Python is meant from the working folder."""
    path = Path(node.spot.file).parent / Path(str(node.value)).expanduser()
    return os.path.normpath(path.absolute())


def _history(node: Node, notes: Notes) -> str:
    """The file of a history: a path, or the name of a shipped scenario."""
    path, named = _path(node), shipped_as(str(node.value))
    if Path(path).is_file():
        return path
    if named is None:
        near = nearest_name(str(node.value))
        notes.add(("start", "history"), f"{node.shown()}: {NOTHING_THERE}", nearest=near)
        return path
    return os.path.normpath(named.absolute())


def _week(node: Node, study: FinishedStudy, notes: Notes) -> int:
    """The number of a week, written as that or as a day in it; -1 for what is no week of the study."""
    given, week = node.value, -1
    if isinstance(given, int) and not isinstance(given, bool):
        week = given
    elif isinstance(given, str):
        try:
            week = (date.fromisoformat(given) - study.monday).days // 7
        except ValueError:
            week = -1
    if 0 <= week < study.weeks:
        return week
    last = study.day_of(study.weeks) - timedelta(days=1)
    allowed = f"0 to {study.weeks - 1:,}, or a day from {study.monday} to {last}"
    notes.add(("start", "week"), f"{node.shown()} is no week of the study", allowed)
    return -1


def _day(start: dict[str, Any], fields: dict[str, Node], notes: Notes) -> str | date:
    """The Monday of the week at whose beginning worlds start, which `start` then has by its number."""
    study, said = (start.get(key) for key in ("study", "date"))
    if not isinstance(study, str) or "week" not in start:
        return NO_DAY
    try:
        found = finished_study(study)
    except UserError as error:
        notes.add(("start", "study"), str(error))
        return NO_DAY
    week = start["week"] = _week(fields["week"], found, notes)
    if week < 0:
        start["week"] = 0
        return NO_DAY
    day = found.day_of(week).isoformat()
    if isinstance(said, str) and said != day:
        what = f"{said} is not the Monday of week {week} of the study"
        notes.add(("start", "date"), what, f"{day}, or no `date`: the week tells it")
    return day
