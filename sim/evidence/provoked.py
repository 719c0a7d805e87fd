"""Statistics of provocations around exercises. Each has shape ``(part, world)``."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Floats
from sim.evidence.clustering import median
from sim.evidence.eras import KIM_JONG_IL, RECENT, WHOLE, Window, years
from sim.evidence.history import History, known
from sim.evidence.levels import days_of, ratio, rows
from sim.evidence.marks import Ints, Marks, Spans, first_of, months_of, years_of
from sim.evidence.shuffles import shuffled, times_for

EIGHT_WEEKS = 56
CSIS_YEARS = years(1998, 2010)


def state_dependence(history: History) -> Floats:
    """Measure mean provocations during an exercise and 8 weeks after: hostile run-up ÷ positive run-up."""
    found = _answers(history)
    return rows(ratio(*(_mean(found.seen, found, chosen) for chosen in (found.hostile, found.positive))))


def state_dependence_in_the_year(history: History) -> Floats:
    """Measure `state_dependence` with each sum ÷ what the rates of the years would give."""
    found = _answers(history)
    excess = [
        ratio(_sum(found.seen, found, chosen), _sum(found.expected, found, chosen))
        for chosen in (found.hostile, found.positive)
    ]
    return rows(ratio(*excess))


class _Answers:
    """Provocations seen and expected around each exercise of each world, and what went before it.

    Positive: a negotiation and no provocation in the 8 weeks before; hostile: the reverse.
    """

    def __init__(self, exercises: Spans, provocations: Marks, meetings: Marks, end: int) -> None:
        self.world, self.worlds = exercises.world, exercises.worlds
        first, last = exercises.first, exercises.last + EIGHT_WEEKS
        self.seen = provocations.between(self.world, first, last).astype(np.float64)
        self.expected = _by_year(provocations, self.world, first, np.minimum(last, end))
        provoked, met = (
            marks.between(self.world, first - EIGHT_WEEKS, first - 1) > 0
            for marks in (provocations, meetings)
        )
        self.hostile, self.positive = provoked & ~met, met & ~provoked


def _answers(history: History) -> _Answers:
    exercises = known(history.exercises).merged()
    first, last = days_of(WHOLE)
    exercises = exercises.where((exercises.first - EIGHT_WEEKS >= first) & (exercises.first <= last))
    met = known(history.meetings)
    dated = Marks.of(met.world, first_of(months_of(met.day)) + 14, met.worlds)
    return _Answers(exercises, history.provocations.within(first, last), dated, last)


def _sum(values: Floats, found: _Answers, chosen: NDArray[np.bool_]) -> Floats:
    return np.bincount(found.world[chosen], values[chosen], found.worlds).astype(np.float64)


def _mean(values: Floats, found: _Answers, chosen: NDArray[np.bool_]) -> Floats:
    return ratio(_sum(values, found, chosen), np.bincount(found.world[chosen], minlength=found.worlds))


def _by_year(marks: Marks, world: Ints, first: Ints, last: Ints) -> Floats:
    """Compute the events expected from day `first` to day `last` at the rate of each year."""
    start, end = WHOLE[0].year, WHOLE[1].year + 1
    place = marks.world * (end - start) + years_of(marks.day) - start
    counts = np.bincount(place, minlength=marks.worlds * (end - start)).reshape(marks.worlds, end - start)
    before = np.concatenate([np.zeros((marks.worlds, 1)), counts.cumsum(axis=1)], axis=1)
    edges = first_of((np.arange(start, end + 1) - 1970) * 12)

    def until(day: Ints) -> Floats:
        year = np.clip(years_of(day) - start, 0, end - start - 1)
        part = (day - edges[year]) / (edges[year + 1] - edges[year])
        return before[world, year] + counts[world, year] * part

    return until(last + 1) - until(first)


def exercise_rates(history: History) -> Floats:
    """Measure provocations a day inside ÷ outside exercises: 1998-2010; under Kim Jong Il."""
    spans = known(history.exercises)
    return rows(*(inside_over_outside(history.provocations, spans, w) for w in (CSIS_YEARS, KIM_JONG_IL)))


def exercise_rate_of_weapons(history: History) -> Floats:
    """Measure WMD events a day inside ÷ outside exercises, 2012-17."""
    return rows(inside_over_outside(history.weapons, known(history.exercises), RECENT))


def exercise_rate_beyond_season(history: History) -> Floats:
    """Measure that ratio of 2012-17 ÷ its median when event days are shuffled within year and quarter."""
    spans, times = known(history.exercises), times_for(history.worlds)
    weapons = history.weapons.within(*days_of(RECENT))
    blind = inside_over_outside(shuffled(weapons, times), spans.repeat(times), RECENT)
    seen = inside_over_outside(weapons, spans, RECENT)
    return rows(ratio(seen, median(blind.reshape(history.worlds, times))))


def inside_over_outside(marks: Marks, spans: Spans, window: Window) -> Floats:
    """Compute events a day inside ÷ outside the spans of each world, over the days of a window."""
    first, last = days_of(window)
    spans, marks = spans.clipped(first, last).merged(), marks.within(first, last)
    hits = marks.between(spans.world, spans.first, spans.last)
    inside = np.bincount(spans.world, hits, marks.worlds)
    days = spans.days()
    outside = ratio(marks.per_world() - inside, last - first + 1 - days)
    return ratio(ratio(inside, days), outside)
