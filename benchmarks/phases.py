"""What the time of a run goes to, phase by phase."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from time import process_time
from typing import Any
from unittest.mock import patch

from sim.engine.compiled import blocks, compiled_world
from sim.engine.compiled.blocks import Blocks
from sim.engine.compiled.compiled_world import Compiled
from sim.engine.ensemble import simulate_ensemble
from sim.engine.histograms import HistogramRecording
from sim.model.actors import ActorAgent
from sim.model.phases import commit, deliver, escalate, negotiate, press, read, record
from sim.model.world import World
from sim.scenario.cell import Cell

Timed = dict[str, tuple[Any, str]]
WRITTEN: Timed = {
    "calendar": (World, "open_calendar"),
    "appraise": (ActorAgent, "appraise"),
    "noise of choices": (ActorAgent, "noise"),
    "choose": (ActorAgent, "choose"),
    "deliver": (deliver, "deliver"),
    "read": (read, "read_all"),
    "commit": (commit, "commit_all"),
    "press": (press, "press_all"),
    "escalate": (escalate, "escalate_all"),
    "negotiate": (negotiate, "negotiate_all"),
    "publish": (deliver, "publish"),
    "tally": (record, "record"),
    "record": (HistogramRecording, "week"),
}
"""The phases of a week as it is written, and the function that does each; noise is a part of choosing."""
COMPILED: Timed = {
    "making the code": (compiled_world, "program_of"),
    "drawing parameters, the start": (World, "__init__"),
    "calendar, orders": (blocks, "DatedValues"),
    "columns into blocks": (Blocks, "_pack"),
    "weeks, random draws": (Blocks, "run"),
    "blocks into columns": (Compiled, "_tell"),
    "record": (HistogramRecording, "week"),
}
"""What is done in a week that is compiled."""


def phases(cells: list[Cell], worlds: int, timing: Timed) -> Iterator[tuple[str, float]]:
    """The share of each phase in the time of a run."""
    spent: dict[str, float] = defaultdict(float)
    with ExitStack() as stack:
        for name, (owner, method) in timing.items():
            stack.enter_context(patch.object(owner, method, timed(spent, name, getattr(owner, method))))
        start = process_time()
        simulate_ensemble(cells, seed=1, worlds=worlds)
        whole = process_time() - start
    if "choose" in spent:
        spent["choose"] -= spent["noise of choices"]
    spent["everything else"] = whole - sum(spent.values())
    yield from ((name, seconds / whole) for name, seconds in spent.items())


def timed(spent: dict[str, float], name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, with a clock on it."""

    def clocked(*given: Any, **named: Any) -> Any:
        start = process_time()
        try:
            return function(*given, **named)
        finally:
            spent[name] += process_time() - start

    return clocked
