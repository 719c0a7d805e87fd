"""Particles: the worlds of one theory as the record leaves them on a Monday, all of the same weight.

Their number is fixed, and world number w of a study takes the particle of its parameter draw, whatever other
worlds run with it: so a world is the same alone, in a chunk and among thousands, in every scenario compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from sim.core.errors import UserError
from sim.core.random_streams import resampling
from sim.engine.conditioning.particle_filter import Conditioned, Fit
from sim.engine.conditioning.past import Past, past_of
from sim.engine.conditioning.priors import without_hindsight
from sim.engine.conditioning.resampling import Carried
from sim.scenario import Scenario, Start
from sim.scenario.cell import Cell

PARTICLES = 1000
"""Worlds that run through the record under each theory."""
FEWEST, FEW = 0.1, 0.25
"""Effective number, as a share of the particles: under the first on the day a start is refused, under the
second in any week it is reported.
"""


@dataclass(frozen=True, eq=False)
class Particles:
    """What worlds carry on the Monday of a start, one column entry a particle, and how well they match the
    record.
    """

    begin: Start
    past: Past
    """The years that they have run through."""
    theory: str
    seed: int
    things: Carried
    fit: Fit

    @property
    def monday(self) -> date:
        """The day on which they stand."""
        return self.begin.monday

    def index(self, first: int, worlds: int, replicates: int) -> NDArray[np.int64]:
        """The particle of each world from number `first` on; `replicates` neighbours share one.

        Particles come in a random order, so that those of a few worlds are a fair sample.
        """
        order = resampling(self.seed, self.monday.toordinal()).permutation(PARTICLES)
        return order[(first + np.arange(worlds)) // replicates % PARTICLES]

    def fits(self, cell: Cell, seed: int) -> bool:
        """Whether worlds of a cell start from these."""
        return (self.begin, self.theory, self.seed) == (cell.scenario.begin, cell.theory, seed)


def particles_of(cell: Cell, seed: int) -> Particles:
    """The particles that worlds of a cell start from. Raises UserError if too few match the record."""
    found = _particles(cell.scenario.begin, past_of(cell.scenario), cell.theory, seed)
    if found.fit.effective < FEWEST * PARTICLES:
        raise UserError(
            f"{cell.scenario.path}: start: of {PARTICLES:,} worlds under {cell.theory} only "
            f"{found.fit.effective:.0f} effective ones match the record before {cell.scenario.start}; "
            f"at least {FEWEST * PARTICLES:.0f} are needed"
        )
    return found


@lru_cache(maxsize=16)
def _particles(begin: Start, past: Past, theory: str, seed: int) -> Particles:
    monday = begin.monday
    history, weeks = without_hindsight(past.to(monday)), past.weeks(monday)
    worlds = Conditioned(history, theory, weeks, worlds=PARTICLES, seed=seed)
    worlds.run_to(len(weeks))
    fit = worlds.fit
    worlds.even_out()
    return Particles(begin, past, theory, seed, worlds.sample(PARTICLES), fit)


def mark(scenario: Scenario) -> tuple[str, ...]:
    """All that determines the particles of a scenario apart from theory and seed, in words."""
    past = past_of(scenario)
    return past.mark, _mark_of_weeks(past, scenario.monday), str(PARTICLES)


@cache
def _mark_of_weeks(past: Past, monday: date) -> str:
    return sha256(repr(past.weeks(monday)).encode()).hexdigest()
