"""Luck with an address: the same (seed, week, name, world) always gives the same number.

Two scenarios therefore share their luck (common random numbers), a new signal or rule shifts
nobody else's draws, and any world of an ensemble replays alone, to the last bit. The address *is*
the counter of a Philox generator: (block of eight worlds, date of the Monday, hash of the name, 0).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import FLOAT, Column

BLOCK = 8  # Philox deals four 64-bit words at a time: eight 32-bit numbers


@cache
def number_of(name: tuple[str, ...]) -> int:
    """The 64-bit number that stands for a name in an address."""
    return int.from_bytes(blake2b("/".join(name).encode(), digest_size=8).digest(), "little")


class Draws:
    """The luck of `worlds` worlds from world number `first` on, repeated for each of `cells` cells."""

    def __init__(self, seed: int, first: int, worlds: int, cells: int = 1) -> None:
        self.seed, self.first, self.worlds, self.cells = seed, first, worlds, cells
        self._philox = np.random.Philox(key=seed)
        self._state = self._philox.state
        """At the address (0, 0, 0, 0), with nothing dealt of what is there."""

    def uniform(self, monday: date, *name: str) -> Column:
        """One number in the open interval (0, 1) per world, shape ``(cell * world,)``."""
        return self._spread(self.row(monday, name))

    def gumbel(self, monday: date, *names: tuple[str, ...]) -> Column:
        """One row of standard Gumbel noise per name: added to log-odds, the best row is a logit choice."""
        raw = np.empty((len(names), self.worlds), np.uint32)
        for row, name in zip(raw, names, strict=True):
            row[:] = self._raw(monday, name)
        rows = _inside(raw)
        for _ in range(2):  # -log(-log(u))
            np.log(rows, out=rows)
            np.negative(rows, out=rows)
        return self._spread(rows)

    def parameter(self, kind: str, name: str, lucks: int) -> Column:
        """One number in (0, 1) per world, the same for the `lucks` worlds that share a parameter draw."""
        start, end = self.first // lucks, (self.first + self.worlds - 1) // lucks + 1
        deals = Draws(self.seed, start, end - start).row(date.min, (kind, name))
        skip = self.first - start * lucks
        return self._spread(np.repeat(deals, lucks)[skip : skip + self.worlds])

    def row(self, monday: date, name: tuple[str, ...]) -> Column:
        """The numbers at one address, one per world, before they are repeated for the cells."""
        return _inside(self._raw(monday, name))

    def _raw(self, monday: date, name: tuple[str, ...]) -> NDArray[np.uint32]:
        """The 32 bits at one address, one number per world."""
        block, skip = divmod(self.first, BLOCK)
        counter = self._state["state"]["counter"]
        counter[0], counter[1], counter[2] = block, monday.toordinal(), number_of(name)
        self._philox.state = self._state
        words = self._philox.random_raw((skip + self.worlds + 1) // 2)
        return words.view(np.uint32)[skip : skip + self.worlds]

    def _spread(self, rows: Column) -> Column:
        return rows if self.cells == 1 else np.tile(rows, (1,) * (rows.ndim - 1) + (self.cells,))


def _inside(raw: NDArray[np.uint32]) -> Column:
    """Numbers in (0, 1): 23 bits and a half step, never 0, never 1."""
    return ((raw >> 9).astype(FLOAT) + 0.5) * 2.0**-23


def resampling(seed: int, part: int | None = None) -> np.random.Generator:
    """Random numbers for resampling results; no world ever sees them. A `part` has a stream of its own."""
    philox = np.random.Philox(seed) if part is None else np.random.Philox(key=[seed, part])
    return np.random.Generator(philox)


@dataclass(frozen=True)
class Luck:
    """The draws of one week."""

    draws: Draws
    monday: date

    def uniform(self, *name: str) -> Column:
        """One number in (0, 1) per world, for the yes or no called `name`."""
        return self.draws.uniform(self.monday, *name)

    def gumbel(self, *names: tuple[str, ...]) -> Column:
        """One row of Gumbel noise per name."""
        return self.draws.gumbel(self.monday, *names)
