"""A scenario as the rows of its timeline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sim.model.calendar import WEEK
from sim.plots.preview_timeline import TimelineRow, TimelineSection
from sim.scenario import Posture, Scenario
from sim.scenario.entries import Dated
from sim.scenario.field_types import span
from sim.scenario.mixes import shown
from sim.scenario.periods import Period, posture_periods, strategy_periods
from sim.studies.preview.content import Sending, sendings
from sim.vocabulary.labels import spaced

EPOCH = date(1970, 1, 1).toordinal()
SIDES = ("both", "US", "ROK", "China", "DPRK")


def section(scenario: Scenario) -> TimelineSection:
    """The panel of a scenario: strategies, postures, orders by day, and injects."""
    rows = [
        *_strategies(scenario),
        *_postures(scenario),
        *map(_sending, sendings(scenario)),
        *_injects(scenario),
    ]
    first, last = scenario.monday, scenario.monday + scenario.weeks * WEEK
    return TimelineSection(
        spaced(scenario.name), _day(first), _day(last), tuple(_within(row, first, last) for row in rows)
    )


def _day(day: date) -> float:
    return float(day.toordinal() - EPOCH)


def _within(row: TimelineRow, first: date, last: date) -> TimelineRow:
    """The row as far as it lies in the run."""
    low, high = _day(first), _day(last)
    start, end, full = (min(max(day, low), high) for day in (row.start, row.end, row.full))
    return TimelineRow(row.label, row.kind, start, end, min(full, end), row.ticks, row.withheld)


def _strategies(scenario: Scenario) -> Iterator[TimelineRow]:
    for each in strategy_periods(scenario):
        yield _step(scenario, each, f"strategy: {spaced(each.step.strategy)}", "strategy")


def _postures(scenario: Scenario) -> Iterator[TimelineRow]:
    for each in posture_periods(scenario):
        if words := "; ".join(_said(each.step)):
            yield _step(scenario, each, f"posture: {words}", "posture")


def _said(posture: Posture) -> Iterator[str]:
    for side in SIDES:
        if values := getattr(posture, side):
            said = ", ".join(f"{spaced(name)} {shown(span(value))}" for name, value in values.items())
            yield f"{side} {said}"


def _step(scenario: Scenario, each: Period[Dated], label: str, kind: str) -> TimelineRow:
    weeks = (max(each.first, 0), min(each.end, scenario.weeks))
    start, end = (_day(scenario.monday + week * WEEK) for week in weeks)
    slowly = each.step.over if each.step.over > 1 else 0
    return TimelineRow(label, kind, start, end, start + slowly * WEEK.days)


def _sending(each: Sending) -> TimelineRow:
    ticks = tuple(_day(each.first + week * each.every * WEEK) for week in range(each.times))
    withheld = not each.times
    label = f"{each.actor}: {spaced(each.signal)}{' withheld' if withheld else ''} ({spaced(each.order)})"
    start, end = _day(each.first), _day(each.until + timedelta(days=1))
    return TimelineRow(label, each.family, start, end, start, ticks, withheld)


def _injects(scenario: Scenario) -> Iterator[TimelineRow]:
    for name, inject in scenario.injects.items():
        start, end = _day(inject.start), _day(inject.end)
        who = "".join(f"{each} " for each in (" and ".join(inject.then.actors),) if each)
        label = f"inject {spaced(name)}: {who}{spaced(inject.then.words)}"
        yield TimelineRow(label, "inject", start, end, start)
