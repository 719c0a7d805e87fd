"""The smallest change of one input that flips a choice: a grid over its range, then halving.

An actor's choice is a pure function of view, numbers and noise, and every number is a column: a
question ("and if it had seen 0.7?") is one more column, and thousands of them are one call. The noise
of the world is kept. A flip narrower than 1/128 of the range may be missed; it is then said that there
is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from sim.columns import FLOAT, Column
from sim.quantities import QUANTITIES, WHOLE
from sim.reads import Heard

if TYPE_CHECKING:
    from sim.actors import Actor, Choice
    from sim.minds import Scores
    from sim.params import Numbers
    from sim.views import View
    from sim.world import World

POINTS = 129
HALVINGS = 22  # a grid step of float32 has no more than 23 bits
Kind = Literal["view", "parameter", "disposition"]


@dataclass(frozen=True)
class Input:
    """One number that a choice was made from: as it was, and the range it may have."""

    kind: Kind
    name: str
    seen: float
    low: float
    high: float

    @property
    def grid(self) -> Column:
        """The values to try: evenly over the range, or every whole number."""
        points = int(self.high - self.low) + 1 if self.kind == "view" and self.name in WHOLE else POINTS
        return np.linspace(self.low, self.high, points, dtype=FLOAT)

    @property
    def halved(self) -> bool:
        """Whether values between those of the grid make sense."""
        return not (self.kind == "view" and self.name in WHOLE)


@dataclass(frozen=True)
class Flip:
    """The value of an input nearest to the one it had that changes the choice, and what is chosen then;
    both None where no value within the range does.
    """

    input: Input
    needed: float | None = None
    then: str | None = None

    @property
    def change(self) -> float:
        """Size of the change as a share of the range; infinite where there is no flip."""
        span = self.input.high - self.input.low
        return float("inf") if self.needed is None else abs(self.needed - self.input.seen) / span


class Mind:
    """One actor of one world at one week, to be asked what it would have chosen."""

    def __init__(self, world: World, actor: Actor, noise: Scores) -> None:
        self.actor, self.view, self.noise = actor, actor.view, noise
        self.p, self.d = world.p, getattr(actor, "d", None)
        self.inputs = self._inputs(world)

    def decide(self, view: View, p: Numbers, d: Numbers | None = None) -> tuple[Scores, Choice]:
        """Scores and choice from this view and these numbers, with the noise of the world."""
        actor = self.actor
        if d is not None:
            actor = copy(actor)
            actor.d = d  # pyright: ignore[reportAttributeAccessIssue]
        return actor.decide(view, p, self.noise)

    def asked(self, inputs: Sequence[Input], values: Column) -> Choice:
        """What it would choose if one input had another value: column k changes ``inputs[k]`` to ``values[k]``."""
        changed: dict[Kind, dict[str, Column]] = {"view": {}, "parameter": {}, "disposition": {}}
        for one in dict.fromkeys(inputs):
            mine = np.fromiter((each == one for each in inputs), np.bool_, len(inputs))
            changed[one.kind][one.name] = np.where(mine, values, FLOAT(one.seen))
        wide = {f.name: np.broadcast_to(self.view[f.name], len(values)) for f in fields(self.view)}
        view = replace(self.view, **(wide | changed["view"]))
        d = self.d.changed(**changed["disposition"]) if self.d else None
        return self.decide(view, self.p.changed(**changed["parameter"]), d)[1]

    def _inputs(self, world: World) -> tuple[Input, ...]:
        p, d = Heard(self.p), Heard(self.d) if self.d else None
        self.decide(self.view, p, d)
        scenario = world.cells[0].scenario
        seen = {name: float(self.view[name][0]) for name in (f.name for f in fields(self.view))}
        of_view = [Input("view", n, x, QUANTITIES[n].low, QUANTITIES[n].high) for n, x in seen.items()]
        numbers = [
            Input(kind, name, float(heard.items()[name][0]), *declared[name].range)
            for kind, heard, declared in (
                ("parameter", p, scenario.parameters),
                ("disposition", d, scenario.dispositions),
            )
            for name in (heard.asked if heard else ())
            if declared[name].range[0] < declared[name].range[1]
        ]
        return (*of_view, *numbers)


@dataclass(frozen=True)
class _Bracket:
    """Between `inside`, where the choice stands, and `outside`, where it has flipped."""

    input: Input
    family: str
    inside: float
    outside: float


def flips(mind: Mind, families: Sequence[str]) -> Mapping[str, tuple[Flip, ...]]:
    """For each family and input the smallest change that flips the choice, largest effect first."""
    stands = {f: int(mind.decide(mind.view, mind.p, mind.d)[1][f][0]) for f in families}
    brackets = _halved(mind, _brackets(mind, stands), stands)
    found: dict[tuple[str, Input], Flip] = {}
    choices = (
        mind.asked([b.input for b in brackets], _column([b.outside for b in brackets])) if brackets else {}
    )
    for k, bracket in enumerate(brackets):
        place = choices[bracket.family]
        then = mind.actor.options(bracket.family)[int(np.broadcast_to(place, len(brackets))[k])]
        flip = Flip(bracket.input, bracket.outside, then)
        key = bracket.family, bracket.input
        found[key] = min(found.get(key, flip), flip, key=lambda each: each.change)
    return {
        family: tuple(sorted((found.get((family, i), Flip(i)) for i in mind.inputs), key=lambda f: f.change))
        for family in families
    }


def _brackets(mind: Mind, stands: Mapping[str, int]) -> list[_Bracket]:
    """The nearest flip of the grid on either side of what was seen."""
    grids = [(one, one.grid) for one in mind.inputs]
    inputs = [one for one, grid in grids for _ in grid]
    choice = mind.asked(inputs, np.concatenate([grid for _, grid in grids]))
    brackets: list[_Bracket] = []
    for family, stood in stands.items():
        flipped = np.broadcast_to(choice[family] != stood, len(inputs))
        start = 0
        for one, grid in grids:
            brackets += _sides(one, family, grid, flipped[start : start + len(grid)])
            start += len(grid)
    return brackets


def _sides(one: Input, family: str, grid: Column, flipped: NDArray[np.bool_]) -> list[_Bracket]:
    sides: list[_Bracket] = []
    for beyond, order in ((grid > one.seen, 1), (grid < one.seen, -1)):
        inside = one.seen
        for place in np.flatnonzero(beyond)[::order]:
            if flipped[place]:
                sides.append(_Bracket(one, family, inside, float(grid[place])))
                break
            inside = float(grid[place])
    return sides


def _halved(mind: Mind, brackets: list[_Bracket], stands: Mapping[str, int]) -> list[_Bracket]:
    for _ in range(HALVINGS):
        open_ones = [k for k, b in enumerate(brackets) if b.input.halved]
        if not open_ones:
            break
        middle = _column([(brackets[k].inside + brackets[k].outside) / 2 for k in open_ones])
        choice = mind.asked([brackets[k].input for k in open_ones], middle)
        for place, k in enumerate(open_ones):
            bracket, value = brackets[k], float(middle[place])
            now = int(np.broadcast_to(choice[bracket.family], len(open_ones))[place])
            side = "outside" if now != stands[bracket.family] else "inside"
            brackets[k] = replace(bracket, **{side: value})
    return brackets


def _column(values: Sequence[float]) -> Column:
    return np.array(values, FLOAT)
