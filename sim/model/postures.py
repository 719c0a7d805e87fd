"""Dispositions over time: the values of each at the steps of a scenario, and their weights by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import FLOAT, Column, total
from sim.core.parameters import Numbers, Span, drawn
from sim.core.random_streams import Draws
from sim.scenario import Scenario
from sim.scenario.periods import ALWAYS, Move, Track, tracks_of
from sim.vocabulary.signals import ACTORS


@dataclass(frozen=True)
class Course:
    """One disposition in one cell: its values, as spans to draw from, and the weight of each in every week,
    shape ``(value, week)``.
    """

    values: tuple[Span, ...]
    shares: Column

    def value(self, k: int) -> Span:
        """Value `k`, of which there may be fewer."""
        return self.values[min(k, len(self.values) - 1)]

    def padded(self, count: int) -> Column:
        """The weights of so many values; those that it does not have weigh nothing."""
        return np.pad(self.shares, ((0, count - len(self.values)), (0, 0)))


class Postures:
    """The dispositions that change in some cell, by actor and name: in each week a blend of their values.

    Every cell has `worlds` worlds. The values are columns of the situation (`drawn_for`), called `stick`,
    `stick 1`, `stick 2`; `share` is the weight of each. What changes in no cell has one value.
    """

    def __init__(self, scenarios: Sequence[Scenario], worlds: int) -> None:
        self._worlds, self._weeks = worlds, scenarios[0].weeks
        self._courses = {actor: [_courses(scenario, actor) for scenario in scenarios] for actor in ACTORS}
        self.changing = {actor: _changing(cells) for actor, cells in self._courses.items()}
        """By actor and disposition: how many values it has, of those that have more than one."""
        self._shares = {
            (actor, name): np.stack([cell[name].padded(count) for cell in self._courses[actor]], axis=1)
            for actor, counts in self.changing.items()
            for name, count in counts.items()
        }

    def drawn_for(self, actor: str, draws: Draws, replicates: int) -> Numbers:
        """Every value of every disposition of an actor; a world draws one place for all values of one."""
        counts, cells = self.changing[actor], self._courses[actor]
        columns: dict[str, Column] = {}
        for k in range(max(counts.values(), default=1)):
            spans = [
                {n: each.values[min(k, len(each.values) - 1)] for n, each in cell.items()} for cell in cells
            ]
            found = drawn(f"disposition {actor}", spans, draws, replicates).items()
            columns |= {valued(name, k): each for name, each in found.items() if k < counts.get(name, 1)}
        return Numbers(columns)

    def now(self, actor: str, values: Numbers, week: int) -> Numbers:
        """The dispositions of an actor in a week."""
        blends = {
            name: total(
                [self.share(actor, name, k, week) * values.items()[valued(name, k)] for k in range(count)]
            )
            for name, count in self.changing[actor].items()
        }
        return values.changed(**blends) if blends else values

    def share(self, actor: str, name: str, k: int, week: int) -> Column:
        """The weight of value `k` of a disposition in a week; the weights of all add up to 1."""
        by_cell = self._shares[actor, name][k][:, min(week, self._weeks - 1)]
        return (by_cell[:, None] * np.ones(self._worlds, FLOAT)).ravel()

    def by_cell(self) -> Postures:
        """The same with one column a cell: shares differ between cells, not between worlds."""
        twin = copy(self)
        vars(twin).update(_worlds=1)
        return twin


def valued(name: str, k: int) -> str:
    """The name of value `k` of a disposition."""
    return f"{name} {k}" if k else name


def _changing(cells: Sequence[Mapping[str, Course]]) -> dict[str, int]:
    counts = {name: max(len(cell[name].values) for cell in cells) for name in cells[0]}
    return {name: count for name, count in counts.items() if count > 1}


def _courses(scenario: Scenario, actor: str) -> dict[str, Course]:
    return {name: _course(track, scenario.weeks) for name, track in tracks_of(scenario, actor).items()}


def _course(track: Track, weeks: int) -> Course:
    """The values that weigh something in some week, and how much."""
    moves = (*track.strategy, *(move for move in track.posture if move.span))
    first = min(0, 0, *(move.week for move in moves if move.week > ALWAYS)) - 1
    span = range(first, weeks)
    unit = dict(zip(moves, np.eye(len(moves))[:, :, None], strict=True))
    strategy = _followed([(move, unit[move]) for move in track.strategy], span)
    found = _followed([(move, unit[move] if move.span else strategy) for move in track.posture], span)
    shares = found[:, -first:]
    used = [k for k in range(len(moves)) if shares[k].any()]
    return Course(tuple(moves[k].span or (0, 0) for k in used), shares[used].astype(FLOAT))


def _followed(moves: Sequence[tuple[Move, NDArray[np.float64]]], weeks: range) -> NDArray[np.float64]:
    """Weights by week on the way from one target to the next, each in equal parts from where things stood."""
    shares = moves[0][1] * np.ones(len(weeks))
    for move, target in moves[1:]:
        at = min(move.week - weeks.start, len(weeks))
        done = np.minimum((np.arange(len(weeks) - at) + 1) / move.over, 1)
        aim = np.broadcast_to(target, shares.shape)[:, at:]
        shares[:, at:] = (1 - done) * shares[:, [at - 1]] + done * aim
    return shares
