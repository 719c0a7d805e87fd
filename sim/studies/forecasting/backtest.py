"""Forecasts from the first of every month of many years, with what was known then and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeAlias

import numpy as np

from sim.engine.conditioning import priors
from sim.engine.conditioning.known_facts import as_known, prolonged
from sim.engine.conditioning.particle_filter import Conditioned
from sim.evidence.marks import Ints
from sim.evidence.observed_weeks import weeks_of_the_record
from sim.evidence.own_record import SHIPPED, Record
from sim.scenario import Scenario
from sim.studies.forecasting.project import ProjectionStart, project
from sim.studies.forecasting.rivals import FORECASTERS
from sim.studies.forecasting.scoring import CountForecast
from sim.studies.forecasting.windows import WINDOWS, Window, days_of_the_record, monday_after, origins

Issued: TypeAlias = dict[tuple[date, Window], CountForecast]
"""Forecasts by origin and window."""
Progress = Callable[[int], object]

FURTHER = 50
"""Events beyond the most of any world which are still given a chance."""
LONGEST = max(window.weeks for window in WINDOWS)


@dataclass(frozen=True, eq=False)
class BacktestJob:
    """One theory's forecasts, to be made here or in another process."""

    scenario: Scenario
    theory: str
    worlds: int
    seed: int
    first: int
    last: int
    record: Record = SHIPPED

    @property
    def world_weeks(self) -> int:
        """How much there is to run: the record once, and the windows of every origin."""
        return self.worlds * (self._weeks + LONGEST * len(origins(self.first, self.last)))

    @property
    def _weeks(self) -> int:
        """Weeks of the record up to the last origin."""
        return (monday_after(origins(self.last, self.last)[-1]) - self.scenario.monday).days // 7

    def run(self, progress: Progress | None = None) -> Issued:
        """Run through the record once; project copies of the worlds from every origin, a year at once."""
        scenario = priors.without_hindsight(prolonged(self.scenario, date(self.last, 12, 31)))
        weeks = weeks_of_the_record(scenario.monday, self._weeks, self.record)
        worlds = Conditioned(scenario, self.theory, weeks, worlds=self.worlds, seed=self.seed)
        issued: Issued = {}
        for _, days in groupby(origins(self.first, self.last), key=lambda day: monday_after(day).year):
            before = worlds.world.situation.week
            starts = [self._start(worlds, scenario, day) for day in days]
            issued |= self._forecasts(starts)
            if progress:
                progress(self.worlds * (worlds.world.situation.week - before + LONGEST * len(starts)))
        return issued

    def _start(self, worlds: Conditioned, scenario: Scenario, day: date) -> ProjectionStart:
        worlds.run_to((monday_after(day) - scenario.monday).days // 7)
        return ProjectionStart(day, as_known(scenario, day, LONGEST), worlds.sample(self.worlds))

    def _forecasts(self, starts: Sequence[ProjectionStart]) -> Issued:
        ahead = project(starts, self.theory, LONGEST, self.worlds, self.seed)
        return {
            (start.origin, window): smooth(counts)
            for window in WINDOWS
            for start, counts in zip(starts, ahead.counts(window), strict=True)
            if window.closed(start.origin, self.record.last_day)
        }


def smooth(counts: Ints) -> CountForecast:
    """The forecast of simulated counts, with one world's weight spread over what none of them has.

    That world's count is geometric with the mean of the others, so that no number is held impossible.
    """
    mean = float(counts.mean()) + 1 / len(counts)
    more = np.arange(int(counts.max()) + FURTHER)
    spread = (mean / (1 + mean)) ** more / (1 + mean)
    return CountForecast.of(counts).mixed(CountForecast(spread / spread.sum()), 1 / (1 + len(counts)))


def rival_forecasts(first: int, last: int, record: Record = SHIPPED) -> dict[str, Issued]:
    """The forecasts of the simple rivals, by name."""
    days, end = origins(first, last), record.last_day
    wanted = [(day, window) for day in days for window in WINDOWS if window.closed(day, end)]
    return {
        name: {
            (day, w): rival(days_of_the_record(w.kinds, record), day.toordinal(), w.days) for day, w in wanted
        }
        for name, rival in FORECASTERS.items()
    }


def mixture(each: Mapping[str, Issued]) -> Issued:
    """The equal mixture of several forecasters."""
    first, *others = each.values()
    result = dict(first)
    for number, other in enumerate(others, 2):
        result = {key: forecast.mixed(other[key], 1 / number) for key, forecast in result.items()}
    return result
