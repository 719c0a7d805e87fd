"""What a scenario has actors do: tasks with their weeks, and injects that watch for their moment."""

from __future__ import annotations

from dataclasses import dataclass

from sim.core.columns import Column, Flags, above, either
from sim.core.tree import Tree, passing
from sim.model.conditions import Condition, News, Read
from sim.model.switches import Turn

SHUT, DISPLACED, CARRIED_OUT = 1, 2, 3
"""What became of an order in a week in which it was due: its signal was not open; another order of the week
took its place; it was carried out. 0 where it was not due.
"""
NOBODY = ""
"""Actor and family of a task that switches strategy or posture, and sends nothing."""


@dataclass(frozen=True)
class Task:
    """One order for one actor in one cell: the columns and weeks it is for, the option, and its shape.

    `row` is the option's place in the menu of `family`, `written` where the order `name` stands in its file;
    with `withhold` the option is kept from being sent, with `forced` it is sent also where it is not open.
    """

    name: str
    where: slice
    weeks: range
    actor: str
    family: str
    row: int
    scale: float | None
    length: int | None
    written: str
    withhold: bool = False
    forced: bool = False


@dataclass
class Watch(Tree):
    """One inject in one cell: orders that wait for a condition.

    `memory` is how many weeks before this one its condition can depend on,
    `times` is how often it may still happen, `left` for how many weeks it may still wait for its signal to be
    open, `asked` where it is due this week. `numbers` are the places of its tasks among those of the plan.
    """

    tasks: tuple[Task, ...]
    numbers: tuple[int, ...]
    condition: Condition
    memory: int
    written: str
    within: int
    times: Column
    left: Column
    standing: Column
    """The weeks for which what it has sent is still to be in force."""
    turn: Turn | None = None
    """What it switches, where it sends nothing."""
    lasts: int = 0
    """The weeks that it keeps what it sends in force; 0 if it does not say."""
    shorter: tuple[tuple[str, str, int, int], ...] = ()
    """What would cut that short: actor, family, row and length of options that are closed meanwhile."""
    asked: Flags = passing()

    @property
    def alike(self) -> tuple[object, ...]:
        """What of it is the same in all worlds."""
        turn = None if self.turn is None else (self.turn.place, self.turn.whole, self.turn.over)
        return self.written, self.within, self.numbers, self.lasts, self.shorter, turn

    def ask(self, read: Read, acts: Flags) -> None:
        """Flag the worlds in which it is due this week; once a week, before anybody chooses."""
        begun = self.condition.holds(read) & acts & (self.times > 0)
        self.left = either(begun, self.within, self.left)
        self.asked = (self.left > 0) & acts

    def close(self, news: News) -> None:
        """Count what happened this week."""
        done = news.carried_out(self.numbers)
        self.times = self.times - done
        self.left = above(self.left, 1) * ~done
        self.standing = either(done, self.lasts - 1, above(self.standing, 1))
        self.condition.hear(news)
