"""What each pattern is in a run of the history scenario: imposed, fitted or emergent, and why."""

from __future__ import annotations

from collections.abc import Mapping

from sim.evidence.pattern import Nature, Pattern

NATURES: Mapping[str, tuple[Nature, str]] = {
    "P1": ("imposed", "the pace of tests and of local provocations by phase is a dated fact"),
    "P2": ("fitted", "salvos and momentum have their ranges from the record of 2012-17"),
    "P2b": ("fitted", "salvos and momentum as P2"),
    "P3": ("fitted", "as P2, beside phases that are imposed"),
    "P4": ("emergent", "no number was taken from it"),
    "P4b": ("emergent", "no number was taken from it"),
    "P5": ("emergent", "no number was taken from it"),
    "P6": (
        "fitted",
        "how much the spring does by itself reaches from none to all of the peak",
    ),
    "P6b": (
        "fitted",
        "how much the spring does by itself reaches from none to all of the peak",
    ),
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
}


def nature(pattern: Pattern) -> tuple[Nature, str]:
    """What a pattern is, and why."""
    return NATURES.get(pattern.id, (pattern.nature, ""))
