"""The same model, the same rules, one world at a time through Mesa's own batch runner."""

from __future__ import annotations

from time import process_time
from typing import Any

import mesa
from mesa.datacollection import DataCollector

from sim.core.random_streams import Draws
from sim.engine.world_batch import REPLICATES
from sim.model.world import World
from sim.scenario.cell import Cell


class OneWorld(World):
    """One world of one cell, as `mesa.batch_run` wants a model: it stops itself and has a data collector."""

    def __init__(self, cell: Cell, world: int, weeks: int, **_: Any) -> None:
        super().__init__([cell], Draws(1, world, 1), REPLICATES)
        self.last = weeks
        self.datacollector = DataCollector({"tension": lambda model: float(model.measure("tension")[0])})

    def step(self) -> None:
        super().step()
        self.datacollector.collect(self)
        self.running = self.situation.week < self.last


def one_at_a_time(cell: Cell, worlds: int, weeks: int) -> float:
    """World-weeks a CPU-second of worlds run one after the other."""
    start = process_time()
    mesa.batch_run(
        OneWorld,
        {"cell": [cell], "world": range(worlds), "weeks": [weeks]},
        number_processes=1,
        display_progress=False,
    )
    return worlds * weeks / (process_time() - start)
