"""Recorder of the first decisions that differ between two scenarios, and the tables made of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.engine.recorders import Arrays, ArraySpec, Recording
from sim.engine.starting import AS_WRITTEN
from sim.engine.world_batch import WorldBatch
from sim.model.choice import CRISIS
from sim.results.summary import INTERVAL
from sim.studies.divergence.pair import KINDS, Pair, reshaped
from sim.vocabulary.glossary import FINAL_CLASSES
from sim.vocabulary.signals import ACTORS, FAMILIES

COLUMNS = tuple("actor family first second worlds share median_week low_week high_week example".split())
CHOICES = [(actor, family) for actor in ACTORS for family in (*FAMILIES, CRISIS)]
DURING = KINDS[:-1]
"""What can differ in a week; the outcome does at the end."""


@dataclass(frozen=True)
class DecisionRecorder:
    """Records where two cells diverge, one beside the other.

    `option` int16 (cell, choice, world): what was sent in the week in which a first decision differs, as a
    place in its menu from 1; 0 where that decision does not differ then. `since` int16 (cell, kind, world):
    the week in which each kind of thing first differs, from 1; 0 for never. `final` int8 (cell, world): the
    class each world ends in.
    """

    def requests(self, worlds: range) -> frozenset[str]:
        return frozenset({AS_WRITTEN})  # what is chosen in a crisis is nowhere else

    def specs(self, weeks: int) -> dict[str, ArraySpec]:
        return {
            "option": ArraySpec((len(CHOICES),), np.int16),
            "since": ArraySpec((len(DURING),), np.int16),
            "final": ArraySpec((), np.int8),
        }

    def begin(self, worlds: WorldBatch, into: Arrays) -> Recording:
        return DecisionRecording(worlds, into)


class DecisionRecording(Recording):
    """Where some worlds of two cells diverge."""

    def __init__(self, worlds: WorldBatch, into: Arrays) -> None:
        super().__init__(worlds, into)
        self._pair = Pair(worlds)

    def week(self, week: int) -> None:
        """Note what differs for the first time; of decisions, those of the first such week."""
        pair, since = self._pair, self.into["since"]
        decided = {choice: pair.differs(*choice) for choice in pair.choices}
        new = since[0, 0] == 0
        for choice, differs in decided.items():
            where = new & differs
            for cell, side in enumerate(pair.sides):
                self.into["option"][cell, CHOICES.index(choice), where] = side.place(*choice)[where] + 1
        now = {"decision": np.any(list(decided.values()), axis=0), **pair.states()}
        for at, kind in enumerate(DURING):
            since[:, at, now[kind] & (since[0, at] == 0)] = week + 1
        pair.begin_week()

    def end(self) -> None:
        """Note the classes that worlds end in."""
        for cell, side in enumerate(self._pair.sides):
            self.into["final"][cell] = side.final


@dataclass(frozen=True, eq=False)
class FirstDecisions:
    """Where two scenarios diverge over many worlds: see the fields of `Divergence`."""

    first: NDArray[np.intp]
    decisions: pd.DataFrame
    parted: pd.DataFrame
    ends: pd.DataFrame

    @property
    def example(self) -> int:
        """A world that diverges as most do; 0 where none does."""
        return int(self.decisions["example"].iloc[0]) if len(self.decisions) else 0

    @classmethod
    def of(cls, arrays: Arrays, weeks: int, names: tuple[Names, Names]) -> FirstDecisions:
        """The tables of what a `DecisionRecorder` filled, with the `names` of the options in either cell."""
        since, (a, b) = arrays["since"][0].astype(np.intp), arrays["final"].astype(np.intp)
        rows = [
            {"week": week} | {kind: float(_by(since[at], week).mean()) for at, kind in enumerate(DURING)}
            for week in range(weeks)
        ]
        parted = pd.DataFrame(rows).assign(outcome=0.0)
        parted.loc[weeks - 1, "outcome"] = float((a != b).mean())
        return cls(since[0] - 1, _decisions(arrays["option"], since[0] - 1, names), parted, _ends(a, b))


Names = dict[tuple[str, str], tuple[str, ...]]
"""The options of each choice of a scenario."""


def _by(since: NDArray[np.intp], week: int) -> NDArray[np.bool_]:
    return (since > 0) & (since <= week + 1)


def _decisions(
    option: NDArray[np.int16], first: NDArray[np.intp], names: tuple[Names, Names]
) -> pd.DataFrame:
    found: dict[tuple[str, str, str, str], list[tuple[int, int]]] = {}
    differing: list[list[int]] = np.argwhere(option[0]).tolist()
    for week, at, world in sorted((int(first[world]), at, world) for at, world in differing):
        one, other = (own[CHOICES[at]][int(option[cell, at, world]) - 1] for cell, own in enumerate(names))
        found.setdefault((*CHOICES[at], one, reshaped(one, other)), []).append((week, world))
    rows: list[tuple[object, ...]] = []
    for key, places in found.items():
        weeks = np.array([week for week, _ in places])
        low, middle, high = (float(x) for x in np.quantile(weeks, (INTERVAL[0], 0.5, INTERVAL[1])))
        share = len(places) / len(first)
        rows.append((*key, len(places), share, middle, low, high, min(w for _, w in places)))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(
        ["worlds", "median_week"], ascending=[False, True], kind="stable", ignore_index=True
    )


def _ends(one: NDArray[np.intp], other: NDArray[np.intp]) -> pd.DataFrame:
    names = tuple(FINAL_CLASSES)
    pairs: list[tuple[int, int]] = list(zip(one.tolist(), other.tolist(), strict=True))
    rows = [(names[a], names[b], count, count / len(one)) for (a, b), count in Counter(pairs).most_common()]
    return pd.DataFrame(rows, columns=["first", "second", "worlds", "share"])
