"""Recorder of signs: what an observer sees of every week of every world."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.engine.recorders import Arrays, ArraySpec, Recording
from sim.engine.world_batch import WorldBatch
from sim.studies.signs.observables import REQUESTS, of_worlds


@dataclass(frozen=True)
class SignRecorder:
    """Records `seen` uint32 (cell, week, world): bit k is set where observable k was seen in the week.

    After a war nothing more is seen of a world.
    """

    def requests(self, worlds: range) -> frozenset[str]:
        return REQUESTS

    def specs(self, weeks: int) -> dict[str, ArraySpec]:
        return {"seen": ArraySpec((weeks,), np.uint32)}

    def begin(self, worlds: WorldBatch, into: Arrays) -> SignRecording:
        return SignRecording(worlds, into)


class SignRecording(Recording):
    """The weeks of some worlds."""

    def __init__(self, worlds: WorldBatch, into: Arrays) -> None:
        super().__init__(worlds, into)
        self._alive = [np.ones(world.width, np.bool_) for world, _ in worlds.groups()]

    def week(self, week: int) -> None:
        """Record what is seen of a week."""
        for at, (world, cells) in enumerate(self.worlds.groups()):
            bits = np.where(self._alive[at], of_worlds(world.situation), np.uint32(0))
            self.into["seen"][cells, week] = bits.reshape(len(cells), self.worlds.worlds)
            self._alive[at] = ~world.situation.fate.at_war
