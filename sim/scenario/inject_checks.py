"""What must hold for injects: what they wait for, what they do, and between which days."""

from __future__ import annotations

from datetime import date
from typing import Final

from sim.scenario.condition_checks import check_condition
from sim.scenario.contents import Contents
from sim.scenario.date_checks import in_order
from sim.scenario.fault_list import Notes
from sim.scenario.orders import Inject, Then
from sim.scenario.possible import refuse_too_late
from sim.scenario.sending_checks import sendable, shaped, within_the_run
from sim.scenario.step_checks import SIDES
from sim.scenario.timing import Timing
from sim.scenario.yaml_nodes import Keys

SENDING: Final = ("actor", "scale", "length", "whatever_the_stage")
"""What an inject says of a signal that it sends."""


def check_injects(scenario: Contents, notes: Notes) -> None:
    """Note all that is wrong with each inject by itself."""
    for name in notes.names("injects"):
        sendable(("injects", name, "then"), notes)
    timing = Timing(scenario, free=False)
    for name, inject in scenario.injects.items():
        path = ("injects", name)
        _then((*path, "then"), inject.then, scenario, notes)
        if inject.then.switches and inject.within > 1:
            what = "has no meaning where strategy or posture is switched: that is always open"
            notes.add((*path, "within"), what, "no `within`", at_key=True)
        _days(path, inject, scenario, notes)
        if check_condition((*path, "when"), inject.when, scenario, notes):
            refuse_too_late(path, inject, timing, notes)


def _days(path: Keys, inject: Inject, scenario: Contents, notes: Notes) -> None:
    """Its days lie within the run, in their order."""
    if not in_order(path, inject.start, inject.end, notes):
        return
    if inject.start > (scenario.start if scenario.from_world else date.min):
        within_the_run(scenario, (*path, "from"), inject.start, notes, sent=True)
    if inject.end < date.max and not (scenario.from_world and inject.end < scenario.start):
        within_the_run(scenario, (*path, "to"), inject.end, notes)


def _then(path: Keys, then: Then, scenario: Contents, notes: Notes) -> None:
    """One thing is done: a signal is sent by somebody, or strategy or posture is switched."""
    written = notes.top.at(path)[0].fields
    said = [key for key in ("signal", "strategy", "posture") if key in written]
    if len(said) != 1:
        what = f"does {len(said)} things at once: {', '.join(said)}" if said else "says nothing to do"
        notes.add(
            path, what, "one of `actor` with `signal`, `strategy`, `posture`; one inject each", at_key=True
        )
    elif said == ["signal"]:
        _sends(path, then, scenario, notes)
    else:
        _switches(path, said[0], then, notes)


def _sends(path: Keys, then: Then, scenario: Contents, notes: Notes) -> None:
    if "actor" not in notes.top.at(path)[0].fields:
        notes.add(path, "lacks actor", at_key=True)
    if then.over is not None:
        notes.add((*path, "over"), "has no meaning where a signal is sent", "`length`", at_key=True)
    if then.signal in scenario.signals:
        shaped(path, then, scenario.signals[then.signal], notes)


def _switches(path: Keys, said: str, then: Then, notes: Notes) -> None:
    for key in SENDING:
        if key in notes.top.at(path)[0].fields and getattr(then, key):
            notes.add((*path, key), f"has no meaning beside `{said}`", f"{said}, over", at_key=True)
    if then.strategy is not None:
        notes.named((*path, "strategy"), "strategies", "strategy", then.strategy)
    if then.posture is not None and not any(side for _, side in then.posture):
        notes.add((*path, "posture"), "changes nothing", f"dispositions of {', '.join(SIDES)}")
