"""What a sensitivity analysis varies: the parameters that a scenario leaves uncertain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.engine.design import Points, with_parameters
from sim.scenario import Scenario
from sim.studies.running import uncertain


@dataclass(frozen=True)
class Factors:
    """The parameters that a scenario leaves uncertain, with their spans, and the theories."""

    scenario: Scenario
    theories: tuple[str, ...]
    spans: dict[str, tuple[float, float]]

    @classmethod
    def of(cls, scenario: Scenario, theories: tuple[str, ...]) -> Factors:
        """All parameters whose span has some width. Raises UserError where none has."""
        return cls(scenario, theories, uncertain(scenario))

    def points(self, names: tuple[str, ...], places: NDArray[np.float64], theory: NDArray[np.intp]) -> Points:
        """Places (0 to 1, shape ``(point, name)``) in the spans, as points of a design; all other parameters
        stand at their default, or in the middle of what the scenario leaves open.
        """
        low, high = (np.array([self.spans[name][end] for name in names]) for end in (0, 1))
        values = np.clip(low + (high - low) * places, low, high)  # rounding leaves no span
        return Points(self.middle, self.theories, names, values, theory)

    @property
    def middle(self) -> Scenario:
        """The scenario with every uncertain parameter at its default, or in the middle of a narrower span."""
        known = self.scenario.parameters
        middle = {
            name: (low + high) / 2 if known[name].value is not None else known[name].default
            for name, (low, high) in self.spans.items()
        }
        return with_parameters(self.scenario, middle)
