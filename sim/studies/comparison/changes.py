"""What a scenario does otherwise than the one it is compared with, in words."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario import Scenario
from sim.scenario.mixes import Resolved, resolved, shown
from sim.studies.preview.content import Sending, differences, inject_words, sendings
from sim.vocabulary.labels import spaced
from sim.vocabulary.signals import ACTORS

NAMED = 6
"""Dispositions of an actor, and orders, that are told one by one; of more it is said how many there are."""


def changes(scenario: Scenario, baseline: Scenario) -> Iterator[str]:
    """Strategies with their dispositions, orders, injects, and what else differs, a sentence each."""
    name = spaced(scenario.name)
    found = [*_strategy(scenario, baseline), *_orders(scenario, baseline), *_injects(scenario, baseline)]
    found += differences(scenario, baseline)
    yield from (f"{name}: {words}" for words in found)
    if not found:
        yield f"{name}: nothing differs"


def _strategy(scenario: Scenario, baseline: Scenario) -> Iterator[str]:
    for period in resolved(scenario, baseline):
        moved = [words for actor in ACTORS if (words := _moved(period, actor))]
        if moved:
            yield f"{spaced(period.strategy)} from {period.first} to {period.last}: {'; '.join(moved)}"


def _moved(period: Resolved, actor: str) -> str:
    """The dispositions of an actor that differ, those that differ most first."""
    known = [each for each in period.of(actor).values() if each.changed]
    known.sort(key=lambda each: -abs(sum(each.here) - sum(each.baseline or (0.0, 0.0))))
    words = [
        f"{spaced(each.name)} {shown(each.here)} (else {shown(each.baseline)})" for each in known[:NAMED]
    ]
    more = [f"{len(known) - NAMED} more"] if len(known) > NAMED else []
    return f"{actor} {', '.join([*words, *more])}" if words else ""


def _orders(scenario: Scenario, baseline: Scenario) -> Iterator[str]:
    theirs = {_order(each) for each in sendings(baseline)}
    mine = [words for each in sendings(scenario) if (words := _order(each)) not in theirs]
    yield from mine[:NAMED]
    if len(mine) > NAMED:
        yield f"{len(mine) - NAMED} more orders"


def _order(each: Sending) -> str:
    when = f"on {each.first}" if each.times == 1 else f"from {each.first} to {each.last}"
    return f"ordered: {each.actor} {spaced(each.signal)}, {each.how}, {when}"


def _injects(scenario: Scenario, baseline: Scenario) -> Iterator[str]:
    for name, inject in scenario.injects.items():
        if baseline.injects.get(name) != inject:
            yield f"inject {spaced(name)}: {inject_words(inject)}"
