"""Conditions that injects wait for, as columns: what holds, for how long, and how long ago things were.

A condition is asked once a week, before anybody chooses, and learns at its end what happened in it. What is
not known of the weeks before a run never makes one hold: an event counts as not having happened then, and
where a condition needs that it has not, as having happened.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from sim.core.columns import FLOAT, Column, Flags, above, column, either, flags, larger, size
from sim.core.tree import Tree
from sim.scenario import When
from sim.vocabulary.glossary import MEASURES, NEAR, STAGES

COMPARISONS = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}
"""Comparisons of a measure with a value that an inject may make."""
Read: TypeAlias = Callable[[str], Column]
"""Gives a measure, or the stage of talks, as it stands."""
Compare: TypeAlias = Callable[[Read], Flags]


def unread(name: str) -> Column:
    """Read in weeks before a run, of which no measure is known."""
    raise LookupError(name)


class News(Protocol):
    """What happened in a week."""

    def event(self, name: str, by: str | None) -> Flags | None:
        """Where a signal was sent (by one actor, or by anybody), or something else happened; None if that is
        not known.
        """
        ...

    def done(self, name: str) -> Flags:
        """Where an order or inject of this name was carried out."""
        ...

    def carried_out(self, numbers: Collection[int]) -> Flags:
        """Where one of some orders was, by their places in the plan."""
        ...


@dataclass
class Condition(Tree):
    """A condition of one inject. `held` counts the weeks for which it has held without a break; `doubted`
    says that what it is part of holds where it does not.
    """

    held: Column
    weeks: int
    doubted: bool

    def holds(self, read: Read) -> Flags:
        """Flag the worlds in which it holds, and has for as long as it must; once a week."""
        now = self.now(read)
        if self.weeks == 1:
            return now
        self.held = (self.held + 1) * now
        return self.held >= self.weeks

    def now(self, read: Read) -> Flags:
        """Flag the worlds in which it holds at the end of last week."""
        raise NotImplementedError

    def hear(self, news: News) -> None:
        """Take in what happened this week."""

    def recall(self, past: Sequence[News]) -> None:
        """Take in what is known of the weeks before a run, the latest last."""
        for news in past:
            self.holds(unread)
            self.hear(news)


@dataclass
class Compared(Condition):
    """A measure, or the stage of talks, compared with a value."""

    compare: Compare

    def now(self, read: Read) -> Flags:
        return flags(self.doubted, len(self.held)) if read is unread else self.compare(read)


@dataclass
class Happened(Condition):
    """An event lately; `left` counts the weeks for which it is still recent."""

    left: Column
    event: str
    by: str | None
    recent: int

    def now(self, read: Read) -> Flags:
        return self.left > 0

    def hear(self, news: News) -> None:
        happened = news.event(self.event, self.by)
        happened = flags(self.doubted, len(self.held)) if happened is None else happened
        self.left = either(happened, self.recent, above(self.left, 1))


@dataclass
class Followed(Condition):
    """An order or inject that was carried out; `past` has 1 where it was so many weeks ago, latest first.

    It counts where that was in the earliest of these weeks: to the week (`exact`), or also `before`, or also
    `since`.
    """

    past: list[Column]
    name: str
    counts: str

    def now(self, read: Read) -> Flags:
        found = self.past[-1] > 0
        for week in self.past[:-1] if self.counts == "since" else ():
            found = found | (week > 0)
        return found

    def hear(self, news: News) -> None:
        earliest = self.past[-1]
        self.past = [either(news.done(self.name), 1, 0), *self.past[:-1]]
        if self.counts == "before":
            self.past[-1] = larger(self.past[-1], earliest)


@dataclass
class Several(Condition):
    """Conditions of which all must hold, at least one, or (of one alone) none."""

    parts: list[Condition]
    how: str

    def now(self, read: Read) -> Flags:
        each = [part.holds(read) for part in self.parts]  # all of them, so that each counts its weeks
        found = each[0]
        for flag in each[1:]:
            found = found & flag if self.how == "all" else found | flag
        return ~found if self.how == "not" else found

    def hear(self, news: News) -> None:
        for part in self.parts:
            part.hear(news)


def condition(when: When, width: int, *, doubted: bool = False) -> Condition:
    """A condition as a file has it, at the start of so many worlds, before which nothing is known."""
    zero, weeks = column(0, width), when.for_ or 1
    if when.event:
        recent = when.in_the_last or 1
        left = column(recent if doubted else 0, width)
        return Happened(zero, weeks, doubted, left, when.event, when.by, recent)
    if when.after:
        counts = "before" if when.at_least else "since" if when.in_the_last else "exact"
        back = when.at_least or when.in_the_last or when.weeks or 1
        past = [column(0, width) for _ in range(back)]
        return Followed(zero, weeks, doubted, past, when.after, counts)
    if when.measure or when.stage:
        return Compared(zero, weeks, doubted, _measured(when) if when.measure else _staged(str(when.stage)))
    how = "all" if when.all_of else "any" if when.any_of else "not"
    parts = when.all_of or when.any_of or ((when.not_,) if when.not_ else ())
    inside = [condition(part, width, doubted=doubted != (how == "not")) for part in parts]
    return Several(zero, weeks, doubted, inside, how)


def _staged(stage: str) -> Compare:
    """Talks at a stage or beyond; `none` is no contact at all."""
    place = STAGES.index(stage)
    return lambda read: read("stage") >= place if place else read("stage") <= 0


def _measured(when: When) -> Compare:
    name = str(when.measure)
    if when.between:
        low, high = when.between
        return lambda read: (read(name) >= low) & (read(name) <= high)
    if when.at is not None:
        value, near = when.at, FLOAT(NEAR) * (MEASURES[name].high - MEASURES[name].low)
        return lambda read: size(read(name) - value) <= near
    if when.above is not None:
        return _sided(name, ">", when.above)
    if when.below is not None:
        return _sided(name, "<", when.below)
    return _sided(name, str(when.comparison), when.value or 0.0)


def _sided(name: str, sign: str, value: float) -> Compare:
    compare = COMPARISONS[sign]
    return lambda read: compare(read(name), value)
