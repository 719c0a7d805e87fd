"""What the first picture of a comparison shows, as plain data: light to send to a drawing process."""

from __future__ import annotations

from dataclasses import dataclass

from sim.plots.kit.sheet import Floats
from sim.plots.kit.sides import BETTER, SAME, WORSE
from sim.vocabulary.glossary import OUTCOMES

GROUPS = {
    "Peace": "provocations p_serious",
    "Progress": "weeks_in_talks p_lasting",
    "Price": "concessions_given confidence_mean friction_mean",
}
"""The columns of the picture."""
SHOWN = tuple(name for names in GROUPS.values() for name in names.split())
RANKED = tuple(f"{GROUPS['Peace']} {GROUPS['Progress']}".split())
"""Outcomes whose dots rank the rows; a price is no merit."""


@dataclass(frozen=True)
class Spread:
    """The paired difference of a scenario in one outcome: its mean, the least that matters (`delta`), equal
    shares of the parameter draws (a dot each), the mean under each theory, and the verdict.
    """

    outcome: str
    mean: float
    delta: float
    dots: Floats
    theories: Floats
    verdict: str = ""

    def side(self, value: float) -> str:
        """`BETTER`, `WORSE` or `SAME`; of what nobody judges, less counts as better."""
        if not abs(value) >= self.delta > 0:
            return SAME
        return BETTER if (value > 0) == (OUTCOMES[self.outcome].better == "more") else WORSE

    def share(self, side: str) -> float:
        """The share of dots on a side: what can be counted."""
        return sum(self.side(value) == side for value in self.dots) / len(self.dots)


@dataclass(frozen=True)
class Lasting:
    """When something is higher (`more`) or lower for long: from one week to another (exclusive), in how many
    weeks of these, and the spells themselves.
    """

    more: bool
    good: bool
    weeks: int
    spells: tuple[tuple[int, int], ...]

    @property
    def first(self) -> int:
        """The first week."""
        return self.spells[0][0]

    @property
    def stop(self) -> int:
        """The week after the last."""
        return self.spells[-1][1]


@dataclass(frozen=True)
class Onset:
    """One thing that is followed, with the side on which it differs for longest first."""

    what: str
    sides: tuple[Lasting, ...]


@dataclass(frozen=True)
class Also:
    """A sure difference in an outcome that has no column: the baseline's level, the scenario's, the share of
    draws on its side, and how many theories agree.
    """

    outcome: str
    side: str
    before: float
    after: float
    share: float
    agree: int
    of: int


@dataclass(frozen=True)
class Level:
    """An outcome without a column: the baseline's level, and the scenario's."""

    outcome: str
    before: float
    after: float


@dataclass(frozen=True)
class OverviewRow:
    """One scenario: a spread for each outcome, when it sets in, and what else is sure; further levels where
    few scenarios are compared.
    """

    scenario: str
    spreads: tuple[Spread, ...]
    onsets: tuple[Onset, ...]
    also: tuple[Also, ...] = ()
    levels: tuple[Level, ...] = ()

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
    rows: tuple[OverviewRow, ...]
    theories: tuple[str, ...]
    days: Floats
    least: tuple[float, float]
    """Least difference in the share of worlds at talks, and in a crisis, that counts as lasting."""
