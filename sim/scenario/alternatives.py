"""The ways in which a condition can hold, or fail to: each a set of plain facts that must come together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Final, TypeAlias

from sim.scenario.orders import When

MOST: Final = 256
"""Ways that are looked at one by one; a condition with more of them is not judged."""


@dataclass(frozen=True)
class Plain:
    """One event, stage, measure or earlier order that is as a condition says, or (`holds` False) is not;
    `doubted`: it stands within a `not`.
    """

    when: When
    holds: bool
    doubted: bool


Way: TypeAlias = tuple[Plain, ...]
"""Plain facts of one week, all of which there must be."""


class TooManyError(Exception):
    """A condition has more ways to hold than are looked at."""


def ways(when: When, *, want: bool = True, doubted: bool = False) -> list[Way]:
    """The ways in which a condition holds (with `want` False: does not), without what it says of how long.

    What is left out makes no way impossible. Raises TooManyError.

    >>> when = When.model_validate({"any": [{"event": "fire"}, {"stage": "talks"}]})
    >>> len(ways(when)), len(ways(when, want=False))
    (2, 1)
    """
    if when.for_ is not None and not want:
        return [()]  # it may hold now, and not have held for so long
    if when.not_ is not None:
        return ways(when.not_, want=not want, doubted=not doubted)
    parts = when.all_of or when.any_of
    if parts is None:
        return [(Plain(when, want, doubted),)]
    each = [ways(part, want=want, doubted=doubted) for part in parts]
    return _together(each) if bool(when.all_of) == want else _few(way for some in each for way in some)


def _together(each: list[list[Way]]) -> list[Way]:
    count = 1
    for some in each:
        count *= len(some)
        if count > MOST:
            raise TooManyError
    return [tuple(dict.fromkeys(it for way in chosen for it in way)) for chosen in product(*each)]


def _few(found: Iterable[Way]) -> list[Way]:
    some = list(found)
    if len(some) > MOST:
        raise TooManyError
    return some
