"""Where worlds start: from the state that is assumed, compiled if that pays, or from the record."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from sim.core.columns import Column
from sim.core.random_streams import Draws
from sim.engine import compiled
from sim.engine.conditioning import priors
from sim.engine.conditioning.particles import Particles
from sim.engine.conditioning.record_world import RecordWorld
from sim.model.world import World
from sim.scenario.cell import Cell

if TYPE_CHECKING:
    from sim.engine.compiled.compiled_world import Compiled


def begun(
    cells: Sequence[Cell],
    draws: Draws,
    replicates: int,
    points: Mapping[str, Column] | None = None,
    requests: Collection[str] = (),
    given: Collection[Particles] = (),
) -> World | Compiled:
    """Worlds at their start, all of them from the record or none; `given` are particles that are there. They
    are compiled where that is possible and pays.
    """
    if cells[0].scenario.from_record:
        world = RecordWorld(cells, draws, replicates, points, given)
        return compiled.carried(world, requests, priors.drift)
    return compiled.carried(World(cells, draws, replicates, points), requests)


def as_written(cells: Sequence[Cell], draws: Draws, replicates: int) -> World:
    """Worlds at their start that are simulated as written, whatever pays."""
    kind = RecordWorld if cells[0].scenario.from_record else World
    return kind(cells, draws, replicates)
