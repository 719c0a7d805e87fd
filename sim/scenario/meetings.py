"""Injects that meet: with one another, with an order, or with what is in force when they come."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations
from typing import TypeAlias

from sim.scenario.contents import Contents
from sim.scenario.fault_list import Notes
from sim.scenario.in_force import BROKEN_BY
from sim.scenario.orders import Inject, Order, Then, When, lasts, length_in_force
from sim.scenario.senders import Sender
from sim.scenario.timing import Timing
from sim.scenario.week_sets import WeekSet, spread
from sim.vocabulary.signals import ALLIES

Roots: TypeAlias = dict[str, int]
"""What an inject goes back to, and how many weeks later it comes."""


def check_meetings(timing: Timing, notes: Notes) -> None:
    """Warn of injects that come in one week and want one actor, or one policy, to do two things; of those
    that take the place of an order; and of those that do not go with what is in force.
    """
    injects = timing.scenario.injects
    roots = {name: roots_of(inject, timing.scenario) for name, inject in injects.items()}
    for one, other in combinations(injects.values(), 2):
        if _later(one, other, roots, timing) == 0:
            for words in _both(one, other, timing.scenario):
                place = notes.place(("injects", one.name))
                notes.warn(("injects", other.name), f"comes in the weeks of {place}, and {words}")
    for inject in injects.values():
        if inject.then.signal is not None:
            _displaced(inject, timing, notes)
            _against_orders(inject, timing, notes)
    for one, other in permutations(injects.values(), 2):
        later = _later(one, other, roots, timing)
        if later is not None:
            _against_inject(one, other, later, timing.scenario, notes)


def roots_of(inject: Inject, scenario: Contents) -> Roots:
    """The orders, injects and conditions that an inject follows by a number of weeks, to the week."""
    found: Roots = {f"inject {inject.name}": 0}
    if inject.within > 1:
        return found
    found[inject.when.model_dump_json(exclude_none=True)] = 0
    for part in _needed(inject.when):
        if part.after is None or part.at_least or part.in_the_last or part.for_:
            continue
        weeks = part.weeks or 1
        found[f"order {part.after}" if part.after in scenario.orders else f"inject {part.after}"] = weeks
        if part.after in scenario.injects and part.after != inject.name:
            before = roots_of(scenario.injects[part.after], scenario)
            found |= {name: weeks + later for name, later in before.items()}
    return found


def _needed(when: When) -> Iterator[When]:
    """What a condition cannot do without."""
    yield when
    for part in when.all_of or () if when.for_ is None else ():
        yield from _needed(part)


def _later(one: Inject, other: Inject, roots: dict[str, Roots], timing: Timing) -> int | None:
    """How many weeks `other` comes after `one`, wherever both come; None if that is not sure."""
    if one.start > other.end or other.start > one.end:
        return None
    mine, theirs = roots[one.name], roots[other.name]
    shared = [theirs[name] - mine[name] for name in mine if name in theirs]
    if shared:
        return shared[0]
    a, b = one.when, other.when
    if a.event and b.event:
        overlap = _made(a, timing) & _made(b, timing)
        return 0 if overlap else None
    return None


def _made(when: When, timing: Timing) -> frozenset[Sender]:
    return timing.senders.of(str(when.event), when.by) or frozenset()


def _both(one: Inject, other: Inject, scenario: Contents) -> Iterator[str]:
    """What two injects that come in one week want at once, of which only the later one is done."""
    a, b = one.then, other.then
    if a.signal is not None and b.signal is not None:
        family = scenario.signals[a.signal].family
        shared = [actor for actor in b.actors if actor in a.actors]
        if shared and family == scenario.signals[b.signal].family:
            once = f"{shared[0]} sends one signal of the family {family} a week"
            yield f"{once}: this one, written later, is carried out"
    if a.strategy is not None and b.strategy is not None:
        yield "one strategy is in force: this one, written later, is"
    for actor, name in _set_by(b) & _set_by(a):
        yield f"both set {actor}'s {name}: this one, written later, does"
        break


def _set_by(then: Then) -> set[tuple[str, str]]:
    """The dispositions that a switch of posture sets."""
    sides = dict(then.posture or ())
    return {
        (actor, name)
        for side, values in sides.items()
        for name in values
        for actor in (ALLIES if side == "both" else (side,))
    }


def _displaced(inject: Inject, timing: Timing, notes: Notes) -> None:
    """An order whose place an inject always takes, or that of an order that is sent again and again."""
    scenario, then, weeks = timing.scenario, inject.then, timing.carried_out(inject.name)
    family = scenario.signals[str(then.signal)].family
    for name, order in scenario.orders.items():
        if order.withhold or scenario.signals[order.signal].family != family:
            continue
        shared, ordered = [each for each in then.actors if each in order.actors], timing.carried_out(name)
        met = weeks & ordered
        if shared and met and (order.every or met == weeks) and order.signal != then.signal:
            always = "whenever it comes" if met == weeks else "where both come in one week"
            what = f"is carried out in place of {notes.place(('orders', name))} {always}"
            notes.warn(
                ("injects", inject.name),
                f"{what}: {shared[0]} sends one signal of the family {family} a week",
            )


def _in_force(order: Order, timing: Timing) -> WeekSet:
    """The weeks in which what an order sends is in force."""
    scenario = timing.scenario
    signal = scenario.signals[order.signal]
    length = length_in_force(order, signal, scenario.monday) or signal.length
    return spread(timing.carried_out(order.name), length if lasts(signal) else 1)


def _against_orders(inject: Inject, timing: Timing, notes: Notes) -> None:
    """An inject breaks what an order has put in force, or an order what it has."""
    scenario, path = timing.scenario, ("injects", inject.name)
    weeks = timing.carried_out(inject.name)
    standing = spread(weeks, _length(inject.then, scenario))
    for name, order in scenario.orders.items():
        if order.withhold or not {*order.actors} & {*inject.then.actors}:
            continue
        place = notes.place(("orders", name))
        if breaks(str(inject.then.signal), order.signal, scenario) and weeks & _in_force(order, timing):
            what = (
                f"sends {inject.then.signal} also in weeks in which the {order.signal} of {place} is in force"
            )
            notes.warn(path, what)
        if breaks(order.signal, str(inject.then.signal), scenario) and standing & timing.carried_out(name):
            what = f"sends {inject.then.signal}, which may be in force when {place} sends {order.signal}"
            notes.warn(path, what)


def _against_inject(one: Inject, other: Inject, later: int, scenario: Contents, notes: Notes) -> None:
    """An inject breaks what another has put in force so many weeks before."""
    kept, then = one.then, other.then
    if kept.signal is None or then.signal is None or not {*kept.actors} & {*then.actors}:
        return
    if breaks(then.signal, kept.signal, scenario) and 0 <= later < _length(kept, scenario):
        place = notes.place(("injects", one.name))
        what = f"sends {then.signal} while the {kept.signal} of {place} is in force"
        notes.warn(("injects", other.name), what)


def breaks(signal: str, standing: str, scenario: Contents) -> bool:
    """Whether a signal must not be sent while another is in force."""
    does, kept = scenario.signals[signal].does, scenario.signals[standing].does
    return any(
        effect in kept and not {*broken_by}.isdisjoint(does) for effect, broken_by in BROKEN_BY.items()
    )


def _length(then: Then, scenario: Contents) -> int:
    """The weeks for which what an inject sends is in force."""
    signal = scenario.signals[str(then.signal)]
    return (then.length or signal.length) if lasts(signal) else 1
