"""When does one scenario do worse than another, and which of several is least bad in most futures?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.results import verdicts
from sim.results.summary import INTERVAL, quantile
from sim.studies.discovery.futures import Futures, Numbers
from sim.studies.discovery.prim import Box, boxes
from sim.studies.discovery.sign_map import SignMap, sign_map, telling
from sim.vocabulary.glossary import OUTCOMES

MOST = 10
"""Parameters in which boxes are looked for."""
EVERY = "all"
BLURRED = 0.5
"""Share of luck in the gap between futures above which the reader is told."""


@dataclass(frozen=True)
class Discovery:
    """What is found between the first and the second scenario of some futures."""

    futures: Futures
    parameters: list[str]
    boxes: list[Box]
    map: SignMap | None
    regret: pd.DataFrame

    @property
    def share_worse(self) -> float:
        """The share of futures in which the first scenario does worse."""
        return float((self.futures.gap() > 0).mean())

    @property
    def least_bad(self) -> str:
        """The scenario that is least bad in most futures."""
        everywhere = self.regret[self.regret["theory"] == EVERY]
        return str(everywhere["scenario"].iloc[int(everywhere["share_least_bad"].to_numpy().argmax())])

    @property
    def words(self) -> list[str]:
        """What a reader must be told beside the findings."""
        f = self.futures
        outcome, (first, second) = OUTCOMES[f.outcome], f.scenarios[:2]
        said = [f"{theory}: {words}" for theory, words in f.saturation.items() if words]
        if (luck := f.luck_share()) > BLURRED:
            said.append(
                f"{luck:.0%} of the spread of the difference between futures is luck, "
                "which blurs boxes and thins them out"
            )
        signs = {
            theory: _sign(apart, outcome.delta)
            for theory, apart in zip(f.theories, _by_theory(f), strict=True)
        }
        if words := verdicts.contested(signs):
            said.append(f"{words} (more: {first} does worse than {second})")
        if words := verdicts.few_draws(len(f.draws)):
            said.append(words)
        if not self.boxes:
            said.append("no box of parameters in which it does worse stands out from the rest")
        return said


def discovered(futures: Futures) -> Discovery:
    """Look for where the first scenario does worse than the second. Raises UserError without the library."""
    gap = _by_theory(futures)
    names = telling(futures.draws, gap, MOST)
    features = futures.features[[*names, *(["theory"] if len(futures.theories) > 1 else [])]]
    draw = np.tile(np.arange(len(futures.draws)), len(futures.theories))
    found = boxes(features, futures.gap() > 0, draw) if len(features.columns) else []
    return Discovery(futures, names, found, _map(futures, names, found), regret(futures))


def regret(futures: Futures) -> pd.DataFrame:
    """One row per scenario and theory, and over all futures: by how much it is worse than the best one of the
    same future (mean, median, 95 % quantile, worst), and in what share of futures it is least bad.
    """
    values = futures.averages.reshape(len(futures.scenarios), len(futures.theories), -1)
    rows: list[dict[str, Any]] = []
    for at, theory in enumerate((*futures.theories, EVERY)):
        part = values.reshape(len(values), -1) if theory == EVERY else values[:, at]
        if theory == EVERY and len(futures.theories) == 1:
            rows += [row | {"theory": EVERY} for row in rows]
            break
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


def _by_theory(futures: Futures) -> Numbers:
    return futures.gap().reshape(len(futures.theories), -1)


def _sign(gap: Numbers, delta: float) -> int:
    """1 or -1 where the mean difference under a theory is clear of noise and large enough to matter."""
    error = gap.std(ddof=1) / np.sqrt(len(gap)) if len(gap) > 1 else np.inf
    clear = abs(gap.mean()) > max(2 * error, delta)
    return int(np.sign(gap.mean())) if clear else 0


def _map(futures: Futures, names: list[str], found: list[Box]) -> SignMap | None:
    """Over two parameters that limit the first box, averaged over its theories; where it limits none, over
    the two that tell most under the theory that leaves the sign most open.
    """
    gap, limits = _by_theory(futures), found[0].limits if found else {}
    limited = [name for name in limits if name != "theory"]
    shares = (gap > 0).mean(axis=1)
    open_one = futures.theories[int(np.argmin(np.abs(shares - 0.5)))]
    theories = tuple(str(each) for each in limits.get("theory", futures.theories)) if limited else (open_one,)
    at = [futures.theories.index(theory) for theory in theories]
    two = list(dict.fromkeys([*limited, *telling(futures.draws, gap[at], MOST), *names]))[:2]
    if len(two) < 2:
        return None
    x, y = (futures.draws[name].to_numpy(np.float64) for name in two)
    return sign_map(x, y, gap[at].mean(axis=0), (two[0], two[1]), theories)
