"""How the runs of an analysis are done: a few cells in many worlds, or many points of a design in a few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.engine.checkpoint import Checkpoint
from sim.engine.chunk import COLUMNS, Chunk, Progress
from sim.engine.design import CellList, Points, Source
from sim.engine.outcomes import OutcomeRecorder
from sim.engine.process_pool import Pool
from sim.engine.recorders import Arrays
from sim.engine.simulate import simulate
from sim.scenario.cell import Cell


@dataclass(frozen=True)
class Runs:
    """With which seed something is run, in how many worlds each, by whom, and where it is kept meanwhile."""

    seed: int
    worlds: int
    pool: Pool | None = None
    progress: Progress | None = None
    checkpoint: Checkpoint | None = None
    columns: int = COLUMNS

    def of_cells(self, cells: Sequence[Cell]) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
        """Outcomes (cell, outcome, world) and final classes (cell, world) of some cells, which may differ in
        all but their weeks.
        """
        arrays = self._run(CellList(tuple(cells)), OutcomeRecorder())
        return arrays["outcomes"], arrays["final"]

    def of_points(self, points: Points, outcome: str) -> NDArray[np.float64]:
        """One outcome at every point of a design, shape ``(point, world)``."""
        order = np.argsort(points.theory, kind="stable")  # neighbours in a chunk share a theory
        result = np.empty((len(points), self.worlds))
        result[order] = self._run(points.part(order), OutcomeRecorder((outcome,)))["outcomes"][:, 0]
        return result

    def _run(self, source: Source, recorder: OutcomeRecorder) -> Arrays:
        whole = Chunk(source, self.seed, 0, self.worlds, (recorder,), columns=self.columns)
        return simulate(whole, self.pool, self.progress, self.checkpoint)
