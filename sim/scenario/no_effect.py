"""What of a scenario changes nothing in any world: steps, facts and switches out of time, or laid over."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sim.scenario.contents import Contents
from sim.scenario.entries import Fact, Posture
from sim.scenario.fault_list import Notes
from sim.scenario.field_types import in_weeks
from sim.scenario.idle_steps import check_idle_steps, said_by, weeks_of, whose
from sim.scenario.orders import Inject
from sim.scenario.periods import changes, mix_at, strategy_periods
from sim.scenario.reach import Reach
from sim.scenario.reach_checks import check_mixes
from sim.scenario.recurring_facts import written_out
from sim.scenario.timing import Timing
from sim.scenario.week_sets import WeekSet, first_of
from sim.vocabulary.signals import SET_BY_STRATEGY

ANNOUNCED: Final = 4
"""Weeks ahead for which an exercise is awaited."""


def check_effects(timing: Timing, notes: Notes) -> None:
    """Warn of what has no effect because of when it is, or because something else is laid over it."""
    scenario, reach = timing.scenario, Reach(timing.scenario)
    check_idle_steps(scenario, reach, notes)
    _unused(scenario, notes)
    check_mixes(timing, reach, notes)
    _facts(scenario, timing.run, notes)
    for inject in scenario.injects.values():
        _switch(inject, timing, notes)


def _unused(scenario: Contents, notes: Notes) -> None:
    """A strategy that a file declares, and nothing names."""
    named = [step.strategy for step in scenario.strategy_steps]
    named += [it.then.strategy for it in scenario.injects.values() if it.then.strategy is not None]
    used: set[str] = set()
    while named:
        name = named.pop()
        if name not in used:
            used.add(name)
            named += [base] if (base := scenario.strategies[name].extends) else []
    for name in scenario.strategies:
        if name not in used and notes.added(("strategies", name)):
            notes.warn(("strategies", name), f"is never in force: `strategy: {name}` puts it in force")


def _facts(scenario: Contents, run: WeekSet, notes: Notes) -> None:
    """A dated fact of a file's own that sets nothing in any week of the run."""
    for name, fact in scenario.calendar.items():
        if not notes.added(("calendar", name)):
            continue
        each = [*written_out({name: fact}, scenario.end).values()]
        if all(_outside(it, scenario, run) for it in each):
            last = scenario.monday + timedelta(weeks=scenario.weeks, days=-1)
            what = f"has no effect: it lies outside the run, {scenario.start} to {last}"
            began = (
                fact.sets == "exercise" and fact.end is not None and fact.end >= scenario.start > fact.start
            )
            notes.warn(("calendar", name), f"{what}{' (an exercise is held where it begins)' * began}")
        elif over := _later_facts(name, each, scenario, run):
            notes.warn(("calendar", name), f"has no effect: {over}, which begins later, is laid over it")


def _outside(fact: Fact, scenario: Contents, run: WeekSet) -> bool:
    if fact.sets == "exercise":
        begins = scenario.week_of(fact.start)
        return begins >= scenario.weeks + ANNOUNCED or (begins < 0 and scenario.assumed)
    return not weeks_of(fact, scenario, run)


def _later_facts(name: str, each: list[Fact], scenario: Contents, run: WeekSet) -> str:
    """The dated facts by which one is laid over in all its weeks; "" if it is not."""
    if each[0].sets == "exercise":
        return ""
    order = [it for it in scenario.facts if it.sets == each[0].sets]
    over: dict[str, None] = {}
    for fact in each:
        left = weeks_of(fact, scenario, run)
        place = next(k for k, it in enumerate(order) if it == fact)
        for k, other in enumerate(order):
            later = (other.start, k) > (fact.start, place)
            if later and other.name != name and left & (weeks := weeks_of(other, scenario, run)):
                over[f"calendar.{other.name}"] = None
                left &= ~weeks
        if left:
            return ""
    return " and ".join(over)


def _switch(inject: Inject, timing: Timing, notes: Notes) -> None:
    """A switch to what is in force already, or one that cannot get there in time."""
    scenario, then, path = timing.scenario, inject.then, ("injects", inject.name)
    if inject.end < scenario.start:
        notes.warn((*path, "to"), f"{inject.end} is before the start: it is never carried out")
        return
    first = first_of(timing.carried_out(inject.name))
    if not then.switches or first < 0:
        return
    left = scenario.weeks - first
    if then.over is not None and then.over > left:
        what = f"the switch takes {in_weeks(then.over)}, and the run has {in_weeks(left)} left at most"
        notes.warn((*path, "then", "over"), f"{what}: in no world does it get there")
    if sum(it.then.switches for it in scenario.injects.values()) > 1:
        return
    if inject.times > 1 and (then.over or 1) == 1:
        what = "what it switches to holds to the end of the run: it does so the first time"
        notes.warn((*path, "times"), f"{what}, and {inject.times - 1} more change nothing")
    if then.strategy is not None and _in_force(then.strategy, first, scenario):
        notes.warn((*path, "then"), f"changes nothing: {then.strategy} is in force already")
    if then.posture is not None and _so_already(then.posture, first, timing):
        notes.warn((*path, "then"), "changes nothing: these dispositions are so already")


def _in_force(strategy: str, first: int, scenario: Contents) -> bool:
    """Whether a strategy is in force from a week on, and dated facts do not stand in its place."""
    periods = [it for it in strategy_periods(scenario) if it.end > first and it.first < scenario.weeks]
    dated = any(fact.sets in SET_BY_STRATEGY for fact in scenario.facts)
    return not dated and all(it.step.strategy == strategy and it.step.over == 1 for it in periods)


def _so_already(posture: Posture, first: int, timing: Timing) -> bool:
    scenario = timing.scenario
    steps = (*scenario.strategy_steps, *scenario.posture_steps)
    dated = any(fact.sets in SET_BY_STRATEGY for fact in scenario.facts)
    if dated or any(step.over > 1 for step in steps):
        return False
    weeks = [first, *(week for week in changes(scenario) if first < week < scenario.weeks)]
    return all(
        mix_at(scenario, actor, week).get(name) == value
        for side, name, value in said_by(posture)
        for actor in whose(side)
        for week in weeks
    )
