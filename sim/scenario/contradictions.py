"""Why plain facts of one week cannot come together; "" where they can, as far as anybody knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Final

from sim.scenario.alternatives import Plain, Way
from sim.scenario.field_types import in_weeks
from sim.scenario.orders import When
from sim.scenario.periods import EVER
from sim.scenario.senders import Sender
from sim.scenario.start_values import start_of
from sim.scenario.timing import COLLAPSED, REACHED, Timing
from sim.vocabulary.glossary import MEASURES, NEAR, STAGES

ROUNDING: Final = 1e-5
"""By so much a measure of single precision may be off what a file says of it."""
LAST: Final = len(STAGES) - 1


@dataclass(frozen=True)
class Room:
    """Where a measure can lie; `above`: higher than `low`, not at it, and `below` likewise."""

    low: float
    high: float
    above: bool = False
    below: bool = False

    def within(self, other: Room) -> Room:
        """What two leave."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        above = (self.above and self.low == low) or (other.above and other.low == low)
        below = (self.below and self.high == high) or (other.below and other.high == high)
        return Room(low, high, above, below)

    @property
    def empty(self) -> bool:
        """Whether there is none."""
        return self.low > self.high or (self.low == self.high and (self.above or self.below))

    def has(self, value: float) -> bool:
        """Whether a value lies in it."""
        return not self.within(Room(value, value)).empty


def contradiction(way: Way, timing: Timing, *, at_start: bool = False) -> str:
    """What plain facts of one week would need that cannot be, in words; `at_start`: of the first week."""
    looks = _measures(way, timing, at_start), _stages(way, timing, at_start), _events(way, timing)
    for found in looks:
        if words := next(found, ""):
            return words
    return next(_ages(way, timing), "")


def _measures(way: Way, timing: Timing, at_start: bool) -> Iterator[str]:
    rooms: dict[str, list[list[Room]]] = {}
    for plain in way:
        if plain.when.measure is not None:
            rooms.setdefault(plain.when.measure, []).append(_rooms(plain))
    for name, several in rooms.items():
        whole = Room(MEASURES[name].low, MEASURES[name].high)
        start = start_of(name, timing.scenario) if at_start else None
        if start:
            whole = whole.within(Room(start[0] - ROUNDING, start[1] + ROUNDING))
        left: list[Room] = [whole]
        for rooms_of_one in several:
            smaller = [room.within(other) for room in left for other in rooms_of_one]
            left = [room for room in smaller if _reachable(name, room)]
            if not left:
                yield _pressed(name, smaller[0])
                break


def _reachable(name: str, room: Room) -> bool:
    """Whether a measure can lie there; one of yes or no is 1 or 0."""
    yes_or_no = MEASURES[name].unit == "yes or no"
    return not room.empty and (not yes_or_no or room.has(0) or room.has(1))


def _pressed(name: str, room: Room) -> str:
    if not room.empty:
        return f"{name} is 0 or 1"
    return f"{name} would have to be above {room.low:g} and below {room.high:g}"


def _rooms(plain: Plain) -> list[Room]:
    """Where a measure lies that is as a condition says, or is not."""
    when = plain.when
    about = MEASURES[str(when.measure)]
    room = _said(when, Room(about.low, about.high), (about.high - about.low) * NEAR)
    if plain.holds:
        return [room]
    # rounding may put a value on the one side or the other of an edge that it is `at`
    closed = when.at is not None
    lower = Room(about.low, room.low, below=not (room.above or closed))
    return [lower, Room(room.high, about.high, above=not (room.below or closed))]


def _said(when: When, whole: Room, near: float) -> Room:
    if when.between is not None:
        return Room(*when.between)
    if when.at is not None:
        return Room(when.at - near, when.at + near)
    sign = when.comparison or (">" if when.above is not None else "<")
    value = next(it for it in (when.above, when.below, when.value) if it is not None)
    if sign.startswith(">"):
        return replace(whole, low=value, above=sign == ">")
    return replace(whole, high=value, below=sign == "<")


def _stages(way: Way, timing: Timing, at_start: bool) -> Iterator[str]:
    low, high = (0, 0) if at_start and timing.scenario.assumed else (0, LAST)
    for plain in way:
        bounds = _stage_bounds(plain)
        low, high = max(low, bounds[0]), min(high, bounds[1])
    if low > high:
        yield f"talks would have to stand at {STAGES[low]} or further, and short of it"


def _stage_bounds(plain: Plain) -> tuple[int, int]:
    when = plain.when
    if when.stage is not None:
        place = STAGES.index(when.stage)
        if not place:
            return (0, 0) if plain.holds else (1, LAST)
        return (place, LAST) if plain.holds else (0, place - 1)
    if plain.holds and (when.in_the_last or 1) == 1 and not plain.doubted:
        if when.event in REACHED:
            return REACHED[when.event], REACHED[when.event]
        if when.event == COLLAPSED:
            return 0, 0
    return 0, LAST


def _events(way: Way, timing: Timing) -> Iterator[str]:
    """Events that must have come, of which others must not have; what one actor cannot send in one week."""
    barred = [it.when for it in way if it.when.event is not None and not it.holds]
    single: list[tuple[When, frozenset[Sender]]] = []
    for plain in way:
        if plain.when.event is None or not plain.holds or plain.doubted:
            continue
        when, back = plain.when, plain.when.in_the_last or 1
        left, against = _left_of(when, [it for it in barred if (it.in_the_last or 1) >= back], timing)
        if against:
            ago = f"in the last {in_weeks(back)}" if back > 1 else "last week"
            yield f"{when.event} would have to have come {ago}, and {' and '.join(against)} not"
        elif back == 1 and left:
            single.append((when, left))
    for (one, first), (other, second) in combinations(single, 2):
        if not any(_in_one_week(a, b, timing) for a, b in product(first, second)):
            actor = next(iter(first))[0]
            yield (
                f"{actor} would have to have sent {one.event} and {other.event} in one week, and sends one "
                "signal of a family a week"
            )


def _left_of(when: When, barred: Sequence[When], timing: Timing) -> tuple[frozenset[Sender], list[str]]:
    """The senders that can make an event where others have not come; and these, where they leave none."""
    senders = timing.senders.of(str(when.event), when.by)
    if senders is None:
        return frozenset(), [str(it.event) for it in barred if it.event == when.event][:1]
    out = {str(it.event): timing.senders.of(str(it.event), it.by) or frozenset() for it in barred}
    left = senders.difference(*out.values())
    return left, [] if left else [name for name, those in out.items() if senders & those]


def _in_one_week(one: Sender, other: Sender, timing: Timing) -> bool:
    signals = timing.scenario.signals
    return one == other or one[0] != other[0] or signals[one[1]].family != signals[other[1]].family


def _ages(way: Way, timing: Timing) -> Iterator[str]:
    """How long ago an order or inject that comes once must have been carried out."""
    said: dict[str, tuple[int, int]] = {}
    for plain in way:
        when = plain.when
        if when.after is None or not plain.holds or not once(when.after, timing):
            continue
        now = _age(when)
        low, high = said.get(when.after, now)
        said[when.after] = max(low, now[0]), min(high, now[1])
        least, most = said[when.after]
        if least > most:
            yield (
                f"{when.after} is carried out once, and would have to have been {in_weeks(least)} ago or "
                f"more and {in_weeks(most)} ago or less"
            )


def _age(when: When) -> tuple[int, int]:
    """How many weeks ago at least, and at most, what a condition comes after may have been."""
    if when.at_least:
        return when.at_least, EVER
    return (1, when.in_the_last) if when.in_the_last else (when.weeks or 1, when.weeks or 1)


def once(name: str, timing: Timing) -> bool:
    """Whether an order or inject is carried out once in a world at most."""
    scenario = timing.scenario
    if name in scenario.orders:
        return scenario.orders[name].every is None
    return name in scenario.injects and scenario.injects[name].times == 1
