"""What must hold for orders and injects: that what a file says is what happens."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sim.scenario.contents import Contents
from sim.scenario.date_checks import in_order
from sim.scenario.entries import Signal
from sim.scenario.fault_list import Notes
from sim.scenario.field_types import in_weeks
from sim.scenario.inject_checks import check_injects
from sim.scenario.order_conflicts import check_conflicts
from sim.scenario.orders import Order, lasts
from sim.scenario.sending_checks import sendable, shaped, within_the_run
from sim.scenario.yaml_nodes import Keys

WITHHELD: Final = ("scale", "length", "every", "whatever_the_stage")
"""What an order says of how a signal is sent."""


def check_orders(scenario: Contents, notes: Notes) -> None:
    """Note all that is wrong with orders and injects, and what of them may not be what was meant."""
    for name in notes.names("orders"):
        sendable(("orders", name), notes)
    for name, order in scenario.orders.items():
        _order(("orders", name), order, scenario, notes)
    check_injects(scenario, notes)
    check_conflicts(scenario, notes)


def _order(path: Keys, order: Order, scenario: Contents, notes: Notes) -> None:
    signal = scenario.signals.get(order.signal)
    past = order.start < scenario.start and (scenario.from_world or (scenario.from_record and order.withhold))
    if in_order(path, order.start, order.last, notes) and not past:
        within_the_run(scenario, (*path, "from"), order.start, notes, sent=True)
        if order.last != order.start:
            within_the_run(scenario, (*path, "to"), order.last, notes)
    if signal and not order.withhold:
        shaped(path, order, signal, notes)
    if notes.unread(path, order):
        return
    if order.withhold:
        _withheld(path, scenario, order, notes)
    elif signal:
        _timed(path, order, signal, scenario, notes)
        _possible(path, order, signal, scenario, notes)


def _withheld(path: Keys, scenario: Contents, order: Order, notes: Notes) -> None:
    if "to" not in notes.top.at(path)[0].fields:
        what = "withholds a signal without saying until when"
        notes.add(
            path, what, f"a day `to` which it is withheld, such as the last, {scenario.end}", at_key=True
        )
    for key in WITHHELD:
        if getattr(order, key):
            notes.add((*path, key), "has no meaning where a signal is withheld", at_key=True)


def _timed(path: Keys, order: Order, signal: Signal, scenario: Contents, notes: Notes) -> None:
    """How long what is sent is in force is stated once; what is of the moment has no end."""
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
