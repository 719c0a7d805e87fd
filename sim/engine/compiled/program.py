"""A week as passes over columns: which slots each reads and writes, in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from threading import Lock
from typing import Any

from sim.engine.compiled.expression import OUTSIDE, Node, in_order
from sim.engine.compiled.llvm_emitter import Pass, Source, pass_over
from sim.engine.compiled.tracer import GIVEN, Slot, Week, traced
from sim.model.world import World

LUCK = ("uniform", "gumbel")
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
    Besides columns they read random draws (`luck`) and what calendar and plan say of a cell (`said`).
    """

    once: tuple[Step, ...]
    weekly: tuple[Step, ...]
    moved: Mapping[Slot, Slot]
    flags: frozenset[Slot]
    luck: tuple[Slot, ...]
    said: tuple[Slot, ...]


_known: list[tuple[Any, dict[str, Program]]] = []
"""The programs that were written last, by all that they depend on."""
KNOWN = 16


_writing = Lock()
"""Expressions are made by one thread at a time: the same one must not be made twice."""


def programs_of(world: World, told: frozenset[str]) -> list[Program]:
    """The programs of a world, one a stretch of columns under one theory; `told` names what is requested
    besides what lasts. Raises ValueError for what no week tells.
    """
    s = world.situation
    theories, plan = {theory.name: theory for theory, _ in s.theories}, s.plan
    tasks = [(t.actor, t.family, t.row, t.scale, t.length, t.withhold) for t in plan.tasks]
    watches = [(w.measure, w.comparison, w.value) for w in plan.watches]
    key = told, list(theories), tasks, watches, s.calendar.names, s.postures.changing, world.signals
    with _writing:
        programs = next((programs for known, programs in _known if known == key), None)
        if programs is None:
            programs = _written({name: traced(world, theory) for name, theory in theories.items()}, told)
            _known[:] = [*_known[1 - KNOWN :], (key, programs)]
    return [programs[theory.name] for theory, _ in s.theories]


def _written(by_theory: Mapping[str, Week], told: frozenset[str]) -> dict[str, Program]:
    """The programs of theories that share columns: what is moved under one is moved under all."""
    weeks = list(by_theory.values())
    if unknown := told - {slot[0] for slot in weeks[0].told}:
        raise ValueError(f"no week tells {', '.join(sorted(unknown))}")
    ends = [
        {slot: end for slot, end in week.told.items() if slot[0] in told} | dict(week.ends) for week in weeks
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
    return Program(tuple(once), tuple(weekly), moved, flags, tuple(steps.luck), tuple(steps.said))


def _column(x: Node) -> bool:
    """Whether it is read from a column that carries over."""
    return x.verb == "leaf" and x.of[0] not in (*LUCK, "said")


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
        self.luck: dict[Slot, int] = {}
        self.said: dict[Slot, int] = {}

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
        if x.of[0] in LUCK:
            return "luck", self.luck.setdefault(x.of, len(self.luck))
        return "said", self.said.setdefault(x.of, len(self.said))
