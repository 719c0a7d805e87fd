"""What one theory says from an origin on: fans, chances of each class of event, windows, and the state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Column, Flags
from sim.engine.conditioning import priors
from sim.engine.conditioning.continued import continued, numbers_set
from sim.engine.conditioning.known_facts import as_known, prolonged
from sim.engine.conditioning.particle_filter import Conditioned
from sim.engine.conditioning.resampling import shares, systematic
from sim.evidence.observed_weeks import weeks_of_the_record
from sim.evidence.own_record import SHIPPED, Record
from sim.model.calendar import WEEK
from sim.model.measures import measure
from sim.model.situation import Situation
from sim.scenario import Scenario
from sim.studies.forecasting.project import Projection, ProjectionStart, project
from sim.studies.forecasting.scoring import CountForecast
from sim.studies.forecasting.state_report import QUANTILES, StateEntry, quantiles, state
from sim.studies.forecasting.windows import KINDS, Window, monday_after, sunday_before
from sim.vocabulary.signals import EVENTS

BACK = 52
"""Weeks before the origin that the fans show."""
FAN = ("provocations_52", "tension", "strain", "resolve_us")
TALKS, FREEZE = 2, 3
DAYS = (14, 30, 91, 182, 364, 728)
Progress = Callable[[int], object]


def _sent(kind: str, s: Situation) -> Flags:
    return s.events[kind] > 0


CLASSES: dict[str, Callable[[Situation], Flags]] = {
    **{kind: partial(_sent, kind) for kind in EVENTS},
    "crisis": lambda s: s.crisis_opened,
    "fire": lambda s: s.fire > 0,
    "talks": lambda s: s.talks.stage >= TALKS,
    "freeze": lambda s: s.talks.stage >= FREEZE,
}
HAZARDS: dict[str, Callable[[Situation], Column]] = {
    "serious_clash": lambda s: s.chances.serious,
    "war": lambda s: s.chances.war,
}
"""What is rare: its chance is added up from the chances of the weeks, since few worlds have it."""


@dataclass
class Watcher:
    """What is kept of every week ahead: quantiles of the measures, and the share of worlds with each class
    of event by then.
    """

    fans: dict[str, list[NDArray[np.float64]]] = field(default_factory=lambda: {name: [] for name in FAN})
    chances: dict[str, list[float]] = field(
        default_factory=lambda: {name: [] for name in (*CLASSES, *HAZARDS)}
    )
    _had: dict[str, Flags] = field(default_factory=dict[str, Flags])
    _spared: dict[str, Column] = field(default_factory=dict[str, Column])

    def add(self, s: Situation, week: int) -> None:
        """Keep a week."""
        peace = ~s.fate.at_war
        for name, rows in self.fans.items():
            values = measure(s, name)[peace]
            rows.append(quantiles(values) if len(values) else np.full(len(QUANTILES), np.nan))
        for name, happens in CLASSES.items():
            self._had[name] = self._had.get(name, np.zeros(s.width, np.bool_)) | (happens(s) & peace)
            self.chances[name].append(float(self._had[name].mean()))
        for name, hazard in HAZARDS.items():
            self._spared[name] = self._spared.get(name, np.ones(s.width)) * (1 - hazard(s))
            self.chances[name].append(float(1 - self._spared[name].mean()))


@dataclass(frozen=True, eq=False)
class Outlook:
    """What one theory says from the origin on. `past` and `ahead` are ``(week, quantile)`` by measure, and
    `chances` that an event has come ``(week,)`` by its class.
    """

    theory: str
    origin: date
    state: list[StateEntry]
    past: dict[str, NDArray[np.float64]]
    ahead: dict[str, NDArray[np.float64]]
    chances: dict[str, NDArray[np.float64]]
    windows: dict[Window, CountForecast]
    log_score: float
    """Of the record up to the origin."""


@dataclass(frozen=True, eq=False)
class OutlookJob:
    """The outlook of one theory: the history that worlds run through, and the scenario in force from the
    origin on, if it is another.
    """

    history: Scenario
    then: Scenario | None
    theory: str
    origin: date
    weeks: int
    worlds: int
    seed: int
    record: Record = SHIPPED

    @property
    def world_weeks(self) -> int:
        """How much there is to run."""
        return self.worlds * (self._first + self.weeks)

    @property
    def _first(self) -> int:
        """The number of the first week ahead."""
        return (monday_after(self.origin) - self.history.monday).days // 7

    def run(self, progress: Progress | None = None) -> Outlook:
        """Run through the record to the origin, describe the state there, and project the worlds."""
        history = priors.without_hindsight(prolonged(self.history, date(self.origin.year, 12, 31)))
        weeks = weeks_of_the_record(history.monday, self._first, self.record)
        worlds = Conditioned(history, self.theory, weeks, worlds=self.worlds, seed=self.seed)
        past = self._run_up(worlds, progress)
        worlds.even_out()
        entries, watcher = state(worlds.world.situation), Watcher()
        start = ProjectionStart(self.origin, self._from_now_on(history), worlds.sample(self.worlds))
        ahead = project(
            [start], self.theory, self.weeks, self.worlds, self.seed, watch=watcher.add,
            set_anew=self._set_anew(),
        )  # fmt: skip
        if progress:
            progress(self.worlds * self.weeks)
        fans = {name: np.stack(rows) for name, rows in watcher.fans.items()}
        chances = {name: np.array(each) for name, each in watcher.chances.items()}
        found = _windows(ahead, self.weeks)
        return Outlook(self.theory, self.origin, entries, past, fans, chances, found, worlds.log_score)

    def _run_up(self, worlds: Conditioned, progress: Progress | None) -> dict[str, NDArray[np.float64]]:
        """Run to the origin; the measures of the last year before it."""
        rows: dict[str, list[NDArray[np.float64]]] = {name: [] for name in FAN}
        for week in range(self._first):
            worlds.step()
            if progress:
                progress(self.worlds)
            if week >= self._first - BACK:
                index = systematic(shares(worlds.log_weights), self.worlds, 0.5)
                for name in FAN:
                    rows[name].append(quantiles(worlds.world.measure(name)[index]))
        return {name: np.stack(each) for name, each in rows.items()}

    def _from_now_on(self, history: Scenario) -> Scenario:
        """What is in force from the origin on: what was known, or what another scenario says."""
        if self.then is None:
            return as_known(history, self.origin, self.weeks)
        return continued(self.then.starting(monday_after(self.origin)), self.history)

    def _set_anew(self) -> set[str] | None:
        """The numbers that another scenario gives itself."""
        return None if self.then is None else numbers_set(self.then)


def _windows(ahead: Projection, weeks: int) -> dict[Window, CountForecast]:
    wanted = [Window(name, kinds, days) for name, kinds in KINDS.items() for days in DAYS]
    return {w: CountForecast.of(ahead.counts(w)[0]) for w in wanted if w.weeks <= weeks}


def origin_of(day: date) -> date:
    """The origin that a day stands for: the Sunday before it, or itself if it is one."""
    return sunday_before(day + timedelta(days=1)) if day.weekday() == WEEK.days - 1 else sunday_before(day)
