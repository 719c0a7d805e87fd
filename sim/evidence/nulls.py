"""Null models: provocations at random, at the rates that the record has in each year (or quarter)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np

from sim.core.random_streams import resampling
from sim.evidence.eras import WHOLE
from sim.evidence.history import History
from sim.evidence.judge import Judged, judge
from sim.evidence.marks import Marks, first_of, months_of
from sim.evidence.own_record import SHIPPED, Record
from sim.evidence.patterns import PATTERNS
from sim.evidence.record import record

NULLS: Mapping[str, int] = {"yearly Poisson": 12, "yearly × quarter": 3}
"""Null models by name, and the months within which each keeps the rate of a kind of provocation constant."""
WORLDS = 1_000


def blind(known: History, months: int, worlds: int = WORLDS, seed: int = 1) -> History:
    """Simulate `worlds` histories with Poisson provocations, at the rates of the one-world history `known`.

    All else (exercises, negotiations, resolutions …) stays as it was. `months` divides 12.
    """
    rng = resampling(seed)
    events = {kind: _scattered(marks, months, worlds, rng) for kind, marks in known.events.items()}
    return replace(known.repeat(worlds), events=events)


def _scattered(marks: Marks, months: int, worlds: int, rng: np.random.Generator) -> Marks:
    """Replace each event by a Poisson number of copies (mean 1) on random days of its own span of months."""
    copies = rng.poisson(1, (worlds, len(marks.day)))
    start = months_of(np.tile(marks.day, worlds)) // months * months
    world = np.repeat(np.repeat(np.arange(worlds), len(marks.day)), copies.ravel())
    start = np.repeat(start, copies.ravel())
    first = first_of(start)
    day = first + rng.integers(first_of(start + months) - first)
    return Marks.of(world, day, worlds)


def judged_on(of: Record = SHIPPED) -> History:
    """The record as patterns are judged on it: up to the last day that they look at."""
    return record(of, WHOLE[1])


@cache
def null_scores(of: Record = SHIPPED) -> Mapping[str, tuple[Judged, ...]]:
    """Judge, for each null of a record, every part of every pattern that looks at provocations."""
    return {name: tuple(_scores(months, judged_on(of))) for name, months in NULLS.items()}


def _scores(months: int, known: History) -> list[Judged]:
    worlds = blind(known, months)
    return [each for p in PATTERNS.values() if p.uses_events for each in judge(p, worlds, known)]


def met_by(pattern: str, of: Record = SHIPPED) -> tuple[str, ...]:
    """List the nulls that meet every part of a pattern, which then tells nothing about a model.

    For a null the middle in the band is enough: a pattern should not count for a model because the
    spread of a null happens to miss the record. Parts that are only printed do not count.
    """
    return tuple(
        name
        for name, scores in null_scores(of).items()
        if (parts := [s.in_band for s in scores if s.pattern == pattern and s.part.judged]) and all(parts)
    )
