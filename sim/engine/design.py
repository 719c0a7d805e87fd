"""Cells laid out by a design: points in the space of the parameters, under one theory or another.

A point of a design is a scenario with some parameters set, so a scenario file that sets them runs it again.
All cells share the luck of worlds 0, 1, 2 …: what differs between two points is the points' doing, and a
number that nothing reads makes no difference at all, to the last bit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Places
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.scenario.dump import written


class Source(Protocol):
    """Cells, or what they are made from: light to send to a process."""

    def __len__(self) -> int: ...
    def cells(self) -> Sequence[Cell]:
        """The cells themselves."""
        ...

    def part(self, where: slice) -> Source:
        """Some of them."""
        ...

    def mark(self) -> Sequence[str]:
        """All that determines them."""
        ...


@dataclass(frozen=True)
class Given:
    """Cells as they are."""

    these: tuple[Cell, ...]

    def __len__(self) -> int:
        return len(self.these)

    def cells(self) -> Sequence[Cell]:
        return self.these

    def part(self, where: slice) -> Given:
        return Given(self.these[where])

    def mark(self) -> Sequence[str]:
        return [text for cell in self.these for text in (str(written(cell.scenario)), cell.theory)]


@dataclass(frozen=True)
class Points:
    """Points of a design: `values` of the parameters `names`, shape ``(point, name)``, and for each point
    the place of its theory in `theories`.
    """

    scenario: Scenario
    theories: tuple[str, ...]
    names: tuple[str, ...]
    values: NDArray[np.float64]
    theory: Places

    def __len__(self) -> int:
        return len(self.values)

    def cells(self) -> Sequence[Cell]:
        settings = (dict(zip(self.names, map(float, row), strict=True)) for row in self.values)
        return [
            Cell(with_parameters(self.scenario, setting), self.theories[int(at)])
            for setting, at in zip(settings, self.theory, strict=True)
        ]

    def part(self, where: slice | Places) -> Points:
        values, theory = self.values[where], np.asarray(self.theory[where], np.intp)
        return Points(self.scenario, self.theories, self.names, values, theory)

    def mark(self) -> Sequence[str]:
        arrays = (self.values.tobytes().hex(), self.theory.tobytes().hex())
        return [str(written(self.scenario)), *self.theories, *self.names, *arrays]


def with_parameters(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with some parameters set."""
    known = scenario.parameters
    changed = {name: known[name].model_copy(update={"value": value}) for name, value in values.items()}
    return scenario.model_copy(update={"parameters": known | changed})
