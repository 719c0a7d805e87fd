"""The ladder of conflict and the stairs of talks, as shares of their length."""

from __future__ import annotations

from sim.core.columns import FLOAT, Column, smaller
from sim.vocabulary.glossary import RUNGS, STAGES

LADDER = FLOAT(len(RUNGS) - 1)
STAIRS = FLOAT(len(STAGES) - 1)
FIRE = FLOAT(RUNGS.index("exchange of fire"))
CLASH = FLOAT(RUNGS.index("serious clash"))


def height(rung: Column) -> Column:
    """A rung as a share of the ladder, 0 to 1."""
    return rung / LADDER


def top_of_the_ladder(rung: Column) -> Column:
    """`rung`, or the last rung before a serious clash where it is beyond."""
    return smaller(rung, FIRE)


def advance(stage: Column) -> Column:
    """A stage of talks as a share of the way to a settlement, 0 to 1."""
    return stage / STAIRS
