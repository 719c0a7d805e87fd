"""Strategies, or scenarios, compared in the same worlds; and one scenario run alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Unpack

from sim.core.errors import UserError
from sim.engine.checkpoint import FIRST
from sim.engine.ensemble import simulate_ensemble
from sim.engine.run_info import RunInfo
from sim.model.parameter_source import PRIOR, with_params
from sim.output.captions import ACROSS
from sim.output.request import request
from sim.results.condensed import Condensed, condensed, joined
from sim.scenario import Scenario, baseline
from sim.scenario.comparable import cells_of
from sim.studies.checked_call import checked
from sim.studies.comparison.report import Comparison, ScenarioRun
from sim.studies.running import How, ScenarioLike, Work, at_work, numbered, scenario_of, theories_of
from sim.vocabulary.theory_names import NAMES


@checked
def compare(
    *scenarios: ScenarioLike,
    theories: str | Sequence[str] = (),
    params: str = PRIOR,
    worlds: int = 2000,
    seed: int = 1,
    keep_worlds: bool = False,
    **how: Unpack[How],
) -> Comparison:
    """Compare scenarios, each with the first, in the same worlds; without any, all shipped strategies.

    `theories` of what moves Pyongyang, else all, with the blind control: one after the other, in the same
    worlds. `params` draws parameters from their
    ranges ("prior"), from what the fit left of them ("fitted"), or holds them at their defaults ("default").
    Eight worlds share a draw of the parameters. `keep_worlds` keeps every week of every world. `how` it is
    run and where it is saved: see `sim.studies.running.How`. Raises UserError.

    >>> import sim as tt
    >>> found = tt.compare("baseline", "engagement_first", worlds=16)
    >>> found.effects.loc[0, ["scenario", "baseline", "outcome"]].tolist()
    ['engagement_first', 'baseline', 'provocations']
    """
    chosen = [scenario_of(each) for each in scenarios] or list(_strategies())
    if len(scenarios) == 1:
        raise UserError(f"compare needs two scenarios or more; for one there is: run {scenarios[0]}")
    cells = with_params(cells_of(chosen, theories_of(theories, NAMES)), params)
    asked = request(
        "compare", chosen if scenarios else [], theories=theories_of(theories), params=params, worlds=worlds,
        seed=seed, keep_worlds=keep_worlds,
    )  # fmt: skip
    run = RunInfo(tuple(cells), seed, worlds, asked.words(), kept=keep_worlds)
    with at_work(worlds * sum(cell.scenario.weeks for cell in cells), how, several=True, worth=FIRST) as work:
        question = "" if scenarios else ACROSS
        return work.done(Comparison(_simulated(run, work), run, question))


def _strategies() -> Iterator[Scenario]:
    shipped = baseline()
    return (shipped.with_strategy(name) for name in shipped.strategies)


@checked
def run(
    scenario: ScenarioLike,
    *,
    theory: str | None = None,
    world: int = 0,
    params: str = PRIOR,
    worlds: int = 2000,
    seed: int = 1,
    keep_worlds: bool = False,
    **how: Unpack[How],
) -> ScenarioRun:
    """Run one scenario over all worlds, and show one `world` of them as a log of signals.

    Under the `theory` named, else under all, with the blind control; the world that is shown is then one of
    the scenario's own theory. The options are those of `compare`. Raises UserError.

    >>> import sim as tt
    >>> found = tt.run("baseline", worlds=8)
    >>> found.signal_log.signals.columns.tolist()
    ['week', 'date', 'actor', 'family', 'signal', 'ordered']
    """
    numbered(world, worlds, "the worlds that are run")
    chosen = scenario_of(scenario)
    theories = theories_of(theory or (), dict.fromkeys((chosen.theory, *NAMES)))
    cells = with_params(cells_of([chosen], theories), params)
    asked = request(
        "run", [chosen], theory=theory, world=world, params=params, worlds=worlds, seed=seed,
        keep_worlds=keep_worlds,
    )  # fmt: skip
    info = RunInfo(tuple(cells), seed, worlds, asked.words(), shown=world, kept=keep_worlds)
    with at_work(worlds * chosen.weeks * len(cells), how, several=True, worth=FIRST) as work:
        return work.done(ScenarioRun(_simulated(info, work), info))


def _simulated(run: RunInfo, work: Work) -> Condensed:
    """Theory by theory, so that the weekly counts of only one are in memory at a time."""
    if run.kept:
        from sim.results.trajectories import check_room

        check_room(len(run.cells), run.weeks, run.worlds)
    parts: list[Condensed] = []
    for theory in run.theories:
        cells = [cell for cell in run.cells if cell.theory == theory]
        watched = run.shown if theory == run.theories[0] else None
        parts.append(
            condensed(
                simulate_ensemble(
                    cells, seed=run.seed, worlds=run.worlds, keep=run.kept, watched=watched, pool=work.pool,
                    progress=work.progress, checkpoint=work.checkpoint,
                )
            )
        )  # fmt: skip
    return joined(parts)
