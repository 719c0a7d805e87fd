"""Coverage: records made by each theory, given to all of them. Does the right one win?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from sim.engine.chunk import Progress
from sim.scenario import Scenario
from sim.studies.log_evidence.filtering import FilterJob
from sim.studies.log_evidence.pseudo_records import SPARE, PseudoRecord, pseudo_records


@dataclass(frozen=True, eq=False)
class RecordsJob:
    """Pseudo-records of a theory, to be made here or in another process."""

    scenario: Scenario
    theory: str
    weeks: int
    records: int
    seed: int

    @property
    def world_weeks(self) -> int:
        """How much there is to run."""
        return self.records * SPARE * self.weeks

    def run(self, progress: Progress | None = None) -> list[PseudoRecord]:
        """Make them."""
        found = pseudo_records(self.scenario, self.theory, self.weeks, self.records, self.seed)
        if progress:
            progress(self.world_weeks)
        return found


def trials(
    scenario: Scenario, records: Sequence[PseudoRecord], theories: Sequence[str], particles: int, seed: int
) -> list[tuple[PseudoRecord, list[FilterJob]]]:
    """Every pseudo-record with the runs of all theories through it."""
    return [
        (it, [FilterJob(scenario, theory, it.weeks, particles, seed) for theory in theories])
        for it in records
    ]


def coverage_table(
    theories: Sequence[str], found: Sequence[tuple[PseudoRecord, Sequence[float]]]
) -> pd.DataFrame:
    """One row per pseudo-record: who made it, who wins, what the maker is given afterwards, and by how much
    the best of the others is ahead of it or behind (in log evidence).
    """
    rows: list[Mapping[str, object]] = []
    for record, logs in found:
        totals = np.array(logs)
        true = list(theories).index(record.theory)
        chances = np.exp(totals - totals.max())
        others = np.delete(totals, true)
        rows.append(
            {"truth": record.theory, "world": record.world, "winner": theories[int(totals.argmax())],
             "probability_of_truth": float(chances[true] / chances.sum()),
             "ahead": float(totals[true] - others.max()) if len(others) else 0.0}
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["truth", "world", "winner", "probability_of_truth", "ahead"])


def won(table: pd.DataFrame) -> tuple[float, float, float]:
    """The share of pseudo-records that their maker wins, with its 90 % interval (Wilson); nan without any."""
    number = len(table)
    if not number:
        return float("nan"), float("nan"), float("nan")
    z = NormalDist().inv_cdf(0.95)
    share = float((table["truth"] == table["winner"]).mean())
    middle = (share + z**2 / (2 * number)) / (1 + z**2 / number)
    half = z / (1 + z**2 / number) * float(np.sqrt(share * (1 - share) / number + z**2 / (4 * number**2)))
    return share, max(middle - half, 0.0), min(middle + half, 1.0)
