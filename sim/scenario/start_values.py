"""What measures are in the first week of a run from an assumed start, as far as its parameters say it."""

from __future__ import annotations

from math import sqrt
from typing import Final

from sim.scenario.contents import Contents
from sim.scenario.field_types import Span

STARTS: Final[dict[str, tuple[str, ...]]] = {
    **{
        name: (f"start_{name}",)
        for name in (
            "tension strain enforcement friction coordination discord confidence readiness resolve_us "
            "trust_us trust_north bans capacity fear_paid"
        ).split()
    },
    "media_tension": ("start_tension",),
    "provocations_52": ("start_provocations",),
    "programme": ("start_missile", "start_nuclear"),
}
"""The parameters of which a measure starts as the mean."""
VARIANCE: Final = {"doubt_us": "start_doubt"}
"""The parameter of which a measure starts as the root."""
NONE: Final = ("in_crisis",)
"""What starts at 0."""


def start_of(measure: str, scenario: Contents) -> Span | None:
    """The lowest and highest value of a measure in the first week of all worlds; None if it is not known."""
    if not scenario.assumed:
        return None
    if measure in NONE:
        return 0.0, 0.0
    names = STARTS.get(measure) or ((VARIANCE[measure],) if measure in VARIANCE else ())
    spans = [scenario.parameters[name].span for name in names if name in scenario.parameters]
    if not names or len(spans) < len(names):
        return None
    low, high = (sum(span[end] for span in spans) / len(spans) for end in (0, 1))
    return (sqrt(low), sqrt(high)) if measure in VARIANCE else (low, high)
