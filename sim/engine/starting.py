"""Where worlds start: from the state that is assumed, compiled if that pays; from the record; or from a world
of a finished study.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from sim.core.columns import Column
from sim.core.random_streams import Draws
from sim.engine import compiled
from sim.engine.branched_world import BranchedWorld, SourceWorld, as_written, sources_for
from sim.engine.conditioning.particles import Particles
from sim.engine.conditioning.record_world import RecordWorld, particles_for
from sim.model.world import World
from sim.scenario.cell import Cell

__all__ = ["AS_WRITTEN", "Past", "as_written", "begun", "pasts_of"]

AS_WRITTEN = "all"
"""Requests all that a week holds: worlds that are simulated as written, whatever pays."""
Past: TypeAlias = Particles | SourceWorld
"""What worlds start from that have a past."""


def pasts_of(cells: Sequence[Cell], seed: int) -> tuple[Past, ...]:
    """What the worlds of all cells start from, each once. Raises UserError where there is none."""
    return (*particles_for(cells, seed), *sources_for(cells))


def begun(
    cells: Sequence[Cell],
    draws: Draws,
    replicates: int,
    points: Mapping[str, Column] | None = None,
    requests: Collection[str] = (),
    given: Collection[Past] = (),
) -> World:
    """Worlds at their start, all of them from the same source; `given` are the pasts that are there.

    Worlds with a past are simulated as written; others are compiled where that is possible and pays.
    """
    if cells[0].scenario.from_world:
        return BranchedWorld(cells, draws, replicates, points, given)
    if cells[0].scenario.from_record:
        return RecordWorld(cells, draws, replicates, points, [p for p in given if isinstance(p, Particles)])
    if AS_WRITTEN in requests:
        return World(cells, draws, replicates, points)
    return compiled.begun(cells, draws, replicates, points, requests)
