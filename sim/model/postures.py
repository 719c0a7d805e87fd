"""Dispositions over time: the values of each at the steps of a scenario, and their weights by week."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import FLOAT, Column, total
from sim.core.parameters import Numbers, Span, drawn
from sim.core.random_streams import Draws
from sim.scenario import Scenario
from sim.scenario.periods import ALWAYS, Move, Track, tracks_after, tracks_of
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


Cells: TypeAlias = Sequence[Mapping[str, Course]]
"""By cell and disposition."""


class Postures:
    """The dispositions that change in some cell, by actor and name: in each week a blend of their values.

    Every cell has `worlds` worlds. The values are columns of the situation (`drawn_for`), called `stick`,
    `stick 1`, `stick 2`; `share` is the weight of each. What changes in no cell has one value. What an inject
    switches to has values of its own: `stick after 0` of the first such inject, cell after cell.
    """

    def __init__(self, scenarios: Sequence[Scenario], worlds: int) -> None:
        self._worlds, self._weeks = worlds, scenarios[0].weeks
        self._courses = {actor: [_courses(scenario, actor) for scenario in scenarios] for actor in ACTORS}
        self._after = {actor: _courses_after(scenarios, actor) for actor in ACTORS}
        self.changing = {actor: _changing(cells) for actor, cells in self._courses.items()}
        """By actor and disposition: how many values it has, of those that have more than one."""
        self.switched = {actor: [_counts(cells) for cells in after] for actor, after in self._after.items()}
        """By actor, for each inject that switches: how many values each disposition has that it switches."""
        self._shares = {
            (actor, called(name)): np.stack([cell[name].padded(count) for cell in cells], axis=1)
            for actor in ACTORS
            for called, cells, counts in self._kinds(actor)
            for name, count in counts.items()
        }

    def _kinds(self, actor: str) -> Iterator[tuple[Callable[[str], str], Cells, Mapping[str, int]]]:
        """What an actor's dispositions are by the scenarios, and after each inject: how each is called, the
        courses by cell, and how many values those have that are blended.
        """
        yield str, self._courses[actor], self.changing[actor]
        for m, cells in enumerate(self._after[actor]):
            yield partial(_after_inject, m=m), cells, self.switched[actor][m]

    def drawn_for(self, actor: str, draws: Draws, replicates: int) -> Numbers:
        """Every value of every disposition of an actor; a world draws one place for all values of one."""
        columns: dict[str, Column] = {}
        for called, cells, counts in self._kinds(actor):
            for k in range(max(counts.values(), default=1) if cells[0] else 0):
                spans = [{n: each.value(k) for n, each in cell.items()} for cell in cells]
                found = drawn(f"disposition {actor}", spans, draws, replicates).items()
                columns |= {valued(called(n), k): each for n, each in found.items() if k < counts.get(n, 1)}
        return Numbers(columns)

    def spans(self, actor: str, cell: int) -> dict[str, tuple[str, Span]]:
        """The same before it is drawn, in one cell: by the name of every value the disposition whose place it
        shares, and its span.
        """
        return {
            valued(called(name), k): (name, course.value(k))
            for called, cells, counts in self._kinds(actor)
            for name, course in cells[cell].items()
            for k in range(counts.get(name, 1))
        }

    def now(self, actor: str, values: Numbers, week: int) -> Numbers:
        """The dispositions of an actor in a week, as scenarios date them."""
        blends = self._blends(actor, values, week, str, self.changing[actor])
        return values.changed(**blends) if blends else values

    def after(self, actor: str, values: Numbers, week: int) -> list[Mapping[str, Column]]:
        """The dispositions of an actor in a week that each inject switches, once it has."""
        return [
            self._blends(actor, values, week, partial(_after_inject, m=m), counts)
            for m, counts in enumerate(self.switched[actor])
        ]

    def _blends(
        self, actor: str, values: Numbers, week: int, called: Callable[[str], str], counts: Mapping[str, int]
    ) -> dict[str, Column]:
        columns = values.items()
        return {
            name: total(
                [
                    self.share(actor, called(name), k, week) * columns[valued(called(name), k)]
                    for k in range(count)
                ]
            )
            for name, count in counts.items()
        }

    def share(self, actor: str, name: str, k: int, week: int) -> Column:
        """The weight of value `k` of a disposition in a week; the weights of all add up to 1."""
        by_cell = self._shares[actor, name][k][:, min(week, self._weeks - 1)]
        return (by_cell[:, None] * np.ones(self._worlds, FLOAT)).ravel()

    def by_cell(self) -> Postures:
        """The same with one column a cell: shares differ between cells, not between worlds."""
        twin = copy(self)
        vars(twin).update(_worlds=1)
        return twin


def _after_inject(name: str, m: int) -> str:
    """The name of a disposition once inject `m` of those that switch has switched it."""
    return f"{name} after {m}"


def _courses_after(scenarios: Sequence[Scenario], actor: str) -> list[Cells]:
    """What each inject that switches makes of an actor's dispositions, in its own cell; nothing elsewhere."""
    found: list[Cells] = []
    for own in scenarios:
        for inject in own.injects.values():
            if inject.then.switches:
                tracks = tracks_after(own, inject.then, actor)
                courses = {name: _course(track, own.weeks) for name, track in tracks.items()}
                none = Course(((0.0, 0.0),), np.ones((1, own.weeks), FLOAT))
                found.append([courses if it is own else dict.fromkeys(courses, none) for it in scenarios])
    return found


def _counts(cells: Cells) -> dict[str, int]:
    return {name: max(len(cell[name].values) for cell in cells) for name in cells[0]}


def valued(name: str, k: int) -> str:
    """The name of value `k` of a disposition."""
    return f"{name} {k}" if k else name


def _changing(cells: Cells) -> dict[str, int]:
    return {name: count for name, count in _counts(cells).items() if count > 1}


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
