"""Scenario files: YAML to checked objects, or to complaints with file, line, key, limits and nearest word.

`yaml_tree` reads, `extends` merges, `parts` and `whole` say what there can be, `load` brings it together.
"""

from sim.scenario.parts import Declared, Fact, Inject, Order, Posture, Signal, Strategy, Then, When
from sim.scenario.shelf import find_scenario, shipped
from sim.scenario.whole import Ally, Scenario

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
    "shipped",
]
