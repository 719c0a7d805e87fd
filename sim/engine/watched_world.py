"""Recorder of one world, alone or among thousands: what everybody sent, rung and stage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.engine.recorders import Arrays, ArraySpec, Recording
from sim.engine.trajectories import CHOICES
from sim.engine.world_batch import WorldBatch
from sim.vocabulary.glossary import RUNGS, STAGES

AT_WAR = (len(RUNGS), len(STAGES))
"""The rung and the stage of a world at war: one past the last."""


@dataclass(frozen=True, eq=False)
class WatchedWorld:
    """One world: `sent` int8 (choice, week), the place of an option in its menu, 0 for silence; `ordered`
    (choice, week), where the scenario ordered it; `levels` int8 (rung and stage, week).
    """

    sent: NDArray[np.int8]
    ordered: NDArray[np.bool_]
    levels: NDArray[np.int8]

    @classmethod
    def of(cls, arrays: Arrays, cell: int = 0) -> WatchedWorld:
        """The world of one cell, from what a `WatchRecorder` filled."""
        return cls(*(arrays[f"watched_{name}"][cell] for name in ("sent", "ordered", "levels")))


@dataclass(frozen=True)
class WatchRecorder:
    """Records world number `world` of every cell as `watched_sent`, `watched_ordered` and `watched_levels`,
    each with the cells ahead of the axes of `WatchedWorld`.
    """

    world: int

    def requests(self, worlds: range) -> frozenset[str]:
        return frozenset({"sent"} if self.world in worlds else ())

    def specs(self, weeks: int) -> dict[str, ArraySpec]:
        choices = (len(CHOICES), weeks)
        return {
            # added up: only one chunk has the world, and all others have zeros
            "watched_sent": ArraySpec(choices, np.int8, "sum"),
            "watched_ordered": ArraySpec(choices, np.bool_, "sum"),
            "watched_levels": ArraySpec((len(AT_WAR), weeks), np.int8, "sum"),
        }

    def begin(self, worlds: WorldBatch, into: Arrays) -> Recording:
        here = self.world - worlds.first in range(worlds.worlds)
        return WatchRecording(self.world, worlds, into) if here else Recording(worlds, into)


class WatchRecording(Recording):
    """The world number `world` of each cell."""

    def __init__(self, world: int, worlds: WorldBatch, into: Arrays) -> None:
        super().__init__(worlds, into)
        self._at = world - worlds.first

    def week(self, week: int) -> None:
        """Note a week."""
        w, at = self.worlds, self._at
        for k, choice in enumerate(CHOICES):
            self.into["watched_sent"][:, k, week] = w.by_cell(w.sent(*choice))[:, at]
            self.into["watched_ordered"][:, k, week] = w.by_cell(w.ordered(*choice))[:, at]
        war = w.by_cell(w.at_war)[:, at]
        for k, (levels, end) in enumerate(zip((w.rung, w.stage), AT_WAR, strict=True)):
            self.into["watched_levels"][:, k, week] = np.where(war, end, w.by_cell(levels)[:, at])
