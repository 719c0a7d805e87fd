"""Worlds projected from an origin, with what they carry there, into weeks that nobody has seen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from sim.core.random_streams import Draws
from sim.engine.conditioning import priors
from sim.engine.conditioning.known_facts import shifted, shifted_order, shifted_steps
from sim.engine.conditioning.record_world import start_from
from sim.engine.conditioning.resampling import Carried
from sim.evidence.marks import Ints, Marks
from sim.evidence.weeks import event_days
from sim.model.calendar import WEEK
from sim.model.situation import Situation
from sim.model.world import World
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.studies.forecasting.windows import Window, monday_after
from sim.vocabulary.signals import EVENTS

Watch = Callable[[Situation, int], object]
"""Called at the end of every week with the situation and the number of the week."""


@dataclass(frozen=True, eq=False)
class ProjectionStart:
    """Where a projection starts: the origin, what is in force from then on, and what the worlds carry."""

    origin: date
    scenario: Scenario
    things: Carried


@dataclass(frozen=True, eq=False)
class Projection:
    """Event days after the origin by kind, in worlds of `starts` × `worlds`; `monday` is the day after."""

    marks: Mapping[str, Marks]
    starts: int
    worlds: int
    monday: date

    def counts(self, window: Window) -> Ints:
        """How many events each world has in a window, ``(start, world)``."""
        first = self.monday.toordinal()
        each = [self.marks[kind].within(first, first + window.days - 1).per_world() for kind in window.kinds]
        return np.sum(each, axis=0).reshape(self.starts, self.worlds)


def project(
    starts: Sequence[ProjectionStart],
    theory: str,
    weeks: int,
    worlds: int,
    seed: int,
    watch: Watch | None = None,
    set_anew: Collection[str] | None = None,
) -> Projection:
    """Project worlds from several origins at once, `worlds` from each, for `weeks` weeks.

    The worlds keep their numbers and the allies their dispositions; with `set_anew` the scenarios bring
    dispositions of their own, and the numbers of these names.
    """
    monday = monday_after(starts[0].origin)
    cells = [Cell(_from_the_same_day(start, monday, weeks), theory) for start in starts]
    draws = Draws(seed, 0, worlds, len(cells))
    world = World(cells, draws, replicates=1)
    s = world.situation
    anew = [set(set_anew or ())] * len(starts)
    start_from(s, [start.things for start in starts], anew, policy=set_anew is None)
    counts: dict[str, NDArray[np.int8]] = {kind: np.zeros((weeks, s.width), np.int8) for kind in EVENTS}
    for week in range(weeks):
        alive = ~s.fate.at_war
        world.step()
        priors.drift(s)
        for kind in EVENTS:
            counts[kind][week] = s.events[kind] * alive
        if watch:
            watch(s, week)
    return Projection(event_days(counts, monday, draws), len(starts), worlds, monday)


def _from_the_same_day(start: ProjectionStart, monday: date, weeks: int) -> Scenario:
    """The scenario from its origin on, moved so that it begins on `monday`."""
    by, calendar = monday - monday_after(start.origin), start.scenario.calendar
    return start.scenario.starting(monday).model_copy(
        update={
            "end": monday + weeks * WEEK - timedelta(days=1),
            "calendar": {name: shifted(fact, by) for name, fact in calendar.items()},
            **shifted_steps(start.scenario, by),
            "orders": {name: shifted_order(order, by) for name, order in start.scenario.orders.items()},
        }
    )
