"""A world that starts from the record: particles put into a situation, and a phase that drifts on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from sim.core.columns import Column
from sim.core.parameters import Numbers, with_fades
from sim.core.random_streams import Draws
from sim.core.tree import Way, columns
from sim.engine.conditioning import priors
from sim.engine.conditioning.continued import continued, numbers_set
from sim.engine.conditioning.particles import Particles, particles_of
from sim.engine.conditioning.resampling import Carried, joined, put, resampled
from sim.model.situation import Situation
from sim.model.world import World
from sim.scenario.cell import Cell

REMEMBERED = ("recent", "year")
"""What of the counts of a world is remembered: provocations of the last year. The others begin anew."""
POLICY, FADE = "dispositions", "_fade"


class RecordWorld(World):
    """Worlds of cells that start from the record, as written: their scenarios hold from the day on.

    `given` are particles that are there already; others are made.
    """

    def __init__(
        self,
        cells: Sequence[Cell],
        draws: Draws,
        replicates: int,
        points: Mapping[str, Column] | None = None,
        given: Collection[Particles] = (),
    ) -> None:
        found = [_particles(cell, draws.seed, given) for cell in cells]
        from_now_on = [
            replace(cell, scenario=continued(cell.scenario, each.past.history))
            for cell, each in zip(cells, found, strict=True)
        ]
        super().__init__(from_now_on, draws, replicates, points)
        start = [resampled(p.things, p.index(draws.first, draws.worlds, replicates)) for p in found]
        set_anew = [numbers_set(cell.scenario) | set(points or ()) for cell in cells]
        start_from(self.situation, start, set_anew)

    def step(self) -> None:
        """One week, after which the phase of the programme drifts on."""
        super().step()
        priors.drift(self.situation)


def start_from(
    s: Situation, start: Sequence[Carried], set_anew: Sequence[set[str]], *, policy: bool = False
) -> None:
    """Put what worlds carry into a situation, cell after cell, but for the counts of the run, the parameters
    that each cell sets anew, and, unless the `policy` goes on, the dispositions of the allies.
    """
    own, things = columns(s), joined(start)
    put(s, {way: column for way, column in things.items() if policy or way[0] != POLICY if _lasts(way)})
    worlds = s.width // len(start)
    p = dict(s.p.items())
    for cell, names in enumerate(set_anew):
        where = slice(cell * worlds, (cell + 1) * worlds)
        for name in names:
            p[name] = _with(p[name], where, own["p", name][where])
        if priors.PHASE in names and priors.DRIFT in p:  # what a scenario sets does not drift
            p[priors.DRIFT] = _with(p[priors.DRIFT], where, np.zeros_like(p[priors.DRIFT][where]))
    s.p = Numbers(with_fades({name: column for name, column in p.items() if not name.endswith(FADE)}))


def _lasts(way: Way) -> bool:
    """Whether a column is taken over into a run: of the counts only what is remembered."""
    return way[0] != "tally" or way[1] in REMEMBERED


def _with(column: Column, where: slice, part: Column) -> Column:
    changed = column.copy()
    changed[where] = part
    return changed


def _particles(cell: Cell, seed: int, given: Collection[Particles]) -> Particles:
    """Those that the worlds of a cell start from."""
    return next((each for each in given if each.fits(cell, seed)), None) or particles_of(cell, seed)


def particles_for(cells: Sequence[Cell], seed: int) -> tuple[Particles, ...]:
    """The particles of all cells that start from the record, each once."""
    found: list[Particles] = []
    for cell in cells:
        if cell.scenario.from_record and not any(each.fits(cell, seed) for each in found):
            found.append(particles_of(cell, seed))
    return tuple(found)
