"""What a scenario does otherwise than the one it is compared with, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.output.report import Lines, Phrase, Table, cell, table
from sim.scenario import Scenario
from sim.scenario.inject_words import inject_words
from sim.scenario.mixes import Resolved, ResolvedDisposition, resolved, shown
from sim.studies.preview.content import Sending, differences, sendings
from sim.vocabulary.labels import opened, spaced

NAMED = 3
"""Dispositions, and orders, that are listed one by one; of more their number is given."""


def changes(scenario: Scenario, baseline: Scenario) -> str:
    """Its question, then strategies with their dispositions, orders, injects, and what else differs."""
    found = [*_strategy(scenario, baseline), *_orders(scenario, baseline), *_injects(scenario, baseline)]
    found += differences(scenario, baseline)
    told = "; ".join(found) or "nothing differs"
    return f"{opened(spaced(scenario.name))}. {scenario.question} {opened(told)}."


def levers(scenarios: Sequence[Scenario]) -> Table:
    """Every disposition that some scenario sets otherwise than the first: in words, with its scale, and what
    it is in each, from when on where it changes.
    """
    periods = {each.name: resolved(each, scenarios[0]) for each in scenarios}
    moved = dict.fromkeys(
        (it.actor, it.name) for found in periods.values() for period in found
        for it in period.dispositions if it.changed
    )  # fmt: skip
    declared = list(scenarios[0].dispositions)
    alike: dict[tuple[str, tuple[Lines, ...]], list[str]] = {}
    for actor, name in sorted(moved, key=lambda each: declared.index(each[1])):
        values = tuple(_over_time(periods[each.name], actor, name) for each in scenarios)
        alike.setdefault((name, values), []).append(actor)
    rows = [
        (_lever(scenarios[0], name), " and ".join(actors), _scale(scenarios[0], name), *values)
        for (name, values), actors in alike.items()
    ]
    heads = ("lever", "of", "scale", *(spaced(each.name) for each in scenarios))
    return table("Levers of the scenarios that differ", heads, rows, left=(0, 1, 2))


def _lever(scenario: Scenario, name: str) -> Lines:
    """A disposition in words, and as a scenario file writes it."""
    return cell(opened(scenario.dispositions[name].says), Phrase(name, "quiet"))


def _scale(scenario: Scenario, name: str) -> str:
    about = scenario.dispositions[name]
    return f"{about.range[0]:g} to {about.range[1]:g}, {about.unit}"


def _over_time(periods: Sequence[Resolved], actor: str, name: str) -> Lines:
    """What a disposition is, a line a period in which it is another."""
    lines: list[str] = []
    last = ""
    for period in periods:
        value = shown(period.of(actor)[name].here)
        if value != last:
            lines.append(f"{value} from {period.first}" if lines else value)
        last = value
    return cell(*lines)


def _strategy(scenario: Scenario, baseline: Scenario) -> Iterator[str]:
    """Each period whose dispositions differ, what its strategy says, and which differ most."""
    periods = resolved(scenario, baseline)
    whole = len(periods) == 1
    for period in periods:
        if moved := _moved(scenario, period):
            says = scenario.strategies[period.strategy].says.rstrip(".")
            when = "throughout" if whole else f"from {period.first} to {period.last}"
            yield f"{spaced(period.strategy)} {when} ({says}), most of all {moved}"


def _moved(scenario: Scenario, period: Resolved) -> str:
    """The dispositions that differ, those that differ most first; actors that move alike together."""
    who: dict[tuple[str, str], list[str]] = {}
    changed = (each for each in period.dispositions if each.changed)
    for each in sorted(changed, key=lambda each: -_apart(scenario, each)):
        about = scenario.dispositions[each.name]
        scale = f"on a scale from {about.range[0]:g} to {about.range[1]:g}"
        words = f"{about.says}: {shown(each.here)} in place of {shown(each.baseline)}, {scale}"
        who.setdefault((each.name, words), []).append(each.actor)
    told = [f"{words} ({' and '.join(actors)})" for (_, words), actors in who.items()]
    more = [f"{len(told) - NAMED} more levers"] if len(told) > NAMED else []
    return ", ".join([*told[:NAMED], *more])


def _apart(scenario: Scenario, each: ResolvedDisposition) -> float:
    """How far it is from the baseline's, as a part of its scale."""
    low, high = scenario.dispositions[each.name].range
    return abs(sum(each.here) - sum(each.baseline or (0.0, 0.0))) / (high - low)


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
            yield f"inject {spaced(name)}: {inject_words(inject, scenario)}"
