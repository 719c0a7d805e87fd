"""Whether a scenario file is sound: it loads, declares all numbers of the model, and can draw them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from sim.core.errors import UserError, printable
from sim.scenario.comparable import complete
from sim.scenario.field_types import in_weeks
from sim.scenario.inject_words import awaited
from sim.scenario.library import find_scenario
from sim.scenario.mixes import Resolved, mix_lines, resolved
from sim.scenario.orders import lasts, length_in_force, weeks_left, weeks_sent
from sim.scenario.posterior import AGAIN, FITTED, PRIOR, posterior_file
from sim.scenario.scenario import Scenario, baseline, load
from sim.scenario.where_open import where_open

DAY, SUNDAY = timedelta(days=1), timedelta(days=6)
SHOWN: Final = 20
"""Orders, and injects, that are listed one by one."""


@dataclass(frozen=True, repr=False)
class Soundness:
    """What there is to say of a scenario file: its `faults`, each with place and cure, or what it asks, and
    `warnings` of what is sound and may not be what was meant.
    """

    faults: tuple[str, ...] = ()
    summary: str = ""
    warnings: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    """What is ordered of whom, and from when to when it is in force; and what injects wait for and do."""
    periods: tuple[Resolved, ...] = ()
    """The dispositions that it resolves to, beside the baseline's."""

    @property
    def sound(self) -> bool:
        """Whether the file has no fault."""
        return not self.faults

    def text(self, *, every: bool = False) -> str:
        """What there is to say, a line each; with `every`, also dispositions that are the baseline's."""
        warnings = (f"! {it}" for it in self.warnings)
        said = (self.summary, *warnings, *self.orders, *mix_lines(self.periods, every=every))
        return "\n".join(said if self.sound else self.faults)

    def __repr__(self) -> str:
        return self.text()


def soundness(file: str | Path) -> Soundness:
    """Check a scenario file, or a shipped scenario by its name."""
    try:
        scenario = load(find_scenario(file))
        complete(scenario)
        _can_draw(scenario)
    except UserError as error:
        return Soundness(faults=tuple(str(error).splitlines()))
    weeks = f"{scenario.weeks} weeks from {scenario.start}{whence(scenario)}"
    summary = printable(" ".join(f"{scenario.path}: sound; {weeks}: {scenario.question}".split()))
    periods = tuple(resolved(scenario, baseline()))
    lines = (*_order_lines(scenario), *_inject_lines(scenario))
    return Soundness((), summary, scenario.warnings, lines, periods)


def _order_lines(scenario: Scenario) -> Iterator[str]:
    """What each order comes to, by day: what lasts is sent once, and is in force to its last day."""
    for name, order in list(scenario.orders.items())[:SHOWN]:
        weeks = weeks_sent(order, scenario.monday, scenario.weeks)
        signal = scenario.signals[order.signal]
        length = length_in_force(order, signal, scenario.monday) or signal.length
        what = f"  order {name}: {' and '.join(order.actors)}, {order.signal}"
        words = "" if order.withhold else where_open(signal, forced=order.whatever_the_stage)
        where = f", {words}" if words else ""
        weeks = weeks_left(weeks)
        if not weeks:
            yield f"{what}: of before the start, and not sent any more"
            continue
        first, last = (scenario.monday + timedelta(weeks=week) for week in (weeks[0], weeks[-1]))
        if order.withhold:
            yield f"{what} withheld from {first} to {_until(last + SUNDAY, scenario)}"
        elif len(weeks) > 1:
            each = f", each in force for {in_weeks(length)}" if lasts(signal) else ""
            often = f"{len(weeks)} times, every {in_weeks(weeks.step)}"
            yield f"{what} {often} from {first} to {last}{each}{where}"
        elif lasts(signal):
            over = _until(first + timedelta(weeks=length) - DAY, scenario)
            yield f"{what} once, in force from {first} to {over}{where}"
        else:
            yield f"{what} once, in the week of {first}{where}"
    if len(scenario.orders) > SHOWN:
        yield f"  and {len(scenario.orders) - SHOWN} orders more: `preview` has them all"


def _until(day: date, scenario: Scenario) -> str:
    """A last day, or that of the run if it comes before."""
    last = scenario.monday + timedelta(weeks=scenario.weeks) - DAY
    return str(day) if day <= last else f"the end of the run, {last}"


def _inject_lines(scenario: Scenario) -> Iterator[str]:
    for name, inject in list(scenario.injects.items())[:SHOWN]:
        yield f"  inject {name}: {awaited(inject, scenario)}"
    if len(scenario.injects) > SHOWN:
        yield f"  and {len(scenario.injects) - SHOWN} injects more: `preview` has them all"


def whence(scenario: Scenario) -> str:
    """Where its worlds start, in words that follow its day; "" where that is assumed."""
    begin = scenario.begin
    if scenario.from_record:
        return f", from the record{f' in {begin.record}' if begin.record else ''}"
    if scenario.from_world:
        return f", from world {begin.world} of {begin.study}"
    return ""


def _can_draw(scenario: Scenario) -> None:
    if scenario.params == FITTED and not posterior_file(scenario.theory).exists():
        problem = f"no posterior is shipped for the theory {scenario.theory}"
        raise UserError(f"{scenario.path}: params: {problem}; allowed: {PRIOR}; {AGAIN}")
