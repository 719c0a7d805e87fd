"""Blind nulls: a DPRK that knows nothing but how many provocations the record has in a year (or quarter)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np

from sim.core.random_streams import resampling
from sim.evidence.history import History
from sim.evidence.judge import Judged, judge
from sim.evidence.marks import Marks, first_of, months_of
from sim.evidence.patterns import PATTERNS
from sim.evidence.record import record

NULLS: Mapping[str, int] = {"yearly Poisson": 12, "yearly × quarter": 3}
"""The nulls by name, and the months within which each holds the rate of a kind of provocation constant."""
WORLDS = 1_000


def blind(known: History, months: int, worlds: int = WORLDS, seed: int = 1) -> History:
    """`worlds` histories in which provocations are Poisson with the rates of the one-world history `known`.

    All else (exercises, negotiations, resolutions …) stays as it was. `months` divides 12.
    """
    luck = resampling(seed)
    events = {kind: _thrown(marks, months, worlds, luck) for kind, marks in known.events.items()}
    return replace(known.repeat(worlds), events=events)


def _thrown(marks: Marks, months: int, worlds: int, luck: np.random.Generator) -> Marks:
    """Each event as a Poisson number of copies (mean 1), anywhere in its own stretch of months."""
    copies = luck.poisson(1, (worlds, len(marks.day)))
    start = months_of(np.tile(marks.day, worlds)) // months * months
    world = np.repeat(np.repeat(np.arange(worlds), len(marks.day)), copies.ravel())
    start = np.repeat(start, copies.ravel())
    first = first_of(start)
    day = first + luck.integers(first_of(start + months) - first)
    return Marks.of(world, day, worlds)


@cache
def null_scores() -> Mapping[str, tuple[Judged, ...]]:
    """Every part of every pattern that looks at provocations, judged for each null."""
    return {name: tuple(_scores(months)) for name, months in NULLS.items()}


def _scores(months: int) -> list[Judged]:
    worlds = blind(record(), months)
    return [each for p in PATTERNS.values() if p.uses_events for each in judge(p, worlds, record())]


def met_by(pattern: str) -> tuple[str, ...]:
    """The nulls that meet every part of a pattern, which therefore does not discriminate.

    For a null the middle in the band is enough: a pattern should not count for a model because the
    spread of a null happens to miss the record.
    """
    return tuple(
        name
        for name, scores in null_scores().items()
        if (parts := [each.in_band for each in scores if each.pattern == pattern]) and all(parts)
    )
