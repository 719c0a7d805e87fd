"""What a scenario changes: its worlds set against the same worlds of the baseline.

Scenarios share their parameters and random draws, so world by world the difference is the policy's doing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.engine.ensemble import Ensemble
from sim.results import verdicts
from sim.results.caveats import beside, judged, saturation
from sim.results.summary import INTERVAL, Numbers, Sample, quantile, ratio
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import OUTCOMES

COLUMNS = (
    *("scenario", "baseline", "theory", "outcome", "unit", "difference", "low", "high"),
    *("spread_low", "spread_high", "mc_error", "share_better", "verdict", "guards"),
)


def baselines(cells: Sequence[Cell]) -> list[int]:
    """For each cell the place of its baseline: the first cell under the same theory."""
    theories = [cell.theory for cell in cells]
    return [theories.index(theory) for theory in theories]


def effects(ensemble: Ensemble, full: Mapping[str, str] | None = None) -> pd.DataFrame:
    """One row per scenario that is no baseline, theory and outcome: scenario minus baseline.

    `low` and `high` are the 90 % interval of the mean difference, `spread_low` and `spread_high` hold
    90 % of parameter draws, `share_better` is the share of parameter draws on the better side, where a draw
    without any difference counts half,
    `guards` are words on what to bear in mind, "" if nothing; `full` is what `saturation` says, where that
    has been worked out.
    """
    full = saturation(ensemble) if full is None else full
    rows: list[dict[str, Any]] = []
    for place, base in enumerate(baselines(ensemble.cells)):
        if place == base:
            continue
        cell, baseline = ensemble.cells[place], ensemble.cells[base]
        names = {"scenario": cell.scenario.name, "baseline": baseline.scenario.name, "theory": cell.theory}
        changes = ensemble.outcomes[place].astype(np.float64) - ensemble.outcomes[base]
        numbers = _numbers(Sample.of(changes, ensemble.replicates), ensemble.seed)
        for number, outcome in enumerate(OUTCOMES.values()):
            row = {name: float(values[number]) for name, values in numbers.items()}
            verdict = verdicts.verdict(outcome.better, outcome.delta, full[cell.theory], **judged(row))
            rows.append({**names, "outcome": outcome.name, "unit": outcome.unit, **row, "verdict": verdict})
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table["guards"] = beside(table, ensemble, full)
    return table


def _numbers(sample: Sample, seed: int) -> dict[str, Numbers]:
    low, high = sample.interval(seed)
    spread_low, spread_high = (quantile(sample.averages, share) for share in INTERVAL)
    return {
        "difference": sample.mean,
        "low": low,
        "high": high,
        "spread_low": spread_low,
        "spread_high": spread_high,
        "mc_error": sample.mc_error,
        "share_better": _share_better(sample.averages),
    }


def _share_better(averages: Numbers) -> Numbers:
    """The share of draws on the better side, ties half; nan for outcomes of which neither side is better."""
    sides = {"more": 1.0, "less": -1.0, "neither": np.nan}
    side = np.array([sides[outcome.better] for outcome in OUTCOMES.values()])
    gains = averages * side[:, None]
    better: NDArray[np.intp] = np.count_nonzero(gains > 0, axis=-1)
    ties: NDArray[np.intp] = np.count_nonzero(gains == 0, axis=-1)
    known = np.count_nonzero(~np.isnan(gains), axis=-1)
    return ratio(better + 0.5 * ties, known.astype(np.float64))
