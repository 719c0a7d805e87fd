"""Switches of strategy and posture that an inject brings about, at once or over weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.core.columns import Column, Flags, above, either, larger, total
from sim.core.parameters import Numbers
from sim.core.tree import Tree


@dataclass
class Turn(Tree):
    """A switch of strategy or posture that waits for a condition, the `place`-th of its plan.

    `weight` is how far the policy is what it switches to, `parts` how many of its `over` parts are still to
    come. Of strategies (`whole`) the last one holds, and what it takes over the others lose.
    """

    place: int
    whole: bool
    over: int
    weight: Column
    parts: Column

    def begin(self, asked: Flags) -> None:
        """Begin to switch where it is due."""
        self.parts = either(asked, self.over, self.parts)

    def step(self) -> Column:
        """Switch by a part where some are still to come; the share of what was before that this takes."""
        share = either(self.parts > 0, 1 / larger(self.parts, 1), 0)
        self.weight = self.weight * (1 - share) + share
        self.parts = above(self.parts, 1)
        return share


def turn_all(turning: Sequence[tuple[Turn, Flags]]) -> None:
    """Switch by a week's part; where a strategy is asked for, one that was coming is not completed."""
    for turn, asked in turning:
        for other in _rivals(turn, turning):
            other.parts = either(asked, 0, other.parts)
        turn.begin(asked)
    for turn, _ in turning:
        share = turn.step()
        for other in _rivals(turn, turning):
            other.weight = other.weight * (1 - share)


def _rivals(turn: Turn, turning: Sequence[tuple[Turn, Flags]]) -> list[Turn]:
    """The other strategies, of which the last one holds; a posture has none."""
    return [other for other, _ in turning if turn.whole and other.whole and other is not turn]


def switched(turns: Sequence[Turn], dated: Numbers, after: Sequence[Mapping[str, Column]]) -> Numbers:
    """The dispositions of an actor where injects have switched from those that are `dated`: strategies first,
    then postures over them, as they are written; `after` has what each switches to.
    """
    columns = dict(dated.items())
    strategies = [(turn.weight, after[turn.place]) for turn in turns if turn.whole if after[turn.place]]
    if strategies:
        kept = 1 - total([weight for weight, _ in strategies])
        for name in strategies[0][1]:
            columns[name] = total([kept * columns[name], *(weight * to[name] for weight, to in strategies)])
    for turn in turns:
        for name, to in () if turn.whole else after[turn.place].items():
            columns[name] = columns[name] * (1 - turn.weight) + turn.weight * to
    return Numbers(columns)
