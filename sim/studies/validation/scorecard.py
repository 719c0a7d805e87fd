"""The scorecard: every part of every pattern, the record, the worlds of each theory, and the nulls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from sim.evidence.judge import Judged, judge_found
from sim.evidence.nulls import NULLS, judged_on, met_by, null_scores
from sim.evidence.own_record import SHIPPED, Record
from sim.evidence.pattern import Nature
from sim.evidence.patterns import PATTERNS, QUANTITATIVE
from sim.studies.validation.pattern_recorder import MeasuredWorlds

MET, MISSED, PRINTED, UNKNOWN = "met", "missed", "printed", "not measured"

NATURES: Mapping[str, tuple[Nature, str]] = {
    "P1": ("imposed", "the pace of tests and of local provocations by phase is a dated fact"),
    "P2": ("fitted", "salvos and momentum have their ranges from the record of 2012-17"),
    "P2b": ("fitted", "salvos and momentum as P2"),
    "P3": ("fitted", "as P2, beside phases that are imposed"),
    "P4": ("emergent", "no number was taken from it"),
    "P4b": ("emergent", "no number was taken from it"),
    "P5": ("emergent", "no number was taken from it"),
    "P6": ("fitted", "how much the spring does by itself reaches from none to all of the peak"),
    "P6b": ("fitted", "how much the spring does by itself reaches from none to all of the peak"),
    "P7": ("fitted", "the range of the restraint by talks spans the two ratios of the record"),
    "P8": ("imposed", "carrot and stick by government are dated facts"),
    "P9": ("emergent", "no number was taken from it"),
    "P10": ("fitted", "the wait for the Council has its range from these lags"),
    "P11": ("imposed", "how broad bans may be is a dated fact; enforcement and 2018 are not"),
    "P12": ("imposed", "the quiet quarter is a dated fact"),
    "P13": ("fitted", "the chances of a crisis and a clash have their ranges from ICB"),
    "P14": ("imposed", "new designs are a dated fact, failures have their ranges from CNS"),
    "P15": ("emergent", "no number was taken from it"),
    "P16": ("emergent", "printed, not judged"),
    "P17": ("fitted", "the chance of fire and the weight of retaliation are set on these clashes"),
    "P18": ("fitted", "the pace and the breakdown of talks have their ranges from these agreements"),
    "P19": ("emergent", "no number was taken from it"),
    "P20": ("fitted", "the breakdown of talks has its ranges from these agreements"),
    "P21": ("fitted", "the pledge has its range from these agreements and the years before them"),
}
"""Whether each pattern is imposed, fitted or emergent in a run of the history scenario, and why."""


@dataclass(frozen=True, eq=False)
class Scorecard:
    """`parts` has a row for every theory and part of a pattern, `patterns` one for every theory and
    pattern, `counts` one for every theory.
    """

    parts: pd.DataFrame
    record: Record = SHIPPED

    @cached_property
    def patterns(self) -> pd.DataFrame:
        """A pattern is met when all its parts that are judged are."""
        groups = self.parts.groupby(["theory", "pattern"], sort=False)
        rows = [_whole(str(theory), str(pattern), parts, self.record) for (theory, pattern), parts in groups]
        return pd.DataFrame(rows)

    @cached_property
    def counts(self) -> pd.DataFrame:
        """Of the patterns that count: met; met by no null; and of those not imposed."""
        counted = self.patterns[self.patterns["counts"]]
        rows: list[dict[str, Any]] = []
        for theory, each in counted.groupby("theory", sort=False):
            met = each["verdict"] == MET
            telling = met & (each["met_by_null"] == "")
            rows.append(
                {
                    "theory": theory,
                    "met": int(met.sum()),
                    "of": len(each),
                    "by_no_null": int(telling.sum()),
                    "and_not_imposed": int((telling & (each["nature"] != "imposed")).sum()),
                }
            )
        return pd.DataFrame(rows)

    @cached_property
    def unscored(self) -> tuple[str, ...]:
        """Parts of patterns that cannot be scored on the record, and why, in sentences."""
        known = judged_on(self.record)
        said: list[str] = []
        for name, pattern in PATTERNS.items():
            lacks = pattern.lacks(known)
            if lacks:
                said.append(f"{name} cannot be scored on this record: it {lacks}")
                continue
            numbers = pattern.measure(known)[:, 0].tolist()
            no_number = [part.name for part, x in zip(pattern.parts, numbers, strict=True) if np.isnan(x)]
            if no_number:
                said.append(f"{name} cannot be scored on this record: no number for {', '.join(no_number)}")
        return tuple(said)


def scorecard(theories: list[str], found: MeasuredWorlds, of: Record = SHIPPED) -> Scorecard:
    """Judge the patterns measured under each theory against a record."""
    rows: list[dict[str, Any]] = []
    for theory, measured in zip(theories, found.patterns, strict=True):
        for name, pattern in PATTERNS.items():
            values = measured.get(name)
            why = "" if values is not None else "not simulated"
            judged = judge_found(pattern, values, judged_on(of), why)
            rows += [_row(theory, each, of) for each in judged]
    return Scorecard(pd.DataFrame(rows), of)


def _row(theory: str, each: Judged, of: Record) -> dict[str, Any]:
    kind, why = NATURES.get(each.pattern, (PATTERNS[each.pattern].nature, ""))
    nulls = {f"null {name}": _null(name, each, of) for name in NULLS}
    return {
        "theory": theory,
        "pattern": each.pattern,
        "part": each.part.name,
        "record": each.record,
        "middle": each.middle,
        "low": each.low,
        "high": each.high,
        "band_low": each.part.low,
        "band_high": each.part.high,
        "in_band": each.in_band,
        "record_inside": each.inside,
        "verdict": _verdict(each),
        "over": each.part.over,
        "held_out": each.part.held_out,
        "measured": each.measured,
        "nature": kind,
        "because": why,
        **nulls,
    }


def _verdict(each: Judged) -> str:
    if each.why_not:
        return UNKNOWN
    return PRINTED if each.met is None else MET if each.met else MISSED


def _null(name: str, each: Judged, of: Record) -> float:
    """The middle of a null for the same part; nan where the null has nothing to say."""
    same = (s for s in null_scores(of)[name] if (s.pattern, s.part.name) == (each.pattern, each.part.name))
    return next((s.middle for s in same), float("nan"))


def _whole(theory: str, pattern: str, parts: pd.DataFrame, of: Record) -> dict[str, Any]:
    verdicts = set(parts["verdict"]) - {PRINTED}
    verdict = PRINTED if not verdicts else next((v for v in (MISSED, UNKNOWN) if v in verdicts), MET)
    about = PATTERNS[pattern]
    return {
        "theory": theory,
        "pattern": pattern,
        "says": about.says,
        "nature": parts["nature"].iloc[0],
        "because": parts["because"].iloc[0],
        "met_by_null": ", ".join(met_by(pattern, of)) if about.uses_events else "",
        "verdict": verdict,
        "counts": pattern in QUANTITATIVE,
    }
