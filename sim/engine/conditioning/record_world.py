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
from sim.engine.conditioning.continued import continued, numbers_set, past
from sim.engine.conditioning.particles import Particles, particles_of
from sim.engine.conditioning.recalled import recall
from sim.engine.conditioning.resampling import Carried, joined, put, resampled
from sim.evidence.observed_weeks import weeks_of_the_record
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
        from_now_on = [replace(cell, scenario=continued(cell.scenario, past())) for cell in cells]
        super().__init__(from_now_on, draws, replicates, points)
        start = [_carried(cell, draws, replicates, given) for cell in cells]
        set_anew = [numbers_set(cell.scenario) | set(points or ()) for cell in cells]
        start_from(self.situation, start, set_anew)
        if self.situation.plan.watches:
            first = past().monday
            weeks = weeks_of_the_record(first, (self.monday - first).days // 7)
            recall(self.situation.plan, cells[0].scenario.signals, weeks)

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
        if priors.PHASE in names:  # what a scenario sets does not drift
            p[priors.DRIFT] = _with(p[priors.DRIFT], where, np.zeros_like(p[priors.DRIFT][where]))
    s.p = Numbers(with_fades({name: column for name, column in p.items() if not name.endswith(FADE)}))


def _lasts(way: Way) -> bool:
    """Whether a column is taken over into a run: of the counts only what is remembered."""
    return way[0] != "tally" or way[1] in REMEMBERED


def _with(column: Column, where: slice, part: Column) -> Column:
    changed = column.copy()
    changed[where] = part
    return changed


def _carried(cell: Cell, draws: Draws, replicates: int, given: Collection[Particles]) -> Carried:
    """What the worlds of a cell carry on their first Monday."""
    found = next((each for each in given if each.fits(cell, draws.seed)), None)
    found = found or particles_of(cell, draws.seed)
    return resampled(found.things, found.index(draws.first, draws.worlds, replicates))


def particles_for(cells: Sequence[Cell], seed: int) -> tuple[Particles, ...]:
    """The particles of all cells that start from the record, each once."""
    found: dict[str, Particles] = {}
    for cell in cells:
        if cell.scenario.from_record and cell.theory not in found:
            found[cell.theory] = particles_of(cell, seed)
    return tuple(found.values())
