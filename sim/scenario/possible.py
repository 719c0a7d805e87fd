"""When the condition of an inject can hold: how soon, never, at once, or when another's does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TypeAlias

from sim.scenario.contents import Contents
from sim.scenario.fault_list import Notes
from sim.scenario.field_types import in_weeks
from sim.scenario.orders import Inject, When
from sim.scenario.yaml_nodes import Keys
from sim.vocabulary.glossary import MEASURES, STAGES
from sim.vocabulary.signals import EVENTS

Limits: TypeAlias = dict[str, tuple[float, float]]
"""By measure (and `stage`): the lowest and highest value that a condition allows."""


def soonest(when: When, *, doubted: bool = False) -> int:
    """The first week of a run, before which nothing is known, in which a condition can hold; `doubted`: in
    which it can fail to.
    """
    return _now(when, doubted) + (when.for_ or 1) - 1


def _now(when: When, doubted: bool) -> int:
    if when.event is not None:
        return (when.in_the_last or 1) if doubted else 1
    if when.stage is not None:  # talks advance by a stage a week at most
        return 0 if doubted else STAGES.index(when.stage)
    if when.after is not None:
        return 0 if doubted else (when.weeks or 1)
    if when.not_ is not None:
        return soonest(when.not_, doubted=not doubted)
    parts = [soonest(part, doubted=doubted) for part in when.all_of or when.any_of or ()]
    return (max if bool(when.all_of) != doubted else min)(parts, default=0)


def refuse_too_late(path: Keys, inject: Inject, scenario: Contents, notes: Notes) -> None:
    """Note a condition that cannot hold before the run is over."""
    week = soonest(inject.when)
    if week >= scenario.weeks >= 1 and scenario.assumed:
        what = f"cannot hold before week {week}, and the run has {in_weeks(scenario.weeks)}"
        notes.add((*path, "when"), what, "what can be by then, or a later `end`", at_key=True)


def check_possible(scenario: Contents, notes: Notes) -> None:
    """Warn of conditions that can never hold, hold from the start on, or hold when another inject's does."""
    for name, inject in scenario.injects.items():
        path = ("injects", name, "when")
        for place, at_once in _inside(path, inject.when):
            for words in _excluded(at_once):
                notes.warn(place, f"can never hold: {words}")
        if inject.start <= scenario.start and scenario.assumed and _from_the_start(inject.when):
            what = "holds already at the start; `from` a later day, or `after` something, waits"
            notes.warn(path, what)
        if (no := inject.when.not_) and no.event and not (no.in_the_last or no.for_ or inject.when.for_):
            what = "holds in the week after any without it, the second of the run already"
            notes.warn(path, f"{what}; `in_the_last: 26 weeks` beside the event asks for more")
    _same_moment(scenario, notes)


def _inside(path: Keys, when: When) -> Iterator[tuple[Keys, tuple[When, ...]]]:
    """Every set of conditions that must hold at once, those of an `all` within an `all` with it."""
    if when.all_of:
        yield path, tuple(_flat(when.all_of))
    for key, parts in (("all", when.all_of), ("any", when.any_of)):
        for place, part in enumerate(parts or ()):
            if not (when.all_of and part.all_of):
                yield from _inside((*path, key, place), part)
    if when.not_:
        yield from _inside((*path, "not"), when.not_)


def _flat(parts: Iterable[When]) -> Iterator[When]:
    for part in parts:
        yield from _flat(part.all_of) if part.all_of else (part,)


def _excluded(at_once: Iterable[When]) -> Iterator[str]:
    """Measures, or the stage of talks, of which two conditions leave no value."""
    found: Limits = {}
    for when in at_once:
        for name, (low, high) in _limits(when).items():
            before = found.get(name, (low, high))
            found[name] = max(before[0], low), min(before[1], high)
    for name, (low, high) in found.items():
        if low > high and name == "stage":
            yield f"talks would have to stand at {STAGES[int(low)]} or further, and short of it"
        elif low > high or (low == high and name != "stage" and low not in _reached(at_once, name)):
            yield f"{name} would have to be above {low:.12g} and below {high:.12g}"


def _reached(at_once: Iterable[When], name: str) -> set[float]:
    """The values of a measure at which conditions still hold."""
    closed: set[float] = set()
    for when in at_once:
        if when.measure == name and when.between:
            closed |= {*when.between}
        if when.measure == name and when.at is not None:
            closed.add(when.at)
    return closed


def _limits(when: When) -> Limits:
    if when.measure:
        about = MEASURES[when.measure]
        low, high = when.between or (about.low, about.high)
        if when.at is not None:
            near = (about.high - about.low) * 0.01
            low, high = when.at - near, when.at + near
        low = when.above if when.above is not None else low
        high = when.below if when.below is not None else high
        if when.value is not None and when.comparison:
            low, high = (when.value, high) if when.comparison.startswith(">") else (low, when.value)
        return {when.measure: (low, high)}
    last = len(STAGES) - 1
    if when.stage:
        place = STAGES.index(when.stage)
        return {"stage": (place, last) if place else (0, 0)}
    if when.not_ is not None and when.not_.stage and not when.not_.for_:
        place = STAGES.index(when.not_.stage)
        return {"stage": (0, place - 1) if place else (1, last)}
    return {}


def _from_the_start(when: When) -> bool:
    """Whether a condition is sure to hold in week 0, when there is no contact."""
    if when.for_:
        return False
    if when.all_of:
        return all(map(_from_the_start, when.all_of))
    if when.any_of:
        return any(map(_from_the_start, when.any_of))
    if when.measure:
        about = MEASURES[when.measure]
        return when.above == about.low or when.below == about.high
    return when.stage == STAGES[0] or bool(when.not_ and when.not_.stage and when.not_.stage != STAGES[0])


def _same_moment(scenario: Contents, notes: Notes) -> None:
    """An actor sends one signal of a family a week: of two injects that come at once the later one."""
    families = {
        name: scenario.signals[it.then.signal].family
        for name, it in scenario.injects.items()
        if it.then.signal is not None
    }
    sending = [scenario.injects[name] for name in families]
    for one, other in combinations(sending, 2):
        family = families[one.name]
        shared = [actor for actor in other.then.actors if actor in one.then.actors]
        if shared and families[other.name] == family and _at_once(one, other, scenario):
            what = (
                f"comes in the weeks of {notes.place(('injects', one.name))}, and {shared[0]} sends one "
                f"signal of the family {family} a week: this one, written later, is carried out"
            )
            notes.warn(("injects", other.name), what)


def _at_once(one: Inject, other: Inject, scenario: Contents) -> bool:
    if one.start > other.end or other.start > one.end:
        return False
    a, b = one.when, other.when
    if a.event and b.event:
        by = a.by is None or b.by is None or a.by == b.by
        return by and bool(_events(a.event, scenario) & _events(b.event, scenario))
    return a == b


def _events(name: str, scenario: Contents) -> set[str]:
    """The signals that are an event, or the event itself."""
    classes = {"test": {"long_test", "nuclear_test"}, "provocation": {*EVENTS}}.get(name, set())
    return {name} | {key for key, it in scenario.signals.items() if classes & {*it.does}}
