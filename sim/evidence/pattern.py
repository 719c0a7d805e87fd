"""Pattern of the record: what it says, how it is measured, and what is accepted of a simulation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Literal

from sim.core.columns import Floats
from sim.evidence.eras import WHOLE, Window
from sim.evidence.history import History

Nature = Literal["imposed", "fitted", "emergent"]
"""How a pattern comes about in a run: put in as a dated fact; set by a parameter; neither."""


@dataclass(frozen=True)
class Part:
    """One number of a pattern, and the band from `low` to `high` (included) that is accepted.

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
        """Tell whether there is a band."""
        return self.low > -inf or self.high < inf


@dataclass(frozen=True)
class Pattern:
    """Statistic of dated events; `measure` gives its numbers, shape ``(part, world)``."""

    id: str
    says: str
    measure: Callable[[History], Floats]
    parts: tuple[Part, ...]
    needs: tuple[str, ...] = ()
    """Fields of `History` that must be known, apart from the events."""
    nature: Nature = "emergent"
    """How it comes about, unless the run at hand says otherwise."""
    window: Window = WHOLE
    uses_events: bool = True
    """Whether it looks at provocations at all: if not, the null models say nothing of it."""

    def lacks(self, history: History) -> str:
        """Say why the pattern cannot be measured on a history; empty where it can."""
        missing = [name for name in self.needs if getattr(history, name) is None]
        if missing:
            return f"not simulated: {', '.join(missing)}"
        return "" if history.covers(*self.window) else f"needs {self.window[0]} to {self.window[1]}"

    def of(self, history: History) -> Floats | None:
        """Measure a history, shape ``(part, world)``; `None` where it lacks something for that."""
        return None if self.lacks(history) else self.measure(history)
