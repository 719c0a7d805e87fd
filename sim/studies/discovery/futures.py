"""Futures: an outcome of some scenarios under every theory and every draw of the parameters.

A future is a theory with a draw of the parameters; a scenario's outcome in it is an average over random
draws, which all scenarios share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.core.columns import Floats
from sim.core.errors import UserError
from sim.core.parameters import drawn
from sim.core.random_streams import Draws
from sim.engine.design_runs import Runs
from sim.engine.world_batch import REPLICATES
from sim.results.caveats import saturation_of
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.scenario.posterior import FITTED
from sim.studies.running import uncertain
from sim.vocabulary.glossary import OUTCOMES

SIDES = {"less": 1.0, "more": -1.0}
"""Which way is worse: 1 where less is better."""


@dataclass(frozen=True, eq=False)
class Futures:
    """An outcome in every future.

    `values` has the shape ``(scenario, theory, draw, replicate)`` and is larger where things are worse, so an
    outcome of which more is better stands with its sign turned. `draws` holds the uncertain parameters, one
    row per draw; `saturation` by theory a caveat, or "".
    """

    scenarios: tuple[str, ...]
    theories: tuple[str, ...]
    outcome: str
    values: Floats
    draws: pd.DataFrame
    saturation: dict[str, str]

    @property
    def averages(self) -> Floats:
        """Averages over replicates, shape ``(scenario, future)``; futures theory by theory."""
        return self.values.mean(axis=-1).reshape(len(self.scenarios), -1)

    def gap(self, one: int = 0, other: int = 1) -> Floats:
        """By how much one scenario is worse than another, in each future."""
        return self.averages[one] - self.averages[other]

    @property
    def gap_by_theory(self) -> Floats:
        """By how much the first scenario is worse than the second, shape ``(theory, draw)``."""
        return self.gap().reshape(len(self.theories), -1)

    @property
    def features(self) -> pd.DataFrame:
        """The parameters of each future, and its theory where there are several."""
        table = pd.concat([self.draws] * len(self.theories), ignore_index=True)
        if len(self.theories) > 1:
            table["theory"] = pd.Categorical(np.repeat(self.theories, len(self.draws)), self.theories)
        return table

    def random_share(self, one: int = 0, other: int = 1) -> float:
        """The share of the variance of the gap between futures that is random."""
        apart = self.values[one] - self.values[other]
        total = float(apart.mean(axis=-1).var(ddof=1))
        chance = float(apart.var(axis=-1, ddof=1).mean()) / apart.shape[-1]
        return min(chance / total, 1.0) if total > 0 else 0.0


def futures(scenarios: Sequence[Scenario], theories: Sequence[str], outcome: str, runs: Runs) -> Futures:
    """Run the scenarios under each theory in the same worlds, `REPLICATES` to a draw of the parameters.

    Raises UserError for fitted parameters, which are no ranges.
    """
    if fitted := [scenario.name for scenario in scenarios if scenario.params == FITTED]:
        raise UserError(
            f"{fitted[0]}: when a strategy fails is asked over the whole ranges; set params: prior"
        )
    draws = _draws(scenarios, runs)
    cells = [Cell(scenario, theory) for theory in theories for scenario in scenarios]
    outcomes, final = runs.of_cells(cells)
    rows = outcomes[:, list(OUTCOMES).index(outcome)].astype(np.float64) * SIDES[OUTCOMES[outcome].better]
    values = rows.reshape(len(theories), len(scenarios), -1, REPLICATES).swapaxes(0, 1)
    classes = final.reshape(len(theories), len(scenarios), -1)
    saturation = {
        theory: saturation_of(of_theory) for theory, of_theory in zip(theories, classes, strict=True)
    }
    names = tuple(scenario.name for scenario in scenarios)
    return Futures(names, tuple(theories), outcome, values, draws, saturation)


def _draws(scenarios: Sequence[Scenario], runs: Runs) -> pd.DataFrame:
    """The parameters that are uncertain and drawn alike in all scenarios."""
    shared = uncertain(*scenarios)
    columns = drawn("parameter", [shared], Draws(runs.seed, 0, runs.worlds), REPLICATES).items()
    return pd.DataFrame({name: columns[name][::REPLICATES].astype(np.float64) for name in shared})
