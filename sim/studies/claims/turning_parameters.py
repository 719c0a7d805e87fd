"""What a claim turns on: the numbers whose upper and lower thirds of draws part it most."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.studies.claims.runs import Run

SURE = 3.3
"""Standard errors a difference must stand out by: with some 200 numbers tried, chance passes seldom."""
WIDE = 1.645
MOST = 3


@dataclass(frozen=True)
class TurningParameter:
    """The claim's share of draws in the lower and in the upper third of one number, and their difference."""

    parameter: str
    below: float
    above: float
    """The edges of the thirds, in the number's unit."""
    low_share: float
    high_share: float
    interval: tuple[float, float]
    """90 % of the difference, upper less lower."""

    @property
    def difference(self) -> float:
        """How much more often it holds in the upper third."""
        return self.high_share - self.low_share


def turns(run: Run, cells: Sequence[str], holds: NDArray[Any]) -> list[TurningParameter]:
    """The few numbers that a contrast turns on, the strongest first; `holds` by draw."""
    set_here = {name for cell in cells if cell for name in _own(run, cell)}
    found = [
        _turn(name, values.astype(np.float64), holds)
        for name, values in run.parameters.items()
        if name not in set_here and values.min() < values.max()
    ]
    clear = [turn for turn in found if turn and abs(turn.difference) > _error(turn, len(holds)) * SURE]
    return sorted(clear, key=lambda turn: -abs(turn.difference))[:MOST]


def _own(run: Run, cell: str) -> list[str]:
    """Numbers that the cell sets itself."""
    declared = run.scenarios[cell].parameters
    return [name for name, number in declared.items() if number.value is not None]


def _turn(name: str, values: NDArray[np.float64], holds: NDArray[Any]) -> TurningParameter | None:
    below, above = (float(x) for x in np.quantile(values, (1 / 3, 2 / 3)))
    lower, upper = holds[values <= below], holds[values >= above]
    if len(lower) < 5 or len(upper) < 5:
        return None
    low, high = float(lower.mean()), float(upper.mean())
    turn = TurningParameter(name, below, above, low, high, (0, 0))
    wide = WIDE * _error(turn, len(holds))
    return TurningParameter(name, below, above, low, high, (high - low - wide, high - low + wide))


def _error(turn: TurningParameter, draws: int) -> float:
    """The standard error of the difference of two shares, each of a third of the draws."""
    each = max(draws / 3, 1)
    # half a draw is added on each side, or a share of 0 or 1 would look certain
    shares = [(share * each + 0.5) / (each + 1) for share in (turn.low_share, turn.high_share)]
    return math.sqrt(sum(share * (1 - share) / each for share in shares))
