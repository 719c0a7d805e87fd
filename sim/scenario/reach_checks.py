"""Strategies of a file's own, and postures that injects switch to, as far as what they set moves nothing."""

from __future__ import annotations

from sim.scenario.contents import Contents
from sim.scenario.entries import Mix
from sim.scenario.fault_list import Notes
from sim.scenario.idle_steps import said_by, weights_of, whose
from sim.scenario.periods import layers, strategy_periods
from sim.scenario.reach import Reach
from sim.scenario.timing import Timing
from sim.scenario.week_sets import WeekSet, first_of, first_weeks, from_week
from sim.scenario.yaml_nodes import Keys


def check_mixes(timing: Timing, reach: Reach, notes: Notes) -> None:
    """Warn of dispositions that a strategy of the file's own, or the posture of an inject, sets in vain."""
    for name, strategy in timing.scenario.strategies.items():
        path = ("strategies", name)
        if notes.added(path) and notes.own(path) and (weeks := _in_force(name, timing.scenario, reach)):
            _in_vain(path, strategy, weeks, reach, notes)
            for words in weights_of(strategy, weeks, reach):
                notes.warn(path, words)
    for name, inject in timing.scenario.injects.items():
        first = first_of(timing.carried_out(name))
        if inject.then.posture is not None and first >= 0:
            path = ("injects", name, "then", "posture")
            _in_vain(path, inject.then.posture, from_week(first, reach.run), reach, notes)


def _in_vain(path: Keys, mix: Mix, weeks: WeekSet, reach: Reach, notes: Notes) -> None:
    for side, name, _ in said_by(mix):
        if words := reach.in_vain(name, dict.fromkeys(whose(side), weeks)):
            notes.warn((*path, side, name), f"has no effect: {words}")


def _in_force(name: str, scenario: Contents, reach: Reach) -> WeekSet:
    """The weeks in which a strategy, or one that is built from it, is in force; all where an inject may
    switch to it.
    """
    if any(
        it.then.strategy is not None and scenario.strategies[name] in layers(scenario, it.then.strategy)
        for it in scenario.injects.values()
    ):
        return reach.run
    weeks = 0
    for each in strategy_periods(scenario):
        if scenario.strategies[name] in layers(scenario, each.step.strategy):
            weeks |= from_week(each.first, reach.run) & first_weeks(each.end)
    return weeks
