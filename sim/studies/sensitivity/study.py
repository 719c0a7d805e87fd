"""Which numbers an outcome hangs on: screening of all parameters, then indices of the strongest, twice."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Unpack

import numpy as np
import pandas as pd
from scipy.stats import rankdata  # pyright: ignore[reportUnknownVariableType]

from sim.core.checked_call import arguments_checked
from sim.core.columns import Floats
from sim.core.errors import named
from sim.engine.design_runs import Runs
from sim.engine.run_info import RunInfo
from sim.output.request import request
from sim.scenario.cell import Cell
from sim.studies.bounds import WORLDS_OF_A_DESIGN
from sim.studies.optional_packages import needed
from sim.studies.running import How, ScenarioLike, Seed, at_work, comparable, seeing, theories_of
from sim.studies.sensitivity.factors import Factors
from sim.studies.sensitivity.plan import MOST, WorldPlan
from sim.studies.sensitivity.report import Sensitivity
from sim.studies.sensitivity.screening import screened
from sim.studies.sensitivity.sobol import Terms, places
from sim.vocabulary.glossary import OUTCOMES

HIGHEST = 10
"""Factors whose ranks must repeat."""
THEORY = "theory"


@arguments_checked
def sensitivity(
    scenario: ScenarioLike,
    *,
    outcome: str = "provocations",
    theories: str | Sequence[str] = (),
    worlds: Annotated[int, WORLDS_OF_A_DESIGN] = 400_000,
    seed: Seed = 1,
    **how: Unpack[How],
) -> Sensitivity:
    """Screen every uncertain parameter of a scenario (Morris), and take the Sobol indices of the strongest
    and of the theory: the shares of what is not known about an outcome that come from each.

    `theories`: all that see what others do, unless some are named. A third of the `worlds` goes into the
    screening. The points of a design share their random draws, so that a parameter that nothing reads comes
    out at 0. `how` it is run and where it is saved: see `sim.studies.running.How`. Raises UserError.

    >>> import sim as tt
    >>> found = tt.sensitivity("baseline", outcome="p_freeze", worlds=20_000)  # doctest: +SKIP
    >>> found.indices[["factor", "total"]].head(3)  # doctest: +SKIP
    """
    needed("SALib", "SALib", "sensitivity")
    (chosen,), names = comparable([scenario], theories), seeing(theories)
    (outcome,) = named(outcome, OUTCOMES, "outcome")
    asked = request(
        "sensitivity", [chosen], outcome=outcome, theories=theories_of(theories), worlds=worlds, seed=seed
    )
    factors = Factors.of(chosen, names)
    plan = WorldPlan.of(worlds, factors)
    cells = tuple(Cell(chosen, theory) for theory in names)
    run = RunInfo(cells, seed, plan.worlds, asked.words())
    with at_work(plan.worlds * chosen.weeks, how, several=True) as work:
        return work.done(_analysed(factors, plan, outcome, run, work.runs(seed, plan.replicates)))


def _analysed(factors: Factors, plan: WorldPlan, outcome: str, run: RunInfo, runs: Runs) -> Sensitivity:
    """Screen all uncertain parameters, then take the indices of the strongest and of the theory."""
    screening = screened(factors, runs, outcome, plan.trajectories, MOST)
    names = tuple(screening["parameter"][screening["kept"]])
    if not names and len(factors.theories) < 2:
        names = (str(screening["parameter"][0]),)  # what never varies is measured too, and reported as such
    # two designs with other random draws, so that what is left to chance shows
    both = [
        _terms(factors, names, replace(runs, seed=runs.seed + again), outcome, plan.samples)
        for again in range(2)
    ]
    indices = _table(factors, names, both, runs.seed)
    values = both[0][1]
    return Sensitivity(
        run,
        outcome,
        replace(plan, factors=len(indices)),
        screening,
        indices,
        agreement(*(indices[f"total_{again}"].to_numpy() for again in (1, 2))),
        both[0][0].joined(both[1][0]).random_share,
        float(values.mean()),
        math.sqrt(max(float(both[0][0].joined(both[1][0]).variance.mean()), 0.0)),
    )


def _terms(
    factors: Factors, names: tuple[str, ...], runs: Runs, outcome: str, samples: int
) -> tuple[Terms, Floats]:
    several = len(factors.theories) > 1
    design = places(len(names) + several, samples, runs.seed)
    flat = design.reshape(-1, design.shape[-1])
    theory = (
        (flat[:, -1] * len(factors.theories)).astype(np.intp) if several else np.zeros(len(flat), np.intp)
    )
    points = factors.points(names, flat[:, : len(names)], theory)
    values = runs.of_points(points, outcome).reshape(*design.shape[:2], -1)
    return Terms.of(values), values[:2]


def _table(
    factors: Factors, names: tuple[str, ...], both: Sequence[tuple[Terms, Floats]], seed: int
) -> pd.DataFrame:
    terms = both[0][0].joined(both[1][0])
    first, total = terms.indices
    (first_low, first_high), (low, high) = terms.intervals(seed)
    labels = [*names, *([THEORY] if len(factors.theories) > 1 else [])]
    table = pd.DataFrame(
        {
            "factor": labels, "total": total, "low": low, "high": high,
            "first": first, "first_low": first_low, "first_high": first_high,
            "total_1": both[0][0].indices[1], "total_2": both[1][0].indices[1],
        }
    )  # fmt: skip
    return table.sort_values("total", ascending=False, kind="stable", ignore_index=True)


def agreement(one: Floats, other: Floats) -> float:
    """Spearman's rank correlation of two estimates over the factors highest in their mean; 1 for but one."""
    order = np.argsort(-(one + other), kind="stable")[:HIGHEST]
    if len(order) < 2:
        return 1.0
    a, b = (rankdata(each[order]) for each in (one, other))
    if a.std() == 0 or b.std() == 0:
        return 1.0 if np.array_equal(a, b) else 0.0
    return float(np.corrcoef(a, b)[0, 1])
