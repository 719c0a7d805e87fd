"""Dose and response: what an outcome does as one number of a scenario is turned up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.engine.design_runs import Runs
from sim.engine.world_batch import REPLICATES
from sim.results import verdicts
from sim.results.summary import Numbers, Sample
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.studies.response.levers import Lever
from sim.studies.response.turning_point import Turning, turning
from sim.vocabulary.glossary import FINAL_CLASSES, OUTCOMES

RISK, PRIZE = "p_serious", "concessions_received"


@dataclass(frozen=True)
class Response:
    """What came of it. `curve` has one row per theory, outcome and dose; its `difference` is to the scenario
    as it is, in the same worlds. `frontier` has one row per theory and dose.
    """

    lever: Lever
    doses: tuple[float, ...]
    theories: tuple[str, ...]
    curve: pd.DataFrame
    frontier: pd.DataFrame
    turnings: dict[tuple[str, str], Turning]
    """By theory and outcome; only where there is one."""
    saturation: dict[str, str]

    def words(self, outcomes: Sequence[str]) -> list[str]:
        """What a reader must be told of some outcomes beside the curve."""
        said = [f"{theory}: {words}" for theory, words in self.saturation.items() if words]
        for outcome in outcomes:
            rows = self.curve[self.curve["outcome"] == outcome]
            unclear = [
                theory for theory, part in rows.groupby("theory", sort=False) if (part["noise"] != "").all()
            ]
            if unclear:
                reason = "no dose stands clear of the noise by what matters"
                said.append(f"{outcome}: {reason} under {', '.join(map(str, unclear))}")
            worst = float(rows["difference_error"].max())
            if words := verdicts.left_to_luck(worst, OUTCOMES[outcome].delta, int(rows["worlds"].max())):
                said.append(f"{outcome}: {words}")
            if words := verdicts.contested(
                {str(t): _way(part) for t, part in rows.groupby("theory", sort=False)}
            ):
                said.append(f"{outcome}, from the lowest dose to the highest: {words}")
        return said


def respond(
    scenario: Scenario, lever: Lever, doses: Sequence[float], theories: Sequence[str], runs: Runs
) -> Response:
    """Run the scenario as it is and with every dose, under each theory, in the same worlds."""
    scenarios = [scenario, *(lever.at(dose) for dose in doses)]
    cells = [Cell(each, theory) for theory in theories for each in scenarios]
    shape = (len(theories), len(scenarios), -1, runs.worlds)
    outcomes, final = (rows.reshape(shape).astype(np.float64) for rows in runs.of_cells(cells))
    rows: list[dict[str, Any]] = []
    turnings: dict[tuple[str, str], Turning] = {}
    full: dict[str, str] = {}
    for theory, values, ends in zip(theories, outcomes, final, strict=True):
        samples = [Sample.of(each, REPLICATES) for each in values]
        changes = [Sample.of(each - values[0], REPLICATES) for each in values]
        for at, dose in enumerate(doses, 1):
            rows += _rows(theory, dose, samples[at], changes[at], runs)
        for number, outcome in enumerate(OUTCOMES):
            found = turning(np.array(doses), np.stack([s.averages[number] for s in samples[1:]]), runs.seed)
            if found:
                turnings[theory, outcome] = found
        counts = np.stack([_counts(each.ravel()) for each in ends])
        full[theory] = verdicts.saturated(counts, tuple(FINAL_CLASSES))
    curve = pd.DataFrame(rows)
    return Response(lever, tuple(doses), tuple(theories), curve, frontier(curve), turnings, full)


def _rows(theory: str, dose: float, sample: Sample, change: Sample, runs: Runs) -> list[dict[str, Any]]:
    low, high = sample.interval(runs.seed)
    change_low, change_high = change.interval(runs.seed)
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
                "noise": verdicts.inside_the_noise(outcome.delta, **judged), "worlds": runs.worlds,
            }
        )  # fmt: skip
    return rows


def frontier(curve: pd.DataFrame) -> pd.DataFrame:
    """Risk against what Pyongyang gives, dose by dose; `best` where no other dose has less of the one and
    more of the other.
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


def _way(rows: pd.DataFrame) -> int:
    """1 or -1 where the highest dose differs from the lowest clearly and by what matters, else 0."""
    first, last = rows.iloc[0], rows.iloc[-1]
    change = float(last["mean"] - first["mean"])
    error = float(np.hypot(first["difference_error"], last["difference_error"]))
    return int(np.sign(change)) if abs(change) > max(2 * error, OUTCOMES[str(first["outcome"])].delta) else 0


def _counts(classes: Numbers) -> Numbers:
    return np.bincount(classes.astype(np.intp), minlength=len(FINAL_CLASSES)).astype(np.float64)
