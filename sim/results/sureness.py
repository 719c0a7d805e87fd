"""How sure a difference is: which ones may be called sure, and in which order they are reported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.results.verdicts import BETTER, WORSE
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.likelihood import THREE_QUARTERS, VERY_LIKELY

Row = Mapping[str, Any]
SIDES = {BETTER: "share_better", WORSE: "share_worse"}
"""Verdicts that name a side, with the column of the share of draws on it."""


def share(row: Row) -> float:
    """The share of parameter draws on the side of the verdict; 0 where it names none."""
    column = SIDES.get(str(row["verdict"]))
    return float(row[column]) if column else 0.0


def sure(row: Row) -> bool:
    """Whether a difference is better or worse in four of five draws, and for three of four theories.

    >>> sure({"verdict": "worse", "share_worse": 0.89, "agree": 4, "of": 4})
    True
    >>> sure({"verdict": "worse", "share_worse": 0.89, "agree": 2, "of": 4})
    False
    """
    return share(row) >= VERY_LIKELY and int(row["agree"]) >= THREE_QUARTERS * int(row["of"])


def sureness(row: Row) -> tuple[float, float, float]:
    """What orders differences, the surest last: theories that agree, draws on the side, and the size in
    units of what matters.
    """
    size = abs(float(row["difference"])) / (float(row["delta"]) or OUTCOMES[str(row["outcome"])].delta)
    return int(row["agree"]) / max(int(row["of"]), 1), share(row), size
