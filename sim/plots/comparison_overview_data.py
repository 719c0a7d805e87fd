"""What the first picture of a comparison shows, as plain data: light to send to a drawing process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.plots.kit.sheet import Floats
from sim.plots.kit.sides import BETTER, CONTESTED, SAME, WORSE
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.likelihood import THREE_QUARTERS

GROUPS = {
    "Peace": "provocations p_serious",
    "Progress": "weeks_in_talks p_lasting",
    "Price": "concessions_given confidence_mean friction_mean",
}
"""The columns of the picture."""
SHOWN = tuple(name for names in GROUPS.values() for name in names.split())
RANKED = tuple(f"{GROUPS['Peace']} {GROUPS['Progress']}".split())
"""Outcomes that rank the rows; a price is no merit."""
CLEAR = "Something in these columns of peace or progress is clear: best first by these, whatever the price"
OPEN = "Nothing is clear in these columns of peace and progress, something is contested: in the order given"
NEITHER = "Nothing in these columns of peace and progress is clear, or contested: in the order given"
STANDINGS = (CLEAR, OPEN, NEITHER)
"""What stands above rows of a kind, in their order."""


@dataclass(frozen=True)
class Spread:
    """The paired difference of a scenario in one outcome: its mean, the least that matters (`delta`), equal
    shares of the parameter draws (a dot each), the shares of draws that are `better` and `worse`, the mean
    under each theory with its `sides` (`SAME` where it is not clear and large enough to matter), the verdict.
    """

    outcome: str
    mean: float
    delta: float
    dots: Floats
    theories: Floats
    sides: tuple[str, ...]
    better: float
    worse: float
    verdict: str = ""

    def side(self, value: float) -> str:
        """`BETTER`, `WORSE` or `SAME`; of what nobody judges, less counts as better."""
        if not abs(value) >= self.delta > 0:
            return SAME
        return BETTER if (value > 0) == (OUTCOMES[self.outcome].better == "more") else WORSE

    @property
    def gain(self) -> float:
        """How much surer better is than worse, where the difference is clear; 0 where it is not."""
        return self.better - self.worse if self.verdict in (BETTER, WORSE) else 0.0


@dataclass(frozen=True)
class Lasting:
    """When something is higher (`more`) or lower for long: from one week to another (exclusive), in how many
    weeks of these, and the spells themselves; how many theories agree, and whether one says the reverse.
    """

    more: bool
    good: bool
    weeks: int
    spells: tuple[tuple[int, int], ...]
    agree: int = 1
    theories: int = 1
    contested: bool = False

    @property
    def sure(self) -> bool:
        """Whether three of four theories agree or more, and none says the reverse."""
        return self.agree >= THREE_QUARTERS * self.theories and not self.contested

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
    def standing(self) -> str:
        """What of `STANDINGS` is true of it: what is clear of it in peace and progress comes first."""
        found = {each.verdict for each in self.spreads if each.outcome in RANKED}
        return CLEAR if found & {BETTER, WORSE} else OPEN if CONTESTED in found else NEITHER

    @property
    def merit(self) -> float:
        """How much surer better is than worse, over what is clear in peace and progress."""
        return sum(each.gain for each in self.spreads if each.outcome in RANKED)


def ranked(rows: Iterable[OverviewRow]) -> list[OverviewRow]:
    """What is clear first, best first; then what is contested and what is neither, in the order given."""
    return sorted(rows, key=lambda row: (STANDINGS.index(row.standing), -row.merit))


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
    few: str = ""
    """What must be kept in mind where there are few parameter draws."""
