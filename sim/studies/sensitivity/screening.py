"""Which parameters bear on an outcome at all: the elementary effects of Morris (1991), by SALib."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.engine.design_runs import Runs
from sim.studies.optional_packages import needed
from sim.studies.sensitivity.factors import Factors

LEVELS = 4
COLUMNS = ("parameter", "effect", "low", "high", "spread", "kept")


def screened(factors: Factors, runs: Runs, outcome: str, trajectories: int, most: int) -> pd.DataFrame:
    """One row per parameter, the strongest first: `effect` is the mean size of what a step across the span
    does to the outcome, averaged over replicates (μ*), with its 90 % interval, `spread` the standard
    deviation of these effects (σ); `kept` marks the `most` strongest that have any effect.

    Every trajectory walks under one theory, the theories in turn. Raises UserError without SALib.
    """
    names = tuple(factors.spans)
    problem = {"num_vars": len(names), "names": list(names), "bounds": [[0, 1]] * len(names)}
    places = needed("SALib.sample.morris", "SALib", "sensitivity").sample(
        problem, trajectories, num_levels=LEVELS, seed=runs.seed
    )
    theory = np.repeat(np.arange(trajectories) % len(factors.theories), len(names) + 1)
    values = runs.of_points(factors.points(names, places, theory), outcome).mean(axis=1)
    table = elementary(problem, places, values, runs.seed)
    table["kept"] = (table.index < most) & (table["effect"] > 0)
    return table[list(COLUMNS)]


def elementary(
    problem: Mapping[str, object], places: NDArray[np.float64], values: NDArray[np.float64], seed: int
) -> pd.DataFrame:
    """The effects of one design, sorted; `values` has one number per row of `places`."""
    found = needed("SALib.analyze.morris", "SALib", "sensitivity").analyze(
        problem, places, values, conf_level=0.9, num_levels=LEVELS, seed=seed
    )
    effect, half = (np.asarray(found[name], np.float64) for name in ("mu_star", "mu_star_conf"))
    table = pd.DataFrame(
        {
            "parameter": list(found["names"]),
            "effect": effect,
            "low": np.maximum(effect - half, 0),
            "high": effect + half,
            "spread": np.asarray(found["sigma"], np.float64),
        }
    )
    return table.sort_values("effect", ascending=False, kind="stable", ignore_index=True)
