"""A scenario that uses all that a scenario can date, so that the text of its week serves for any other.

What orders, facts and steps of policy are, and when, is no part of the text: it reads them, week by week.
What none of the traced scenarios uses, though, is not read. This one uses everything once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sim.scenario import Fact, Order, Scenario
from sim.scenario.entries import PostureStep
from sim.scenario.periods import mix_at
from sim.vocabulary.signals import ACTORS, CALENDAR

VALUES = 4
"""How many values a disposition can have over time."""
EXERCISE = "exercise"
"""The word of the calendar that every week reads, set or not."""


def opened(scenario: Scenario) -> Scenario:
    """An order for every signal and one to withhold it, every fact, `VALUES` values of each disposition."""
    orders = {name: _order(scenario, name, *each) for name, each in _orders(scenario).items()}
    facts = {name: _fact(scenario, name) for name in CALENDAR if name != EXERCISE}
    more = {"orders": orders, "calendar": facts, "injects": {}, "posture": tuple(_steps(scenario))}
    return scenario.model_copy(update={"name": "open", **more})


def _orders(scenario: Scenario) -> dict[str, tuple[str, str, bool]]:
    """Actor and signal, and whether it is withheld, by a name."""
    return {
        f"{actor} {signal} {withhold}": (actor, signal, withhold)
        for signal, each in scenario.signals.items()
        for actor in each.senders
        for withhold in (False, True)
    }


def _order(scenario: Scenario, name: str, actor: str, signal: str, withhold: bool) -> Order:
    words = {"actor": actor, "signal": signal, "withhold": withhold, "from": scenario.start}
    return Order.model_validate({"name": name, **words})


def _fact(scenario: Scenario, name: str) -> Fact:
    words = {"sets": name, "from": scenario.start, "value": 0.0, "source": "any"}
    return Fact.model_validate({"name": name, **words})


def _steps(scenario: Scenario) -> Iterator[PostureStep]:
    """Steps of which each gives all dispositions another value, a week after the one before."""
    for k in range(1, VALUES):
        step = {"from": scenario.monday + timedelta(weeks=k)}
        values = {actor: {name: float(-k) for name in mix_at(scenario, actor, 0)} for actor in ACTORS}
        yield PostureStep.model_validate({**step, **values})
