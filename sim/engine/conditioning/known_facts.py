"""The dated facts as they could be known on a day: what was announced, and otherwise what was customary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sim.model.calendar import WEEK
from sim.scenario import Fact, Order, Posture, Scenario
from sim.scenario.entries import Dated
from sim.scenario.recurring_facts import written_out

CUSTOMARY = ("exercise",)
"""What is expected as last year where nothing else is known."""
PASSING = (*CUSTOMARY, "season", "contact_mood", "discord_headlines", "domestic_shock")
"""What ends when its fact says; all else stays as it is until something else is known."""
YEAR = 52 * WEEK
AROUND = timedelta(days=42)
"""A fact that is known stands for the custom of about the same time of year."""


def as_known(scenario: Scenario, day: date, weeks: int) -> Scenario:
    """The scenario with what was known on a day, and custom for the rest, in the `weeks` after it."""
    facts, orders = known(scenario.calendar, day, weeks), ruled_out(scenario.orders, day, weeks)
    return scenario.model_copy(update={"calendar": facts, "orders": orders, "injects": {}})


def known(calendar: Mapping[str, Fact], day: date, weeks: int) -> dict[str, Fact]:
    """What was known on `day` of the calendar, and what custom adds in the `weeks` after."""
    last = day + weeks * WEEK
    facts = written_out(calendar, last)
    announced = {name: _as_it_stands(fact, day) for name, fact in facts.items() if _known_from(fact) <= day}
    return announced | dict(_customs(announced, day, last))


def standing(calendar: Mapping[str, Fact], day: date) -> dict[str, Fact]:
    """What has begun by a day, as it stands on it."""
    facts = written_out(calendar, day)
    return {name: _as_it_stands(fact, day) for name, fact in facts.items() if fact.start <= day}


def customs(calendar: Mapping[str, Fact], day: date, last: date) -> dict[str, Fact]:
    """What custom adds after a day: last year's exercises once more, in years for which none is dated."""
    facts = written_out(calendar, last)
    dated = {fact.start.year for fact in facts.values() if fact.sets in CUSTOMARY and fact.start > day}
    return {name: fact for name, fact in _customs(facts, day, last) if fact.start.year not in dated}


def prolonged(history: Scenario, last: date) -> Scenario:
    """A history to a day at least: what has no end goes on, and exercises come as in its last year."""
    if history.end >= last:
        return history
    again = customs(history.calendar, history.end, last)
    return history.model_copy(update={"calendar": history.calendar | again, "end": last})


def _known_from(fact: Fact) -> date:
    """The first day a fact is known: at the latest when it has begun."""
    return min(fact.known_from, fact.start)


def _as_it_stands(fact: Fact, day: date) -> Fact:
    """Without its end, if it is something that lasts and is in force."""
    in_force = fact.start <= day and fact.end is not None and fact.end >= day
    return fact.model_copy(update={"end": None}) if in_force and fact.sets not in PASSING else fact


def _customs(announced: Mapping[str, Fact], day: date, last: date) -> Iterable[tuple[str, Fact]]:
    """Last year's exercises once more, year after year, where none is announced for about that time."""
    ahead = [fact for fact in announced.values() if fact.sets in CUSTOMARY and fact.start > day]
    past = {n: f for n, f in announced.items() if f.sets in CUSTOMARY and day - YEAR < f.start <= day}
    for name, fact in past.items():
        again = shifted(fact, YEAR)
        while again.start <= last:
            if not any(abs(other.start - again.start) < AROUND for other in ahead):
                yield f"{name} as in {fact.start.year}, {again.start}", again
            again = shifted(again, YEAR)


def ruled_out(orders: Mapping[str, Order], day: date, weeks: int) -> dict[str, Order]:
    """What nobody could send on `day` is taken to stay impossible; of other orders nothing is known."""
    return {
        name: order.model_copy(update={"start": day, "end": day + weeks * WEEK})
        for name, order in orders.items()
        if order.withhold and order.start <= day <= order.last
    }


def shifted(fact: Fact, by: timedelta) -> Fact:
    """The same fact at another time."""
    end = None if fact.end is None else fact.end + by
    return fact.model_copy(update={"start": fact.start + by, "end": end, "known_from": _moved(fact, by)})


def shifted_order(order: Order, by: timedelta) -> Order:
    """The same order at another time."""
    end = None if order.end is None else order.end + by
    return order.model_copy(update={"start": order.start + by, "end": end})


def shifted_steps(scenario: Scenario, by: timedelta) -> dict[str, Any]:
    """The same strategies and postures at another time."""
    found: dict[str, Any] = {}
    if not isinstance(scenario.strategy, str):
        found["strategy"] = tuple(_shifted(step, by) for step in scenario.strategy)
    if not isinstance(scenario.posture, Posture):
        found["posture"] = tuple(_shifted(step, by) for step in scenario.posture)
    return found


def _shifted(step: Dated, by: timedelta) -> Dated:
    days = {"start": step.start, "end": step.end}
    return step.model_copy(update={name: day and day + by for name, day in days.items()})


def _moved(fact: Fact, by: timedelta) -> date:
    try:
        return fact.known_from + by
    except OverflowError:  # known from the beginning of time
        return fact.known_from
