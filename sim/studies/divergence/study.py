"""Where two scenarios part: the first decisions that differ between the same worlds of both."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.core.random_streams import Draws
from sim.engine.chunk import Progress
from sim.engine.world_batch import REPLICATES
from sim.model.choice import CRISIS
from sim.model.world import World
from sim.results.summary import INTERVAL
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import FINAL_CLASSES, RUNGS, STAGES
from sim.vocabulary.signals import ACTORS, EVENTS, FAMILIES

Flags = NDArray[np.bool_]
SHAPE = ("scale", "length", "forces")
"""What makes the same signal of forces another one."""
RESHAPED = "of another shape"
KINDS = ("decision", "provocation", "crisis", "talks", "war", "outcome")
"""What can differ between two scenarios in a world, in the order in which it usually does."""


@dataclass(frozen=True)
class Parted:
    """One decision that differs in some worlds this week: by world number, the option sent in either."""

    actor: str
    family: str
    where: NDArray[np.intp]
    options: tuple[tuple[str, str], ...]


class Pair:
    """The same worlds of two scenarios, stepped side by side."""

    def __init__(self, one: Cell, other: Cell, seed: int, first: int, worlds: int) -> None:
        self.sides = tuple(World([cell], Draws(seed, first, worlds), REPLICATES) for cell in (one, other))
        self.live: Flags = np.ones(worlds, np.bool_)
        """Where neither was at war before this week."""
        self._in_crisis: Flags = np.zeros(worlds, np.bool_)

    def step(self) -> None:
        """One week of both."""
        a, b = self.sides
        self.live = ~(a.fate.at_war | b.fate.at_war)
        self._in_crisis = a.crisis.open & b.crisis.open
        for side in self.sides:
            side.step()

    def parted(self) -> Iterator[Parted]:
        """The decisions of this week that differ; in a crisis, only where both are in one."""
        for actor in ACTORS:
            families = (*FAMILIES, CRISIS) if self.sides[0].actors[actor].crisis else FAMILIES
            for family in families:
                where = np.flatnonzero(self._differs(actor, family) & self.live)
                if len(where):
                    yield Parted(
                        actor, family, where, tuple(self._options(actor, family, k) for k in where.tolist())
                    )

    def _names(self, actor: str, family: str) -> list[NDArray[np.str_]]:
        return [
            np.array(side.actors[actor].options(family))[side.actors[actor].sent.places[family]]
            for side in self.sides
        ]

    def _differs(self, actor: str, family: str) -> Flags:
        one, other = self._names(actor, family)
        differs: Flags = one != other
        if family == "forces":
            differs = differs | self._reshaped(actor)
        return differs & self._in_crisis if family == CRISIS else differs

    def _reshaped(self, actor: str) -> Flags:
        """Where both send something that is not of the same scale, length and kind."""
        a, b = (side.actors[actor].sent for side in self.sides)
        sent = (a.places["forces"] > 0) & (b.places["forces"] > 0)
        other = [a.attribute("forces", name) != b.attribute("forces", name) for name in SHAPE]
        return sent & (other[0] | other[1] | other[2])

    def _options(self, actor: str, family: str, world: int) -> tuple[str, str]:
        one, other = (str(names[world]) for names in self._names(actor, family))
        return one, other if one != other else f"{other}, {RESHAPED}"

    def states(self) -> dict[str, Flags]:
        """By kind of `KINDS`: where what came of the week differs."""
        a, b = self.sides
        events = np.zeros(len(self.live), np.bool_)
        for name in EVENTS:
            events |= a.events[name] != b.events[name]
        found = {
            "provocation": events,
            "crisis": a.crisis.open != b.crisis.open,
            "talks": a.talks.stage != b.talks.stage,
            "war": a.fate.at_war != b.fate.at_war,
        }
        return {kind: flags & self.live for kind, flags in found.items()}

    def said(self, kind: str, world: int = 0) -> tuple[str, str]:
        """What came of the week in either scenario, in words."""
        one, other = (_said(side, kind, world) for side in self.sides)
        return one, other

    @property
    def finals(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The class each world ends in, as places in `FINAL_CLASSES`."""
        one, other = (side.tally.final(side).astype(np.intp) for side in self.sides)
        return one, other


def _said(w: World, kind: str, world: int) -> str:
    if kind == "provocation":
        had = [name.replace("_", " ") for name in EVENTS if w.events[name][world] > 0]
        return ", ".join(had) or "no provocation"
    if kind == "crisis":
        return f"crisis, {RUNGS[int(w.crisis.rung[world])]}" if w.crisis.open[world] else "no crisis"
    if kind == "talks":
        stage = STAGES[int(w.talks.stage[world])]
        return "no talks" if stage == "none" else stage
    return "war" if w.fate.at_war[world] else "no war"


@dataclass(frozen=True)
class Partings:
    """Where two scenarios part over many worlds.

    `first`: by world the week of the first decision that differs, -1 if none does. `decisions`: one row per
    actor, family and pair of options that parts worlds first, the commonest first; decisions of one week
    count side by side, so shares may add up to more than one. `parted`: by kind of `KINDS`, the week by week
    share of worlds in which it has differed. `ends`: share of worlds by final class in either scenario.
    """

    first: NDArray[np.intp]
    decisions: pd.DataFrame
    parted: pd.DataFrame
    ends: pd.DataFrame

    @property
    def example(self) -> int:
        """A world that parts as most do; 0 where none parts."""
        return int(self.decisions["example"].iloc[0]) if len(self.decisions) else 0


def partings(one: Cell, other: Cell, *, seed: int, worlds: int, progress: Progress | None = None) -> Partings:
    """Step both scenarios through the same worlds and note what differs first."""
    pair, weeks = Pair(one, other, seed, 0, worlds), one.scenario.weeks
    first = np.full(worlds, -1, np.intp)
    found: defaultdict[tuple[str, str, str, str], list[tuple[int, int]]] = defaultdict(list)
    had = {kind: np.zeros(worlds, np.bool_) for kind in KINDS}
    shares: list[dict[str, float]] = []
    for week in range(weeks):
        pair.step()
        now: Flags = np.zeros(worlds, np.bool_)
        for parted in pair.parted():
            now[parted.where] = True
            for world, options in zip(parted.where.tolist(), parted.options, strict=True):
                if first[world] < 0:
                    found[parted.actor, parted.family, *options].append((week, world))
        first[(first < 0) & now] = week
        for kind, flags in {"decision": now, **pair.states()}.items():
            had[kind] |= flags
        shares.append({kind: float(had[kind].mean()) for kind in KINDS})
        if progress:
            progress(2 * worlds)
    a, b = pair.finals
    shares[-1]["outcome"] = float((a != b).mean())
    return Partings(first, _decisions(found, worlds), _shares(shares), _ends(a, b))


def _decisions(found: dict[tuple[str, str, str, str], list[tuple[int, int]]], worlds: int) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = []
    for key, places in found.items():
        weeks = np.array([week for week, _ in places])
        low, middle, high = (float(x) for x in np.quantile(weeks, (INTERVAL[0], 0.5, INTERVAL[1])))
        rows.append((*key, len(places), len(places) / worlds, middle, low, high, min(w for _, w in places)))
    columns = "actor family first second worlds share median_week low_week high_week example".split()
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(
        ["worlds", "median_week"], ascending=[False, True], kind="stable", ignore_index=True
    )


def _shares(shares: list[dict[str, float]]) -> pd.DataFrame:
    table = pd.DataFrame(shares)
    table.insert(0, "week", range(len(table)))
    return table


def _ends(one: NDArray[np.intp], other: NDArray[np.intp]) -> pd.DataFrame:
    names = tuple(FINAL_CLASSES)
    pairs: list[tuple[int, int]] = list(zip(one.tolist(), other.tolist(), strict=True))
    counts = Counter(pairs)
    rows: list[tuple[str, str, int, float]] = [
        (names[a], names[b], count, count / len(one)) for (a, b), count in counts.most_common()
    ]
    return pd.DataFrame(rows, columns=["first", "second", "worlds", "share"])
