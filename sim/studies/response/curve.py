"""Curves: outcomes over the doses of one number, and the frontier of risk against what Pyongyang gives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.results import verdicts
from sim.results.summary import Numbers, Sample
from sim.vocabulary.glossary import OUTCOMES

RISK, PRIZE = "p_serious", "concessions_received"
"""Outcomes whose exchange the frontier shows."""


def curve_rows(
    theory: str, dose: float, worlds: int, sample: Sample, change: Sample, seed: int
) -> list[dict[str, Any]]:
    """The rows of a curve for one theory and dose, one an outcome; `change` is to the scenario as it is."""
    low, high = sample.interval(seed)
    change_low, change_high = change.interval(seed)
    rows: list[dict[str, Any]] = []
    for number, outcome in enumerate(OUTCOMES.values()):
        judged = {
            "difference": float(change.mean[number]), "low": float(change_low[number]),
            "high": float(change_high[number]), "mc_error": float(change.mc_error[number]),
        }  # fmt: skip
        rows.append(
            {
                "theory": theory, "outcome": outcome.name, "unit": outcome.unit, "dose": dose,
                "mean": float(sample.mean[number]), "low": float(low[number]), "high": float(high[number]),
                "mc_error": float(sample.mc_error[number]), "difference": judged["difference"],
                "difference_low": judged["low"], "difference_high": judged["high"],
                "difference_error": judged["mc_error"],
                "noise": verdicts.inside_the_noise(outcome.delta, **judged), "worlds": worlds,
            }
        )  # fmt: skip
    return rows


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
            for end in ("mean", "low", "high")
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
    error = float(np.hypot(first["difference_error"], last["difference_error"]))
    return int(np.sign(change)) if abs(change) > max(2 * error, OUTCOMES[str(first["outcome"])].delta) else 0
