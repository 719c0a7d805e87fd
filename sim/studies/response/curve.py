"""Curves: outcomes over the doses of one number, and the frontier of risk against what Pyongyang gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.results import verdicts
from sim.results.sample import Numbers, Sample
from sim.results.what_matters import least
from sim.vocabulary.glossary import OUTCOMES

OF_CHANGE = {
    name: f"difference_{name}" for name in ("spread_low", "spread_high", "mean_low", "mean_high", "mc_error")
}
"""Columns of the difference, where the level has one of the same name."""
RISK, PRIZE = "p_serious", "concessions_received"
"""Outcomes whose exchange the frontier shows."""


def curve_rows(
    theory: str, dose: float, worlds: int, sample: Sample, change: Sample, seed: int
) -> list[dict[str, Any]]:
    """The rows of a curve for one theory and dose, one an outcome; `change` is to the scenario as it is."""
    low, high = sample.interval(seed)
    change_low, change_high = change.interval(seed)
    spread, change_spread = sample.spread, change.spread
    levels = sample.mean - change.mean
    deltas = [least(outcome, float(level)) for outcome, level in zip(OUTCOMES.values(), levels, strict=True)]
    both = verdicts.on_both_sides(change.narrow, np.array(deltas))
    rows: list[dict[str, Any]] = []
    for number, outcome in enumerate(OUTCOMES.values()):
        judged = verdicts.Judged(
            difference=float(change.mean[number]), spread_low=float(change_spread[0][number]),
            spread_high=float(change_spread[1][number]), mean_low=float(change_low[number]),
            mean_high=float(change_high[number]), mc_error=float(change.mc_error[number]),
            delta=deltas[number], both_sides=bool(both[number]),
        )  # fmt: skip
        rows.append(
            {
                "theory": theory, "outcome": outcome.name, "unit": outcome.unit, "dose": dose,
                "mean": float(sample.mean[number]), "spread_low": float(spread[0][number]),
                "spread_high": float(spread[1][number]), "mean_low": float(low[number]),
                "mean_high": float(high[number]), "mc_error": float(sample.mc_error[number]),
                **{OF_CHANGE.get(name, name): value for name, value in vars(judged).items()},
                "verdict": verdicts.verdict(outcome.better, "", judged), "worlds": worlds,
            }
        )  # fmt: skip
    return rows


def change_of(row: Mapping[Any, Any]) -> verdicts.Judged:
    """The difference of a row of the curve to the scenario as it is."""
    names = verdicts.Judged.__dataclass_fields__
    return verdicts.Judged.of({name: row[OF_CHANGE.get(name, name)] for name in names})


def frontier(curve: pd.DataFrame) -> pd.DataFrame:
    """Risk against what Pyongyang gives, one row per theory and dose; `best` where no other dose has less of
    the one and more of the other.
    """
    parts: list[pd.DataFrame] = []
    for theory in dict.fromkeys(curve["theory"]):
        mine = curve.iloc[np.flatnonzero(curve["theory"] == theory)]
        risk, prize = (mine[mine["outcome"] == name] for name in (RISK, PRIZE))
        ends: dict[str, Numbers] = {
            f"{name}_{end}": rows[end].to_numpy(np.float64)
            for name, rows in ((RISK, risk), (PRIZE, prize))
            for end in ("mean", "mean_low", "mean_high")
        }
        table = pd.DataFrame({"theory": theory, "dose": risk["dose"].to_numpy(np.float64), **ends})
        table["best"] = ~_beaten(ends[f"{RISK}_mean"], ends[f"{PRIZE}_mean"])
        parts.append(table)
    return pd.concat(parts, ignore_index=True)


def _beaten(risk: Numbers, prize: Numbers) -> NDArray[np.bool_]:
    """Where another dose is no worse in both and better in one."""
    no_worse = (risk <= risk[:, None]) & (prize >= prize[:, None])
    better = (risk < risk[:, None]) | (prize > prize[:, None])
    return np.asarray((no_worse & better).any(axis=1), np.bool_)


def direction(rows: pd.DataFrame) -> int:
    """1 or -1 where the highest dose differs from the lowest clearly and by what matters, else 0."""
    first, last = rows.iloc[0], rows.iloc[-1]
    change = float(last["mean"] - first["mean"])
    error = float(np.hypot(first["difference_mc_error"], last["difference_mc_error"]))
    return int(np.sign(change)) if abs(change) > max(2 * error, float(first["delta"])) else 0
