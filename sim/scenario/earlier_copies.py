"""Copies of scenarios in folders of earlier studies, read as they were meant when they were written.

Before orders said what is *in force* from one day to another, an order with `from` and `to` was sent in every
week between, one with `length` once, and all of them at whatever stage talks stood. Copies written since then
say of each order and inject `whatever_the_stage`, yes or no: one that does not is older.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from sim.core.errors import Complaints
from sim.scenario.inheritance import MergedTree, read_tree
from sim.scenario.load import checked
from sim.scenario.python_values import node_of
from sim.scenario.scenario import Scenario
from sim.scenario.start_sources import SOURCES
from sim.scenario.yaml_nodes import Node, complain

MARK: Final = "whatever_the_stage"
EVERY_WEEK: Final = "1 week"


def load_copy(path: Path) -> Scenario:
    """Read the copy of a scenario in the folder of a study, new or old. Raises Complaints.

    Copies extend one another, and nothing else: what lies outside of their folder is not read.
    """
    tree = read_tree(path, within=path.parent)
    _inside(tree.top, path)
    if not tree.whole:
        raise Complaints(tree.faults)
    fields = dict(tree.top.fields)
    try:
        for section, update in (("orders", _order), ("injects", _inject)):
            if section in fields:
                entries = {name: update(node, fields) for name, node in fields[section].fields.items()}
                fields[section] = replace(fields[section], value=entries)
    except (KeyError, TypeError, ValueError):  # of a copy that we wrote nothing is missing
        raise complain(str(path), "is no copy of a scenario as it was written") from None
    found = replace(tree.top, value=fields)
    older = found.plain() != tree.top.plain()
    copy = checked(MergedTree(found, tree.files, tree.faults, tree.whole), Scenario, orders=not older)
    orders = {name: it.model_copy(update={"as_before": older}) for name, it in copy.orders.items()}
    return copy.model_copy(update={"orders": orders})


def _inside(top: Node, path: Path) -> None:
    """Raise Complaints for a start that takes its worlds from outside of the folder of the study."""
    start = top.fields["start"].fields if "start" in top.fields else {}
    study = path.parent.parent.resolve()
    for key in SOURCES:
        if key in start and not (path.parent / str(start[key].value)).resolve().is_relative_to(study):
            what = "lies outside of the study, and is not read"
            raise complain(str(path), what, start[key].spot, key=f"start.{key}")


def _order(order: Node, scenario: dict[str, Node]) -> Node:
    said = order.plain()
    if MARK in said or said.get("withhold"):
        return order
    words: dict[str, Any] = {MARK: True}
    if "length" not in said and _week(said["to"], scenario) > _week(said["from"], scenario):
        words["every"] = EVERY_WEEK
    kept = {key: node for key, node in order.fields.items() if key != "to" or "every" in words}
    return _with(replace(order, value=kept), words)


def _inject(inject: Node, _: dict[str, Node]) -> Node:
    then = inject.fields["then"]
    if MARK in then.fields:
        return inject
    return replace(inject, value={**inject.fields, "then": _with(then, {MARK: True})})


def _with(entry: Node, words: dict[str, Any]) -> Node:
    return replace(entry, value={**entry.fields, **node_of(words, entry.spot.file)[0].fields})


def _week(day: str, scenario: dict[str, Node]) -> int:
    """The week of a day, counted from the Monday on or before the start."""
    start = date.fromisoformat(str(scenario["start"].value))
    return (date.fromisoformat(day) - start + timedelta(days=start.weekday())).days // 7
