"""What must hold for orders and injects: that what a file says is what happens."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final, cast

from sim.scenario.condition_checks import check_condition
from sim.scenario.contents import Contents
from sim.scenario.date_checks import in_order
from sim.scenario.entries import Signal
from sim.scenario.fault_list import Notes
from sim.scenario.field_types import ALLIANCE, in_weeks, known
from sim.scenario.order_conflicts import check_conflicts
from sim.scenario.orders import Order, Then, lasts, several, shaped_by
from sim.scenario.yaml_nodes import Keys

WITHHELD: Final = ("scale", "length", "every", "whatever_the_stage")
"""What an order says of how a signal is sent."""


def check_orders(scenario: Contents, notes: Notes) -> None:
    """Note all that is wrong with orders and injects, and what of them may not be what was meant."""
    for name in notes.names("orders"):
        _sendable(("orders", name), notes)
    for name in notes.names("injects"):
        _sendable(("injects", name, "then"), notes)
    for name, order in scenario.orders.items():
        _order(("orders", name), order, scenario, notes)
    for name, inject in scenario.injects.items():
        path = ("injects", name)
        if inject.then.signal in scenario.signals:
            _shaped((*path, "then"), inject.then, scenario.signals[inject.then.signal], notes)
        in_order(path, inject.start, inject.end, notes)
        if inject.start > (scenario.start if scenario.from_world else date.min):
            _during(scenario, (*path, "from"), inject.start, notes)
        check_condition((*path, "when"), inject.when, scenario, notes)
    check_conflicts(scenario, notes)


def _order(path: Keys, order: Order, scenario: Contents, notes: Notes) -> None:
    signal = scenario.signals.get(order.signal)
    past = order.start < scenario.start and (scenario.from_world or (scenario.from_record and order.withhold))
    if in_order(path, order.start, order.last, notes) and not past:
        _during(scenario, (*path, "from"), order.start, notes, sent=True)
        if order.last != order.start:
            _during(scenario, (*path, "to"), order.last, notes)
    if order.withhold:
        _withheld(path, order, notes)
    elif signal:
        _shaped(path, order, signal, notes)
        _timed(path, order, signal, scenario, notes)
        _possible(path, order, signal, scenario, notes)


def _withheld(path: Keys, order: Order, notes: Notes) -> None:
    if "to" not in notes.top.at(path)[0].fields:
        what = "withholds a signal without saying until when"
        notes.add(path, what, "a day `to` which it is withheld", at_key=True)
    for key in WITHHELD:
        if getattr(order, key):
            notes.add((*path, key), "has no meaning where a signal is withheld", at_key=True)


def _shaped(path: Keys, sent: Order | Then, signal: Signal, notes: Notes) -> None:
    """Scale and length where the signal has a use for them."""
    what = f"{sent.signal} is of the family {signal.family}"
    if sent.scale is not None and "scale" not in shaped_by(signal):
        notes.add(
            (*path, "scale"), f"{what}, which has no scale", "signals of the family forces", at_key=True
        )
    elif sent.scale == 0:
        notes.add(
            (*path, "scale"), "0 is not sent at all", "above 0, or no order; `withhold: true` forbids it"
        )
    if sent.length is not None and "length" not in shaped_by(signal):
        what = f"{sent.signal} is of the moment, and has no length"
        notes.add((*path, "length"), what, "exercises, suspensions, shows of force, pledges", at_key=True)


def _timed(path: Keys, order: Order, signal: Signal, scenario: Contents, notes: Notes) -> None:
    """How long what is sent is in force is said once; what is of the moment has no end."""
    if order.every:
        length = order.length or signal.length
        if lasts(signal) and length > order.every:
            what = (
                f"is sent again every {in_weeks(order.every)}, before the last one's {length} weeks are over"
            )
            notes.warn((*path, "every"), what)
        return
    if order.end is None:
        return
    if lasts(signal) and order.length is not None:
        found = f"says a second time how long {order.signal} is in force: `to` does too"
        notes.add(
            (*path, "length"), found, "one of the two; `to: null` takes back what is inherited", at_key=True
        )
    elif not lasts(signal) and scenario.week_of(order.end) > scenario.week_of(order.start):
        found = f"{order.signal} is of the moment, and has no end"
        cure = "no `to` (it is sent once), or `every: 1 week` beside it (it is sent every week until then)"
        notes.add((*path, "to"), found, cure, at_key=True)


def _possible(path: Keys, order: Order, signal: Signal, scenario: Contents, notes: Notes) -> None:
    """Talks advance by a stage a week at most, so that some stages cannot have been reached."""
    week, lowest = scenario.week_of(order.start), signal.stages[0]
    if not scenario.assumed or order.every or order.whatever_the_stage or not 0 <= week < lowest:
        return
    from sim.vocabulary.glossary import STAGES

    first = scenario.monday + timedelta(weeks=lowest)
    found = f"{order.signal} needs the stage {STAGES[lowest]}, which no talks can have reached by then"
    notes.add((*path, "from"), found, f"{first} or later, or `whatever_the_stage: true`")


def _during(scenario: Contents, path: Keys, day: date, notes: Notes, *, sent: bool = False) -> None:
    last = scenario.monday + timedelta(weeks=max(scenario.weeks, 1), days=-1)
    if day < scenario.start:
        notes.add(path, f"{day} is before the start", f"{scenario.start} or later")
    elif day > scenario.end >= scenario.start:
        notes.add(path, f"{day} is after the end", f"{scenario.end} or earlier")
    elif sent and day > last >= scenario.start:
        notes.add(path, f"{day} is after the last whole week of the run", f"{last} or earlier")


def _sendable(path: Keys, notes: Notes) -> None:
    """Note an unknown signal, or one that an actor cannot send: by what is written, sound or not."""
    said: dict[str, Any] = {key: node.plain() for key, node in notes.top.at(path)[0].fields.items()}
    actor, signal = said.get("actor"), said.get("signal")
    if not isinstance(signal, str) or not notes.named((*path, "signal"), "signals", "signal", signal):
        return
    senders = notes.top.at(("signals", signal, "senders"))[0].fields
    asked = tuple(map(str, cast("list[object]", actor))) if isinstance(actor, list) else several(str(actor))
    for each in asked if senders else ():
        if each in known("actor") and each not in senders:
            whole = f" ({ALLIANCE})" if actor == ALLIANCE else ""
            found = f"{each}{whole} cannot send {signal}"
            notes.add((*path, "actor"), found, f"its senders, {', '.join(senders)}")
