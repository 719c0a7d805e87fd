"""Scenarios as presets of the page: what levers start from, and what differs between them, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.scenario import Scenario, load, shipped_files
from sim.scenario.entries import Posture, PostureStep
from sim.scenario.field_types import span
from sim.scenario.inject_words import inject_words
from sim.scenario.periods import Period, posture_periods, strategy_at, strategy_periods
from sim.studies.preview.content import of_entries, of_the_run
from sim.vocabulary.signals import ACTORS, ALLIES

Data = dict[str, Any]


def chosen(given: Sequence[Scenario], baseline: Scenario) -> list[Scenario]:
    """The scenarios of the page: the baseline, else the first of several that were given; these; then the
    shipped ones that can be compared with them.
    """
    first = [] if len(given) > 1 else [baseline]
    kept: dict[str, Scenario] = {}
    for each in (*first, *given, *map(load, shipped_files())):
        like = next(iter(kept.values()), each)
        if each in given or _comparable(each, like):
            kept.setdefault(each.name, each)
    return list(kept.values())


def _comparable(one: Scenario, other: Scenario) -> bool:
    """Whether they have the same weeks, start as assumed, and know the same words."""
    same = (one.monday, one.weeks, one.signals, one.params) == (
        other.monday,
        other.weeks,
        other.signals,
        other.params,
    )
    return same and one.assumed and other.assumed


def presets(scenarios: Sequence[Scenario], files: Mapping[str, str]) -> list[Data]:
    """Each as plain data; `files` by the name of those that are not shipped."""
    return [_preset(each, scenarios) | {"file": files.get(each.name, "")} for each in scenarios]


def strategies(scenario: Scenario) -> Data:
    """The dispositions of the allies under every strategy of a scenario."""
    return {
        name: {actor: strategy_at(scenario, actor, 0, name) for actor in ALLIES}
        for name in scenario.strategies
    }


def says(scenario: Scenario) -> dict[str, str]:
    """What every strategy of a scenario says."""
    return {name: it.says for name, it in scenario.strategies.items()}


def _preset(scenario: Scenario, others: Sequence[Scenario]) -> Data:
    first = others[0]
    own, shipped = strategies(scenario), strategies(first)
    return {
        "name": scenario.name,
        "question": scenario.question,
        "theory": scenario.theory,
        "steps": [
            {"strategy": each.step.strategy, "week": each.first, "over": each.step.over}
            for each in strategy_periods(scenario)
        ],
        "postures": [_posture(each) for each in posture_periods(scenario)],
        "posture_steps": _steps(scenario),
        "parameters": {
            name: it.span
            for name, it in scenario.parameters.items()
            if it.span != first.parameters[name].span
        },
        "strategies": {name: it for name, it in own.items() if it != shipped.get(name)},
        "strategy_says": {name: says(scenario)[name] for name in own if own[name] != shipped.get(name)},
        "injects": {name: inject_words(it, scenario) for name, it in scenario.injects.items()},
        "told": _told(scenario, others),
    }


def _posture(period: Period[PostureStep]) -> Data:
    """The weeks in which a posture holds, and its dispositions by actor as spans."""
    mix = {actor: {name: span(it) for name, it in side.items()} for actor, side in _sides(period.step)}
    return {"week": period.first, "end": period.end, "mix": mix}


def _sides(posture: Posture) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What a posture says of each actor."""
    for actor in ACTORS:
        yield actor, {**(posture.both if actor in ALLIES else {}), **getattr(posture, actor)}


def _steps(scenario: Scenario) -> list[Data] | None:
    """A posture in steps as its file writes them; None where it is one for the whole run."""
    if isinstance(scenario.posture, Posture):
        return None
    dumped = scenario.model_dump(mode="json", by_alias=True, exclude_defaults=True, include={"posture"})
    return dumped["posture"]


def _told(scenario: Scenario, others: Sequence[Scenario]) -> Data:
    """By the name of another scenario what differs besides dispositions, parameters, orders and injects."""
    found = {
        other.name: (list(of_the_run(scenario, other)), list(of_entries(scenario, other))) for other in others
    }
    return {name: {"before": b, "after": a} for name, (b, a) in found.items() if b or a}
