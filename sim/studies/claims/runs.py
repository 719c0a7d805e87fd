"""The runs of a trial, shared by all claims: every cell once under each theory."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.engine.checkpoint import Checkpoint
from sim.engine.chunk import Chunk, Progress
from sim.engine.design import CellList
from sim.engine.ensemble import parameter_draws
from sim.engine.outcomes import OutcomeRecorder
from sim.engine.process_pool import Pool
from sim.engine.recorders import Arrays, ArraySpec, Recording
from sim.engine.simulate import simulate
from sim.engine.world_batch import WorldBatch
from sim.scenario import Scenario
from sim.scenario.cell import Cell


@dataclass(frozen=True, eq=False)
class Run:
    """All cells under one theory.

    `outcomes` (cell, outcome, world), `final` (cell, world), `parameters` by name (draw). `weighed` is a
    digest of all that Pyongyang weighed in a cell: equal digests, to the bit the same log-odds every week.
    """

    theory: str
    scenarios: Mapping[str, Scenario]
    outcomes: NDArray[np.float32]
    final: NDArray[np.int8]
    parameters: dict[str, NDArray[np.float32]]
    weighed: dict[str, int]

    def of(self, cell: str) -> NDArray[np.float64]:
        """The outcomes of a cell, shape ``(outcome, world)``."""
        return self.outcomes[list(self.scenarios).index(cell)].astype(np.float64)

    def ends(self, cell: str) -> NDArray[np.int8]:
        """The final class of each world of a cell."""
        return self.final[list(self.scenarios).index(cell)]


@dataclass(frozen=True)
class ScoreDigestRecorder:
    """Records `weighed` int64 (cell): the sum of checksums of the log-odds that Pyongyang gave its options.

    Digests can be compared between cells of one simulation, whose worlds are split into the same chunks.
    """

    def requests(self, worlds: range) -> frozenset[str]:
        return frozenset({"scores"})

    def specs(self, weeks: int) -> dict[str, ArraySpec]:
        return {"weighed": ArraySpec((), np.int64, "sum")}

    def begin(self, worlds: WorldBatch, into: Arrays) -> ScoreDigestRecording:
        return ScoreDigestRecording(worlds, into)


class ScoreDigestRecording(Recording):
    """The digests of some worlds."""

    def week(self, week: int) -> None:
        """Add a week."""
        each = self.worlds.worlds
        for world, cells in self.worlds.groups():
            for scores in world.situation.north.scores.values():
                for column, cell in enumerate(cells):
                    mine = scores[:, column * each : (column + 1) * each]
                    # a checksum that starts from the week: the same scores in another week count anew
                    self.into["weighed"][cell] += zlib.crc32(mine.tobytes(), week)


def run_all(
    by_theory: Mapping[str, Mapping[str, Scenario]],
    *,
    seed: int,
    worlds: int,
    pool: Pool | None = None,
    progress: Progress | None = None,
    checkpoint: Checkpoint | None = None,
) -> list[Run]:
    """Simulate every cell under every theory, in the same worlds."""
    runs: list[Run] = []
    for theory, scenarios in by_theory.items():
        # theory by theory: cells of one run the same compiled weeks, and more worlds of each at a time
        cells = tuple(Cell(scenario, theory) for scenario in scenarios.values())
        whole = Chunk(CellList(cells), seed, 0, worlds, (OutcomeRecorder(), ScoreDigestRecorder()))
        arrays = simulate(whole, pool, progress, checkpoint)
        drawn = parameter_draws(cells[0], whole)
        parameters = {name: drawn[name] for name in cells[0].scenario.parameters}
        weighed = dict(zip(scenarios, arrays["weighed"].tolist(), strict=True))
        runs.append(Run(theory, scenarios, arrays["outcomes"], arrays["final"], parameters, weighed))
    return runs
