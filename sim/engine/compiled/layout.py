"""The layout of a block: which slots stand where, and the text of all that is done to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from sim.core import tree
from sim.engine.compiled import driver, random_draws, writer
from sim.engine.compiled.driver import Sizes
from sim.engine.compiled.expression import OUTSIDE, Node, in_order
from sim.engine.compiled.tracer import GIVEN, Slot, Week
from sim.engine.compiled.writer import Place, Store
from sim.model.situation import Situation

RANDOM = ("gumbel", "uniform")
"""Leaves that are random draws, one number per world whatever the cell."""
EVERYTHING = "state"
"""Requested, it is all that lasts."""


@dataclass(frozen=True)
class Places:
    """Where things stand in a block. `state` are the slots that weeks change, `given` those that they only
    read, `gumbel` and `uniform` the names that are drawn for, filled up to whole batches, `dated` what
    calendar and plan say of a cell, `rows` what is recorded of a week, `flags` the slots that hold a yes or
    no.
    """

    sizes: Sizes
    theories: tuple[str, ...]
    state: tuple[Slot, ...]
    given: tuple[Slot, ...]
    gumbel: tuple[Slot | None, ...]
    uniform: tuple[Slot | None, ...]
    dated: tuple[Slot, ...]
    rows: tuple[Slot, ...]
    flags: frozenset[Slot]


class Layout:
    """The places of all that the weeks of some theories read and write, and their text."""

    def __init__(
        self, weeks: Mapping[str, Week], requested: frozenset[str], lanes: int, *, weighed: bool = False
    ) -> None:
        """With `weighed` there is a function for what the options of a week are worth."""
        self._weeks, self._lanes = weeks, lanes
        self.options = tuple(next(iter(weeks.values())).options) if weighed else ()
        self.rows = _sorted(_recorded(weeks.values(), requested))
        read = {
            x.of: x.kind for week in weeks.values() for x in in_order(self._ends(week)) if x.verb == "leaf"
        }
        each = [slot for week in weeks.values() for slot in (*week.ends, *self.rows)]
        self.flags = frozenset(
            x for x in each if any(self._row(it, x).kind == "flag" for it in weeks.values())
        )
        changed = {slot for week in weeks.values() for slot, end in week.ends.items() if not _same(slot, end)}
        lasting = set[Slot]().union(*(week.ends for week in weeks.values()))
        self.state = _sorted(slot for slot in read.keys() | changed if slot in changed and slot in lasting)
        self.given = _sorted(slot for slot in read if slot in lasting and slot not in changed)
        self.gumbel, self.uniform = (
            self._batches(slot for slot in read if slot[0] == kind) for kind in RANDOM
        )
        self.dated = _sorted(slot for slot in read if slot[0] == "dated")
        self.derived = self._derived()
        self._places = self._placed()

    def _placed(self) -> dict[Slot, Place]:
        """Where every slot that is read or written stands."""
        random = (*self.gumbel, *self.uniform)
        return {
            **{slot: ("state", k) for k, slot in enumerate(self.state)},
            **{slot: ("given", k) for k, slot in enumerate(self.given)},
            **{slot: ("random", k) for k, slot in enumerate(random) if slot},
            **{slot: ("dated", k) for k, slot in enumerate(self.dated)},
        }

    @property
    def sizes(self) -> Sizes:
        """How much of each table belongs to a block."""
        given = len(self.given) + len(self.derived)
        return Sizes(
            self._lanes, len(self.state), given, len(self.gumbel), len(self.uniform), len(self.dated)
        )

    @property
    def places(self) -> Places:
        """Where things stand."""
        slots = self.state, self.given, self.gumbel, self.uniform, self.dated, self.rows
        return Places(self.sizes, tuple(self._weeks), *slots, self.flags)

    def text(self, *, apart: bool = False) -> str:
        """The text of all functions; with `apart` random draws are made by a function of their own, `draws`,
        so that they can be kept, and those of parameters by `places`.
        """
        parts = [random_draws.bits("bits", self._lanes)]
        parts += [random_draws.numbers(kind, self._lanes, gumbel=kind == "gumbel") for kind in RANDOM]
        for job, functions in self.functions(self._lanes).items():
            drawing = job == "weeks" and not apart
            parts += [*functions.values(), driver.loops(job, list(functions), self.sizes, drawing=drawing)]
        if apart:
            draws = driver.loops("draws", [], self.sizes, drawing=True)
            parts += [draws, driver.places("places", self._lanes)]
        return writer.module(parts, self._lanes)

    def functions(self, width: int) -> dict[str, dict[str, str]]:
        """By job, and by name, the text of a function for each theory, for registers of so many worlds.

        `once` works out what is the same in all weeks, `options` what can be chosen from in one, `outcomes`
        what is read after the last.
        """
        jobs: dict[str, tuple[Callable[[Week], list[Store]], Callable[[Node], Place | None]]] = {
            "once": (lambda _: self._first(), self._place_of_leaf),
            "start": (self._begun, self._place_of),
            "weeks": (self._stores, self._place_of),
            "outcomes": (lambda week: _listed(week.outcomes), self._place_of),
        }
        if self.options:
            jobs["options"] = (
                lambda week: _listed(week.options[each] for each in self.options),
                self._place_of,
            )
        row, slot = self.sizes.row, self.sizes.block
        return {
            job: {
                (name := f"{job}_{k}"): writer.function(name, width, stores(week), place_of, row, slot)
                for k, week in enumerate(self._weeks.values())
            }
            for job, (stores, place_of) in jobs.items()
        }

    def _ends(self, week: Week) -> list[Node]:
        """All that a week works out."""
        rows = (self._row(week, slot) for slot in self.rows)
        options = (week.options[slot] for slot in self.options)
        return [*week.ends.values(), *rows, *week.start.values(), *week.outcomes, *options]

    def _row(self, week: Week, slot: Slot) -> Node:
        return week.ends[slot] if slot in week.ends else week.requested[slot]

    def _batches(self, slots: Iterable[Slot]) -> tuple[Slot | None, ...]:
        """Some names of draws, filled up to as many as are drawn at a time."""
        names, many = _sorted(slots), random_draws.names_at_a_time(self._lanes)
        return (*names, *([None] * (-len(names) % many)))

    def _derived(self) -> dict[Node, Place]:
        """What costs much and is the same in all weeks, after what is given."""
        fixed: dict[Node, bool] = {}
        for week in self._weeks.values():
            for x in in_order(self._ends(week)):
                leaf = x.verb == "leaf" and x.of in self.given
                fixed[x] = leaf or x.verb == "constant" or (bool(x.parts) and all(fixed[y] for y in x.parts))
        costly = [x for x in fixed if x.verb in OUTSIDE and fixed[x]]
        return {x: ("given", len(self.given) + k) for k, x in enumerate(costly)}

    def _place_of(self, x: Node) -> Place | None:
        return self._places[x.of] if x.verb == "leaf" else self.derived.get(x)

    def _place_of_leaf(self, x: Node) -> Place | None:
        return self._places[x.of] if x.verb == "leaf" else None

    def _first(self) -> list[Store]:
        return [Store(at, x) for x, at in self.derived.items()]

    def _stores(self, week: Week) -> list[Store]:
        ends = [Store(self._places[slot], x) for slot, x in week.ends.items() if slot in self.state]
        ends = [it for it in ends if it.node.verb != "leaf" or self._places[it.node.of] != it.at]
        return ends + [Store(("record", k), self._row(week, slot)) for k, slot in enumerate(self.rows)]

    def _begun(self, week: Week) -> list[Store]:
        """What the state is at the start; of worlds from the record it is not worked out, but put there."""
        return [Store(self._places[slot], week.start[slot]) for slot in self.state if slot in week.start]


def _listed(nodes: Iterable[Node]) -> list[Store]:
    """One row after the other."""
    return [Store(("record", k), x) for k, x in enumerate(nodes)]


def _recorded(weeks: Collection[Week], requested: frozenset[str]) -> set[Slot]:
    """The slots that some requests name."""
    week = next(iter(weeks))
    names = requested | ({"ordered", "shape"} if "sent" in requested else set[str]())
    known = {*(str(slot[0]) for slot in week.requested), *tree.passing_of(Situation), EVERYTHING, "measures"}
    found = {slot for each in weeks for slot in each.requested if slot[0] in names}
    found |= {slot for slot in week.ends if EVERYTHING in names and slot[0] not in GIVEN}
    found |= week.measured if "measures" in names else set()
    for name in sorted(names - known):
        way = tuple(name.split("."))
        there = {slot for slot in (*week.ends, *week.requested) if tuple(map(str, slot[: len(way)])) == way}
        if not there:
            raise ValueError(f"no week tells {name}")
        found |= there
    return found


def _same(slot: Slot, end: Node) -> bool:
    """Whether a slot ends a week as it began."""
    return end.verb == "leaf" and end.of == slot


def _sorted(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """In an order that does not depend on how sets are walked."""
    return tuple(sorted(slots, key=str))
