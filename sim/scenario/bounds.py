"""The bounds of numbers that no file can widen: what the model can hold, by unit and by quantity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.scenario.contents import Contents
from sim.scenario.entries import Declared
from sim.scenario.fault_list import Notes
from sim.scenario.field_types import Span
from sim.vocabulary.signals import CALENDAR, SET_BY_STRATEGY

MOST: Final = 1000.0
"""How far any number may lie from 0: a single-precision number of the model then stays finite."""
BY_UNIT: Final[dict[str, Span]] = {
    **dict.fromkeys(("chance", "chance a week", "share", "share a week", "share of a step"), (0.0, 1.0)),
    "share of what is left": (0.0, 1.0),
    "signed share": (-1.0, 1.0),
    "share of schedule": (0.0, 2.0),
    "dose": (0.0, 2.0),
    "variance": (0.0, 0.25),
    "variance a week": (0.0, 0.25),
    "weeks": (0.0, MOST),
    "events": (0.0, 60.0),
    "weight per cost": (0.0, 100.0),
    "ratio": (0.0, 100.0),
    "ratio per event": (0.0, 100.0),
    "times its usual": (0.0, 100.0),
    "times its usual odds": (0.0, 100.0),
}
"""What a number of a unit can be; of other units within `MOST`."""
SHORTEST_HALF_LIFE: Final = 0.1
"""In weeks; 0 would be no time at all, and nothing to divide by."""
LONGEST_HALF_LIFE: Final = 1e6
"""In weeks: what a week then takes away still differs from nothing in single precision."""
BY_NAME: Final[dict[str, Span]] = {
    "official_lag": (0.0, 4.0),
    "consult_delay": (0.0, 3.0),
    "signal_noise": (0.001, 0.25),
}
"""Delays for which the model keeps so many weeks, and a noise that is divided by."""


def bounds(name: str, declared: Declared) -> Span:
    """The lowest and highest number that a parameter or disposition can be given."""
    low, high = BY_NAME.get(name) or BY_UNIT.get(declared.unit, (-MOST, MOST))
    return (SHORTEST_HALF_LIFE, LONGEST_HALF_LIFE) if name.endswith("_half_life") else (low, high)


def check_bounds(scenario: Contents, notes: Notes) -> None:
    """Declared ranges and dated values are such that the model can hold them."""
    for section in ("parameters", "dispositions"):
        entries: Mapping[str, Declared] = getattr(scenario, section)
        for name, each in entries.items():
            low, high = bounds(name, each)
            if not low <= each.range[0] <= each.range[1] <= high:
                found = f"[{each.range[0]:.12g}, {each.range[1]:.12g}] is more than the model can hold"
                if each.range[0] <= each.range[1]:
                    notes.add(
                        (section, name, "range"), found, f"within {low:.12g} to {high:.12g} {each.unit}"
                    )
    for name, fact in scenario.calendar.items():
        low, high = dated_bounds(fact.sets, scenario)
        if not low <= fact.value <= high:
            what = f"{fact.value:.12g} is out of range for {fact.sets}"
            notes.add(
                ("calendar", name, "value"), what, f"{low:.12g} to {high:.12g} {CALENDAR[fact.sets].unit}"
            )


def dated_bounds(sets: str, scenario: Contents) -> Span:
    """What a dated fact may set a quantity to; one that stands for a disposition has the range of that."""
    named = SET_BY_STRATEGY.get(sets)
    if named and named[0] in scenario.dispositions:
        return scenario.dispositions[named[0]].range
    return CALENDAR[sets].low, CALENDAR[sets].high
