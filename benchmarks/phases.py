"""What the time of a run goes to, phase by phase."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from time import process_time
from typing import Any
from unittest.mock import patch

from sim.actors.actor import Actor
from sim.phases import commit, deliver, escalate, negotiate, press, read
from sim.record import Record
from sim.run import simulate
from sim.world import Cell, World

TIMED: dict[str, tuple[Any, str]] = {
    "calendar": (World, "open_calendar"),
    "appraise": (Actor, "appraise"),
    "luck of choices": (Actor, "noise"),
    "choose": (Actor, "choose"),
    "deliver": (deliver, "deliver"),
    "read": (read, "read_all"),
    "commit": (commit, "commit_all"),
    "press": (press, "press_all"),
    "escalate": (escalate, "escalate_all"),
    "negotiate": (negotiate, "negotiate_all"),
    "publish": (deliver, "publish"),
    "tally": (World, "record"),
    "record": (Record, "add"),
}
"""The phases of a week, and the function that does each; luck is a part of choosing."""


def phases(cells: list[Cell], worlds: int) -> Iterator[tuple[str, float]]:
    """The share of each phase in the time of a run."""
    spent: dict[str, float] = defaultdict(float)
    with ExitStack() as stack:
        for name, (owner, method) in TIMED.items():
            stack.enter_context(patch.object(owner, method, timed(spent, name, getattr(owner, method))))
        start = process_time()
        simulate(cells, seed=1, worlds=worlds)
        whole = process_time() - start
    spent["choose"] -= spent["luck of choices"]
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
