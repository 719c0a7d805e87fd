"""The guards: what a result permits to say. Each returns words for the reader, or "" when all is well."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.results.sample import INTERVAL, Numbers, quantile

NEARLY_ALL = 0.95
"""A final class that holds more than this share of worlds everywhere leaves nothing to compare."""
FEW_DRAWS = 30
"""Under this many parameter draws a bootstrap interval comes out too narrow."""
STUCK = "over 95 % of worlds come to the same in all scenarios: saturated"
"""Said of one outcome, as `saturated` of the final classes."""

MOST_WORLDS = 1_000_000
"""Above so many worlds a guard only reports that more would be needed."""

BETTER, WORSE, SAME = "better", "worse", "no difference that matters"
DEPENDS, TOO_FEW = "depends on what we do not know", "too few worlds"
SATURATED, NOT_JUDGED = "saturated", "not judged"
MORE, LESS = "more", "less"
VERDICTS = {
    BETTER: "the mean difference is clear of nothing, by at least what matters, on the better side",
    WORSE: "the same on the worse side",
    SAME: "the mean difference is known to be smaller than what matters, and not by cancelling out",
    DEPENDS: "the mean is clear by neither, and parameter draws differ by what matters on both sides",
    TOO_FEW: "more worlds would settle it",
    SATURATED: "all scenarios end alike, so they cannot be told apart",
    NOT_JUDGED: "neither more nor less of it is better",
}
CONTESTED = "contested"
"""In place of a verdict across theories, where some say better and others worse."""
SHORT = {SAME: "no difference", DEPENDS: "depends"}
"""Verdicts in few letters, for narrow places whose legend gives them whole."""


@dataclass(frozen=True)
class Judged:
    """The numbers of a difference that its verdict hangs on.

    `mean_low` to `mean_high` is the 90 % interval of the mean, over draws and their replicates, so that it
    holds the Monte Carlo error too; between `spread_low` and `spread_high` lie 90 % of parameter draws,
    without what random draws add; `delta` is the least that matters.
    """

    difference: float
    spread_low: float
    spread_high: float
    mean_low: float
    mean_high: float
    mc_error: float
    delta: float
    both_sides: bool
    """Whether draws differ by what matters on both sides, one in twenty or more on each, also if as much of
    their spread is random as can be.
    """

    @classmethod
    def of(cls, row: Mapping[Any, Any]) -> Judged:
        """Of a row of a table of differences."""
        names = [name for name in cls.__dataclass_fields__ if name != "both_sides"]
        return cls(**{name: float(row[name]) for name in names}, both_sides=bool(row["both_sides"]))

    @property
    def known(self) -> bool:
        """Whether there are draws and replicates enough for every number."""
        return not math.isnan(self.difference + self.mean_low + self.mean_high + self.mc_error)

    @property
    def side(self) -> int:
        """1 or -1 where the mean is clear of nothing, however little it is; else 0."""
        return int(self.mean_low > 0) - int(self.mean_high < 0)

    @property
    def reading(self) -> str:
        """What a difference shows, before it is asked which side is better: `MORE`, `LESS`, `SAME`,
        `DEPENDS` or `TOO_FEW`.
        """
        if not self.known:
            return TOO_FEW
        if self.side and abs(self.difference) >= self.delta:
            return MORE if self.side > 0 else LESS
        if self.both_sides:
            return DEPENDS
        return SAME if -self.delta < self.mean_low and self.mean_high < self.delta else TOO_FEW

    def worlds_to_settle(self, worlds: int) -> int:
        """How many worlds would bring a verdict, if the mean stays where it is; at most one more than
        `MOST_WORLDS`, as where it lies on the edge of what matters.

        The interval of a mean narrows with the square root of the number of worlds.
        """
        width = max(self.mean_high - self.difference, self.difference - self.mean_low)
        room = (
            abs(self.difference) if abs(self.difference) > self.delta else self.delta - abs(self.difference)
        )
        if room <= 0 or worlds * (width / room) ** 2 > MOST_WORLDS:
            return MOST_WORLDS + 1
        return max(worlds, math.ceil(worlds * (width / room) ** 2))


def on_both_sides(draws: Numbers, least: Numbers) -> NDArray[np.bool_]:
    """Whether one in twenty of the `draws` or more differ by what matters on each side, by number."""
    low, high = (quantile(draws, share) for share in INTERVAL)
    return (low <= -least) & (high >= least)


def verdict(better: str, saturation: str, judged: Judged) -> str:
    """One of `VERDICTS`; `better` is the side that counts as better, `saturation` a warning or ""."""
    if saturation:
        return SATURATED
    if better == "neither":
        return NOT_JUDGED
    reading = judged.reading
    if reading not in (MORE, LESS):
        return reading
    return BETTER if reading == better else WORSE


def why_too_few(judged: Judged, worlds: int) -> str:
    """What is lacking where there are too few worlds."""
    if math.isnan(judged.mean_low + judged.mean_high):
        return "too few parameter draws for an interval"
    if math.isnan(judged.mc_error):
        return "one world per parameter draw does not show what random draws do"
    return settled_by(judged.worlds_to_settle(worlds))


def settled_by(worlds: float, what: str = "it") -> str:
    """How many worlds would settle what is open, in words."""
    if worlds > MOST_WORLDS:
        return f"a million worlds would not settle {what}"
    return f"about {_rounded(int(worlds)):,} worlds would settle {what}"


def _rounded(worlds: int) -> int:
    """Up to two digits: the estimate bears no more."""
    step = 10 ** max(len(str(worlds)) - 2, 0)
    return -(-worlds // step) * step


def saturated(worlds: Numbers, classes: Sequence[str]) -> str:
    """One final class holds nearly all `worlds`, shape ``(scenario, class)``, in every scenario.

    Fewer than 20 worlds cannot show a share over 95 %, and say nothing.
    """
    totals = worlds.sum(axis=-1, keepdims=True)
    if totals.min() * (1 - NEARLY_ALL) < 1:
        return ""
    for name, least in zip(classes, (worlds / totals).min(axis=0), strict=True):
        if least > NEARLY_ALL:
            return f"every scenario ends in {name} in over {math.floor(100 * least)} % of worlds: saturated"
    return ""


def few_draws(draws: int) -> str:
    """Too few parameter draws to say how sure a number is."""
    if draws < 2:
        return "one parameter draw: no interval can be given (nan)"
    if draws < FEW_DRAWS:
        return f"{draws} parameter draws: intervals are too narrow under {FEW_DRAWS}"
    return ""


def few_groups(groups: int) -> str:
    """The same of worlds that all share one draw: intervals are made from groups of them."""
    return (
        f"{groups} groups of worlds: intervals are too narrow under {FEW_DRAWS}" if groups < FEW_DRAWS else ""
    )


def outside_fitted_range(
    spans: Mapping[str, tuple[float, float]], fitted: Mapping[str, tuple[float, float]]
) -> str:
    """Parameters were drawn where the record gives no support; both map a name to (lowest, highest)."""
    outside = [
        f"{name} ({spans[name][0]:.3g} to {spans[name][1]:.3g}, fitted {low:.3g} to {high:.3g})"
        for name, (low, high) in fitted.items()
        if name in spans and not (low <= spans[name][0] and spans[name][1] <= high)
    ]
    return f"outside the range fitted to the record: {', '.join(outside)}" if outside else ""


def contested(signs: Mapping[str, int], blind: Collection[str] = ()) -> str:
    """Theories disagree on the sign (1, -1; 0 is no clear effect). Theories in `blind` do not count."""
    seeing = {name: sign for name, sign in signs.items() if name not in blind}
    more, less = ([name for name, sign in seeing.items() if sign == side] for side in (1, -1))
    return f"contested: more under {', '.join(more)}; less under {', '.join(less)}" if more and less else ""
