"""A pattern of the record: what it says, how it is measured, and what is accepted of a simulation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Literal

from sim.evidence.eras import WHOLE, Window
from sim.evidence.history import History
from sim.evidence.marks import Floats

Nature = Literal["imposed", "fitted", "emergent"]
"""Put in as a dated fact; aimed at by a parameter; neither."""


@dataclass(frozen=True)
class Part:
    """One number of a pattern and its accepted band, `low` and `high` included.

    A simulation is judged by the median over worlds, or by the mean where the number is rare (a chance).
    A part without a band is printed, not judged.
    """

    name: str
    low: float = -inf
    high: float = inf
    over: Literal["median", "mean"] = "median"
    held_out: bool = False
    """Scored, never fitted."""

    @property
    def judged(self) -> bool:
        """Whether there is a band."""
        return self.low > -inf or self.high < inf


@dataclass(frozen=True)
class Pattern:
    """A statistic of dated happenings. `measure` gives one row per part, one column per world."""

    id: str
    says: str
    measure: Callable[[History], Floats]
    parts: tuple[Part, ...]
    needs: tuple[str, ...] = ()
    """Fields of `History` besides the events that must be known."""
    nature: Nature = "emergent"
    """What it is unless the run at hand says otherwise."""
    window: Window = WHOLE
    uses_events: bool = True
    """Whether it looks at provocations at all: if not, a null of provocations says nothing of it."""

    def lacks(self, history: History) -> str:
        """Why the pattern cannot be measured on a history; empty where it can."""
        missing = [name for name in self.needs if getattr(history, name) is None]
        if missing:
            return f"not simulated: {', '.join(missing)}"
        return "" if history.covers(*self.window) else f"needs {self.window[0]} to {self.window[1]}"

    def of(self, history: History) -> Floats | None:
        """Its numbers, shape ``(part, world)``; `None` where the history lacks something for it."""
        return None if self.lacks(history) else self.measure(history)
