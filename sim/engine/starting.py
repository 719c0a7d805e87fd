"""Where worlds start: from the state that is assumed, from the record, or from a world of a study."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from sim.core.columns import Column
from sim.core.random_streams import Draws
from sim.engine import compiled
from sim.engine.branched_world import BranchedWorld, SourceWorld, as_written, sources_for
from sim.engine.conditioning import priors
from sim.engine.conditioning.particles import Particles
from sim.engine.conditioning.record_world import RecordWorld, particles_for
from sim.model.situation import Situation
from sim.model.world import World
from sim.scenario.cell import Cell

if TYPE_CHECKING:
    from sim.engine.compiled.compiled_world import Compiled

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
) -> World | Compiled:
    """Worlds at their start, all of them from the same source; `given` are the pasts that are there. They are
    compiled where that is possible and pays.
    """
    if cells[0].scenario.from_world:
        branched = BranchedWorld(cells, draws, replicates, points, given)
        return _carried(branched, requests, priors.drift if branched.drifts else None)
    if cells[0].scenario.from_record:
        particles = [past for past in given if isinstance(past, Particles)]
        world = RecordWorld(cells, draws, replicates, points, particles)
        return _carried(world, requests, priors.drift)
    return _carried(World(cells, draws, replicates, points), requests, None)


def _carried(
    world: World, requests: Collection[str], then: Callable[[Situation], None] | None
) -> World | Compiled:
    return world if AS_WRITTEN in requests else compiled.carried(world, requests, then)
