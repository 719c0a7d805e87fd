"""The state at an origin in words, with how sure the worlds are of it after all that was observed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Column
from sim.engine.conditioning.priors import PHASE
from sim.model.measures import measure
from sim.model.situation import Situation
from sim.vocabulary.glossary import MEASURES, STAGES
from sim.vocabulary.likelihood import percent

LEVELS = ("very low", "low", "middling", "high", "very high")
WIDE = 0.5
"""Share of a measure's range over which nine worlds in ten may spread before its level is not known."""
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
COUNTED = ("provocations_52",)
"""Measures that are known: they count what was observed."""


@dataclass(frozen=True, eq=False)
class StateEntry:
    """One quantity at the origin: a sentence, and the numbers behind it (5, 25, 50, 75, 95 % of worlds)."""

    name: str
    says: str
    quantiles: NDArray[np.float64]


def state(s: Situation) -> list[StateEntry]:
    """What the worlds say of the state they are in; they are taken to have equal weights."""
    return [_phase(s), _stage(s), *_measures(s)]


def quantiles(values: Column) -> NDArray[np.float64]:
    """The five quantiles of a column."""
    return np.quantile(values.astype(np.float64), QUANTILES)


def _phase(s: Situation) -> StateEntry:
    rate = quantiles(np.exp(getattr(s.p, PHASE)))
    spread = f"nine worlds in ten {_times(rate[0])} to {_times(rate[4])}"
    says = f"Phase of the programme: tests at {_times(rate[2])} the pace of the base weights ({spread})."
    return StateEntry("phase", says, rate)


def _times(rate: float) -> str:
    return (
        f"{rate:.1f} times" if rate >= 1 else f"{rate * 100:.0f} %" if rate >= 0.1 else f"{rate * 100:.1f} %"
    )


def _stage(s: Situation) -> StateEntry:
    stage = s.talks.stage
    each = {name: float((stage == k).mean()) for k, name in enumerate(STAGES)}
    shown = [f"{name} in {percent(share)} of worlds" for name, share in each.items() if share >= 0.005]
    return StateEntry("stage", f"Talks: {', '.join(shown)}.", quantiles(stage))


def _measures(s: Situation) -> Iterator[StateEntry]:
    for name, about in MEASURES.items():
        seen = quantiles(measure(s, name))
        yield StateEntry(name, _sentence(about.says, name, seen, about.low, about.high), seen)


def _sentence(what: str, name: str, seen: NDArray[np.float64], low: float, high: float) -> str:
    first = what[0].upper() + what[1:]
    if name in COUNTED:
        return f"{first}: {seen[2]:.0f}."
    spread = f"{seen[2]:.2f}, nine worlds in ten {seen[0]:.2f} to {seen[4]:.2f}"
    if seen[4] - seen[0] > WIDE * (high - low):
        return f"{first}: not known ({spread})."
    place = min(max((seen[2] - low) / (high - low), 0), 1 - 1e-9)
    return f"{first}: {LEVELS[int(place * len(LEVELS))]} ({spread})."
