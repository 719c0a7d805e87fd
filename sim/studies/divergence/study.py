"""Where do two scenarios diverge in the same worlds, why, and what follows?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Unpack

from sim.core.checked_call import arguments_checked
from sim.engine.chunk import Chunk
from sim.engine.design import CellList
from sim.engine.run_info import RunInfo
from sim.engine.simulate import simulate, single_world
from sim.output.request import request
from sim.scenario.cell import Cell
from sim.scenario.comparable import cells_of
from sim.studies.bounds import WORLDS_OF_A_DESIGN
from sim.studies.branching import branched
from sim.studies.divergence.first_decisions import DecisionRecorder, FirstDecisions, Names
from sim.studies.divergence.report import Divergence
from sim.studies.divergence.story import story
from sim.studies.running import How, ScenarioLike, Seed, WorldNumber, at_work, scenario_of, theories_of


@arguments_checked
def diverge(
    first: ScenarioLike,
    second: ScenarioLike,
    *,
    theory: str | None = None,
    world: WorldNumber | None = None,
    worlds: Annotated[int, WORLDS_OF_A_DESIGN] = 500,
    seed: Seed = 1,
    from_world: str | Path | None = None,
    week: str | int | date | None = None,
    from_scenario: str | None = None,
    **how: Unpack[How],
) -> Divergence:
    """Follow two scenarios through the same worlds to the first decision that differs: over all worlds the
    commonest of them, and in one world who decided, when, which input made the difference and what followed.

    `theory` of what moves Pyongyang, else that of the scenarios. `world` is the one to show in detail, else
    one that diverges as most do. `worlds` are looked through for the commonest first decisions. With
    `from_world`, the folder of a finished study, both start from its `world` at the beginning of a `week`, as
    in `compare`, and one that diverges as most do is shown. `how` it is run and where it is saved: see
    `sim.studies.running.How`. Raises UserError.

    >>> import sim as tt
    >>> found = tt.diverge("baseline", "hard_only", worlds=8)
    >>> found.figures, len(found.first)
    (['partings'], 8)
    """
    own = [scenario_of(each) for each in (first, second)]
    scenarios = branched(own, from_world, world, week, from_scenario)
    one, other = cells_of(scenarios, theories_of(theory or ()))
    asked = request(
        "diverge", scenarios, theory=theory, world=world, worlds=worlds, seed=seed, from_world=from_world,
        week=week, from_scenario=from_scenario,
    )  # fmt: skip
    in_detail = None if from_world is not None else world
    run = RunInfo((one, other), seed, worlds, asked.words())
    with at_work(2 * worlds * run.weeks, how) as work:
        whole = Chunk(CellList((one, other)), seed, 0, worlds, (DecisionRecorder(),))
        arrays = simulate(whole, work.pool, work.progress, work.checkpoint)
        found = FirstDecisions.of(arrays, run.weeks, (_options(one, seed), _options(other, seed)))
        shown = story(one, other, seed=seed, world=found.example if in_detail is None else in_detail)
        return work.done(Divergence(run, found.first, found.decisions, found.parted, found.ends, shown))


def _options(cell: Cell, seed: int) -> Names:
    """The options of every choice in a scenario."""
    actors = single_world(cell, seed, 0).situation.actors.items()
    return {(name, family): actor.options(family) for name, actor in actors for family in actor.families}
