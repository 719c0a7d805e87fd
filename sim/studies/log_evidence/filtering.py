"""One run of the particle filter through a record: the log of what a theory gave to it, week by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.core.columns import Floats
from sim.engine.chunk import Progress
from sim.engine.conditioning.particle_filter import Conditioned
from sim.engine.conditioning.priors import DRIFT, PHASE
from sim.evidence.observed_weeks import ObservedWeek
from sim.model.parameter_source import at_defaults
from sim.scenario import Scenario

REPORTED = 52
"""Weeks after which progress is reported."""
PRIORS = ("ranges", "middle half", "defaults")
"""What parameters are drawn from: their ranges, the middle half of these, or their default alone."""


@dataclass(frozen=True, eq=False)
class FilterJob:
    """A theory run through the weeks of a record; `label` says of which, `prior` what numbers are drawn
    from.
    """

    scenario: Scenario
    theory: str
    weeks: Sequence[ObservedWeek]
    particles: int
    seed: int
    prior: str = PRIORS[0]

    @property
    def world_weeks(self) -> int:
        """How much there is to run."""
        return self.particles * len(self.weeks)

    def run(self, progress: Progress | None = None) -> Filtered:
        """Run through the whole record."""
        scenario = with_prior(self.scenario, self.prior)
        worlds = Conditioned(scenario, self.theory, self.weeks, worlds=self.particles, seed=self.seed)
        for start in range(0, len(self.weeks), REPORTED):
            end = min(start + REPORTED, len(self.weeks))
            worlds.run_to(end)
            if progress:
                progress(self.particles * (end - start))
        what = list(dict.fromkeys(name for week in worlds.weekly for name in week))
        scores = np.array([[week.get(name, 0.0) for name in what] for week in worlds.weekly])
        return Filtered({name: scores[:, k] for k, name in enumerate(what)}, worlds.fit.lowest)


@dataclass(frozen=True)
class Filtered:
    """By what was observed, the log of the chance that was given to it, ``(week,)``; and the lowest effective
    number of particles.
    """

    scores: Mapping[str, Floats]
    lowest: float

    @property
    def weekly(self) -> Floats:
        """The log of the chance given to all that was observed of each week."""
        return np.sum(list(self.scores.values()), axis=0)


def with_prior(scenario: Scenario, prior: str) -> Scenario:
    """The scenario with its uncertain numbers drawn from less than their ranges; what drifts stays as it
    is.
    """
    if prior == "defaults":
        return at_defaults(scenario)
    if prior == "ranges":
        return scenario
    halved = {
        name: it.model_copy(update={"value": _middle_half(*it.span)})
        for name, it in scenario.parameters.items()
        if it.span[0] < it.span[1] and name not in (PHASE, DRIFT)
    }
    return scenario.model_copy(update={"parameters": scenario.parameters | halved})


def _middle_half(low: float, high: float) -> tuple[float, float]:
    quarter = (high - low) / 4
    return low + quarter, high - quarter
