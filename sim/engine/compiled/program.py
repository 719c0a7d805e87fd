"""A week as passes over columns: which slots each reads and writes, in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from threading import Lock
from typing import Any

from sim.core import tree
from sim.core.rule import instead
from sim.engine.compiled.expression import OUTSIDE, Node, in_order
from sim.engine.compiled.llvm_emitter import Pass, Source, pass_over
from sim.engine.compiled.tracer import GIVEN, Slot, Week, traced
from sim.model.situation import Situation
from sim.model.world import World

RANDOM = ("uniform", "gumbel")
"""Leaves that are random draws, one number per world whatever the cell."""


@dataclass(frozen=True)
class Step:
    """One pass, the slots it reads and writes, and what the array library then does to each it wrote."""

    run: Pass
    reads: tuple[Slot, ...]
    writes: tuple[Slot, ...]
    then: tuple[str, ...] = ()


@dataclass(frozen=True)
class Program:
    """The passes of a week: `once` before the first, `weekly` in each, of which the last writes what the week
    ends in; `moved` says which slots end as others stood before the week, `flags` which hold a yes or no.
    Besides columns they read random draws (`random`) and what calendar and plan say of a cell (`dated`).
    """

    once: tuple[Step, ...]
    weekly: tuple[Step, ...]
    moved: Mapping[Slot, Slot]
    flags: frozenset[Slot]
    random: tuple[Slot, ...]
    dated: tuple[Slot, ...]


_known: list[tuple[Any, dict[str, Program]]] = []
"""The programs that were written last, by all that they depend on."""
KNOWN = 16


_writing = Lock()
"""Expressions are made by one thread at a time: the same one must not be made twice."""


def programs_of(world: World, requested: frozenset[str]) -> list[Program]:
    """The programs of a world, one a stretch of columns under one theory; `requested` names what is requested
    besides what lasts. Raises ValueError for what no week tells.
    """
    s = world.situation
    theories, plan = {theory.name: theory for theory, _ in s.theories}, s.plan
    alike = {"weeks": range(0), "written": ""}  # what a pass looks up, or does not report
    tasks = [replace(t, where=slice(t.where.start // world.draws.worlds), **alike) for t in plan.tasks]
    watches = [(watch.written, watch.within, watch.numbers) for watch in plan.watches]
    key = (
        instead(),
        requested,
        list(theories),
        tasks,
        watches,
        s.calendar.names,
        s.postures.changing,
        world.signals,
    )
    with _writing:
        programs = next((programs for known, programs in _known if known == key), None)
        if programs is None:
            programs = _written({name: traced(world, theory) for name, theory in theories.items()}, requested)
            _known[:] = [*_known[1 - KNOWN :], (key, programs)]
    return [programs[theory.name] for theory, _ in s.theories]


def _written(by_theory: Mapping[str, Week], requested: frozenset[str]) -> dict[str, Program]:
    """The programs of theories that share columns: what is moved under one is moved under all."""
    weeks = list(by_theory.values())
    known = {slot[0] for slot in weeks[0].requested} | {
        *tree.passing_of(Situation)
    }  # of which some may be empty
    if unknown := requested - known:
        raise ValueError(f"no week tells {', '.join(sorted(unknown))}")
    ends = [
        {slot: end for slot, end in week.requested.items() if slot[0] in requested} | dict(week.ends)
        for week in weeks
    ]
    as_before = {slot: end.of for slot, end in ends[0].items() if _column(end)}
    as_before = {s: of for s, of in as_before.items() if all(each[s] is ends[0][s] for each in ends)}
    moved = _moved(as_before)
    done = moved.keys() | {slot for slot, of in as_before.items() if slot == of}
    flags = frozenset(slot for slot, end in ends[0].items() if end.kind == "flag")
    written = ({s: end for s, end in each.items() if s not in done} for each in ends)
    return {name: _program(own, moved, flags) for name, own in zip(by_theory, written, strict=True)}


def _moved(as_before: Mapping[Slot, Slot]) -> dict[Slot, Slot]:
    """Of slots that end as one stood before the week, those for which it can make room."""
    moved: dict[Slot, Slot] = {}
    for slot, of in as_before.items():
        if as_before.get(of) != of and of not in moved.values():
            moved[slot] = of
    return moved


def _program(written: Mapping[Slot, Node], moved: Mapping[Slot, Slot], flags: frozenset[Slot]) -> Program:
    order = in_order(written.values())
    rounds = _rounds(order)
    steps = _Steps({x: ("outside", k) for k, x in enumerate(x for x in order if x.verb in OUTSIDE)})
    once: list[Step] = []
    weekly: list[Step] = []
    for (changes, _), alike in groupby(sorted(steps.outside, key=rounds.__getitem__), rounds.__getitem__):
        (weekly if changes else once).append(steps.asked(list(alike)))
    weekly.append(steps.step(written))
    return Program(tuple(once), tuple(weekly), moved, flags, tuple(steps.random), tuple(steps.dated))


def _column(x: Node) -> bool:
    """Whether it is read from a column that carries over."""
    return x.verb == "leaf" and x.of[0] not in (*RANDOM, "dated")


def _read(x: Node) -> bool:
    """Whether a pass finds it, and does not work it out."""
    return x.verb == "leaf" or x.verb in OUTSIDE


def _rounds(order: Sequence[Node]) -> dict[Node, tuple[bool, int]]:
    """Whether an expression changes from week to week, and how often the array library is asked before it."""
    rounds: dict[Node, tuple[bool, int]] = {}
    for x in order:
        changes = x.verb == "leaf" and not (_column(x) and x.of[0] in GIVEN)
        parts = [(rounds[part][0], rounds[part][1] + (part.verb in OUTSIDE)) for part in x.parts]
        rounds[x] = max(any(c for c, _ in parts), changes), max((k for _, k in parts), default=0)
    return rounds


class _Steps:
    """Writes steps, and numbers random draws and inputs of cells as it meets them."""

    def __init__(self, outside: Mapping[Node, Slot]) -> None:
        self.outside = outside
        self.random: dict[Slot, int] = {}
        self.dated: dict[Slot, int] = {}

    def asked(self, nodes: Sequence[Node]) -> Step:
        """A step that ends in what the array library is asked for."""
        step = self.step({self.outside[x]: x.parts[0] for x in nodes})
        return replace(step, then=tuple(x.verb for x in nodes))

    def step(self, ends: Mapping[Slot, Node]) -> Step:
        """A step that ends in some expressions."""
        reads: dict[Slot, int] = {}
        sources = {x: self._source(x, reads) for x in in_order(ends.values(), _read) if _read(x)}
        return Step(pass_over(list(ends.values()), sources), tuple(reads), tuple(ends))

    def _source(self, x: Node, reads: dict[Slot, int]) -> Source:
        if x in self.outside or _column(x):
            return "columns", reads.setdefault(self.outside.get(x, x.of), len(reads))
        if x.of[0] in RANDOM:
            return "random", self.random.setdefault(x.of, len(self.random))
        return "dated", self.dated.setdefault(x.of, len(self.dated))
