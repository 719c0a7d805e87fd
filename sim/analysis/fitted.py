"""Where an analysis draws parameters from ranges that the record does not support."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sim import guards
from sim.fit.posterior import Fitted, shipped
from sim.scenario import Scenario

MOST = 3
"""Parameters that are named; of more it is said how many there are."""


def outside(scenario: Scenario, theories: Sequence[str]) -> Iterator[str]:
    """One sentence for each theory with a posterior, where a parameter that the record settles is drawn from
    beyond the middle 90 % of it.
    """
    spans = {name: number.span for name, number in scenario.parameters.items()}
    for theory in theories:
        if shipped(theory).exists():
            fitted = Fitted.load(shipped(theory))
            found = fitted.interval()
            if words := said(spans, {name: found[name] for name in fitted.settled}):
                yield f"{theory}: {words}"


def said(spans: Mapping[str, tuple[float, float]], fitted: Mapping[str, tuple[float, float]]) -> str:
    """The guard's words on the first few parameters that are drawn from outside, and the number of others."""
    beyond = {name: it for name, it in fitted.items() if guards.outside_fitted_range(spans, {name: it})}
    words = guards.outside_fitted_range(spans, dict(list(beyond.items())[:MOST]))
    return f"{words} and {len(beyond) - MOST} more" if len(beyond) > MOST else words
