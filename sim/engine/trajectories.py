"""Recorder of trajectories: every world week by week, each measure and all that everybody sent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.engine.recorders import Arrays, ArraySpec, Recording
from sim.engine.world_batch import WorldBatch
from sim.vocabulary.glossary import MEASURES, RUNGS, STAGES
from sim.vocabulary.signals import ACTORS, FAMILIES

NUMBERS = (*MEASURES, "rung", "stage")
"""What is kept as numbers; rung and stage of a world at war are one past the last."""
CHOICES = tuple((actor, family) for actor in ACTORS for family in FAMILIES)
"""What is kept as choices: the four menus of each actor."""


@dataclass(frozen=True, eq=False)
class Trajectories:
    """The trajectories of all worlds: `numbers` float32 (cell, number, week, world); `sent` int8 (cell,
    choice, week, world), the place of an option in its menu, 0 for silence.
    """

    numbers: NDArray[np.float32]
    sent: NDArray[np.int8]


@dataclass(frozen=True)
class TrajectoryRecorder:
    """Records the arrays of `Trajectories`."""

    def requests(self, worlds: range) -> frozenset[str]:
        return frozenset({"sent"})

    def specs(self, weeks: int) -> dict[str, ArraySpec]:
        return {
            "numbers": ArraySpec((len(NUMBERS), weeks), np.float32),
            "sent": ArraySpec((len(CHOICES), weeks), np.int8),
        }

    def begin(self, worlds: WorldBatch, into: Arrays) -> TrajectoryRecording:
        return TrajectoryRecording(worlds, into)


class TrajectoryRecording(Recording):
    """The trajectories of some worlds."""

    def week(self, week: int) -> None:
        """Keep a week."""
        w = self.worlds
        levels = {
            "rung": np.where(w.at_war, np.float32(len(RUNGS)), w.rung),
            "stage": np.where(w.at_war, np.float32(len(STAGES)), w.stage),
        }
        for k, name in enumerate(NUMBERS):
            self.into["numbers"][:, k, week] = w.by_cell(levels[name] if name in levels else w.measure(name))
        for k, choice in enumerate(CHOICES):
            self.into["sent"][:, k, week] = w.by_cell(w.sent(*choice))


def bytes_of(cells: int, weeks: int, worlds: int) -> int:
    """Memory that trajectories take."""
    return cells * weeks * worlds * (4 * len(NUMBERS) + len(CHOICES))
