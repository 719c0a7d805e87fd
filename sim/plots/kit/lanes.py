"""One world's signals by actor and kind as plain arrays: light to send to a drawing process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.plots.kit.sheet import Floats
from sim.vocabulary.signals import FAMILIES

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class SentSignal:
    """A signal that one actor sent: on which days, and whether it was ordered by the scenario."""

    actor: str
    family: str
    signal: str
    days: Floats
    ordered: NDArray[np.bool_]


@dataclass(frozen=True)
class WorldLog:
    """One world's record: signals sent, and the rung and talks stage by week."""

    days: Floats
    signals: tuple[SentSignal, ...]
    rungs: NDArray[np.int64]
    stages: NDArray[np.int64]


def world_log(table: pd.DataFrame, days: Floats, rungs: NDArray[Any], stages: NDArray[Any]) -> WorldLog:
    """Gather a table (week, date, actor, family, signal, ordered) by signal, families in their order."""
    signals = [
        SentSignal(
            str(key[0]),
            str(key[1]),
            str(key[2]),
            days[rows["week"].to_numpy(int)],
            rows["ordered"].to_numpy(bool),
        )
        for key, rows in table.groupby(["actor", "family", "signal"])
    ]
    order = [*FAMILIES, *sorted({sent.family for sent in signals} - set(FAMILIES))]
    signals.sort(key=lambda sent: (order.index(sent.family), sent.signal))
    return WorldLog(days, tuple(signals), rungs.astype(np.int64), stages.astype(np.int64))
