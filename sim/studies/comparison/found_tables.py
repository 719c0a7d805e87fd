"""The tables that a finding is made from, with the few ways in which its sentences look at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sim.results.sureness import SIDES, share
from sim.vocabulary.glossary import SHOWN
from sim.vocabulary.labels import listed_words, spaced
from sim.vocabulary.likelihood import percent

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
MANY = 4
"""Scenarios that are named one by one where they are most of all."""


@dataclass(frozen=True)
class Tables:
    """The tables that a finding is made from; `agreement` has a row a scenario and outcome, `overall` one
    more for the baseline; `onset` may be empty.
    """

    overall: pd.DataFrame
    agreement: pd.DataFrame
    onset: pd.DataFrame
    few: str = ""
    """What must be kept in mind where there are too few parameter draws for intervals, else ""."""

    @property
    def rows(self) -> list[Row]:
        """The differences in outcomes that are shown."""
        found = cast("list[Row]", self.agreement.to_dict("records"))
        return [row for row in found if row["outcome"] in SHOWN]

    def of(self, outcome: str) -> list[Row]:
        """The differences in one outcome."""
        return [row for row in self.rows if row["outcome"] == outcome]

    @property
    def scenarios(self) -> list[str]:
        """All but the baseline."""
        return list(dict.fromkeys(map(str, self.agreement["scenario"])))

    @property
    def baseline(self) -> str:
        """Its name."""
        return str(self.agreement["baseline"].iloc[0])

    def levels(self, outcome: str) -> dict[str, float]:
        """The mean of an outcome by scenario, the baseline first."""
        mine = self.overall[self.overall["outcome"] == outcome]
        return dict(zip(map(str, mine["scenario"]), map(float, mine["mean"]), strict=True))


def names_of(scenarios: Iterable[str]) -> str:
    """Scenarios by their names, all of them.

    >>> names_of(["hard_only", "erratic"])
    'hard only and erratic'
    """
    words = [spaced(name) for name in scenarios]
    return listed_words(words, most=len(words))


def under(scenarios: Sequence[str], every: Sequence[str] = ()) -> str:
    """Under which scenarios; "all" where they are `every` one of several, and of very many "the other".

    >>> under(["hard_only", "erratic"]), under(["a", "b"], ["a", "b"])
    ('under hard only and erratic', 'under all')
    """
    if len(scenarios) > 1 and len(scenarios) == len(every):
        return "under all"
    if len(scenarios) > MANY and len(scenarios) > len(every) / 2 > 0:
        return f"under the other {len(scenarios)}"
    return f"under {names_of(scenarios)}"


def verdicts_of(rows: Sequence[Row], every: Sequence[str]) -> str:
    """What comes of each scenario: verdicts with the names, better and worse with their shares of draws; what
    holds for most comes last.
    """
    found: dict[str, list[str]] = {}
    for row in rows:
        share_ = f" ({percent(share(row))} of draws)" if row["verdict"] in SIDES else ""
        found.setdefault(str(row["verdict"]), []).append(f"{row['scenario']}{share_}")
    ranked = sorted(found.items(), key=lambda each: len(each[1]))
    return ", ".join(f"{word} {under(names, every)}" for word, names in ranked)
