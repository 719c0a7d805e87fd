"""What a scenario changes: its worlds paired with the same worlds of the baseline.

Scenarios share their parameters and random draws, so world by world the difference is the policy's doing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.results import verdicts
from sim.results.caveats import beside, saturation
from sim.results.condensed import Condensed, baselines
from sim.results.sample import Numbers, Sample, ratio, spread_of
from sim.results.verdicts import Judged
from sim.results.what_matters import least_by_outcome
from sim.vocabulary.glossary import OUTCOMES

NUMBERS = (
    *("difference", "spread_low", "spread_high", "share_better", "share_same", "share_worse"),
    *("both_sides", "delta", "verdict", "mean_low", "mean_high", "mc_error"),
)
COLUMNS = ("scenario", "baseline", "theory", "outcome", "unit", *NUMBERS, "guards")
SIDES = {"more": 1.0, "less": -1.0, "neither": np.nan}
"""1 where more is better, -1 where less is."""


def effects(study: Condensed, full: Mapping[str, str] | None = None) -> pd.DataFrame:
    """One row per scenario that is no baseline, theory and outcome: scenario minus baseline.

    Between `spread_low` and `spread_high` lie 90 % of parameter draws, without what random draws add;
    `share_better`, `share_same` and `share_worse` are the shares of draws that differ by what matters
    (`delta`), or by less. `mean_low` to `mean_high` is the 90 % interval of the mean. `guards` are words on
    what to bear in mind, "" if nothing; `full` is what `saturation` says, where that has been worked out.
    """
    full = saturation(study) if full is None else full
    rows: list[dict[str, Any]] = []
    for place, base in enumerate(baselines(study.cells)):
        if place == base:
            continue
        cell, baseline = study.cells[place], study.cells[base]
        names = {"scenario": cell.scenario.name, "baseline": baseline.scenario.name, "theory": cell.theory}
        sample = Sample.of(changes(study, place, base), study.replicates)
        deltas = least_by_outcome(Sample.of(study.outcomes[base], study.replicates).mean)
        found = numbers(sample, (sample.draws, sample.narrow), deltas, study.seed, full[cell.theory])
        rows += [{**names, **row} for row in found]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table["guards"] = beside(table, study, full)
    return table


def changes(study: Condensed, place: int, base: int) -> NDArray[np.float64]:
    """World by world what one cell has more of than another, shape ``(outcome, world)``."""
    return study.outcomes[place].astype(np.float64) - study.outcomes[base]


def numbers(
    sample: Sample, draws: tuple[Numbers, Numbers], deltas: Mapping[str, float], seed: int, saturation: str
) -> Iterator[dict[str, Any]]:
    """Outcome, unit and `NUMBERS` of differences: their `sample`, and their `draws`, then these `narrow`."""
    low, high = sample.interval(seed)
    ends = spread_of(draws[0], sample.mean)
    spread_low, spread_high = (np.where(np.isnan(low), np.nan, end) for end in ends)
    least = np.array([deltas[name] for name in OUTCOMES])
    better, same, worse = shares(draws[0], least)
    both = verdicts.on_both_sides(draws[1], least)
    for at, outcome in enumerate(OUTCOMES.values()):
        judged = Judged(
            difference=float(sample.mean[at]), spread_low=float(spread_low[at]),
            spread_high=float(spread_high[at]), mean_low=float(low[at]), mean_high=float(high[at]),
            mc_error=float(sample.mc_error[at]), delta=float(least[at]), both_sides=bool(both[at]),
        )  # fmt: skip
        yield {
            "outcome": outcome.name,
            "unit": outcome.unit,
            **vars(judged),
            "share_better": float(better[at]),
            "share_same": float(same[at]),
            "share_worse": float(worse[at]),
            "verdict": verdicts.verdict(outcome.better, saturation, judged),
        }


def shares(draws: Numbers, least: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The shares of draws that are better and worse by what matters, and between them those that are not;
    nan for outcomes of which neither side is better, and of fewer than two draws.
    """
    side = np.array([SIDES[outcome.better] for outcome in OUTCOMES.values()])[:, None]
    gains = draws * side
    known = np.count_nonzero(~np.isnan(gains), axis=-1).astype(np.float64)
    known = np.where(known < 2, 0, known)
    better, worse = (
        ratio(np.count_nonzero(ahead >= least[:, None], axis=-1).astype(np.float64), known)
        for ahead in (gains, -gains)
    )
    return better, 1 - better - worse, worse
