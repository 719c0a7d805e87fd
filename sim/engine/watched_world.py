"""One world watched while it runs, alone or among thousands: what everybody sent, rung and stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.engine.paths import CHOICES
from sim.vocabulary.glossary import RUNGS, STAGES

if TYPE_CHECKING:
    from sim.engine.world_batch import Abreast

AT_WAR = (len(RUNGS), len(STAGES))
"""The rung and the stage of a world at war: one past the last."""


class Watched:
    """`sent` int8 (choice, week), the place of an option in its menu, 0 for silence; `ordered` (choice,
    week), where the scenario ordered it; `levels` int8 (rung and stage, week).
    """

    def __init__(self, weeks: int) -> None:
        self.sent: NDArray[np.int8] = np.zeros((len(CHOICES), weeks), np.int8)
        self.ordered: NDArray[np.bool_] = np.zeros((len(CHOICES), weeks), np.bool_)
        self.levels: NDArray[np.int8] = np.zeros((len(AT_WAR), weeks), np.int8)

    def add(self, week: int, w: Abreast, place: int) -> None:
        """Note a week of the world whose column is `place`."""
        for k, choice in enumerate(CHOICES):
            self.sent[k, week] = w.sent(*choice)[place]
            self.ordered[k, week] = w.ordered(*choice)[place]
        self.levels[:, week] = AT_WAR if w.at_war[place] else (w.rung[place], w.stage[place])
