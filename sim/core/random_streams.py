"""Random numbers by address: the same (seed, week, name, world) always gives the same number.

Scenarios therefore share their random draws (common random numbers), a new signal or rule shifts nobody
else's draws, and any world of an ensemble replays alone, to the last bit. The address *is* the counter of
a Philox generator (Salmon et al. 2011): (block of eight worlds, date of the Monday, hash of the name, 0).

>>> monday = date(2017, 6, 26)
>>> many, alone = Draws(seed=1, first=0, worlds=20), Draws(seed=1, first=17, worlds=1)
>>> bool(many.uniform(monday, "DPRK", "failure")[17] == alone.uniform(monday, "DPRK", "failure")[0])
True
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import FLOAT, Column
from sim.core.maths import gumbel

BLOCK = 8  # Philox makes four 64-bit words at a time: eight 32-bit numbers


@cache
def number_of(name: tuple[str, ...]) -> int:
    """Hash a name to the 64-bit number that stands for it in an address.

    Python's own `hash` of a text differs from run to run; this one never does.
    """
    return int.from_bytes(blake2b("/".join(name).encode(), digest_size=8).digest(), "little")


class Draws:
    """Random numbers of `worlds` worlds from world number `first` on, repeated for each of `cells` cells.

    A cell is a scenario under a theory: all cells get the same numbers, so that a difference between two
    of them is not chance.

    >>> Draws(seed=1, first=0, worlds=3, cells=2).uniform(date(2017, 6, 26), "US", "leak").shape
    (6,)
    """

    def __init__(self, seed: int, first: int, worlds: int, cells: int = 1) -> None:
        self.seed, self.first, self.worlds, self.cells = seed, first, worlds, cells
        self._philox = np.random.Philox(key=seed)
        self._state = self._philox.state
        """State at the address (0, 0, 0, 0), from which nothing has been drawn."""

    def uniform(self, monday: date, *name: str) -> Column:
        """Draw one number in the open interval (0, 1) per world, shape ``(cell * world,)``."""
        return self._spread(self.row(monday, name))

    def gumbel(self, monday: date, *names: tuple[str, ...]) -> Column:
        """Draw a row of standard Gumbel noise per name, shape ``(name, cell * world)``.

        Where it is added to log-odds, the largest row is a logit choice (McFadden 1974).
        """
        raw = np.empty((len(names), self.worlds), np.uint32)
        for row, name in zip(raw, names, strict=True):
            row[:] = self._raw(monday, name)
        return self._spread(gumbel(_inside(raw)))

    def parameter(self, kind: str, name: str, replicates: int) -> Column:
        """Draw one number in (0, 1) per world, the same for all worlds that share a parameter draw.

        `replicates` is their number: world `w` has parameter draw ``w // replicates``.
        """
        # dated before any week, so that no draw of a week has the same address
        start, end = self.first // replicates, (self.first + self.worlds - 1) // replicates + 1
        by_draw = Draws(self.seed, start, end - start).row(date.min, (kind, name))
        skip = self.first - start * replicates
        return self._spread(np.repeat(by_draw, replicates)[skip : skip + self.worlds])

    def row(self, monday: date, name: tuple[str, ...]) -> Column:
        """Draw a number in (0, 1) per world at one address, shape ``(world,)``, before cells repeat it."""
        return _inside(self._raw(monday, name))

    def _raw(self, monday: date, name: tuple[str, ...]) -> NDArray[np.uint32]:
        """Draw 32 bits per world at one address."""
        block, skip = divmod(self.first, BLOCK)
        counter = self._state["state"]["counter"]
        counter[0], counter[1], counter[2] = block, monday.toordinal(), number_of(name)
        self._philox.state = self._state
        words = self._philox.random_raw((skip + self.worlds + 1) // 2)
        return words.view(np.uint32)[skip : skip + self.worlds]

    def _spread(self, rows: Column) -> Column:
        return rows if self.cells == 1 else np.tile(rows, (1,) * (rows.ndim - 1) + (self.cells,))


def _inside(raw: NDArray[np.uint32]) -> Column:
    """Scale 32 bits to the open interval (0, 1).

    23 bits and a half step are what float32 holds exactly; neither 0 nor 1 comes out, so that logarithms
    of it are finite.
    """
    return ((raw >> 9).astype(FLOAT) + 0.5) * 2.0**-23


def resampling(seed: int, part: int | None = None) -> np.random.Generator:
    """Make a generator for resampling results (bootstrap, shuffles); no world ever draws from it.

    Each `part` (a whole number) has a stream of its own.

    >>> bool(resampling(seed=1).random() == resampling(seed=1).random())
    True
    >>> bool(resampling(seed=1).random() == resampling(seed=1, part=2).random())
    False
    """
    philox = np.random.Philox(seed) if part is None else np.random.Philox(key=[seed, part])
    return np.random.Generator(philox)


@dataclass(frozen=True)
class RandomNumbers:
    """Random draws of one week: `Draws` with the date filled in."""

    draws: Draws
    monday: date

    def uniform(self, *name: str) -> Column:
        """Draw one number in (0, 1) per world, for the event called `name`."""
        return self.draws.uniform(self.monday, *name)

    def gumbel(self, *names: tuple[str, ...]) -> Column:
        """Draw a row of Gumbel noise per name."""
        return self.draws.gumbel(self.monday, *names)
