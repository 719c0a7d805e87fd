"""What a scenario will do, in rows and sentences: sendings, injects, and what differs from the baseline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sim.model.calendar import WEEK
from sim.model.menus import menus_of
from sim.model.orders import Plan, Task
from sim.scenario import Inject, Scenario
from sim.scenario.mixes import shown
from sim.vocabulary.labels import spaced

SECTIONS = ("signals", "calendar")
"""Sections of which it is told which entries differ."""
SUNDAY = timedelta(days=6)


@dataclass(frozen=True)
class Sending:
    """One order: whose, of what, in the weeks from the Monday `first` to the Sunday `last`.

    A signal that lasts is in force to `until`. It is sent in `times` weeks, 0 where it is withheld.
    """

    order: str
    actor: str
    signal: str
    family: str
    first: date
    last: date
    until: date
    times: int
    scale: float | None
    length: int

    @property
    def how(self) -> str:
        """What will happen, in words."""
        if not self.times:
            return "withheld"
        often = "once" if self.times == 1 else f"every week, {self.times} times"
        lasting = f", each lasting {self.length} weeks" if self.length > 1 and self.times > 1 else ""
        lasts = f", lasting {self.length} weeks" if self.length > 1 and not lasting else lasting
        return often + lasts + ("" if self.scale is None else f", at scale {self.scale:g}")


def sendings(scenario: Scenario) -> list[Sending]:
    """What the orders of a scenario make of the run, by day, as the model will carry them out."""
    plan = Plan([scenario], 1, scenario.monday)
    waiting = {id(watch.task) for watch in plan.watches}
    names = {
        (order.where, order.signal, scenario.week_of(order.start)): name
        for name, order in scenario.orders.items()
    }
    found = (_sending(scenario, task, names) for task in plan.tasks if id(task) not in waiting)
    return sorted(found, key=lambda each: (each.first, each.actor, each.signal))


def _sending(scenario: Scenario, task: Task, names: Mapping[tuple[str, str, int], str]) -> Sending:
    signal = menus_of(task.actor, tuple(scenario.signals.values()))[task.family].names[task.row]
    length = task.length or scenario.signals[signal].length
    first, last = (scenario.monday + week * WEEK for week in (task.weeks[0], task.weeks[-1]))
    end = last + ((length - 1) * WEEK if not task.withhold else timedelta(0)) + SUNDAY
    times = 0 if task.withhold else len(task.weeks)
    name = names.get((task.written, signal, task.weeks[0]), "")
    return Sending(
        name, task.actor, signal, task.family, first, last + SUNDAY, end, times, task.scale, length
    )  # fmt: skip


def inject_words(inject: Inject) -> str:
    """What an inject waits for and what it does, as a sentence."""
    when, then = inject.when, inject.then
    shape = [f" at scale {then.scale:g}"] if then.scale is not None else []
    shape += [f" for {then.length} weeks"] if then.length is not None else []
    often = "once" if inject.times == 1 else f"{inject.times} times at most"
    return (
        f"when {spaced(when.measure)} {when.comparison} {when.value:g}, {then.actor} sends "
        f"{spaced(then.signal)}{''.join(shape)}; {often}, {inject.start} to {inject.end}"
    )


def differences(scenario: Scenario, baseline: Scenario) -> Iterator[str]:
    """What differs from the baseline besides dispositions, orders and injects, a sentence each."""
    for name in ("theory", "params", "start", "end"):
        here, there = getattr(scenario, name), getattr(baseline, name)
        if here != there:
            yield f"{name}: {here} (baseline {there})"
    for name, declared in scenario.parameters.items():
        there = baseline.parameters.get(name)
        if there is None or declared.span != there.span:
            yield f"{name}: {shown(declared.span)} (baseline {shown(there.span if there else None)})"
    for section in SECTIONS:
        yield from _entries(section, getattr(scenario, section), getattr(baseline, section))


def _entries(section: str, here: Mapping[str, Any], there: Mapping[str, Any]) -> Iterator[str]:
    for name in (*here, *(name for name in there if name not in here)):
        if name not in there:
            yield f"{section}: {spaced(name)} is new"
        elif name not in here:
            yield f"{section}: {spaced(name)} is left out"
        elif here[name] != there[name]:
            changed = [key for key, value in here[name] if value != getattr(there[name], key)]
            yield f"{section}: {spaced(name)} has another {', '.join(map(spaced, changed))}"
