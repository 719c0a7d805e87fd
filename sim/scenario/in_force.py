"""Orders that are sound one by one, and do not go with what is in force when they are sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from sim.scenario.contents import Contents
from sim.scenario.fault_list import Notes
from sim.scenario.orders import ALLIES, Order, lasts, length_in_force, weeks_sent
from sim.scenario.periods import mix_at, strategy_at
from sim.scenario.senders import Senders
from sim.scenario.week_sets import first_weeks, weeks_in
from sim.vocabulary.signals import EVENTS

Ordered: TypeAlias = dict[str, Order]
BROKEN_BY: Final = {
    "suspend": ("exercise", "hold", "adjust"),
    "moratorium": ("short_test", "long_test", "nuclear_test"),
}
"""What must not be sent while an effect is in force."""
MAKES: Final = {"attack": ("attack", "local"), "test": ("long_test", "nuclear_test"), "provocation": EVENTS}
"""The effects that let a signal be sent which answers such an event."""
HELD: Final = ("hold", "adjust")


def check_in_force(scenario: Contents, notes: Notes) -> None:
    """Warn of orders against what is in force, answers to what is not ordered, exercises withheld."""
    sent = {name: it for name, it in scenario.orders.items() if not it.withhold}
    _against(scenario, sent, notes)
    _answers(scenario, sent, notes)
    _late_answers(scenario, sent, notes)
    _without_effect(scenario, notes)
    _withheld(scenario, notes)


def _weeks(scenario: Contents, order: Order) -> range:
    return weeks_sent(order, scenario.monday, scenario.weeks)


def _in_force(scenario: Contents, order: Order) -> set[int]:
    """The weeks in which what an order sends is in force."""
    signal = scenario.signals[order.signal]
    length = length_in_force(order, signal, scenario.monday) or signal.length
    return {week + k for week in _weeks(scenario, order) for k in range(length if lasts(signal) else 1)}


def _against(scenario: Contents, sent: Ordered, notes: Notes) -> None:
    for effect, broken_by in BROKEN_BY.items():
        standing = {n: it for n, it in sent.items() if effect in scenario.signals[it.signal].does}
        for other, kept in standing.items():
            weeks = _in_force(scenario, kept)
            for name, order in sent.items():
                does = scenario.signals[order.signal].does
                shared = {*order.actors} & {*kept.actors}
                met = [week for week in _weeks(scenario, order) if week in weeks]
                if shared and met and not {*broken_by}.isdisjoint(does):
                    place = notes.place(("orders", other))
                    what = f"orders {order.signal} while the {kept.signal} of {place} is in force"
                    notes.warn(("orders", name), what)


def _makers(scenario: Contents, sent: Ordered, event: str) -> dict[str, set[int]]:
    """The orders that make an event, and the weeks in which they do."""
    effects = {*MAKES.get(event, ())}
    return {
        name: {*_weeks(scenario, it)}
        for name, it in sent.items()
        if not effects.isdisjoint(scenario.signals[it.signal].does)
    }


def _answers(scenario: Contents, sent: Ordered, notes: Notes) -> None:
    """An order for an answer finds something to answer, which another order makes."""
    for name, order in sent.items():
        event = scenario.signals[order.signal].after
        if event not in MAKES or order.whatever_the_stage:
            continue
        made = {week for weeks in _makers(scenario, sent, event).values() for week in weeks}
        at_once = event != "provocation"  # the memory of a provocation lasts for some weeks
        if not any(
            week - 1 in made or (not at_once and week > min(made, default=week))
            for week in _weeks(scenario, order)
        ):
            when = f"{'in the week ' * at_once}after {'an' if event == 'attack' else 'a'} {event}"
            what = f"{order.signal} is open only {when}, and no order makes one before it"
            notes.warn(
                ("orders", name), f"{what}; an inject waits for one, `whatever_the_stage: true` sends it"
            )


def _late_answers(scenario: Contents, sent: Ordered, notes: Notes) -> None:
    """What answers an attack or a test is open for one week alone."""
    for name, inject in scenario.injects.items():
        event = None if inject.then.signal is None else scenario.signals[inject.then.signal].after
        if event not in ("attack", "test") or inject.then.whatever_the_stage:
            continue
        if inject.when.after in _makers(scenario, sent, event) and (inject.when.weeks or 1) > 1:
            late = f"not {inject.when.weeks} weeks after"
            what = f"{inject.then.signal} is open only in the week after {event}, {late}"
            another = "; `within` waits for another one" if inject.within > 1 else ""
            notes.warn(("injects", name), what + another)


def _without_effect(scenario: Contents, notes: Notes) -> None:
    """Beijing's efforts come to nothing where its posture has its enforcement at 0."""
    run = first_weeks(scenario.weeks)
    nothing = Senders(scenario, run).at_nothing("China", "enforcement")
    sent = [
        ("orders", n, it.signal, weeks_in(_weeks(scenario, it), run))
        for n, it in scenario.orders.items()
        if not it.withhold
    ]
    sent += [("injects", n, str(it.then.signal), run) for n, it in scenario.injects.items() if it.then.signal]
    for section, name, signal, weeks in sent:
        if "enforce" in scenario.signals[signal].does and weeks and not weeks & ~nothing:
            what = f"{signal} has no effect while the posture has China's enforcement at 0"
            notes.warn((section, name), what)


def _withheld(scenario: Contents, notes: Notes) -> None:
    """Of what can be done with an exercise that is due, something must be left."""
    for ally in ALLIES:
        kept = {n: it for n, it in scenario.orders.items() if it.withhold and ally in it.actors}
        for name, order in kept.items():
            if "suspend" in scenario.signals[order.signal].does:
                _preferred(scenario, ally, name, order, notes)
        holding = list(_holding(scenario, kept))
        for k, (name, order, effect) in enumerate(holding):
            for _, before, other in holding[:k]:
                if (
                    effect != other
                    and order.start <= before.last
                    and before.start <= order.last
                    and ally == "US"
                ):
                    what = (
                        "withholds all ways of holding an exercise: what is due is suspended for all to see"
                    )
                    cure = "take the exercises out of the calendar to have none"
                    notes.warn(("orders", name), f"{what} (a concession), or passed over; {cure}")


def _holding(scenario: Contents, kept: Ordered) -> Iterator[tuple[str, Order, str]]:
    for name, order in kept.items():
        for effect in HELD:
            if effect in scenario.signals[order.signal].does:
                yield name, order, effect


def _preferred(scenario: Contents, ally: str, name: str, order: Order, notes: Notes) -> None:
    """A strategy that would rather suspend than hold an exercise is kept from it."""
    week = min(max(scenario.week_of(order.start), 0), scenario.weeks - 1)
    mix = mix_at(scenario, ally, week)
    weights = {word: mix.get(word, (0.0, 0.0))[0] for word in ("suspend", *HELD)}
    if weights["suspend"] > max(weights[word] for word in HELD):
        alone = strategy_at(scenario, ally, week)
        whose = "strategy" if all(alone.get(word) == mix.get(word) for word in weights) else "posture"
        what = f"withholds {order.signal}, to which the {whose} gives more weight than to holding an exercise"
        notes.warn(("orders", name), f"{what} (suspend {weights['suspend']:g}, hold {weights['hold']:g})")
