"""The model against the record: the years 1990 to 2017 simulated, and measured as the record is measured."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Unpack

from sim.engine.process_pool import Processes
from sim.engine.run_info import RunInfo
from sim.model.parameter_source import PRIOR, with_params
from sim.output.request import request
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.studies.running import How, ScenarioLike, Work, at_work, comparable, theories_of
from sim.studies.validation.batch import Found, batches, together
from sim.studies.validation.report import Validation
from sim.vocabulary.theory_names import NAMES

SCORED = date(2018, 12, 30)
"""The run goes on for a year after the record, for the trade of 2018 that is scored and never fitted."""


def validate(
    history: ScenarioLike = "history_1990_2017",
    *,
    theories: str | Sequence[str] = (),
    params: str = PRIOR,
    worlds: int = 1000,
    seed: int = 1,
    **how: Unpack[How],
) -> Validation:
    """Simulate the years of the record under every theory, measure each world as the record is measured, and
    score it pattern by pattern, along with two nulls that know only the yearly or quarterly counts.

    `history` holds the years as a scenario with dated facts. `theories`: all, unless some are named. `params`
    draws parameters from their ranges ("prior"), from what the fit left of them ("fitted"), or holds them at
    their defaults ("default"). `how` it is run and where it is saved: see `sim.studies.running.How`. Raises
    UserError.

    >>> import sim as tt
    >>> found = tt.validate(theories="essay", worlds=200)  # doctest: +SKIP
    >>> found.scorecard.counts[["theory", "met", "of"]]  # doctest: +SKIP
    """
    names = theories_of(theories, NAMES)
    (chosen,) = comparable([history], names)
    cells = tuple(with_params(prepared(chosen, names), params))
    asked = request(
        "validate", [chosen], theories=theories_of(theories), params=params, worlds=worlds, seed=seed
    )
    run = RunInfo(cells, seed, worlds, asked.words())
    with at_work(worlds * sum(cell.scenario.weeks for cell in cells), how) as work:
        return work.done(Validation(run, _measured(run, work)))


def prepared(scenario: Scenario, theories: Sequence[str]) -> tuple[Cell, ...]:
    """The scenario under each theory, with the year after the record."""
    longer = scenario.model_copy(update={"end": max(scenario.end, SCORED)})
    return tuple(Cell(longer, theory) for theory in theories)


def _measured(run: RunInfo, work: Work) -> Found:
    """Simulate to the end and measure; batches in the order of their worlds."""
    done = list(Processes(work.workers)(batches(run.cells, run.seed, run.worlds), work.progress))
    return together([part for _, part in sorted(done, key=lambda each: each[0].first)])
