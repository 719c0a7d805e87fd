"""The model against the record: the years 1990 to 2017 simulated, and measured as the record is measured."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Unpack

from sim.core.checked_call import arguments_checked
from sim.engine.chunk import Chunk
from sim.engine.design import CellList
from sim.engine.run_info import RunInfo
from sim.engine.simulate import simulate
from sim.evidence.own_record import record_in
from sim.model.parameter_source import PRIOR, with_params
from sim.output.request import request
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.studies.bounds import WORLDS_OF_THE_RECORD
from sim.studies.running import (
    FolderLike,
    How,
    ScenarioLike,
    Seed,
    at_work,
    comparable,
    history_of,
    theories_of,
)
from sim.studies.validation.pattern_recorder import MeasuredWorlds, PatternRecorder
from sim.studies.validation.report import Validation
from sim.vocabulary.theory_names import NAMES

MOST_AT_ONCE = 500
"""Worlds that run together at most, the same whoever runs them: see `PatternRecorder`."""
SCORED = date(2018, 12, 30)
"""The run goes on for a year after the record, for the trade of 2018 that is scored and never fitted."""


@arguments_checked
def validate(
    history: ScenarioLike = "history_1990_2017",
    *,
    theories: str | Sequence[str] = (),
    params: str = PRIOR,
    worlds: Annotated[int, WORLDS_OF_THE_RECORD] = 1000,
    seed: Seed = 1,
    record: FolderLike | None = None,
    **how: Unpack[How],
) -> Validation:
    """Simulate the years of the record under every theory, measure each world as the record is measured, and
    score it pattern by pattern, along with two nulls that know only the yearly or quarterly counts.

    `history` holds the years as a scenario with dated facts. `theories`: all, unless some are named. `params`
    draws parameters from their ranges ("prior"), from what the fit left of them ("fitted"), or holds them at
    their defaults ("default"). `record`: a folder of tables in place of the shipped record, or laid after it.
    `how` it is run and where it is saved: see `sim.studies.running.How`. Raises UserError.

    >>> import sim as tt
    >>> found = tt.validate(theories="essay", worlds=200)  # doctest: +SKIP
    >>> found.scorecard.counts[["theory", "met", "of"]]  # doctest: +SKIP
    """
    seen, names = record_in(record), theories_of(theories, NAMES)
    (chosen,) = comparable([history_of(history)], names)
    cells = tuple(with_params(prepared(chosen, names), params))
    asked = request(
        "validate", [chosen], theories=theories_of(theories), params=params, worlds=worlds, seed=seed,
        record=record,
    )  # fmt: skip
    run = RunInfo(cells, seed, worlds, asked.words())
    with at_work(worlds * sum(cell.scenario.weeks for cell in cells), how) as work:
        arrays = simulate(whole_simulation(cells, seed, worlds), work.pool, work.progress, work.checkpoint)
        return work.done(Validation(run, MeasuredWorlds.of(arrays), seen))


def prepared(scenario: Scenario, theories: Sequence[str]) -> tuple[Cell, ...]:
    """The scenario under each theory, with the year after the record."""
    longer = scenario.model_copy(update={"end": max(scenario.end, SCORED)})
    return tuple(Cell(longer, theory) for theory in theories)


def whole_simulation(cells: Sequence[Cell], seed: int, worlds: int) -> Chunk:
    """The simulation of the years of the record under each theory, measured by its patterns."""
    count = -(-worlds // MOST_AT_ONCE)
    edges = tuple(worlds * k // count for k in range(count + 1))
    return Chunk(CellList(tuple(cells)), seed, 0, worlds, (PatternRecorder(),), edges=edges)
