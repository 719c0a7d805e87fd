"""What must hold for a signal that is sent, by an order or an inject: by whom, its shape, its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, cast

from sim.core.errors import OR, nearest_word
from sim.core.synonyms import all_meant, meant
from sim.scenario.contents import Contents
from sim.scenario.entries import Signal
from sim.scenario.fault_list import Notes
from sim.scenario.field_types import ALLIANCE, known
from sim.scenario.orders import Order, Then, several, shaped_by
from sim.scenario.yaml_nodes import Keys

EXTEND: Final = "`extends: baseline` at the top of the file, which has them"


def shaped(path: Keys, sent: Order | Then, signal: Signal, notes: Notes) -> None:
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


def within_the_run(scenario: Contents, path: Keys, day: date, notes: Notes, *, sent: bool = False) -> None:
    """Note a day outside of the run, or, of what is sent, one after its last whole week."""
    last = scenario.monday + timedelta(weeks=max(scenario.weeks, 1), days=-1)
    if day < scenario.start:
        what = f"{day} is before the start{notes.elsewhere('start', path)}"
        notes.add(path, what, f"{scenario.start} or later")
    elif day > scenario.end >= scenario.start:
        what = f"{day} is after the end{notes.elsewhere('end', path)}"
        notes.add(path, what, f"{last if sent else scenario.end} or earlier")
    elif sent and day > last >= scenario.start:
        what = f"{day} is after the last whole week of the run{notes.elsewhere('end', path)}"
        notes.add(path, what, f"{last} or earlier")


def sendable(path: Keys, notes: Notes) -> None:
    """Note an unknown signal, or one that an actor cannot send: by what is written, sound or not."""
    said: dict[str, Any] = {key: node.plain() for key, node in notes.top.at(path)[0].fields.items()}
    actor, signal = said.get("actor"), said.get("signal")
    listed_ = isinstance(actor, list)
    asked = tuple(map(str, cast("list[object]", actor))) if listed_ else several(str(actor))
    signals = notes.top.at(("signals",))[0]
    if not isinstance(signal, str) or not isinstance(signals.value, dict):
        return
    if signal not in signals.fields:
        _no_signal(path, signal, asked, notes)
        return
    senders = notes.top.at(("signals", signal, "senders"))[0].fields
    for each in asked if senders else ():
        if each in known("actor") and each not in senders:
            whole = f" ({ALLIANCE})" if actor == ALLIANCE else ""
            found = f"{each}{whole} cannot send {signal}"
            notes.add((*path, "actor"), found, f"its senders, {', '.join(senders)}")


def _no_signal(path: Keys, signal: str, asked: Sequence[str], notes: Notes) -> None:
    """A signal that there is not: removed, or another word for one that those asked can send."""
    if where := notes.removed_at(("signals",), signal):
        notes.add((*path, "signal"), f"the signal {signal} is removed in {where}", "one that there is")
        return
    actors = known("actor")
    can = _can_send(
        [who for each in asked if (who := each if each in actors else meant(each, actors))], notes
    )
    names = [name for names in can.values() for name in names]
    words = "; ".join(f"{family}: {', '.join(names)}" for family, names in can.items())
    notes.add(
        (*path, "signal"),
        f"no signal {signal!r}",
        f"{words} (`list signals` says what each is)" if words else EXTEND,
        OR.join(all_meant(signal, names)) or nearest_word(signal, names),
    )


def _can_send(actors: Sequence[str], notes: Notes) -> dict[str, list[str]]:
    """By family the signals that all of some actors can send."""
    found: dict[str, list[str]] = {}
    for name, node in notes.top.at(("signals",))[0].fields.items():
        family, senders = (node.fields.get(key) for key in ("family", "senders"))
        if family and senders and all(each in senders.fields for each in actors):
            found.setdefault(str(family.value), []).append(name)
    return found
