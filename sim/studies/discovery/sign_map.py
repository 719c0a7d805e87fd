"""Which parameters go with a difference between futures, and what it is over two of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata  # pyright: ignore[reportUnknownVariableType]

from sim.core.columns import Floats

CHANCE = 3.5
"""Standard errors that a rank correlation must reach: of 250 parameters without influence hardly one does."""
WIDTH = 0.12
"""Standard deviation of the kernel that smooths a map, as a share of each parameter's range."""
GRID = 41
SURE = 1.645
"""Standard errors on either side of a 90 % interval."""


def telling(draws: pd.DataFrame, gap: Floats, most: int) -> list[str]:
    """Parameters whose rank goes with that of the gap under some theory, the closest first.

    `gap` has the shape ``(theory, draw)``, `draws` one row per draw.
    """
    ranks = _ranks(draws.to_numpy(np.float64))
    found = np.abs(_ranks(gap.T).T @ ranks)  # of unit length, so that a product is a correlation
    closeness = np.asarray(np.max(found, axis=0), np.float64)
    order: list[int] = np.argsort(-closeness, kind="stable")[:most].tolist()
    return [str(draws.columns[at]) for at in order if closeness[at] * np.sqrt(len(draws)) > CHANCE]


@dataclass(frozen=True)
class SignMap:
    """The gap over two parameters, smoothed: `value` and its standard error `error`, shape ``(y, x)``."""

    names: tuple[str, str]
    x: Floats
    y: Floats
    value: Floats
    error: Floats
    theories: tuple[str, ...]

    @property
    def unsure(self) -> NDArray[np.bool_]:
        """Where the sign of the gap is not known."""
        return np.abs(self.value) < SURE * self.error

    def table(self) -> pd.DataFrame:
        """One row per place of the grid."""
        x, y = np.meshgrid(self.x, self.y)
        columns = (x, y, self.value, self.error)
        return pd.DataFrame(
            {
                name: c.ravel()
                for name, c in zip((*self.names, "difference", "standard_error"), columns, strict=True)
            }
        )


def sign_map(x: Floats, y: Floats, gap: Floats, names: tuple[str, str], theories: tuple[str, ...]) -> SignMap:
    """Smooth the gap over two parameters, one entry per draw each."""
    ends = [(float(each.min()), float(each.max())) for each in (x, y)]
    places = np.column_stack(
        [(each - low) / (high - low) for each, (low, high) in zip((x, y), ends, strict=True)]
    )
    steps = np.linspace(0, 1, GRID)
    across, up = np.meshgrid(steps, steps)
    value, error = local_plane(places, gap, np.column_stack([across.ravel(), up.ravel()]))
    axes = [low + (high - low) * steps for low, high in ends]
    return SignMap(
        names, axes[0], axes[1], value.reshape(GRID, GRID), error.reshape(GRID, GRID), tuple(theories)
    )


def local_plane(places: Floats, values: Floats, at: Floats, width: float = WIDTH) -> tuple[Floats, Floats]:
    """Local linear regression: at each place of `at` the plane fitted to the values nearby (Gaussian weights
    of that width), and the standard error of its height there.
    """
    height, error = np.empty(len(at)), np.empty(len(at))
    for k, here in enumerate(at):
        off = places - here
        weight = np.exp(-0.5 * (off**2).sum(axis=1) / width**2)
        design = np.column_stack([np.ones(len(off)), off])
        inverse = np.asarray(np.linalg.pinv((design * weight[:, None]).T @ design), np.float64)
        # the height is a weighted sum of the values, with these weights
        share: Floats = (design @ inverse[0]) * weight
        height[k] = share @ values
        left: Floats = values - design @ (inverse @ (design.T @ (weight * values)))
        error[k] = np.sqrt((share**2 * left**2).sum())
    return height, error


def _ranks(values: Floats) -> Floats:
    """Ranks down each column (ties share theirs), centred, of unit length; 0 where nothing changes."""
    ranks = np.asarray(cast(Any, rankdata)(values, axis=0), np.float64) - (len(values) + 1) / 2
    length = np.asarray(np.sqrt((ranks**2).sum(axis=0)), np.float64)
    return np.divide(ranks, length, out=np.zeros_like(ranks), where=length > 0)
