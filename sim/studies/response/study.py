"""Dose and response: what outcomes do as one number of a scenario is turned up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Unpack

import numpy as np
import pandas as pd

from sim.core.checked_call import arguments_checked
from sim.core.errors import ArgumentError, named
from sim.engine.design_runs import Runs
from sim.engine.run_info import RunInfo
from sim.engine.world_batch import REPLICATES
from sim.output.request import request
from sim.results.caveats import saturation_of
from sim.results.summary import Sample
from sim.scenario.cell import Cell
from sim.studies.bounds import DOSES, WORLDS_OF_A_DESIGN
from sim.studies.branching import alone, branched
from sim.studies.response.curve import curve_rows, frontier
from sim.studies.response.levers import Lever, lever
from sim.studies.response.report import Response
from sim.studies.response.turning_point import Turning, turning
from sim.studies.running import How, ScenarioLike, Seed, WorldNumber, at_work, comparable, seeing, theories_of
from sim.vocabulary.glossary import OUTCOMES

SHOWN = ("provocations", "p_serious", "p_talks", "concessions_received")
"""Outcomes shown where none is named."""


@arguments_checked
def response(
    scenario: ScenarioLike = "baseline",
    *,
    vary: str,
    values: str | Sequence[float] | None = None,
    doses: Annotated[int, DOSES] = 7,
    outcomes: str | Sequence[str] = (),
    theories: str | Sequence[str] = (),
    worlds: Annotated[int, WORLDS_OF_A_DESIGN] = 4000,
    seed: Seed = 1,
    from_world: str | Path | None = None,
    world: WorldNumber | None = None,
    week: str | int | date | None = None,
    from_scenario: str | None = None,
    **how: Unpack[How],
) -> Response:
    """Run a scenario with one number at several doses in the same worlds: curves with intervals, the point
    where one turns, and risk against what Pyongyang gives.

    `vary` names the number: `exercise.scale`, `posture.both.steadiness`, `parameters.caution`,
    `signals.routine_exercise.sunk_cost`, `orders.NAME.scale`, … `values` are its doses, as numbers or as a
    text ("0,0.5,1"); without them `doses` of them lie evenly over its range. `outcomes` are those to show.
    `theories`: all that see what others do, unless some are named. `worlds`: of each dose and theory, eight
    to a draw of the parameters. With `from_world`, the folder of a finished study, all start from its
    `world` at the beginning of a `week`, as in `compare`. `how` it is run and where it is saved: see
    `sim.studies.running.How`. Raises UserError.

    >>> import sim as tt
    >>> found = tt.response(vary="exercise.scale", values=[0, 1, 2], theories="essay", worlds=16)
    >>> found.curve["dose"].unique().tolist()
    [0.0, 1.0, 2.0]
    """
    names, shown = seeing(theories), named(outcomes, OUTCOMES, "outcome")
    alone(world, from_world)
    (own,) = comparable([scenario], names)
    (chosen,) = branched([own], from_world, world, week, from_scenario)
    varied = lever(chosen, vary)
    at = varied.doses(doses) if values is None else _numbers(values)
    asked = request(
        "response", [chosen], vary=vary, values=_text(values), doses=doses, outcomes=shown,
        theories=theories_of(theories), worlds=worlds, seed=seed, from_world=from_world, world=world,
        week=week, from_scenario=from_scenario,
    )  # fmt: skip
    cells = [Cell(each, theory) for theory in names for each in (chosen, *map(varied.at, at))]
    run = RunInfo(tuple(Cell(chosen, theory) for theory in names), seed, worlds, asked.words())
    with at_work(worlds * chosen.weeks * len(cells), how) as work:
        return work.done(_measured(run, varied, at, shown or SHOWN, cells, work.runs(seed, worlds)))


def _numbers(values: str | Sequence[float]) -> list[float]:
    """Doses in their order, each once. Raises UserError."""
    try:
        numbers = sorted({float(each) for each in (values.split(",") if isinstance(values, str) else values)})
    except ValueError:
        raise ArgumentError("values", values, "needs numbers, such as 0,0.5,1") from None
    if len(numbers) < 2:
        raise ArgumentError("values", _text(values), "needs two doses or more")
    return numbers


def _text(values: str | Sequence[float] | None) -> str | None:
    return values if values is None or isinstance(values, str) else ",".join(map(str, values))


def _measured(
    run: RunInfo,
    varied: Lever,
    doses: Sequence[float],
    shown: tuple[str, ...],
    cells: Sequence[Cell],
    runs: Runs,
) -> Response:
    """Run all cells, which are theory by theory the scenario as it is and with every dose, and measure."""
    outcomes, final = runs.of_cells(cells)
    shape = (len(run.theories), 1 + len(doses), -1, run.worlds)
    outcomes, final = outcomes.astype(np.float64).reshape(shape), final.reshape(*shape[:2], run.worlds)
    rows: list[dict[str, Any]] = []
    turnings: dict[tuple[str, str], Turning] = {}
    saturation: dict[str, str] = {}
    for theory, of_theory, ends in zip(run.theories, outcomes, final, strict=True):
        samples = [Sample.of(each, REPLICATES) for each in of_theory]
        changes = [Sample.of(each - of_theory[0], REPLICATES) for each in of_theory]
        for at, dose in enumerate(doses, 1):
            rows += curve_rows(theory, dose, run.worlds, samples[at], changes[at], run.seed)
        for number, outcome in enumerate(OUTCOMES):
            averages = np.stack([sample.averages[number] for sample in samples[1:]])
            if found := turning(np.array(doses), averages, run.seed):
                turnings[theory, outcome] = found
        saturation[theory] = saturation_of(ends)
    curve = pd.DataFrame(rows)
    return Response(run, varied, tuple(doses), shown, curve, frontier(curve), turnings, saturation)
