"""The smallest change of one input that flips a choice: a grid over its range, then halving.

An actor's choice is a pure function of view, numbers and noise, and every number is a column: a
question ("and if it had seen 0.7?") is one more column, and thousands of them are one call. The noise
of the world is kept. A flip narrower than 1/128 of the range may be missed, and is then reported as none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import FLOAT, Column, Places, either
from sim.core.parameters import Numbers
from sim.explanation.rule_inputs import RecordedInputs
from sim.model.actors import Choice
from sim.model.choice import Scores
from sim.model.world import World
from sim.scenario import Declared, Scenario
from sim.vocabulary.observations import View
from sim.vocabulary.quantities import QUANTITIES, WHOLE

POINTS = 129
HALVINGS = 22  # a grid step of float32 has no more than 23 bits
Kind = Literal["view", "parameter", "disposition"]
NONE = np.zeros(0)


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
    """One actor of one world in the midst of a week, to be asked what it would have chosen."""

    def __init__(self, world: World, name: str) -> None:
        self._agent, self._situation = world.agents_by_name[name], world.situation
        self.actor, self.p = self._situation.actors[name], self._situation.p
        self.view, self.d = self.actor.view, self.actor.d
        self.noise = self._situation.plan.withheld(name, self._agent.noise(self._situation))
        self.inputs = self._inputs(world.cells[0].scenario)

    def decide(self, view: View, p: Numbers, d: Numbers) -> tuple[Scores, Choice]:
        """Scores and choice from this view and these numbers, with the noise of the world."""
        return self._agent.decide(self._situation, view, p, d, self.noise)

    def choices(self, families: Sequence[str], which: Places, values: Column) -> Places:
        """What it would choose with one input changed, ``(family, question)``: question k gives input
        ``which[k]`` the value ``values[k]``.
        """
        changed: dict[Kind, dict[str, Column]] = {"view": {}, "parameter": {}, "disposition": {}}
        for place in np.unique(which):
            one = self.inputs[int(place)]
            changed[one.kind][one.name] = either(which == place, values, one.seen)
        wide = {f.name: np.broadcast_to(self.view[f.name], values.shape) for f in fields(self.view)}
        view = replace(self.view, **(wide | changed["view"]))
        p, d = self.p.changed(**changed["parameter"]), self.d.changed(**changed["disposition"])
        choice = self.decide(view, p, d)[1]
        return np.stack([np.broadcast_to(choice[family], values.shape) for family in families])

    def _inputs(self, scenario: Scenario) -> tuple[Input, ...]:
        p, d = RecordedInputs(self.p), RecordedInputs(self.d)
        self.decide(self.view, p, d)
        seen = {name: float(self.view[name][0]) for name in (f.name for f in fields(self.view))}
        of_view = [Input("view", n, x, QUANTITIES[n].low, QUANTITIES[n].high) for n, x in seen.items()]
        dispositions = _numbers("disposition", d, scenario.dispositions)
        return (*of_view, *_numbers("parameter", p, scenario.parameters), *dispositions)


def _numbers(kind: Kind, read: RecordedInputs, declared: Mapping[str, Declared]) -> Iterator[Input]:
    for name in read.asked:
        low, high = declared[name].range
        if low < high:
            yield Input(kind, name, float(read.items()[name][0]), low, high)


@dataclass
class Brackets:
    """One question per entry: between `inside`, where the family's choice stands, and `outside`, where
    it has flipped; `which` and `family` are places in the lists of inputs and families.
    """

    which: Places
    family: Places
    inside: Column
    outside: Column

    def halve(self, mind: Mind, families: Sequence[str], stands: Places) -> None:
        """Ask at the middle, and move one of the two ends there."""
        halved = np.array([one.halved for one in mind.inputs])[self.which]
        middle = either(halved, (self.inside + self.outside) * FLOAT(0.5), self.outside)
        chosen = mind.choices(families, self.which, middle)[self.family, np.arange(len(middle))]
        flipped = chosen != stands[self.family]
        self.outside = either(flipped, middle, self.outside)
        self.inside = either(flipped, self.inside, middle)


def flips(mind: Mind, families: Sequence[str]) -> dict[str, tuple[Flip, ...]]:
    """For each family and input the smallest change that flips the choice, the smallest first."""
    choice = mind.decide(mind.view, mind.p, mind.d)[1]
    stands = np.array([choice[family][0] for family in families])
    brackets = _brackets(mind, families, stands)
    found: dict[tuple[int, int], Flip] = {}
    if len(brackets.which):
        for _ in range(HALVINGS):
            brackets.halve(mind, families, stands)
        chosen = mind.choices(families, brackets.which, brackets.outside)
        for k in range(len(brackets.which)):
            which, family = int(brackets.which[k]), int(brackets.family[k])
            then = mind.actor.options(families[family])[int(chosen[family, k])]
            flip = Flip(mind.inputs[which], float(brackets.outside[k]), then)
            found[family, which] = min(found.get((family, which), flip), flip, key=_change)
    return {
        name: tuple(sorted((found.get((f, i), Flip(one)) for i, one in enumerate(mind.inputs)), key=_change))
        for f, name in enumerate(families)
    }


def _change(flip: Flip) -> float:
    return flip.change


def _brackets(mind: Mind, families: Sequence[str], stands: Places) -> Brackets:
    """The flips of the grid that are nearest to what was seen, on either side of it."""
    grids = [one.grid for one in mind.inputs]
    which = np.repeat(np.arange(len(grids)), [len(grid) for grid in grids])
    flipped = mind.choices(families, which, np.concatenate(grids)) != stands[:, None]
    rows = [
        (i, family, *ends)
        for i, (one, grid) in enumerate(zip(mind.inputs, grids, strict=True))
        for family, here in enumerate(flipped[:, which == i])
        for side in (grid > one.seen, grid < one.seen)
        if (ends := _nearest(one.seen, grid[side], here[side]))
    ]
    which, family, inside, outside = (
        (np.array(each) for each in zip(*rows, strict=True)) if rows else (NONE,) * 4
    )
    return Brackets(
        which.astype(np.intp), family.astype(np.intp), inside.astype(FLOAT), outside.astype(FLOAT)
    )


def _nearest(seen: float, grid: Column, flipped: NDArray[np.bool_]) -> tuple[float, float] | None:
    """The last value on the way out from `seen` that does not flip, and the first that does."""
    order = np.argsort(np.abs(grid - FLOAT(seen)))
    places = order[flipped[order]]
    if not len(places):
        return None
    before = int(np.flatnonzero(order == places[0])[0]) - 1
    return (seen if before < 0 else float(grid[order[before]])), float(grid[places[0]])
