"""One world as a ledger: who sent which signal in which week, and where conflict and talks stood."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.engine.chunk import Chunk
from sim.engine.design import CellList
from sim.engine.trajectories import CHOICES
from sim.engine.watched_world import AT_WAR, WatchedWorld, WatchRecorder
from sim.model.calendar import WEEK
from sim.model.menus import menus_of
from sim.scenario.cell import Cell
from sim.vocabulary.signals import ACTORS

COLUMNS = ("week", "date", "actor", "family", "signal", "ordered")


@dataclass(frozen=True, eq=False)
class Ledger:
    """`signals` has one row per signal sent (`COLUMNS`); `rungs` and `stages` one number per week."""

    signals: pd.DataFrame
    rungs: NDArray[np.int64]
    stages: NDArray[np.int64]


def ledger(cell: Cell, watched: WatchedWorld) -> Ledger:
    """The ledger of a world of the cell that was watched; nothing is sent once war has come."""
    rungs, stages = watched.levels.astype(np.int64)
    peaceful_weeks = 1 + int((rungs[:-1] < AT_WAR[0]).sum())
    menus = {actor: menus_of(actor, tuple(cell.scenario.signals.values())) for actor in ACTORS}
    rows: list[tuple[object, ...]] = []
    for week, k in np.argwhere(watched.sent[:, :peaceful_weeks].T).tolist():
        actor, family = CHOICES[k]
        signal = menus[actor][family].names[int(watched.sent[k, week])]
        day = cell.scenario.monday + week * WEEK
        rows.append((week, day.isoformat(), actor, family, signal, bool(watched.ordered[k, week])))
    return Ledger(pd.DataFrame(rows, columns=list(COLUMNS)), rungs, stages)


def ledger_again(cell: Cell, seed: int, world: int) -> Ledger:
    """World number `world` of the cell, simulated alone: the same ledger as among thousands."""
    alone = Chunk(CellList((cell,)), seed, world, 1, (WatchRecorder(world),))
    return ledger(cell, WatchedWorld.of(alone.run()))
