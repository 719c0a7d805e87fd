"""Scenario files: YAML to checked objects, or to complaints with file, line, key, limits and nearest word.

`yaml_reader` reads, `inheritance` merges, `entries` and `contents` say what there can be, `checks` what must
hold between entries, `load` brings it together, and `scenario` is what others use.
What is sound and may not be meant is reported by `possible`, `meetings`, `in_force`, `no_effect` and `idle`,
from the weeks of `timing`.
"""

from sim.scenario.entries import (
    Declared,
    Fact,
    Posture,
    PostureStep,
    Signal,
    Start,
    Strategy,
    StrategyStep,
)  # fmt: skip
from sim.scenario.library import find_scenario, shipped_files
from sim.scenario.orders import Inject, Order, Then, When
from sim.scenario.scenario import Scenario, baseline, load

__all__ = [
    "Declared",
    "Fact",
    "Inject",
    "Order",
    "Posture",
    "PostureStep",
    "Scenario",
    "Signal",
    "Start",
    "Strategy",
    "StrategyStep",
    "Then",
    "When",
    "baseline",
    "find_scenario",
    "load",
    "shipped_files",
]
