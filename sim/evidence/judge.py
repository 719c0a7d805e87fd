"""Judgement of a simulated pattern against the record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.core.columns import Floats
from sim.evidence.history import History
from sim.evidence.pattern import Part, Pattern

SLACK = 1e-9  # a number on the edge of a band is inside, whatever its last bit


@dataclass(frozen=True)
class Judged:
    """Verdict on one part of a pattern: the record and the simulated worlds. Unknown numbers are nan.

    `middle` is the median or mean over worlds, `low` and `high` bound 90 % of them, `measured` is the
    share of worlds in which the number is defined. `in_band` and `inside` (the record within the 90 %)
    are `None` for what has no number, `in_band` also for what has no band.
    """

    pattern: str
    part: Part
    record: float
    middle: float
    low: float
    high: float
    measured: float
    in_band: bool | None = None
    inside: bool | None = None
    why_not: str = ""

    @property
    def met(self) -> bool | None:
        """Tell whether it is in the band and the record inside; `None` where there is nothing to judge."""
        return None if self.in_band is None else bool(self.in_band and self.inside)


def judge(pattern: Pattern, simulated: History, record: History) -> tuple[Judged, ...]:
    """Judge every part of a pattern: met if the middle is in the band and the record within the 90 %."""
    return judge_found(pattern, pattern.of(simulated), record, pattern.lacks(simulated))


def judge_found(
    pattern: Pattern, found: Floats | None, record: History, why_not: str = ""
) -> tuple[Judged, ...]:
    """Judge numbers that are measured already, shape ``(part, world)``; nan where a world has none."""
    recorded = pattern.of(record)
    if found is None or recorded is None:
        why = why_not or pattern.lacks(record)
        seen = [np.nan] * len(pattern.parts) if recorded is None else recorded[:, 0]
        return tuple(
            Judged(pattern.id, part, float(value), np.nan, np.nan, np.nan, 0, why_not=why)
            for part, value in zip(pattern.parts, seen, strict=True)
        )
    return tuple(
        _judged(pattern.id, part, values, float(value))
        for part, values, value in zip(pattern.parts, found, recorded[:, 0], strict=True)
    )


def _judged(pattern: str, part: Part, values: Floats, record: float) -> Judged:
    known = values[~np.isnan(values)]
    if np.isnan(record):
        why = "the record has no number for it"
        return Judged(pattern, part, record, np.nan, np.nan, np.nan, 0, why_not=why)
    if not len(known):
        return Judged(pattern, part, record, np.nan, np.nan, np.nan, 0, why_not="defined in no world")
    low, median, high = (float(each) for each in np.quantile(known, (0.05, 0.5, 0.95)))
    middle = median if part.over == "median" else float(known.mean())
    in_band = part.low - SLACK <= middle <= part.high + SLACK if part.judged else None
    inside = low - SLACK <= record <= high + SLACK
    return Judged(pattern, part, record, middle, low, high, len(known) / len(values), in_band, inside)
