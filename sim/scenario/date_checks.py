"""What must hold for dated facts, orders and injects."""

from __future__ import annotations

from datetime import date, timedelta

from sim.scenario.contents import Contents
from sim.scenario.entries import Fact
from sim.scenario.fault_list import Notes
from sim.scenario.field_types import known
from sim.scenario.recurring_facts import anniversary
from sim.scenario.yaml_nodes import Keys


def check_facts(scenario: Contents, notes: Notes) -> None:
    """A fact ends after it begins, and comes back as it says it does; it may lie outside the run."""
    for name, fact in scenario.calendar.items():
        path = ("calendar", name)
        if fact.end is not None:
            _in_order(path, fact.start, fact.end, notes)
        if fact.until is not None:
            _in_order(path, fact.start, fact.until, notes, "until")
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


def check_orders(scenario: Contents, notes: Notes) -> None:
    """An order names a signal that its actor can send, in weeks of the run."""
    for name in notes.names("orders"):
        _sendable(("orders", name), notes)
    for name, order in scenario.orders.items():
        path = ("orders", name)
        past = scenario.from_record and order.withhold and order.start < scenario.start
        if _in_order(path, order.start, order.end, notes) and not past:
            _during(scenario, (*path, "from"), order.start, notes)
            if order.end != order.start:
                _during(scenario, (*path, "to"), order.end, notes)
        if order.withhold and "to" not in notes.top.at(path)[0].fields:
            what = "withholds a signal without saying until when"
            notes.add(path, what, "a day `to` which it is withheld", at_key=True)


def check_injects(scenario: Contents, notes: Notes) -> None:
    """An inject waits for a value its measure can take, and then sends what its actor can send."""
    from sim.vocabulary.glossary import MEASURES

    for name in notes.names("injects"):
        _sendable(("injects", name, "then"), notes)
    for name, inject in scenario.injects.items():
        path = ("injects", name)
        about = MEASURES[inject.when.measure]
        if not about.low <= inject.when.value <= about.high:
            allowed = f"{about.low:g} to {about.high:g} {about.unit}"
            notes.add((*path, "when", "value"), f"{inject.when.value:g} is out of range", allowed)
        _in_order(path, inject.start, inject.end, notes)
        if inject.start > date.min:
            _during(scenario, (*path, "from"), inject.start, notes)


def _in_order(path: Keys, start: date, end: date, notes: Notes, key: str = "to") -> bool:
    if end < start:
        notes.add((*path, key), f"{end} is before `from`", f"{start} or later")
    return end >= start


def _during(scenario: Contents, path: Keys, day: date, notes: Notes) -> None:
    if day < scenario.start:
        notes.add(path, f"{day} is before the start", f"{scenario.start} or later")
    elif day > scenario.end >= scenario.start:
        notes.add(path, f"{day} is after the end", f"{scenario.end} or earlier")


def _sendable(path: Keys, notes: Notes) -> None:
    """Note an unknown signal, or one that the actor cannot send: by what is written, sound or not."""
    said = {key: node.value for key, node in notes.top.at(path)[0].fields.items()}
    actor, signal = said.get("actor"), said.get("signal")
    if not isinstance(signal, str) or not notes.named((*path, "signal"), "signals", "signal", signal):
        return
    senders = notes.top.at(("signals", signal, "senders"))[0].fields
    if senders and actor in known("actor") and actor not in senders:
        notes.add((*path, "actor"), f"{actor} cannot send {signal}", f"its senders, {', '.join(senders)}")
