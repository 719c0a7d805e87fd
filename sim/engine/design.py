"""Sources of cells: a list of them, or the points of a design in the space of the parameters.

A point of a design is a scenario with some parameters set, so a scenario file that sets them runs it again.
All cells share the random draws of worlds 0, 1, 2 …: what differs between two points is the points' doing,
and a number that nothing reads makes no difference at all, to the last bit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Places
from sim.engine.conditioning import particles
from sim.engine.provenance import hash_of
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.scenario.dump import written
from sim.scenario.finished_study import finished_study
from sim.scenario.posterior import FITTED, posterior_file


class Source(Protocol):
    """Cells, or what they are made from: light to send to a process."""

    @property
    def by_cell(self) -> bool:
        """Whether chunks have some of the cells with all worlds, or all cells with some of the worlds."""
        ...

    @property
    def weeks(self) -> int:
        """Weeks that every cell runs."""
        ...

    def __len__(self) -> int: ...
    def cells(self) -> tuple[Cell, ...]:
        """The cells themselves."""
        ...

    def distinct(self) -> Sequence[Cell]:
        """Cells of every theory and kind of start, few enough to look at."""
        ...

    def part(self, where: slice) -> Source:
        """Some of them."""
        ...

    def mark(self) -> Sequence[str]:
        """All that determines them, in words."""
        ...


@dataclass(frozen=True)
class CellList:
    """A few cells that share many worlds; they may differ in all but their weeks."""

    these: tuple[Cell, ...]
    by_cell = False

    def __len__(self) -> int:
        return len(self.these)

    @property
    def weeks(self) -> int:
        return self.these[0].scenario.weeks

    def cells(self) -> tuple[Cell, ...]:
        return self.these

    def distinct(self) -> Sequence[Cell]:
        return self.these

    def part(self, where: slice) -> CellList:
        return CellList(self.these[where])

    def mark(self) -> Sequence[str]:
        return [text for cell in self.these for text in mark_of(cell.scenario, [cell.theory])]


@dataclass(frozen=True, eq=False)
class Points:
    """Many points of a design in a few worlds each: `values` of the parameters `names`, shape ``(point,
    name)``, and for each point the place of its theory in `theories`.
    """

    scenario: Scenario
    theories: tuple[str, ...]
    names: tuple[str, ...]
    values: NDArray[np.float64]
    theory: Places
    by_cell = True

    def __len__(self) -> int:
        return len(self.values)

    @property
    def weeks(self) -> int:
        return self.scenario.weeks

    def cells(self) -> tuple[Cell, ...]:
        settings = (dict(zip(self.names, map(float, row), strict=True)) for row in self.values)
        return tuple(
            Cell(with_parameters(self.scenario, setting), self.theories[int(at)])
            for setting, at in zip(settings, self.theory, strict=True)
        )

    def distinct(self) -> Sequence[Cell]:
        return [Cell(self.scenario, theory) for theory in self.theories]

    def part(self, where: slice | Places) -> Points:
        values, theory = self.values[where], np.asarray(self.theory[where], np.intp)
        return Points(self.scenario, self.theories, self.names, values, theory)

    def mark(self) -> Sequence[str]:
        arrays = (sha256(each.tobytes()).hexdigest() for each in (self.values, self.theory))
        return [*mark_of(self.scenario, self.theories), *self.names, *arrays]


def mark_of(scenario: Scenario, theories: Sequence[str]) -> list[str]:
    """What determines worlds of a scenario under some theories: it, the posteriors that they draw from, and
    the record or the study that they start from.
    """
    fitted = [hash_of(posterior_file(it)) for it in theories] if scenario.params == FITTED else []
    start = particles.mark(scenario) if scenario.from_record else ()
    if scenario.from_world:
        start = (finished_study(str(scenario.begin.study)).mark,)
    return [written(scenario), *theories, *fitted, *start]


def with_parameters(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with some parameters set."""
    known = scenario.parameters
    changed = {name: known[name].model_copy(update={"value": value}) for name, value in values.items()}
    return scenario.model_copy(update={"parameters": known | changed})
