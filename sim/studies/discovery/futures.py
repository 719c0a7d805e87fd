"""Futures: what some scenarios come to under every theory and every draw of the parameters.

A future is a theory with a draw of the parameters; what a scenario comes to in it is an average over luck,
which all scenarios share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.core.errors import UserError
from sim.core.parameters import drawn
from sim.core.random_streams import Draws
from sim.engine.design_runs import Runs
from sim.engine.world_batch import REPLICATES
from sim.results.verdicts import saturated
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.scenario.posterior import FITTED
from sim.vocabulary.glossary import FINAL_CLASSES, OUTCOMES

Numbers = NDArray[np.float64]
SIDES = {"less": 1.0, "more": -1.0}
"""Which way is worse: 1 where less is better."""


@dataclass(frozen=True)
class Futures:
    """`values` has the shape ``(scenario, theory, draw, luck)`` and is larger where things are worse, so an
    outcome of which more is better stands with its sign turned; `draws` holds the uncertain parameters,
    one row per draw.
    """

    scenarios: tuple[str, ...]
    theories: tuple[str, ...]
    outcome: str
    values: Numbers
    draws: pd.DataFrame
    saturation: dict[str, str]

    @property
    def averages(self) -> Numbers:
        """Averages over luck, shape ``(scenario, future)``; futures theory by theory."""
        return self.values.mean(axis=-1).reshape(len(self.scenarios), -1)

    def gap(self, one: int = 0, other: int = 1) -> Numbers:
        """By how much one scenario is worse than another, in each future."""
        return self.averages[one] - self.averages[other]

    @property
    def features(self) -> pd.DataFrame:
        """What is known of each future: its parameters, and its theory where there are several."""
        table = pd.concat([self.draws] * len(self.theories), ignore_index=True)
        if len(self.theories) > 1:
            table["theory"] = pd.Categorical(np.repeat(self.theories, len(self.draws)), self.theories)
        return table

    def luck_share(self, one: int = 0, other: int = 1) -> float:
        """The share of luck in the variance of the gap between futures."""
        apart = self.values[one] - self.values[other]
        total = float(apart.mean(axis=-1).var(ddof=1))
        luck = float(apart.var(axis=-1, ddof=1).mean()) / apart.shape[-1]
        return min(luck / total, 1.0) if total > 0 else 0.0


def futures(scenarios: Sequence[Scenario], theories: Sequence[str], outcome: str, runs: Runs) -> Futures:
    """Run the scenarios under each theory in the same worlds, `REPLICATES` to a draw of the parameters."""
    if fitted := [scenario.name for scenario in scenarios if scenario.params == FITTED]:
        raise UserError(
            f"{fitted[0]}: when a strategy fails is asked over the whole ranges; set params: prior"
        )
    cells = [Cell(scenario, theory) for theory in theories for scenario in scenarios]
    outcomes, final = runs.of_cells(cells)
    about = OUTCOMES[outcome]
    rows = outcomes[:, list(OUTCOMES).index(outcome)].astype(np.float64) * SIDES[about.better]
    values = rows.reshape(len(theories), len(scenarios), -1, REPLICATES).swapaxes(0, 1)
    classes = final.astype(np.intp).reshape(len(theories), len(scenarios), -1)
    full = {
        theory: saturated(np.stack([_counts(row) for row in rows_of]), tuple(FINAL_CLASSES))
        for theory, rows_of in zip(theories, classes, strict=True)
    }
    names = tuple(scenario.name for scenario in scenarios)
    return Futures(names, tuple(theories), outcome, values, _draws(scenarios, runs), full)


def _counts(classes: NDArray[np.intp]) -> Numbers:
    return np.bincount(classes, minlength=len(FINAL_CLASSES)).astype(np.float64)


def _draws(scenarios: Sequence[Scenario], runs: Runs) -> pd.DataFrame:
    """The parameters that are uncertain and drawn alike in all scenarios."""
    spans = [{name: number.span for name, number in s.parameters.items()} for s in scenarios]
    shared = {
        name: span
        for name, span in spans[0].items()
        if span[0] < span[1] and all(other.get(name) == span for other in spans)
    }
    columns = drawn("parameter", [shared], Draws(runs.seed, 0, runs.worlds), REPLICATES).items()
    return pd.DataFrame({name: columns[name][::REPLICATES].astype(np.float64) for name in shared})
