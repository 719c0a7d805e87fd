"""Steps of strategy and posture that change nothing: out of time, laid over, or what is so without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final, TypeAlias

from sim.scenario.contents import Contents
from sim.scenario.entries import Dated, Fact, Mix, Posture
from sim.scenario.fault_list import Notes
from sim.scenario.field_types import Span, Values, in_weeks, span
from sim.scenario.periods import EVER, Period, changes, posture_periods, strategy_at, strategy_periods
from sim.scenario.reach import Reach
from sim.scenario.senders import EXERCISES
from sim.scenario.week_sets import WeekSet, first_of, first_weeks, from_week, numbers_of, spread, weeks_in
from sim.scenario.yaml_nodes import Keys
from sim.vocabulary.signals import ACTORS, ALLIES, SET_BY_STRATEGY

Layers: TypeAlias = list[tuple[WeekSet, Posture]]
"""Postures one over the other, with the weeks of each."""
SIDES: Final = ("both", *ACTORS)
FACT_OF: Final = {named: fact for fact, named in SET_BY_STRATEGY.items()}
"""The dated fact that stands in place of a disposition of an ally."""


def check_idle_steps(scenario: Contents, reach: Reach, notes: Notes) -> None:
    """Warn of steps that are never in force, and of what they set to no effect."""
    _strategies(scenario, notes)
    _postures(scenario, reach, notes)


def _out_of_time(first: int, end: int, scenario: Contents) -> str:
    """Why something that holds from one week to another is never in force; "" if it is."""
    if first >= scenario.weeks:
        last = scenario.monday + timedelta(weeks=scenario.weeks, days=-1)
        return f"begins after the last whole week of the run, which ends on {last}: it is never in force"
    return "is over before the run begins: it is never in force" if end <= 0 else ""


def _strategies(scenario: Contents, notes: Notes) -> None:
    if isinstance(scenario.strategy, str):
        return
    periods = strategy_periods(scenario)
    for k, each in enumerate(periods):
        path = ("strategy", k)
        if words := _out_of_time(each.first, each.end, scenario):
            notes.warn(path, words)
        elif k and periods[k - 1].step.strategy == each.step.strategy:
            notes.warn(path, f"changes nothing: {each.step.strategy} is in force already")
        else:
            _too_slow(path, each, scenario, notes)


def _too_slow(path: Keys, each: Period[Dated], scenario: Contents, notes: Notes) -> None:
    """A step that goes on to the end, and does not get there by then."""
    over, left = each.step.over, scenario.weeks - max(each.first, 0)
    if each.end == EVER and left < over:
        notes.warn(
            (*path, "over"),
            f"the change takes {in_weeks(over)}, and the run has {in_weeks(left)} left for it",
        )


def _postures(scenario: Contents, reach: Reach, notes: Notes) -> None:
    run = reach.run
    several = isinstance(scenario.posture, tuple)
    periods = posture_periods(scenario)
    layers: Layers = [(from_week(each.first, run) & first_weeks(each.end), each.step) for each in periods]
    for k, each in enumerate(periods):
        path: Keys = ("posture", k) if several else ("posture",)
        if words := _out_of_time(each.first, each.end, scenario):
            notes.warn(path, words)
            continue
        _too_slow(path, each, scenario, notes)
        for side, name, value in said_by(each.step):
            words = (
                _laid_over(k, side, whose(side), name, layers, scenario, run)
                or _moves_nothing(k, side, name, layers, reach)
                or _as_before(k, side, name, value, layers, scenario)
            )
            if words:
                notes.warn((*path, side, name), f"has no effect: {words}")
            elif side == "both":
                _half(path, k, name, layers, scenario, run, notes)
        for words in weights_of(each.step, layers[k][0], reach):
            notes.warn(path, words)


def _half(
    path: Keys, k: int, name: str, layers: Layers, scenario: Contents, run: WeekSet, notes: Notes
) -> None:
    """Of what is said of both, the half that another step, or a dated fact, is laid over."""
    for ally in ALLIES:
        own = name in getattr(layers[k][1], ally)  # the same step says it of one alone: that is meant
        over = "" if own else _laid_over(k, "both", (ally,), name, layers, scenario, run)
        if over:
            notes.warn((*path, "both", name), f"has no effect for {ally}: {over}")


def _moves_nothing(k: int, side: str, name: str, layers: Layers, reach: Reach) -> str:
    """Why a value of a posture moves nothing where it holds, or on the way from it; "" if it may."""
    slow = max(step.over for step in (*reach.scenario.strategy_steps, *reach.scenario.posture_steps))
    return reach.in_vain(
        name, {actor: spread(_left(k, side, actor, name, layers), slow) for actor in whose(side)}
    )


def weights_of(step: Mix, weeks: WeekSet, reach: Reach) -> Iterator[str]:
    """What comes of weights for exercises that a mix sets, where they are not the shares they look like."""
    allies = [ally for ally in ALLIES if any(_names(step, ally, name) for name in EXERCISES)]
    yield from reach.weighed(dict.fromkeys(allies, weeks))
    if any(name in getattr(step, ally) for ally in ALLIES for name in EXERCISES):
        yield from reach.parted(weeks)


def said_by(posture: Mix) -> Iterator[tuple[str, str, Span]]:
    """All that a posture sets: of whom, what, to what."""
    for side in SIDES:
        values: Values = getattr(posture, side, {})
        for name, value in values.items():
            yield side, name, span(value)


def whose(side: str) -> tuple[str, ...]:
    """The actors that a side of a posture is for."""
    return ALLIES if side == "both" else (side,)


def _names(posture: Mix, actor: str, name: str) -> bool:
    """Whether a posture sets a disposition of an actor."""
    return name in getattr(posture, actor) or (actor in ALLIES and name in posture.both)


def _left(k: int, side: str, actor: str, name: str, layers: Layers) -> WeekSet:
    """The weeks in which what layer `k` says of an actor, under a side, is not laid over by another layer."""
    weeks, step = layers[k]
    if side == "both" and name in getattr(step, actor):
        return 0
    for others, later in layers[k + 1 :]:
        if _names(later, actor, name):
            weeks &= ~others
    return weeks


def _laid_over(
    k: int, side: str, actors: Sequence[str], name: str, layers: Layers, scenario: Contents, run: WeekSet
) -> str:
    """What is laid over a value of a posture, as far as it is for some actors, in all its weeks; "" if
    nothing is.
    """
    over: dict[str, None] = {}
    for actor in actors:
        left = _left(k, side, actor, name, layers)
        dated = 0 if _strategy_switched(scenario) else _dated(FACT_OF.get((name, actor), ""), scenario, run)
        if left & ~dated:
            return ""
        if side == "both" and name in getattr(layers[k][1], actor):
            over[f"what is said of {actor} alone"] = None
        for at, (weeks, later) in enumerate(layers[k + 1 :], k + 1):
            if weeks & layers[k][0] and _names(later, actor, name):
                over[f"posture[{at}]"] = None
        if left:
            over[f"the dated facts for {FACT_OF[name, actor]}"] = None
    verb = "is" if len(over) == 1 and "facts" not in next(iter(over)) else "are"
    return f"{' and '.join(over)} {verb} laid over it"


def _dated(sets: str, scenario: Contents, run: WeekSet) -> WeekSet:
    """The weeks in which some dated fact sets a quantity."""
    found = 0
    for fact in scenario.facts if sets else ():
        if fact.sets == sets:
            found |= weeks_of(fact, scenario, run)
    return found


def weeks_of(fact: Fact, scenario: Contents, run: WeekSet) -> WeekSet:
    """The weeks of a run in which a dated fact holds."""
    end = scenario.weeks if fact.end is None else scenario.week_of(fact.end) + 1
    return from_week(scenario.week_of(fact.start), run) & first_weeks(end)


def _strategy_switched(scenario: Contents) -> bool:
    """Whether an inject switches strategy, under which postures stay and dated facts do not."""
    return any(inject.then.strategy is not None for inject in scenario.injects.values())


def _as_before(k: int, side: str, name: str, value: Span, layers: Layers, scenario: Contents) -> str:
    """That what a posture sets is so without it, where nothing moves slowly or may be switched."""
    steps = (*scenario.strategy_steps, *scenario.posture_steps)
    if any(step.over > 1 for step in steps) or _strategy_switched(scenario):
        return ""
    starts = weeks_in([0, *changes(scenario)], first_weeks(scenario.weeks))
    for actor in whose(side):
        left = _left(k, side, actor, name, layers)
        points = (left & starts) | weeks_in([first_of(left)], left)
        for week in numbers_of(points):
            if _below(k, side, actor, name, week, layers, scenario) != value:
                return ""
    low, high = value
    shown = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{' and '.join(whose(side))} {name} is {shown} without it"


def _below(
    k: int, side: str, actor: str, name: str, week: int, layers: Layers, scenario: Contents
) -> Span | None:
    """What a disposition is in a week without layer `k`."""
    found: Mapping[str, Span] = strategy_at(scenario, actor, week)
    value = found.get(name)
    for weeks, step in layers[:k]:
        if weeks >> week & 1:
            sides: tuple[str, ...] = ("both", actor) if actor in ALLIES else (actor,)
            for each in sides:
                value = span(getattr(step, each)[name]) if name in getattr(step, each) else value
    if side != "both" and actor in ALLIES and name in layers[k][1].both:
        value = span(layers[k][1].both[name])
    return value
