"""Where a start takes its worlds from: paths from the file they stand in, and the day of a world's week."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final, cast

from sim.core.errors import UserError
from sim.scenario.fault_list import Notes
from sim.scenario.finished_study import finished_study
from sim.scenario.library import NOTHING_THERE, nearest_name, shipped_as
from sim.scenario.yaml_nodes import Node

FOLDERS: Final = ("record", "study")
SOURCES: Final = (*FOLDERS, "history")
"""What of a start are paths."""
NO_DAY: Final = "0001-01-01"
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
        start["date"] = _day(start, notes)


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


def _day(start: dict[str, Any], notes: Notes) -> str:
    """The Monday of the week of the study at whose beginning worlds start."""
    study, week, said = (start.get(key) for key in ("study", "week", "date"))
    if not isinstance(study, str) or not isinstance(week, int) or isinstance(week, bool):
        return NO_DAY
    try:
        found = finished_study(study)
    except UserError as error:
        notes.add(("start", "study"), str(error))
        return NO_DAY
    if not 0 <= week < found.weeks:
        return NO_DAY
    day = found.day_of(week).isoformat()
    if isinstance(said, str) and said != day:
        what = f"{said} is not the Monday of week {week} of the study"
        notes.add(("start", "date"), what, f"{day}, or no `date`: the week tells it")
    return day
