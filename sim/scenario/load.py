"""Checks the tree of a scenario: its contents, or all complaints about it at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from sim.core.errors import Complaints
from sim.scenario.checks import check
from sim.scenario.contents import Contents
from sim.scenario.coverage import check_coverage
from sim.scenario.fault_list import Notes
from sim.scenario.idle import check_idle
from sim.scenario.in_force import check_in_force
from sim.scenario.inheritance import COLLECTIONS, MergedTree
from sim.scenario.meetings import check_meetings
from sim.scenario.no_effect import check_effects
from sim.scenario.order_checks import check_orders
from sim.scenario.possible import check_possible
from sim.scenario.schema import FILLED_IN, OWN, WITH_NAMES
from sim.scenario.start_sources import resolve_start
from sim.scenario.timing import Timing
from sim.scenario.validation_messages import complaints_of, sound_part, unknown_key
from sim.scenario.yaml_nodes import Node

C = TypeVar("C", bound=Contents)


def checked(tree: MergedTree, kind: type[C], *, orders: bool = True) -> C:
    """The scenario that a tree describes; raises Complaints with every fault in it.

    Without `orders` these were sound when they were written, and are not checked again.
    """
    notes = Notes(tree.top, dict(tree.removed))
    _own_keys(tree.top, notes)
    faults = list(tree.faults)
    data = _filled(tree)
    resolve_start(tree.top, data, notes)
    try:
        scenario = kind.model_validate(data)
    except ValidationError as error:
        faults += complaints_of(error, tree.top, whole=tree.whole)
        scenario = kind.model_validate(sound_part(data))
    if tree.whole:
        check(scenario, notes)
        if orders:
            check_orders(scenario, notes)
    faults += notes.complaints
    if faults:
        raise Complaints(faults)
    if orders:
        _warn(scenario, tree.files, notes)
    warnings = tuple(map(str, Complaints(notes.warnings).complaints))
    return _within_the_run(scenario).model_copy(update={"warnings": warnings})


def _warn(scenario: Contents, files: tuple[Path, ...], notes: Notes) -> None:
    """Note what of a scenario is sound, and may not be what was meant."""
    check_coverage(scenario, notes, files)
    timing = Timing(_within_the_run(scenario))
    check_possible(timing.scenario, timing, notes)
    check_meetings(timing, notes)
    check_effects(timing, notes)
    check_in_force(scenario, notes)
    check_idle(scenario, notes, files)


def _own_keys(top: Node, notes: Notes) -> None:
    """Note keys that are filled in from the layout of the file, and so cannot be written in it."""
    for key in OWN:
        if key in top.fields:
            unknown_key((key,), notes)
    for section in WITH_NAMES:
        for name, node in top.fields[section].fields.items() if section in top.fields else ():
            for key in FILLED_IN:
                if key in node.fields:
                    unknown_key((section, name, key), notes)


def _filled(tree: MergedTree) -> dict[str, Any]:
    """Plain data, with the names and places that the file tells only by its layout."""
    fields = {name: node for name, node in tree.top.fields.items() if name not in ("extends", *OWN)}
    data = {
        name: node.plain()
        for name, node in fields.items()
        if node.value is not None or name not in COLLECTIONS
    }
    for section in WITH_NAMES:
        for name, node in fields[section].fields.items() if section in fields else ():
            if isinstance(node.value, dict):
                data[section][name]["name"] = name
                if section in ("orders", "injects"):
                    data[section][name]["where"] = f"{node.key.file}:{node.key.line}"
    for entry in data["strategies"] if isinstance(data.get("strategies"), dict) else ():
        _described(data["strategies"][entry])
    return (
        {"name": tree.files[-1].stem}
        | data
        | {"path": tree.files[-1], "files": tuple(file.absolute() for file in tree.files)}
    )


def _described(strategy: Any) -> None:
    """What a strategy that extends another says of itself unless the file does."""
    if isinstance(strategy, dict) and (base := cast("dict[str, Any]", strategy).get("extends")) is not None:
        strategy.setdefault("says", f"As {base}, but for what it changes.")
        strategy.setdefault("source", f"as {base}")


def _within_the_run(scenario: C) -> C:
    """The scenario with injects that hold from its start to its end unless they say otherwise."""
    injects = {
        name: each.model_copy(
            update={"start": max(each.start, scenario.start), "end": min(each.end, scenario.end)}
        )
        for name, each in scenario.injects.items()
    }
    return scenario.model_copy(update={"injects": injects})
