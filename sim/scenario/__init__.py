"""Scenario files: YAML to checked objects, or to complaints with file, line, key, limits and nearest word.

`yaml_reader` reads, `inheritance` merges, `entries` and `scenario` say what there can be, `checks` what must
hold between entries, and `load` brings it together.
"""

from sim.scenario.entries import Declared, Fact, Inject, Order, Posture, Signal, Strategy, Then, When
from sim.scenario.library import find_scenario, shipped
from sim.scenario.load import load
from sim.scenario.scenario import Ally, Scenario

__all__ = [
    "Ally",
    "Declared",
    "Fact",
    "Inject",
    "Order",
    "Posture",
    "Scenario",
    "Signal",
    "Strategy",
    "Then",
    "When",
    "find_scenario",
    "load",
    "shipped",
]
