"""Rungs of conflict and stages of talks as shares of the way to the last one."""

from __future__ import annotations

from sim.core.columns import FLOAT, Column, smaller
from sim.vocabulary.glossary import RUNGS, STAGES

LADDER = FLOAT(len(RUNGS) - 1)
STAIRS = FLOAT(len(STAGES) - 1)
FIRE = FLOAT(RUNGS.index("exchange of fire"))
SHOW = FLOAT(RUNGS.index("shows of force, short tests"))
CLASH = FLOAT(RUNGS.index("serious clash"))
TALKS, FREEZE, FRAMEWORK, SETTLED = (
    FLOAT(STAGES.index(stage)) for stage in ("talks", "freeze", "framework", "settlement")
)
MOST_TERMS = FLOAT(3)
"""The most, in steps, that is asked or paid for an agreement."""


def height(rung: Column) -> Column:
    """Scale a rung of conflict (0 to 7) to the range 0 to 1.

    >>> from sim.core.columns import column
    >>> height(column(7, worlds=1))
    array([1.], dtype=float32)
    """
    return rung / LADDER


def top_of_the_ladder(rung: Column) -> Column:
    """Cap a rung below the exchange of fire: fire and clashes come by an act or by their own chance."""
    return smaller(rung, FIRE - 1)


def advance(stage: Column) -> Column:
    """Scale a stage of talks (0 to 5) to the range 0 to 1: the share of the way to a settlement."""
    return stage / STAIRS
