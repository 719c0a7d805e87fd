"""Recorder of a few worlds over time: single courses of events, to be drawn over the bands of them all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.engine.recorders import Arrays, ArraySpec, Recording
from sim.engine.world_batch import REPLICATES, WorldBatch
from sim.vocabulary.glossary import OVER_TIME

COUNT = 8
"""Worlds that are kept, each of a parameter draw of its own."""
SAMPLED = tuple(REPLICATES * at for at in range(COUNT))
"""Their numbers: the first of each of the first draws."""


@dataclass(frozen=True)
class SampleRecorder:
    """Records `sampled` float32 (cell, measure, week, sample): the measures `OVER_TIME` in the worlds
    `SAMPLED`; nan at war, and where there is no world of that number.
    """

    def requests(self, worlds: range) -> frozenset[str]:
        return frozenset()

    def specs(self, weeks: int) -> dict[str, ArraySpec]:
        # added up: only one chunk has a world, and all others have zeros
        return {"sampled": ArraySpec((len(OVER_TIME), weeks, COUNT), np.float32, "sum")}

    def begin(self, worlds: WorldBatch, into: Arrays) -> Recording:
        return SampleRecording(worlds, into)


class SampleRecording(Recording):
    """Those of the sampled worlds that are among some worlds."""

    def __init__(self, worlds: WorldBatch, into: Arrays) -> None:
        super().__init__(worlds, into)
        numbers = range(worlds.first, worlds.first + worlds.worlds)
        self._here = [at for at, world in enumerate(SAMPLED) if world in numbers]
        self._columns = [SAMPLED[at] - worlds.first for at in self._here]

    def week(self, week: int) -> None:
        """Keep a week."""
        if not self._here:
            return
        w = self.worlds
        war = w.by_cell(w.at_war)[:, self._columns]
        for k, name in enumerate(OVER_TIME):
            values = w.by_cell(w.measure(name))[:, self._columns]
            self.into["sampled"][:, k, week, self._here] = np.where(war, np.float32(np.nan), values)


def sampled(arrays: Arrays, worlds: int) -> np.ndarray:
    """What was recorded of the worlds that there are; nan where there are too few."""
    found = arrays["sampled"].copy()
    found[..., [at for at, world in enumerate(SAMPLED) if world >= worlds]] = np.nan
    return found
