"""Worlds run through the record: what was seen is imposed, and each world is weighted by the chance it gave
to that.

Unobserved signals are drawn as ever. Where few worlds hold most of the weight they are dealt out anew, and
the numbers that copies share are moved a little, so that copies differ (Liu and West 2001).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.core.columns import FLOAT, Column, column
from sim.core.parameters import Numbers, Span, with_fades
from sim.core.random_streams import Luck, resampling
from sim.evidence.marks import Floats
from sim.model.world import World
from sim.scenario.cell import Cell
from sim.studies.forecasting import likelihood, priors
from sim.studies.forecasting.likelihood import ImposedDraws, ObservedPlan
from sim.studies.forecasting.observations import Week
from sim.studies.forecasting.resampling import Carried, carried, dealt, effective, put, shares, systematic

if TYPE_CHECKING:
    from sim.scenario import Scenario

LEAST = 1e-9
"""The least chance that counts: one world may not be ruled out by what it held next to impossible."""
FEW = 0.5
"""Share of the worlds that the effective number may not fall under."""
SHRINK = 0.99
"""How much of its own place in the range a copied number keeps; the rest is luck of the same spread."""


class Conditioned:
    """`worlds` worlds of a scenario under a theory, run through the weeks of the record."""

    def __init__(
        self, scenario: Scenario, theory: str, weeks: Sequence[Week], *, worlds: int, seed: int
    ) -> None:
        self.weeks, self.worlds = weeks, worlds
        self.draws, self.plan = ImposedDraws(seed, worlds), ObservedPlan(scenario, worlds)
        self.world = World([Cell(scenario, theory)], self.draws, lucks=1)
        self.world.plan = self.plan
        self.log_weights: Floats = np.zeros(worlds)
        self.log_score = 0.0
        """Sum over weeks of the log chance that all worlds together gave to what was seen."""
        self._spans = {n: d.span for n, d in scenario.parameters.items() if d.span[0] < d.span[1]}
        self._luck = resampling(seed)

    def run_to(self, week: int) -> None:
        """Run up to the beginning of a week."""
        while self.world.week < week:
            self.step()

    def step(self) -> None:
        """One week: what is told of it, the week itself, what was seen of it, and the weights."""
        world, week = self.world, self.weeks[self.world.week]
        world.luck = Luck(self.draws, world.monday)
        self.plan.fits = likelihood.fits(world, week)
        self.draws.imposed = likelihood.imposed_draws(world, week)
        world.land.resolution_in = column(week.resolution, self.worlds)
        world.step()
        chances = likelihood.chances(world, self.plan, week)
        likelihood.impose_state(world, week)
        self._weigh(chances)
        priors.drift(world)

    def sample(self, places: int) -> Carried:
        """What `places` worlds carry, drawn by weight."""
        index = systematic(shares(self.log_weights), places, float(self._luck.random()))
        return dealt(carried(self.world), index)

    def _weigh(self, chances: Sequence[Column]) -> None:
        before = shares(self.log_weights)
        gained = np.sum([np.log(np.maximum(c.astype(np.float64), LEAST)) for c in chances], axis=0)
        self.log_score += float(np.log(before @ np.exp(gained)))
        self.log_weights = self.log_weights + gained
        self.log_weights -= self.log_weights.max()
        if effective(self.log_weights) < FEW * self.worlds:
            self.even_out()

    def even_out(self) -> None:
        """Deal the worlds out anew, each as often as its weight says; all weigh the same from here."""
        index = systematic(shares(self.log_weights), self.worlds, float(self._luck.random()))
        put(self.world, dealt(carried(self.world), index))
        self.world.p = self._moved(self.world.p)
        self.log_weights = np.zeros(self.worlds)

    def _moved(self, p: Numbers) -> Numbers:
        """Numbers drawn toward their middle and spread again by as much."""
        drawn = {name: c for name, c in p.items().items() if name in self._spans and name != priors.PHASE}
        moved = {name: self._near(c, self._spans[name]) for name, c in drawn.items()}
        whole = {name: c for name, c in p.items().items() if not name.endswith("_fade")}
        return Numbers(with_fades(whole | moved))

    def _near(self, values: Column, span: Span) -> Column:
        low, high = span
        spread = float(values.std() * np.sqrt(1 - SHRINK**2))
        luck: Floats = self._luck.standard_normal(self.worlds)
        near: Floats = SHRINK * values + (1 - SHRINK) * float(values.mean()) + spread * luck
        near = np.where(near < low, 2 * low - near, np.where(near > high, 2 * high - near, near))
        return np.clip(near, low, high).astype(FLOAT)
