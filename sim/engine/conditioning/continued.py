"""The scenario that holds from the day on which worlds start from the record.

The file says what is new from that day; what stood on it continues: posts, the policy of Beijing, exercises
as in the year before, signals that nobody could send yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from sim.engine.conditioning.known_facts import customs, standing
from sim.engine.conditioning.priors import HINDSIGHT, without_hindsight
from sim.scenario import Fact, Order, Scenario, load
from sim.scenario.library import folder

HISTORY = "history_1990_2017"
"""The years that worlds run through before they start from the record."""
POLICIES = {f"{word}_{ally.lower()}": (word, ally) for word in ("carrot", "stick") for ally in ("US", "ROK")}
"""Calendar words that stand for a disposition of an ally."""


@cache
def past() -> Scenario:
    """The shipped history."""
    return load(folder() / f"{HISTORY}.yaml")


def continued(scenario: Scenario, history: Scenario) -> Scenario:
    """The scenario from its start on, with what of the history continues."""
    day, own = scenario.start, without_hindsight(scenario)
    calendar = _with_what_stands(own.calendar, standing(history.calendar, day), day)
    calendar = {n: fact for n, fact in calendar.items() if not _gives_way(fact, scenario, history)}
    calendar |= customs(calendar, day, scenario.end)
    orders = not_yet(scenario, history) | own.orders
    numbers = own.parameters | {name: scenario.parameters[name] for name in numbers_set(scenario)}
    return own.model_copy(update={"calendar": calendar, "orders": orders, "parameters": numbers})


def numbers_set(scenario: Scenario) -> set[str]:
    """The parameters that a scenario gives itself; the others come with the worlds."""
    return {name for name, it in scenario.parameters.items() if it.value is not None}


def not_yet(scenario: Scenario, history: Scenario) -> dict[str, Order]:
    """Orders of the history that withhold what nobody can send on the day, as long as they do."""
    return {
        name: order
        for name, order in history.orders.items()
        if order.withhold and order.start <= scenario.start <= order.end and name not in scenario.orders
    }


def unused(scenario: Scenario) -> list[str]:
    """Names of dated facts that worlds from the record learn for themselves, and that are not used."""
    return [n for n, fact in scenario.calendar.items() if fact.sets in HINDSIGHT and _covers(fact, scenario)]


def _covers(fact: Fact, scenario: Scenario) -> bool:
    """Whether a fact would hold in some week of the run."""
    ends = fact.end is not None and fact.every is None and fact.end < scenario.monday
    return fact.start <= scenario.end and not ends


def _with_what_stands(own: Mapping[str, Fact], before: Mapping[str, Fact], day: date) -> dict[str, Fact]:
    """The facts of a file, and those of the history that it does not date anew by the day."""
    kept = {name: f for name, f in before.items() if f.sets not in HINDSIGHT and not _dated(own, name, day)}
    return {(f"{name} (record)" if name in own else name): fact for name, fact in kept.items()} | dict(own)


def _dated(own: Mapping[str, Fact], name: str, day: date) -> bool:
    """Whether a file has a fact of that name that has begun by the day."""
    return name in own and own[name].start <= day


def _gives_way(fact: Fact, scenario: Scenario, history: Scenario) -> bool:
    """Whether a fact is a policy from before the day, and the scenario says itself what the policy is."""
    if fact.sets not in POLICIES or fact.start >= scenario.start:
        return False
    word, ally = POLICIES[fact.sets]
    of_the_day = scenario.strategies[scenario.strategy] == history.strategies[history.strategy]
    return not of_the_day or word in scenario.posture.both or word in getattr(scenario.posture, ally)
