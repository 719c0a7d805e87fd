"""The paths of worlds, week by week, for who asks to keep them: every measure, and what everybody sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.vocabulary.glossary import MEASURES, RUNGS, STAGES
from sim.vocabulary.signals import ACTORS, FAMILIES

if TYPE_CHECKING:
    from sim.engine.world_batch import Abreast
    from sim.scenario.cell import Cell

NUMBERS = (*MEASURES, "rung", "stage")
"""What is kept as numbers; rung and stage of a world at war are one past the last."""
CHOICES = tuple((actor, family) for actor in ACTORS for family in FAMILIES)
"""What is kept as choices: the four menus of each actor."""


class Paths:
    """`numbers` float32 (cell, number, week, world); `sent` int8 (cell, choice, week, world), the place of an
    option in its menu, 0 for silence.
    """

    def __init__(self, cells: Sequence[Cell], weeks: int, worlds: int) -> None:
        self.numbers: NDArray[np.float32] = np.zeros((len(cells), len(NUMBERS), weeks, worlds), np.float32)
        self.sent: NDArray[np.int8] = np.zeros((len(cells), len(CHOICES), weeks, worlds), np.int8)

    def add(self, week: int, w: Abreast, where: slice) -> None:
        """Keep a week of some worlds."""
        cells = len(self.numbers)
        war = w.at_war
        levels = {
            "rung": np.where(war, np.float32(len(RUNGS)), w.rung),
            "stage": np.where(war, np.float32(len(STAGES)), w.stage),
        }
        for k, name in enumerate(NUMBERS):
            values = levels[name] if name in levels else w.measure(name)
            self.numbers[:, k, week, where] = values.reshape(cells, -1)
        for k, choice in enumerate(CHOICES):
            self.sent[:, k, week, where] = w.sent(*choice).reshape(cells, -1)

    def put(self, other: Paths, where: slice) -> None:
        """Take over what others kept of some worlds."""
        self.numbers[..., where], self.sent[..., where] = other.numbers, other.sent


def bytes_of(cells: int, weeks: int, worlds: int) -> int:
    """How much memory paths take."""
    return cells * weeks * worlds * (4 * len(NUMBERS) + len(CHOICES))
