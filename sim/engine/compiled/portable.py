"""The week of some scenarios as one module for elsewhere, in which numbers, dates and orders are inputs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sim.core.random_streams import Draws
from sim.engine.compiled import wasm
from sim.engine.compiled.inputs import DatedValues
from sim.engine.compiled.layout import Layout, Places
from sim.engine.compiled.open_scenario import opened
from sim.engine.compiled.program import writing
from sim.engine.compiled.tracer import Slot, traced
from sim.model.theories import theory
from sim.model.world import World
from sim.scenario import Scenario
from sim.scenario.cell import Cell

FUNCTIONS = "once", "start", "draws", "places", "weeks", "options", "outcomes"
"""What a module exports: `once` works out what is the same in all weeks, `start` the state before the first,
`draws` the random draws of all weeks, `places` those of parameters, `weeks` runs the weeks, `options` weighs
what can be chosen from in the week that comes next, and `outcomes` reads off what worlds end in.
"""


@dataclass(frozen=True)
class Portable:
    """A module, where things stand in it, the options it weighs, and the world that it was traced in: a cell
    for each of the scenarios, and a last one for the scenario that uses everything.
    """

    binary: bytes
    places: Places
    options: tuple[Slot, ...]
    world: World

    @property
    def dated(self) -> DatedValues:
        """What calendar and plan say, week by week, in the cells of that world; a week more than is run."""
        return DatedValues(self.world, self.places.dated, self.world.cells[0].scenario.weeks + 1)


def portable(scenarios: Sequence[Scenario], theories: Sequence[str], requested: Collection[str]) -> Portable:
    """The module of the weeks of some scenarios under some theories; a week records what is `requested`.

    The scenarios have the same weeks and signals. Their injects are part of the text, all else is an input.
    """
    cells = [Cell(each, theories[0]) for each in (*scenarios, opened(scenarios[0]))]
    world = World(cells, Draws(1, 0, 1, len(cells)), 1)
    with writing:
        weeks = {name: traced(world, theory(name), any_order=True) for name in theories}
    layout = Layout(weeks, frozenset(requested), wasm.LANES, weighed=True)
    return Portable(wasm.module(layout.text(apart=True), *FUNCTIONS), layout.places, layout.options, world)
