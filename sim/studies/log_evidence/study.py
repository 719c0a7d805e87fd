"""Which theory the record favours, whether it could tell at all, and what would tell more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Unpack

import numpy as np
import pandas as pd

from sim.core.checked_call import arguments_checked
from sim.core.columns import Floats
from sim.core.errors import UserError
from sim.engine.conditioning.priors import without_hindsight
from sim.engine.run_info import RunInfo
from sim.evidence.observed_weeks import ObservedWeek, weeks_of_the_record
from sim.evidence.own_record import Record, record_in
from sim.output.request import request
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.studies.bounds import RECORDS, REPEATS, WORLDS_OF_A_FILTER
from sim.studies.log_evidence.coverage import RecordsJob, coverage_table, trials
from sim.studies.log_evidence.decisive import DecisiveJob, ranked
from sim.studies.log_evidence.filtering import PRIORS, FilterJob
from sim.studies.log_evidence.report import Evidence
from sim.studies.running import (
    FolderLike,
    How,
    ScenarioLike,
    Seed,
    Work,
    at_work,
    comparable,
    history_of,
    theories_of,
)
from sim.vocabulary.theory_names import NAMES

FEW = 2
"""Repeats under priors other than the ranges."""
APART = 1_000
"""Seeds of pseudo-records lie so far from those of the filter."""


@arguments_checked
def weigh(
    history: ScenarioLike = "history_1990_2017",
    *,
    scenario: ScenarioLike = "baseline",
    theories: str | Sequence[str] = (),
    worlds: Annotated[int, WORLDS_OF_A_FILTER] = 400,
    repeats: Annotated[int, REPEATS] = 4,
    records: Annotated[int, RECORDS] = 2,
    seed: Seed = 1,
    record: FolderLike | None = None,
    **how: Unpack[How],
) -> Evidence:
    """Weigh the theories by the record: which one gave the most to what was observed, week by week?

    `worlds` under each theory run through the years of the `history` with what was observed imposed, each
    weighted by the chance it gave to that; the mean weight is the evidence. `repeats` with other random
    draws show its error, narrower priors how much it owes to the ranges, and so many `records` made by each
    theory whether the right one would win. What would tell more is looked for among all that is observed
    under each strategy of the `scenario`. `theories`: all, unless some are named. `record`: a folder of
    tables in place of the shipped record, or laid after it. `how` it is run and where it is saved: see
    `sim.studies.running.How`. Raises UserError.

    >>> import sim as tt
    >>> names = ["spiral", "own_calendar"]
    >>> found = tt.weigh(theories=names, worlds=100, records=0)  # doctest: +SKIP
    >>> found.theories[["theory", "log_evidence", "mc_error", "probability"]]  # doctest: +SKIP
    """
    seen, names = record_in(record), theories_of(theories, NAMES)
    (past,), (ahead,) = [history_of(history)], comparable([scenario], names)
    if past.name == ahead.name:
        raise UserError(f"history and scenario are both named {past.name}: they need names of their own")
    asked = request(
        "weigh", [past], scenario=ahead, theories=theories_of(theories), worlds=worlds, repeats=repeats,
        records=records, seed=seed, record=record,
    )  # fmt: skip
    cells = tuple(Cell(each, name) for each in (past, ahead) for name in names)
    run = RunInfo(cells, seed, worlds, asked.words(), replicates=1)
    weeks = _weeks(past, seen)
    filters = len(names) * (repeats + (len(PRIORS) - 1) * min(repeats, FEW) + records * len(names))
    ahead_weeks = len(ahead.strategies) * len(names) * ahead.weeks
    with at_work(worlds * (filters * len(weeks) + ahead_weeks), how, several=True) as work:
        found = _Found(without_hindsight(past), names, worlds, seed, work)
        weekly, scores = found.filtered(weeks, repeats)
        covered = found.coverage(len(weeks), records)
        decisive = found.decisive(ahead)
        result = Evidence(run, past.monday, repeats, weekly, scores, covered, decisive, seen)
        return work.done(result)


def _weeks(history: Scenario, record: Record) -> list[ObservedWeek]:
    """The whole weeks of the history that lie in the record."""
    whole = ((record.last_day - history.monday).days + 1) // 7
    return weeks_of_the_record(history.monday, min(whole, history.weeks), record)


class _Found:
    """What is run, for theories of one prior, at work."""

    def __init__(
        self, prior: Scenario, theories: tuple[str, ...], worlds: int, seed: int, work: Work
    ) -> None:
        self.prior, self.theories, self.worlds, self.seed, self.work = prior, theories, worlds, seed, work

    def filtered(
        self, weeks: Sequence[ObservedWeek], repeats: int
    ) -> tuple[dict[tuple[str, str], Floats], dict[str, dict[str, float]]]:
        """Weekly log evidence ``(repeat, week)`` by prior and theory; and by theory and what was observed,
        its sum over weeks, mean over repeats.
        """
        jobs = {
            (prior, theory): [
                FilterJob(self.prior, theory, weeks, self.worlds, self.seed + k, prior)
                for k in range(repeats if prior == PRIORS[0] else min(repeats, FEW))
            ]
            for prior in PRIORS
            for theory in self.theories
        }
        done = self.work.each([job for each in jobs.values() for job in each])
        weekly = {key: np.stack([done[job].weekly for job in each]) for key, each in jobs.items()}
        scores: dict[str, dict[str, float]] = {}
        for theory in self.theories:
            mine = [done[job].scores for job in jobs[PRIORS[0], theory]]
            names = dict.fromkeys(name for each in mine for name in each)
            scores[theory] = {
                name: float(np.mean([each[name].sum() for each in mine if name in each])) for name in names
            }
        return weekly, scores

    def coverage(self, weeks: int, records: int) -> pd.DataFrame:
        """Pseudo-records of every theory, each given to all."""
        if not records:
            return coverage_table(self.theories, [])
        makers = [
            RecordsJob(self.prior, theory, weeks, records, self.seed + APART) for theory in self.theories
        ]
        made = self.work.each(makers)
        each = [it for job in makers for it in made[job]]
        tried = trials(self.prior, each, self.theories, self.worlds, self.seed)
        done = self.work.each([job for _, jobs in tried for job in jobs])
        found = [(it, [float(done[job].weekly.sum()) for job in jobs]) for it, jobs in tried]
        return coverage_table(self.theories, found)

    def decisive(self, ahead: Scenario) -> pd.DataFrame:
        """What would tell the theories apart under each strategy."""
        jobs = [DecisiveJob(ahead, name, self.theories, self.worlds, self.seed) for name in ahead.strategies]
        done = self.work.each(jobs)
        return ranked([row for job in jobs for row in done[job]])
