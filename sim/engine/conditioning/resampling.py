"""Worlds as particles: all that a world takes from week to week, resampled by number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.core import tree
from sim.core.columns import Column
from sim.model.situation import Situation

Carried: TypeAlias = dict[tree.Way, Column]
"""What worlds take into their next week: columns by the way to them."""
Index: TypeAlias = NDArray[np.int64]
THE_SCENARIOS = "plan"
"""Orders and injects stay with the scenario they stand in: worlds may go on under another."""


def carried(s: Situation) -> Carried:
    """All that worlds take into their next week; the columns themselves, not copies."""
    return {way: column for way, column in tree.columns(s).items() if way[0] != THE_SCENARIOS}


def put(s: Situation, things: Mapping[tree.Way, Column]) -> None:
    """Make the worlds of a situation carry these columns, as wide as their own, in place of those."""
    for way, column in things.items():
        tree.holder(s, way)[way[-1]] = column


def resampled(things: Carried, index: Index) -> Carried:
    """Copies in which place k holds world `index[k]`: a world may come more than once, or not at all."""
    return {way: column[..., index] for way, column in things.items()}


def joined(things: Sequence[Carried]) -> Carried:
    """Copies with the worlds of several, one after the other."""
    return {way: np.concatenate([each[way] for each in things], axis=-1) for way in things[0]}


def effective(log_weights: NDArray[np.float64]) -> float:
    """Effective number of worlds: how many of equal weight would carry as much information."""
    weights = shares(log_weights)
    return float(1 / (weights**2).sum())


def shares(log_weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights that add up to 1."""
    weights = np.exp(log_weights - log_weights.max())
    return weights / weights.sum()


def systematic(weights: NDArray[np.float64], places: int, offset: float) -> Index:
    """World numbers for `places` places: each world as often as its weight says, give or take one.

    `offset` (0 to 1) is the one draw that this takes.
    """
    steps = (np.arange(places) + offset) / places
    index = np.searchsorted(np.cumsum(weights), steps, side="right")
    return np.minimum(index, len(weights) - 1)
