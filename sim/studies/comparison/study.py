"""Strategies, or scenarios, compared in the same worlds; and one scenario run alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Unpack

from sim.core.checked_call import arguments_checked
from sim.core.errors import UserError
from sim.engine.checkpoint import FIRST
from sim.engine.chunk import COLUMNS
from sim.engine.ensemble import simulate_ensemble
from sim.engine.run_info import RunInfo
from sim.model.parameter_source import PRIOR, with_params
from sim.output.captions import ACROSS
from sim.output.request import request
from sim.results.condensed import Condensed, condensed, joined
from sim.scenario import Scenario, baseline
from sim.scenario.comparable import cells_of
from sim.studies.branching import alone, branched
from sim.studies.comparison.ensemble_result import chosen_to_show, in_view
from sim.studies.comparison.report import Comparison, ScenarioRun
from sim.studies.running import (
    How,
    ScenarioLike,
    Seed,
    Work,
    WorldNumber,
    Worlds,
    at_work,
    numbered,
    scenario_of,
    theories_of,
)
from sim.vocabulary.theory_names import NAMES

WORLDS = 1000
"""Worlds under each theory: all five take as long as one did with twice as many, and their draws add up."""
AT_A_TIME = 12
"""Cells that are simulated as one: the weekly counts of each take some ten megabytes."""


@arguments_checked
def compare(
    *scenarios: ScenarioLike,
    theories: str | Sequence[str] = (),
    params: str = PRIOR,
    worlds: Worlds = WORLDS,
    seed: Seed = 1,
    keep_worlds: bool = False,
    from_world: str | Path | None = None,
    world: int | None = None,
    week: str | int | date | None = None,
    from_scenario: str | None = None,
    outcomes: str | Sequence[str] = (),
    measures: str | Sequence[str] = (),
    **how: Unpack[How],
) -> Comparison:
    """Compare scenarios, each with the first, in the same worlds; without any, all shipped strategies.

    `theories` of what moves Pyongyang, else all, with the blind control: one after the other, in the same
    worlds (worlds that start from one of a study: the scenarios' own). `params` draws parameters from their
    ranges ("prior"), from what the fit left of them ("fitted"), or holds them at their defaults ("default").
    Eight worlds share a draw of the parameters. `keep_worlds` keeps every week of every world.

    With `from_world`, the folder of a finished study, all scenarios start from its world number `world`, as
    it stood at the beginning of a `week` (its number from 0, or a day in it), with its draw of the
    parameters; in the study it ran under `from_scenario`, else under the first. `outcomes` and
    `measures` choose what tables for reading and pictures show; files hold all. `how` it is run and where it
    is saved: see `sim.studies.running.How`. Raises UserError.

    >>> import sim as tt
    >>> found = tt.compare("baseline", "engagement_first", worlds=16)
    >>> found.effects.loc[0, ["scenario", "baseline", "outcome"]].tolist()
    ['engagement_first', 'baseline', 'provocations']
    """
    alone(world, from_world)
    shown = chosen_to_show(outcomes, measures)
    own = [scenario_of(each) for each in scenarios] or list(_strategies())
    chosen = branched(own, from_world, world, week, from_scenario)
    if len(scenarios) == 1:
        raise UserError(f"compare needs two scenarios or more; for one there is: run {own[0].path}")
    cells = with_params(cells_of(chosen, _theories(theories, chosen)), params)
    asked = request(
        "compare", chosen if scenarios else [], theories=theories_of(theories), params=params, worlds=worlds,
        seed=seed, keep_worlds=keep_worlds, from_world=from_world, world=world, week=week,
        from_scenario=from_scenario, outcomes=shown[0], measures=shown[1],
    )  # fmt: skip
    run = RunInfo(tuple(cells), seed, worlds, asked.words(), kept=keep_worlds)
    with at_work(worlds * sum(cell.scenario.weeks for cell in cells), how, several=True, worth=FIRST) as work:
        question = "" if scenarios else ACROSS
        return work.done(Comparison(_simulated(run, work), run, *in_view(*shown), question))


def _theories(named: str | Sequence[str], scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """The theories named, else all, those of the scenarios first; where worlds go on from one of a study,
    which was simulated under one theory, none but those of the scenarios.
    """
    own = dict.fromkeys(scenario.theory for scenario in scenarios)
    going_on = any(scenario.from_world for scenario in scenarios)
    return theories_of(named, () if going_on else dict.fromkeys((*own, *NAMES)))


def _strategies() -> Iterator[Scenario]:
    shipped = baseline()
    return (shipped.with_strategy(name) for name in shipped.strategies)


@arguments_checked
def run(
    scenario: ScenarioLike,
    *,
    theory: str | None = None,
    world: WorldNumber | None = None,
    params: str = PRIOR,
    worlds: Worlds = WORLDS,
    seed: Seed = 1,
    keep_worlds: bool = False,
    from_world: str | Path | None = None,
    week: str | int | date | None = None,
    from_scenario: str | None = None,
    outcomes: str | Sequence[str] = (),
    measures: str | Sequence[str] = (),
    **how: Unpack[How],
) -> ScenarioRun:
    """Run one scenario over all worlds, and show one `world` of them (else the first) as a ledger of signals.

    Under the `theory` named, else under all, with the blind control (but for worlds that start from one of a
    study); the world that is shown is then one of the scenario's own theory. The options are those of
    `compare`. With `from_world`, worlds start from the `world` of that study; shown is the world of the same
    number, which with the seed of the study is that world as it goes on. Raises UserError.

    >>> import sim as tt
    >>> found = tt.run("baseline", worlds=8)
    >>> found.ledger.signals.columns.tolist()
    ['week', 'date', 'actor', 'family', 'signal', 'ordered']
    """
    watched = 0 if world is None or (from_world is not None and world >= worlds) else world
    numbered(watched, worlds)
    shown = chosen_to_show(outcomes, measures)
    (chosen,) = branched([scenario_of(scenario)], from_world, world, week, from_scenario)
    theories = _theories(theory or (), [chosen])
    cells = with_params(cells_of([chosen], theories), params)
    asked = request(
        "run", [chosen], theory=theory, world=world, params=params, worlds=worlds, seed=seed,
        keep_worlds=keep_worlds, from_world=from_world, week=week, from_scenario=from_scenario,
        outcomes=shown[0], measures=shown[1],
    )  # fmt: skip
    info = RunInfo(tuple(cells), seed, worlds, asked.words(), shown=watched, kept=keep_worlds)
    with at_work(worlds * chosen.weeks * len(cells), how, several=True, worth=FIRST) as work:
        return work.done(ScenarioRun(_simulated(info, work), info, *in_view(*shown)))


def _simulated(run: RunInfo, work: Work) -> Condensed:
    """Theories together as far as `AT_A_TIME` and the columns of a chunk allow: wide columns cost little more
    than narrow ones, but weekly counts take memory.
    """
    if run.kept:
        from sim.results.trajectories import check_room

        check_room(len(run.cells), run.weeks, run.worlds)
    of_one = len(run.cells) // len(run.theories)
    several = max(min(AT_A_TIME, COLUMNS // run.worlds) // of_one, 1)
    parts: list[Condensed] = []
    for first in range(0, len(run.theories), several):
        theories = run.theories[first : first + several]
        cells = [cell for theory in theories for cell in run.cells if cell.theory == theory]
        watched = None if first else run.shown
        parts.append(
            condensed(
                simulate_ensemble(
                    cells, seed=run.seed, worlds=run.worlds, keep=run.kept, watched=watched, pool=work.pool,
                    progress=work.progress, checkpoint=work.checkpoint,
                )
            )
        )  # fmt: skip
    return joined(parts)
