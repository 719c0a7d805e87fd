"""Regret: how far each scenario falls behind the best one of the same future."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sim.results.sample import INTERVAL, quantile
from sim.studies.discovery.futures import Futures
from sim.vocabulary.glossary import OUTCOMES

EVERY = "all"
"""Stands for the theory where all futures are taken together."""


def regret(futures: Futures) -> pd.DataFrame:
    """One row per scenario and theory, and over all futures: by how much it is worse than the best one of the
    same future (mean, median, 95 % quantile, worst), and in what share of futures it is least bad.
    """
    values = futures.averages.reshape(len(futures.scenarios), len(futures.theories), -1)
    rows: list[dict[str, Any]] = []
    for at, theory in enumerate((*futures.theories, EVERY)):
        part = values.reshape(len(values), -1) if theory == EVERY else values[:, at]
        behind = part - part.min(axis=0)
        least = behind == 0
        for place, name in enumerate(futures.scenarios):
            mine = behind[place]
            rows.append(
                {
                    "scenario": name, "theory": theory, "outcome": futures.outcome,
                    "unit": OUTCOMES[futures.outcome].unit, "mean_regret": mine.mean(),
                    "median_regret": quantile(mine, 0.5), "high_regret": quantile(mine, INTERVAL[1]),
                    "worst_regret": mine.max(),
                    # futures in which several are equally good are shared among them
                    "share_least_bad": float((least[place] / least.sum(axis=0)).mean()),
                }
            )  # fmt: skip
    return pd.DataFrame(rows)
