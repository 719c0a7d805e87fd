"""Particle filter: worlds run through the record, each weighted by the chance it gave to what was observed.

What was observed is imposed on all worlds; other signals are drawn as ever. Where few worlds hold most of the
weight they are resampled, and the parameters that copies share are moved a little, so that copies differ (Liu
and West 2001).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from sim.core.columns import FLOAT, Column, Floats, column
from sim.core.parameters import Numbers, Span, with_fades
from sim.core.random_streams import resampling
from sim.engine.conditioning import likelihood, priors
from sim.engine.conditioning.likelihood import ImposedDraws, ObservedPlan
from sim.engine.conditioning.resampling import Carried, carried, effective, put, resampled, shares, systematic
from sim.evidence.observed_weeks import ObservedWeek
from sim.model.world import World
from sim.scenario import Scenario
from sim.scenario.cell import Cell

LEAST = 1e-9
"""The least chance that counts: no single week rules a world out for good."""
FEW = 0.5
"""Resample where the effective number falls under this share of the worlds."""
SHRINK = 0.99
"""Weight of its own value in a copied parameter; the rest is drawn, so that mean and spread stay the same."""


@dataclass(frozen=True)
class Fit:
    """How well so many worlds match the record: their effective number after the last week that was imposed
    and after the week in which it was lowest, how often they were resampled, and of how many the copies are.
    """

    worlds: int
    effective: float
    lowest: float
    lowest_week: date | None = None
    resamplings: int = 0
    roots: int = 0

    def after(self, effective: float, monday: date) -> Fit:
        """The same a week later."""
        if effective >= self.lowest:
            return replace(self, effective=effective)
        return replace(self, effective=effective, lowest=effective, lowest_week=monday)

    def resampled(self, roots: int) -> Fit:
        """The same once the worlds are copies of so many of the beginning."""
        return replace(self, resamplings=self.resamplings + 1, roots=roots)


class Conditioned:
    """`worlds` worlds of a scenario under a theory, conditioned on the weeks of the record."""

    def __init__(
        self, scenario: Scenario, theory: str, weeks: Sequence[ObservedWeek], *, worlds: int, seed: int
    ) -> None:
        self.weeks, self.worlds = weeks, worlds
        self.draws, self.plan = ImposedDraws(seed, worlds), ObservedPlan(scenario, worlds)
        self.world = World([Cell(scenario, theory)], self.draws, replicates=1)
        self.world.situation.plan = self.plan
        self.log_weights: Floats = np.zeros(worlds)
        self.log_score = 0.0
        """Sum over weeks of the log of the chance that the weighted worlds gave to what was observed."""
        self.weekly: list[dict[str, float]] = []
        """The same week by week, as a sum over what was observed, each given what stands before it."""
        self.fit = Fit(worlds, float(worlds), float(worlds))
        self._spans = {n: d.span for n, d in scenario.parameters.items() if d.span[0] < d.span[1]}
        self._random = resampling(seed)
        self._roots = np.arange(worlds)
        """The world of the beginning that each descends from."""

    def run_to(self, week: int) -> None:
        """Run up to the beginning of a week."""
        while self.world.situation.week < week:
            self.step()

    def step(self) -> None:
        """One week: what was observed is imposed, the week is run, and the worlds are weighted."""
        s = self.world.situation
        week = self.weeks[s.week]
        self.plan.fits = likelihood.fits(s, week)
        self.draws.imposed = likelihood.imposed_draws(s, week)
        s.land.resolution_in = column(week.resolution, self.worlds)
        self.world.step()
        chances = likelihood.chances(s, self.plan, week)
        likelihood.impose_state(s, week)
        self._weigh(chances)
        priors.drift(s)

    def sample(self, places: int) -> Carried:
        """What `places` worlds carry, drawn by weight."""
        index = systematic(shares(self.log_weights), places, float(self._random.random()))
        return resampled(carried(self.world.situation), index)

    def _weigh(self, chances: Mapping[str, Column]) -> None:
        before = shares(self.log_weights)
        logs = {name: np.log(np.maximum(c.astype(np.float64), LEAST)) for name, c in chances.items()}
        gained = np.sum(list(logs.values()), axis=0)
        self.log_score += float(np.log(before @ np.exp(gained)))
        self.weekly.append(_step_by_step(before, logs))
        self.log_weights = self.log_weights + gained
        self.log_weights -= self.log_weights.max()
        self.fit = self.fit.after(effective(self.log_weights), self.world.situation.random.monday)
        if self.fit.effective < FEW * self.worlds:
            self.even_out()

    def even_out(self) -> None:
        """Resample the worlds, each as often as its weight says; all weigh the same from here."""
        index = systematic(shares(self.log_weights), self.worlds, float(self._random.random()))
        self._roots = self._roots[index]
        self.fit = self.fit.resampled(len(np.unique(self._roots)))
        s = self.world.situation
        put(s, resampled(carried(s), index))
        s.p = self._moved(s.p)
        self.log_weights = np.zeros(self.worlds)

    def _moved(self, p: Numbers) -> Numbers:
        """Parameters pulled toward their mean, and spread again by as much as that narrowed them."""
        drawn = {name: c for name, c in p.items().items() if name in self._spans and name != priors.PHASE}
        moved = {name: self._near(c, self._spans[name]) for name, c in drawn.items()}
        whole = {name: c for name, c in p.items().items() if not name.endswith("_fade")}
        return Numbers(with_fades(whole | moved))

    def _near(self, values: Column, span: Span) -> Column:
        low, high = span
        spread = float(values.std() * np.sqrt(1 - SHRINK**2))
        shift: Floats = self._random.standard_normal(self.worlds)
        near: Floats = SHRINK * values + (1 - SHRINK) * float(values.mean()) + spread * shift
        near = np.where(near < low, 2 * low - near, np.where(near > high, 2 * high - near, near))
        return np.clip(near, low, high).astype(FLOAT)


def _step_by_step(weights: Floats, logs: Mapping[str, Floats]) -> dict[str, float]:
    """The log of the chance of each thing under the weights, given those before it."""
    found: dict[str, float] = {}
    so_far, gained = 0.0, np.zeros(len(weights))
    for name, own in logs.items():
        gained = gained + own
        level = float(np.log(weights @ np.exp(gained)))
        found[name], so_far = level - so_far, level
    return found
