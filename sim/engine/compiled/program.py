"""A week as a program: the functions that carry blocks through their weeks, and where things stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, TypeAlias

from sim.core.rule import instead
from sim.engine.compiled import native
from sim.engine.compiled.layout import Layout, Places
from sim.engine.compiled.native import Function
from sim.engine.compiled.tracer import traced
from sim.model.situation import Situation
from sim.model.world import World

Then: TypeAlias = Callable[[Situation], None] | None
"""What also happens after each week."""


@dataclass(frozen=True)
class Program:
    """Where things stand in a block, and what is done to it: `once` works out what is the same in all weeks,
    `start` the state before the first, `weeks` runs them, and `outcomes` reads off what worlds end in.
    """

    places: Places
    once: Function
    start: Function
    weeks: Function
    outcomes: Function


_known: list[tuple[Any, Program]] = []
"""The programs that were written last, by all that they depend on."""
KNOWN = 16


writing = Lock()
"""Expressions are made by one thread at a time: the same one must not be made twice."""


def program_of(world: World, requested: frozenset[str], then: Then) -> Program:
    """The program of a world; `requested` names what is recorded of a week: fields of a situation that each
    week makes anew, what lasts by the way to it (`land.tension`), `sent`, `scores`, `measures`, or all that
    lasts (`state`). Raises ValueError for what no week tells.
    """
    key = instead(), requested, then, native.lanes(), *_depends_on(world)
    with writing:
        program = next((program for known, program in _known if known == key), None)
        if program is None:
            theories = {theory.name: theory for theory, _ in world.situation.theories}
            weeks = {name: traced(world, theory, then) for name, theory in theories.items()}
            layout = Layout(weeks, requested, native.lanes())
            functions = native.functions(layout.text(), "once", "start", "weeks", "outcomes")
            program = Program(layout.places, *functions)
            _known[:] = [*_known[1 - KNOWN :], (key, program)]
    return program


def _depends_on(world: World) -> tuple[Any, ...]:
    """All of a world that its text depends on."""
    s, plan = world.situation, world.situation.plan
    alike = {"weeks": range(0), "written": ""}  # what a week looks up, or does not report
    tasks = [replace(t, where=slice(t.where.start // world.draws.worlds), **alike) for t in plan.tasks]
    watches = [(watch.alike, float(watch.times[0])) for watch in plan.watches]
    theories = list(dict.fromkeys(theory.name for theory, _ in s.theories))
    courses = s.postures.changing, s.postures.switched
    return theories, tasks, watches, s.calendar.names, courses, world.signals, list(s.p.items())
