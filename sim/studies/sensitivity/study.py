"""Which numbers an outcome hangs on: screening of all parameters, then indices of the strongest, twice."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.stats import rankdata  # pyright: ignore[reportUnknownVariableType]

from sim.engine.design_runs import Runs
from sim.scenario import Scenario
from sim.studies.sensitivity.factors import Factors
from sim.studies.sensitivity.screening import screened
from sim.studies.sensitivity.sobol import Numbers, Terms, places
from sim.vocabulary.glossary import OUTCOMES

MOST = 12
"""Parameters that go on from the screening."""
HIGHEST = 10
"""Factors whose ranks must repeat."""
AGREE = 0.9
LUCKS, FEW_LUCKS = 32, 8
FEWEST = 20_000
"""Worlds under which each point gets but few lucks."""
THEORY = "theory"


@dataclass(frozen=True)
class Plan:
    """How the worlds are spent: `trajectories` of the screening; `samples` of each of two designs; `lucks`
    of each point.
    """

    trajectories: int
    samples: int
    lucks: int
    parameters: int
    factors: int

    @classmethod
    def of(cls, worlds: int, factors: Factors) -> Plan:
        """About a third of the worlds for the screening, the rest for the indices; at least the smallest
        designs there are.
        """
        parameters, lucks = len(factors.spans), LUCKS if worlds >= FEWEST else FEW_LUCKS
        count = min(parameters, MOST) + (len(factors.theories) > 1)
        least = max(len(factors.theories), 2)
        trajectories = max(round(worlds / 3 / (parameters + 1) / lucks), least)
        left = (worlds - trajectories * (parameters + 1) * lucks) / (2 * (count + 2) * lucks)
        samples = 2 ** max(math.floor(math.log2(max(left, 1))), 3)
        return cls(trajectories, samples, lucks, parameters, count)

    @property
    def worlds(self) -> int:
        """The worlds that are run in all."""
        points = self.trajectories * (self.parameters + 1) + 2 * self.samples * (self.factors + 2)
        return points * self.lucks


@dataclass(frozen=True)
class Sensitivity:
    """What came of it. `indices` has one row per factor, the highest total first: `first` (what the factor
    does alone) and `total` (with all it interacts with) as shares of the variance, each with a 90 %
    interval, and the total of each of the two designs.
    """

    outcome: str
    plan: Plan
    screening: pd.DataFrame
    indices: pd.DataFrame
    agreement: float
    luck_share: float
    mean: float
    sd: float

    @property
    def repeats(self) -> bool:
        """Whether the ranks of the highest factors are the same with other luck and another design."""
        return self.agreement > AGREE

    @property
    def worlds_needed(self) -> int:
        """Worlds with which the ranks would repeat, judging by how far they do now."""
        if self.repeats:
            return self.plan.worlds
        now, wanted = min(max(self.agreement, 0.2), AGREE), AGREE + 0.02
        # noise against signal, (1 - r) / r, falls with the number of worlds
        more = (1 - now) / now / ((1 - wanted) / wanted)
        return max(round(self.plan.worlds * max(more, 2) / 10_000), 1) * 10_000

    @property
    def words(self) -> list[str]:
        """What a reader must be told beside the numbers."""
        outcome = OUTCOMES[self.outcome]
        said: list[str] = []
        if self.sd <= 0:
            said.append(f"saturated: {outcome.says} hardly varies, so nothing can be told apart")
        elif self.sd < outcome.delta / 2:
            said.append(f"{outcome.says} varies by less than matters ({outcome.delta:g} {outcome.unit})")
        if not self.repeats and self.sd > 0:
            said.append(
                f"the ranks do not repeat (rank correlation {self.agreement:.2f} of two designs, above "
                f"{AGREE} is wanted): about --worlds {self.worlds_needed} would settle them"
            )
        return said


def sensitivity(
    scenario: Scenario, theories: Sequence[str], outcome: str, runs: Runs, worlds: int
) -> Sensitivity:
    """Screen all uncertain parameters, then take the indices of the strongest and of the theory."""
    factors = Factors.of(scenario, tuple(theories))
    plan = Plan.of(worlds, factors)
    runs = replace(runs, worlds=plan.lucks)
    screening = screened(factors, runs, outcome, plan.trajectories, MOST)
    names = tuple(screening["parameter"][screening["kept"]])
    both = [
        _terms(factors, names, replace(runs, seed=runs.seed + again), outcome, plan.samples)
        for again in range(2)
    ]
    indices = _table(factors, names, both, runs.seed)
    values = both[0][1]
    return Sensitivity(
        outcome,
        replace(plan, factors=len(indices)),
        screening,
        indices,
        agreement(*(indices[f"total_{again}"].to_numpy() for again in (1, 2))),
        both[0][0].joined(both[1][0]).luck_share,
        float(values.mean()),
        math.sqrt(max(float(both[0][0].joined(both[1][0]).variance.mean()), 0.0)),
    )


def _terms(
    factors: Factors, names: tuple[str, ...], runs: Runs, outcome: str, samples: int
) -> tuple[Terms, Numbers]:
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
    factors: Factors, names: tuple[str, ...], both: Sequence[tuple[Terms, Numbers]], seed: int
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


def agreement(one: Numbers, other: Numbers) -> float:
    """Spearman's rank correlation of two estimates over the factors highest in their mean; 1 for but one."""
    order = np.argsort(-(one + other), kind="stable")[:HIGHEST]
    if len(order) < 2:
        return 1.0
    a, b = (rankdata(each[order]) for each in (one, other))
    if a.std() == 0 or b.std() == 0:
        return 1.0 if np.array_equal(a, b) else 0.0
    return float(np.corrcoef(a, b)[0, 1])
