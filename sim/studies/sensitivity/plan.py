"""How the worlds of a sensitivity analysis are spent: on the screening, and on two designs."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.studies.sensitivity.factors import Factors

MOST = 12
"""Parameters that go on from the screening."""
REPLICATES, FEW_REPLICATES = 32, 8
"""Worlds at each point, with the same random draws at all points."""
FEWEST = 20_000
"""Worlds under which each point gets but few replicates."""


@dataclass(frozen=True)
class WorldPlan:
    """How the worlds are spent: `trajectories` of the screening; `samples` of each of two designs;
    `replicates` of each point.
    """

    trajectories: int
    samples: int
    replicates: int
    parameters: int
    factors: int

    @classmethod
    def of(cls, worlds: int, factors: Factors) -> WorldPlan:
        """About a third of the worlds for the screening, the rest for the indices; at least the smallest
        designs there are.
        """
        parameters = len(factors.spans)
        replicates = REPLICATES if worlds >= FEWEST else FEW_REPLICATES
        count = min(parameters, MOST) + (len(factors.theories) > 1)
        least = max(len(factors.theories), 2)
        trajectories = max(round(worlds / 3 / (parameters + 1) / replicates), least)
        left = (worlds - trajectories * (parameters + 1) * replicates) / (2 * (count + 2) * replicates)
        samples = 2 ** max(math.floor(math.log2(max(left, 1))), 3)
        return cls(trajectories, samples, replicates, parameters, count)

    @property
    def worlds(self) -> int:
        """The worlds that are run in all."""
        points = self.trajectories * (self.parameters + 1) + 2 * self.samples * (self.factors + 2)
        return points * self.replicates
