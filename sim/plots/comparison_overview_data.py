"""What the first picture of a comparison shows, as plain data: light to send to a drawing process."""

from __future__ import annotations

from dataclasses import dataclass

from sim.plots.kit.sheet import Floats
from sim.vocabulary.glossary import OUTCOMES

GROUPS = {
    "Peace": "provocations p_serious",
    "Progress": "weeks_in_talks p_lasting",
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
    """The paired difference of a scenario in one outcome: its mean, the least that matters (`delta`), equal
    shares of the parameter draws (a dot each), and the mean under each theory, which may be `contested`.
    """

    outcome: str
    mean: float
    delta: float
    dots: Floats
    theories: Floats
    contested: bool = False

    def side(self, value: float) -> str:
        """`BETTER`, `WORSE` or `SAME`; of what nobody judges (a price), less counts as better."""
        if not abs(value) >= self.delta > 0:
            return SAME
        return BETTER if (value > 0) == (OUTCOMES[self.outcome].better == "more") else WORSE

    def share(self, side: str) -> float:
        """The share of dots on a side: what can be counted."""
        return sum(self.side(value) == side for value in self.dots) / len(self.dots)


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
        """Share of dots that are better less that of those that are worse, over what ranks the rows."""
        ranked = [each for each in self.spreads if each.outcome in RANKED]
        return sum(each.share(BETTER) - each.share(WORSE) for each in ranked)


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
    least: tuple[float, float]
    """Least difference in the share of worlds at talks, and in a crisis, that counts as lasting."""
