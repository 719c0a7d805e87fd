"""What a scenario will do, in rows and sentences: sendings, and what differs from the baseline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sim.model.calendar import WEEK
from sim.model.menus import menus_of
from sim.model.orders import Plan, Task
from sim.scenario import Fact, Scenario
from sim.scenario.field_types import in_weeks
from sim.scenario.mixes import shown
from sim.scenario.orders import weeks_left
from sim.scenario.where_open import where_open
from sim.vocabulary.labels import spaced

SECTIONS = ("signals", "calendar")
"""Sections of which the entries that differ are listed."""
SUNDAY = timedelta(days=6)


@dataclass(frozen=True)
class Sending:
    """One order: whose, of what, in the weeks from the Monday `first` to the Sunday `last`.

    A signal that lasts is in force to `until`. It is sent in `times` weeks, 0 where it is withheld, the one
    `every` so many weeks after the other; `where` says in words where alone that is open.
    """

    order: str
    actor: str
    signal: str
    family: str
    first: date
    last: date
    until: date
    times: int
    every: int
    scale: float | None
    length: int
    where: str

    @property
    def how(self) -> str:
        """What will happen, in words."""
        if not self.times:
            return "withheld"
        often = "every week" if self.every == 1 else f"every {in_weeks(self.every)}"
        often = "once" if self.times == 1 else f"{often}, {self.times} times"
        each = "each " if self.times > 1 else ""
        lasts = f", {each}lasting {in_weeks(self.length)}" if self.length > 1 else ""
        scale = "" if self.scale is None else f", at scale {self.scale:g}"
        return often + lasts + scale + (f", {self.where}" if self.where else "")


def sendings(scenario: Scenario) -> list[Sending]:
    """What the orders of a scenario make of the run, by day, as the model will carry them out."""
    plan = Plan([scenario], 1, scenario.monday)
    waiting = {id(task) for watch in plan.watches for task in watch.tasks}
    tasks = (task for task in plan.tasks if task.name and weeks_left(task.weeks) and id(task) not in waiting)
    found = (_sending(scenario, task) for task in tasks)
    return sorted(found, key=lambda each: (each.first, each.actor, each.signal))


def _sending(scenario: Scenario, task: Task) -> Sending:
    signal = menus_of(task.actor, tuple(scenario.signals.values()))[task.family].names[task.row]
    length = task.length or scenario.signals[signal].length
    weeks = weeks_left(task.weeks)
    first, last = (scenario.monday + week * WEEK for week in (weeks[0], weeks[-1]))
    end = last + ((length - 1) * WEEK if not task.withhold else timedelta(0)) + SUNDAY
    end = min(end, scenario.monday + scenario.weeks * WEEK - timedelta(days=1))
    times, every = (0, 1) if task.withhold else (len(weeks), weeks.step)
    where = "" if task.withhold else where_open(scenario.signals[signal], forced=task.forced)
    shape = times, every, task.scale, length, where
    return Sending(task.name, task.actor, signal, task.family, first, min(last + SUNDAY, end), end, *shape)


def differences(scenario: Scenario, baseline: Scenario) -> Iterator[str]:
    """What differs from the baseline apart from dispositions, orders and injects, a sentence each."""
    yield from of_the_run(scenario, baseline)
    for name, declared in scenario.parameters.items():
        there = baseline.parameters.get(name)
        if there is None or declared.span != there.span:
            yield f"{name}: {shown(declared.span)} (baseline {shown(there.span if there else None)})"
    yield from of_entries(scenario, baseline)


def of_the_run(scenario: Scenario, baseline: Scenario) -> Iterator[str]:
    """What differs in theory, days and where parameters are drawn from."""
    for name in ("theory", "params", "start", "end"):
        here, there = getattr(scenario, name), getattr(baseline, name)
        if here != there:
            yield f"{name}: {here} (baseline {there})"


def of_entries(scenario: Scenario, baseline: Scenario) -> Iterator[str]:
    """What differs in signals and dated facts."""
    for section in SECTIONS:
        yield from _entries(section, getattr(scenario, section), getattr(baseline, section))


def _entries(section: str, here: Mapping[str, Any], there: Mapping[str, Any]) -> Iterator[str]:
    for name in (*here, *(name for name in there if name not in here)):
        if name not in there:
            yield f"{section}: {spaced(name)} is new{_dated(here[name])}"
        elif name not in here:
            yield f"{section}: {spaced(name)} is left out"
        elif here[name] != there[name]:
            changed = [key for key, value in here[name] if value != getattr(there[name], key)]
            yield f"{section}: {spaced(name)} has another {', '.join(map(_key, changed))}{_dated(here[name])}"


def _key(name: str) -> str:
    """A key of an entry as a file writes it."""
    return {"start": "from", "end": "to"}.get(name, spaced(name))


def _dated(entry: Any) -> str:
    """What a dated fact sets, to what, and when."""
    if not isinstance(entry, Fact):
        return ""
    until = f" to {entry.end}" if entry.end else " on"
    again = (f", every year{f' until {entry.until}' if entry.until else ''}") if entry.every else ""
    return f": {spaced(entry.sets)} {entry.value:g} from {entry.start}{until}{again}"
