"""Weeks at which one asks: what was seen before them, what followed, and where the question stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.studies.signs.observables import BITS, OBSERVABLES, Weeks

Yes: TypeAlias = NDArray[np.bool_]
"""Yes or no, ``(week, world)``."""

BACK = (4, 13)
"""Weeks looked back on: a month, and a quarter."""
STEP = 4
"""Weeks from one question to the next: neighbouring weeks repeat each other."""


@dataclass(frozen=True)
class Target:
    """What may follow: any of the observables `any_of`. With `quiet` the question stands only in weeks before
    which there was none of them for so long: that talks go on is no news.
    """

    says: str
    any_of: tuple[str, ...]
    quiet: int = 0


TARGETS: dict[str, Target] = {
    "test": Target("a long-range or nuclear test", ("long_test", "nuclear_test")),
    "talks": Target("talks of Washington and Pyongyang after a quarter without", ("meeting",), 13),
    "serious": Target("a serious clash", ("serious",)),
    "war": Target("war", ("war",)),
}
HIDDEN = ("serious", "war", "contact")
"""Not signs: they are what is asked, or the same as what is asked, or told by nobody."""
SIGNS = tuple(name for name in OBSERVABLES if name not in HIDDEN)
FEATURES = tuple((name, back) for back in BACK for name in SIGNS)
"""Signs, each in the weeks looked back on."""


def seen(weeks: Weeks, *names: str) -> Yes:
    """Weeks in which any of some observables was seen."""
    return (weeks & np.bitwise_or.reduce([BITS[name] for name in names])) > 0


def lately(flags: Yes, back: int) -> Yes:
    """Whether there was any in the last `back` weeks, this one included."""
    total = np.cumsum(np.vstack([np.zeros((1, flags.shape[1]), np.int32), flags]), axis=0, dtype=np.int32)
    first = np.maximum(np.arange(1, len(flags) + 1) - back, 0)
    return total[1:] > total[first]


def ahead(flags: Yes, within: int) -> Yes:
    """Whether there is any in the `within` weeks after this one; False at the end, where it is not known."""
    later = lately(flags, within)
    return np.vstack([later[within:], np.zeros((min(within, len(flags)), flags.shape[1]), np.bool_)])


@dataclass(frozen=True)
class Asked:
    """Questions: one row each. `signs` are yes or no by `FEATURES`, shape ``(row, feature)``, `came` whether
    the target followed, `world` which world was asked.
    """

    signs: NDArray[np.bool_]
    came: NDArray[np.bool_]
    world: NDArray[np.int64]


def asked(weeks: Weeks, target: Target, within: int, step: int = STEP) -> Asked:
    """Every `step` weeks of every world in which the question stands, from the first with a full past to the
    last with a full future.
    """
    flags = seen(weeks, *target.any_of)
    over = np.maximum.accumulate(seen(weeks, "war"), axis=0)
    stands = ~over
    if target.quiet:
        stands &= ~lately(flags, target.quiet)
    rows = np.arange(max(BACK) - 1, len(weeks) - within, step)
    week, world = np.nonzero(stands[rows])
    where = rows[week], world
    signs = np.stack([lately(seen(weeks, name), back)[where] for name, back in FEATURES], axis=1)
    return Asked(signs, ahead(flags, within)[where], world)
