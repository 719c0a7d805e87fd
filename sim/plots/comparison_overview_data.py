"""What the first picture of a comparison shows, as plain data: light to send to a drawing process."""

from __future__ import annotations

from dataclasses import dataclass

from sim.plots.kit.sheet import Floats
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import delta

GROUPS = {
    "Peace": "provocations p_serious",
    "Progress": "weeks_in_talks p_freeze",
    "Price": "concessions_given friction_mean confidence_mean",
}
"""The columns of the picture."""
SHOWN = tuple(name for names in GROUPS.values() for name in names.split())
RANKED = tuple(f"{GROUPS['Peace']} {GROUPS['Progress']}".split())
"""Outcomes whose dots rank the rows; a price is no merit."""
BETTER, WORSE, SAME = "better", "worse", "same"
"""On which side of zero a difference lies, or that it is too small to matter."""


@dataclass(frozen=True)
class Spread:
    """The paired difference of a scenario in one outcome: its mean, quantiles of the parameter draws (a dot
    each), the shares of draws that are better and worse by what matters, and the mean under each theory.
    """

    mean: float
    dots: Floats
    better: float
    worse: float
    theories: Floats


@dataclass(frozen=True)
class Onset:
    """When something differs for long: from one week to another (exclusive), and whether it is more of it."""

    what: str
    more: bool
    good: bool
    first: int
    stop: int


@dataclass(frozen=True)
class Row:
    """One scenario: a spread for each outcome, and when it sets in."""

    scenario: str
    spreads: tuple[Spread, ...]
    onsets: tuple[Onset, ...]

    @property
    def merit(self) -> float:
        """Share of draws that are better less that of those that are worse, over what ranks the rows."""
        each = dict(zip(SHOWN, self.spreads, strict=True))
        return sum(each[name].better - each[name].worse for name in RANKED)


@dataclass(frozen=True)
class Overview:
    """All that the first picture shows; `levels` are the baseline's means by outcome, `days` count from
    1970-01-01.
    """

    baseline: str
    levels: Floats
    rows: tuple[Row, ...]
    theories: tuple[str, ...]
    days: Floats


def side(outcome: str, value: float) -> str:
    """`BETTER`, `WORSE` or `SAME`; of what nobody judges (a price), less counts as better.

    >>> side("p_freeze", 0.2), side("concessions_given", 2.0), side("crises", 0.01)
    ('better', 'worse', 'same')
    """
    if not abs(value) > delta(outcome):
        return SAME
    return BETTER if (value > 0) == (OUTCOMES[outcome].better == "more") else WORSE
