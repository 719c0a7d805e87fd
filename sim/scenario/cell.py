"""A cell: a scenario under a theory of Pyongyang, the unit that is run and compared."""

from __future__ import annotations

from dataclasses import dataclass

from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Cell:
    """A scenario under a theory of Pyongyang."""

    scenario: Scenario
    theory: str
