"""What is carried from week to week: beliefs about a sender, and signals that last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from sim.core.columns import FLOAT, Column, above, column, either
from sim.core.parameters import Numbers
from sim.core.tree import Tree
from sim.vocabulary.signals import ACTORS


def hearers(sender: str) -> tuple[str, ...]:
    """Everybody but the sender, in the order of the rows of a belief."""
    return tuple(actor for actor in ACTORS if actor != sender)


@dataclass
class Beliefs(Tree):
    """What the others believe of one sender's resolve: one row per hearer."""

    mean: Column
    doubt: Column

    @classmethod
    def start(cls, sender: str, p: Numbers) -> Self:
        """Beliefs at the start; the line is the same across administrations (E02b)."""
        mean = {"US": p.start_resolve_us, "ROK": p.start_resolve_rok, "DPRK": p.start_resolve_north}
        return cls(
            np.tile(mean.get(sender, p.start_resolve_china), (3, 1)),
            np.tile(p.start_doubt, (3, 1)).astype(FLOAT),
        )


@dataclass
class Spell(Tree):
    """A signal that lasts: how many weeks are left, and at what dose."""

    left: Column
    dose: Column

    @classmethod
    def none(cls, worlds: int) -> Self:
        """Nothing under way."""
        return cls(column(0, worlds), column(0, worlds))

    @property
    def now(self) -> Column:
        """The dose under way this week."""
        return self.dose * (self.left > 0)

    def advance(self, started: Column, length: Column, dose: Column) -> None:
        """A week passes; where something started, it runs for `length` weeks from this one."""
        new = started > 0
        self.left = either(new, length, above(self.left, 1))
        self.dose = either(new, dose, self.dose)
