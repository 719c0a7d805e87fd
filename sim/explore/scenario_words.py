"""Scenarios as data that a page reads: their words, with what they extend laid in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sim.model.menus import menus_of
from sim.scenario import Fact, Order, Scenario, Signal
from sim.scenario.dump import contents_of
from sim.scenario.entries import PostureStep, StrategyStep
from sim.scenario.orders import lasts
from sim.scenario.periods import strategy_at
from sim.scenario.recurring_facts import written_out
from sim.scenario.schema import FILLED_IN, OWN
from sim.vocabulary.signals import ACTORS, ALLIES, EVERY_STAGE, LASTING

Data: TypeAlias = dict[str, Any]
SECTIONS = "strategy", "posture", "orders", "calendar", "injects"
"""Words of a file that are taken over as they stand."""
BY_NAME = frozenset({"orders", "calendar", "injects", "parameters", "strategies"})
"""Sections that are laid over those of another scenario entry by entry."""


def words_of(scenario: Scenario, first: Scenario | None = None) -> Data:
    """What it sends, changes and draws from, and which strategies it knows; of a scenario that is not the
    `first` only what differs from it.
    """
    contents = contents_of(scenario)
    words = {section: contents[section] for section in SECTIONS}
    words["calendar"] = {name: _years(scenario, name) for name in scenario.calendar}
    words["parameters"] = {name: each.span for name, each in scenario.parameters.items()}
    words["strategies"] = _strategies(scenario)
    words["neutral"] = {actor: strategy_at(scenario, actor, 0) for actor in ACTORS if actor not in ALLIES}
    words["question"] = scenario.question
    return words if first is None else _differing(words, words_of(first))


def _years(scenario: Scenario, name: str) -> list[Data]:
    """A fact once for each year that it comes back in."""
    facts = written_out({name: scenario.calendar[name]}, scenario.end).values()
    kept = {"name", "every", "until", "says", "source"}
    return [fact.model_dump(by_alias=True, exclude=kept, exclude_none=True) for fact in facts]


def _differing(words: Data, other: Data) -> Data:
    """Mappings entry by entry, None where an entry is lacking; everything else as a whole."""
    found: Data = {}
    for section, value in words.items():
        if section in BY_NAME:
            before = other[section]
            changes = {name: each for name, each in value.items() if before.get(name) != each}
            changes |= dict.fromkeys(before.keys() - value.keys())
            found |= {section: changes} if changes else {}
        elif value != other[section]:
            found[section] = value
    return found


def _strategies(scenario: Scenario) -> Data:
    """By strategy and ally the span of every disposition."""
    return {
        name: {ally: strategy_at(scenario, ally, 0, name) for ally in ALLIES} for name in scenario.strategies
    }


def known_words() -> Data:
    """What may stand in an order, a fact, and a step of strategy or posture."""
    kinds = {"orders": Order, "calendar": Fact, "strategy": StrategyStep, "posture": PostureStep}
    hidden = {*OWN, *FILLED_IN}
    return {
        section: [
            word for name, field in kind.model_fields.items() if (word := field.alias or name) not in hidden
        ]
        for section, kind in kinds.items()
    }


def ranges_of(scenario: Scenario) -> Data:
    """Within which dispositions can be set, and the parameters that are not drawn from all of theirs."""
    narrowed = {name: each for name, each in scenario.parameters.items() if each.range != each.span}
    sections = {"parameters": narrowed, "dispositions": scenario.dispositions}
    return {
        section: {name: each.range for name, each in entries.items()} for section, entries in sections.items()
    }


def signals_of(scenario: Scenario) -> Data:
    """What a page must know of each signal to order it."""
    return {name: _signal(scenario.signals, each) for name, each in scenario.signals.items()}


def _signal(signals: Mapping[str, Signal], signal: Signal) -> Data:
    lasting = LASTING.intersection(signal.does)
    kept = [
        (name, other.length, list(other.senders))
        for name, other in signals.items()
        if other.family == signal.family and not lasting.isdisjoint(other.does)
    ]
    return {
        "family": signal.family,
        "senders": list(signal.senders),
        "scale": signal.scale,
        "length": signal.length,
        "lasts": lasts(signal),
        "open": signal.stages == EVERY_STAGE and not signal.after,
        "shortens": kept,
    }


def menus(signals: Sequence[Signal]) -> Data:
    """By actor and family the names of its options, silence first."""
    return {
        actor: {family: list(menu.names) for family, menu in menus_of(actor, tuple(signals)).items()}
        for actor in ACTORS
    }
