"""One world as a ledger: who sent which signal in which week, and where conflict and talks stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.calendar import WEEK
from sim.glossary import RUNGS, STAGES
from sim.run import replay

if TYPE_CHECKING:
    from sim.world import Cell, World

COLUMNS = ("week", "date", "actor", "family", "signal", "ordered")
AT_WAR = (len(RUNGS), len(STAGES))
"""The rung and the stage of a world at war: one past the last."""


@dataclass(frozen=True)
class Ledger:
    """`signals` has one row per signal sent (`COLUMNS`); `rungs` and `stages` one number per week."""

    signals: pd.DataFrame
    rungs: NDArray[np.int64]
    stages: NDArray[np.int64]


def ledger(cell: Cell, seed: int, world: int) -> Ledger:
    """World number `world` of the cell, the same as among thousands; nothing is sent once war has come."""
    w = replay(cell, seed, world)
    rows: list[tuple[object, ...]] = []
    states: list[tuple[int, int]] = []
    for _ in range(cell.scenario.weeks):
        lost = bool(w.fate.at_war[0])
        day = w.monday + w.week * WEEK
        week = w.week
        w.step()
        rows += [] if lost else [(week, day.isoformat(), *sent) for sent in _sent(w)]
        states.append(AT_WAR if w.fate.at_war[0] else (int(w.rung[0]), int(w.talks.stage[0])))
    signals = pd.DataFrame(rows, columns=list(COLUMNS))
    rungs, stages = np.array(states, np.int64).T
    return Ledger(signals, rungs, stages)


def _sent(w: World) -> list[tuple[str, str, str, bool]]:
    """(actor, family, signal, ordered) of the week just run; row 0 of a menu is silence."""
    result: list[tuple[str, str, str, bool]] = []
    for name, actor in w.actors.items():
        for family, menu in actor.sent.menus.items():
            row = int(actor.sent.places[family][0])
            if row:
                ordered = bool(actor.sent.ordered[family][0]) if family in actor.sent.ordered else False
                result.append((name, family, menu.names[row], ordered))
    return result
