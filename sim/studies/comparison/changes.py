"""What a scenario does otherwise than the one it is compared with, in words."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario import Scenario
from sim.scenario.mixes import Resolved, ResolvedDisposition, resolved, shown
from sim.studies.preview.content import Sending, differences, inject_words, of_entries, of_the_run, sendings
from sim.vocabulary.labels import opened, spaced

NAMED = 3
"""Dispositions, and orders, that are told one by one; of more it is said how many there are."""


def changes(scenario: Scenario, baseline: Scenario) -> str:
    """Its question, then strategies with their dispositions, orders, injects, and what else differs."""
    found = [*_strategy(scenario, baseline), *_orders(scenario, baseline), *_injects(scenario, baseline)]
    found += differences(scenario, baseline)
    told = "; ".join(found) or "nothing differs"
    return f"{opened(spaced(scenario.name))}. {scenario.question} {opened(told)}."


def besides(scenario: Scenario, baseline: Scenario) -> tuple[list[str], list[str]]:
    """The same without dispositions and parameters: what is told between the two, and what after both."""
    sent = [*_orders(scenario, baseline), *_injects(scenario, baseline)]
    return [*sent, *of_the_run(scenario, baseline)], list(of_entries(scenario, baseline))


def _strategy(scenario: Scenario, baseline: Scenario) -> Iterator[str]:
    """Each period whose dispositions differ, and which differ most."""
    for period in resolved(scenario, baseline):
        if moved := _moved(period):
            yield f"{spaced(period.strategy)} from {period.first} to {period.last}: {moved}"


def _moved(period: Resolved) -> str:
    """The dispositions that differ, those that differ most first; actors that move alike together."""
    who: dict[tuple[str, str], list[str]] = {}
    ranked = sorted((each for each in period.dispositions if each.changed), key=lambda each: -_apart(each))
    for each in ranked:
        words = f"{spaced(each.name)} {shown(each.here)} (otherwise {shown(each.baseline)})"
        who.setdefault((each.name, words), []).append(each.actor)
    told = [f"{' and '.join(actors)} {words}" for (_, words), actors in who.items()]
    more = [f"{len(told) - NAMED} more"] if len(told) > NAMED else []
    return ", ".join([*told[:NAMED], *more])


def _apart(each: ResolvedDisposition) -> float:
    return abs(sum(each.here) - sum(each.baseline or (0.0, 0.0)))


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
