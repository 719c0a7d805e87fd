"""Orders and injects that stand in each other's way, or leave an ally alone in what is joint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim.scenario.contents import Contents
from sim.scenario.fault_list import Notes
from sim.scenario.orders import ALLIES, Order, weeks_sent
from sim.scenario.yaml_nodes import Keys
from sim.vocabulary.signals import JOINT

ALONE: Final = (
    "is for {} alone, and leaves {} free to deal otherwise with the same exercise; `actor: alliance` is one "
    "order for both"
)


def check_conflicts(scenario: Contents, notes: Notes) -> None:
    """Note orders that cannot both be carried out, and joint things that are ordered of one ally."""
    orders = {name: it for name, it in scenario.orders.items() if it.signal in scenario.signals}
    _same_week(scenario, orders, notes)
    _also_withheld(scenario, orders, notes)
    _alone(scenario, orders, notes)


def _same_week(scenario: Contents, orders: dict[str, Order], notes: Notes) -> None:
    """An actor sends one signal of a family a week."""
    taken: dict[tuple[str, str, int], str] = {}
    for name, order in orders.items():
        family = scenario.signals[order.signal].family
        slots = [(actor, family, week) for actor in order.actors for week in _weeks(scenario, order)]
        met = next((slot for slot in slots if slot in taken), None) if not order.withhold else None
        if met:
            actor, _, week = met
            other = notes.place(("orders", taken[met]))
            what = f"{actor} is ordered two signals of the family {family} in week {week}: see {other}"
            notes.add(("orders", name), what, "one a week", at_key=True)
        elif not order.withhold:
            taken |= dict.fromkeys(slots, name)


def _also_withheld(scenario: Contents, orders: dict[str, Order], notes: Notes) -> None:
    """What is withheld is not ordered; an inject sends it all the same."""
    for name, order in orders.items():
        for other, forbidden in _withheld_from(order.actors, order.signal, orders):
            weeks = _weeks(scenario, forbidden)
            if not order.withhold and any(week in weeks for week in _weeks(scenario, order)):
                where = notes.place(("orders", other))
                what = f"orders {order.signal} in weeks in which it is withheld: see {where}"
                notes.add(("orders", name), what, "one of the two", at_key=True)
    for name, inject in scenario.injects.items():
        for other, forbidden in _withheld_from(inject.then.actors, inject.then.signal, orders):
            if inject.start <= forbidden.last and forbidden.start <= inject.end:
                where = notes.place(("orders", other))
                what = f"sends {inject.then.signal} also while it is withheld from free choice: see {where}"
                notes.warn(("injects", name), what)


def _withheld_from(
    actors: tuple[str, ...], signal: str | None, orders: dict[str, Order]
) -> Iterator[tuple[str, Order]]:
    for other, forbidden in orders.items():
        if forbidden.withhold and forbidden.signal == signal and {*actors} & {*forbidden.actors}:
            yield other, forbidden


def _alone(scenario: Contents, orders: dict[str, Order], notes: Notes) -> None:
    """What the allies can only do together is ordered of both."""
    asked: dict[tuple[object, ...], list[tuple[Keys, tuple[str, ...]]]] = {}
    for name, order in orders.items():
        key = ("orders", order.signal, order.withhold, _weeks(scenario, order))
        asked.setdefault(key, []).append((("orders", name), order.actors))
    for name, inject in scenario.injects.items():
        if inject.then.signal in scenario.signals:
            key = ("injects", inject.then.signal, inject.when.model_dump_json(), inject.start, inject.end)
            asked.setdefault(key, []).append((("injects", name), inject.then.actors))
    for (_, signal, *_), those in asked.items():
        allies = {actor for _, actors in those for actor in actors if actor in ALLIES}
        if len(allies) == 1 and not JOINT.isdisjoint(scenario.signals[str(signal)].does):
            (alone,) = allies
            (other,) = {*ALLIES} - allies
            if other in scenario.signals[str(signal)].senders:
                for path, _ in those:
                    notes.warn(path, ALONE.format(alone, other))


def _weeks(scenario: Contents, order: Order) -> range:
    return weeks_sent(order, scenario.monday, scenario.weeks)
