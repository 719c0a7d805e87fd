"""The first decisions that differ between two scenarios, over many worlds."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.engine.chunk import Progress
from sim.results.sample import INTERVAL
from sim.scenario.cell import Cell
from sim.studies.divergence.pair import KINDS, Flags, Pair
from sim.vocabulary.glossary import FINAL_CLASSES

COLUMNS = tuple("actor family first second worlds share median_week low_week high_week example".split())


@dataclass(frozen=True)
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


def first_decisions(one: Cell, other: Cell, *, seed: int, worlds: int, progress: Progress) -> FirstDecisions:
    """Step both scenarios through the same worlds and note which decisions differ first."""
    pair = Pair(one, other, seed, 0, worlds)
    first = np.full(worlds, -1, np.intp)
    found: defaultdict[tuple[str, str, str, str], list[tuple[int, int]]] = defaultdict(list)
    had = {kind: np.zeros(worlds, np.bool_) for kind in KINDS}
    shares: list[dict[str, float]] = []
    for week in range(one.scenario.weeks):
        pair.step()
        now: Flags = np.zeros(worlds, np.bool_)
        for decision in pair.decisions():
            now[decision.where] = True
            for world, options in zip(decision.where.tolist(), decision.options, strict=True):
                if first[world] < 0:
                    found[decision.actor, decision.family, *options].append((week, world))
        first[(first < 0) & now] = week
        for kind, flags in {"decision": now, **pair.states()}.items():
            had[kind] |= flags
        shares.append({"week": week} | {kind: float(had[kind].mean()) for kind in KINDS})
        progress(2 * worlds)
    a, b = pair.finals
    shares[-1]["outcome"] = float((a != b).mean())
    return FirstDecisions(first, _decisions(found, worlds), pd.DataFrame(shares), _ends(a, b))


def _decisions(found: dict[tuple[str, str, str, str], list[tuple[int, int]]], worlds: int) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = []
    for key, places in found.items():
        weeks = np.array([week for week, _ in places])
        low, middle, high = (float(x) for x in np.quantile(weeks, (INTERVAL[0], 0.5, INTERVAL[1])))
        rows.append((*key, len(places), len(places) / worlds, middle, low, high, min(w for _, w in places)))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(
        ["worlds", "median_week"], ascending=[False, True], kind="stable", ignore_index=True
    )


def _ends(one: NDArray[np.intp], other: NDArray[np.intp]) -> pd.DataFrame:
    names = tuple(FINAL_CLASSES)
    pairs: list[tuple[int, int]] = list(zip(one.tolist(), other.tolist(), strict=True))
    rows = [(names[a], names[b], count, count / len(one)) for (a, b), count in Counter(pairs).most_common()]
    return pd.DataFrame(rows, columns=["first", "second", "worlds", "share"])
