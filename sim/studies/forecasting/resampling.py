"""Worlds as particles: all that a world carries from week to week, dealt out anew by number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from sim.core.parameters import Numbers
from sim.model.outcome_counters import Tally

if TYPE_CHECKING:
    from sim.model.world import World

Carried: TypeAlias = dict[str, Any]
"""What a world carries, by name: columns, and whatever is made of columns."""
Index: TypeAlias = NDArray[np.int64]
STATE = "sim.model.state."
OWN = "state of "


def carried(world: World) -> Carried:
    """All that `world` takes into its next week; the columns themselves, not copies."""
    own = {name: thing for name, thing in vars(world).items() if _is_carried(thing)}
    return own | {f"{OWN}{name}": cast("Any", actor).state for name, actor in world.actors.items()}


def put(world: World, things: Carried) -> None:
    """Make `world` carry these things, as wide as itself, in place of its own."""
    for name, thing in things.items():
        if name.startswith(OWN):
            cast("Any", world.actors[name.removeprefix(OWN)]).state = thing
        else:
            setattr(world, name, thing)
    for ally in world.allies:
        ally.d = world.dispositions[ally.name]


def dealt(things: Carried, index: Index) -> Carried:
    """Copies in which place k holds world `index[k]`: a world may come more than once, or not at all."""
    return _made([things], lambda columns: columns[0][..., index])


def joined(things: Sequence[Carried]) -> Carried:
    """Copies with the worlds of several side by side."""
    return _made(things, lambda columns: np.concatenate(columns, axis=-1))


def _made(things: Sequence[Any], make: Callable[[Sequence[Any]], Any]) -> Any:
    """The like of `things`, which are built alike, with every column made from the columns in its place."""
    first = things[0]
    if isinstance(first, np.ndarray):
        return make(things)
    if isinstance(first, dict):
        return {key: _made([thing[key] for thing in things], make) for key in cast("Carried", first)}
    if isinstance(first, list):
        return [_made(list(parts), make) for parts in zip(*things, strict=True)]
    if isinstance(first, Numbers):
        return Numbers(_made([thing.items() for thing in things], make))
    if _is_carried(first):
        other = copy(first)
        vars(other).update(_made([vars(thing) for thing in things], make))
        return other
    return first


def _is_carried(thing: Any) -> bool:
    if isinstance(thing, dict):
        parts = list(cast("Carried", thing).values())
        return bool(parts) and all(_is_carried(part) for part in parts)
    kept = isinstance(thing, np.ndarray | Numbers | Tally)
    return kept or type(thing).__module__.startswith(STATE)


def effective(log_weights: NDArray[np.float64]) -> float:
    """How many worlds of equal weight would tell as much."""
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
