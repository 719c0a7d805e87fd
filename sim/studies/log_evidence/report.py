"""The result of weighing the theories: evidence, error, prior, coverage, what would decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from sim.core.columns import Floats
from sim.engine.run_info import RunInfo
from sim.evidence.eras import ERAS
from sim.evidence.marks import Ints
from sim.evidence.own_record import SHIPPED, Record
from sim.output.report import Block, Report
from sim.output.result import Result, sentences
from sim.output.study_folder import Content
from sim.plots import Context, Picture
from sim.plots.evidence_decisive import InformationBar, decisive
from sim.plots.evidence_weeks import EvidenceLine, evidence_weeks
from sim.studies.log_evidence import shown_tables
from sim.studies.log_evidence.filtering import PRIORS
from sim.studies.log_evidence.shown_tables import SHOWN, records
from sim.studies.log_evidence.stacking import Stacked, stacked
from sim.studies.log_evidence.verdict import chosen, coverage_sentence, stacking_sentence
from sim.studies.log_evidence.weighing import ALL_YEARS, eras_of, evidence_table, mean_evidence, posterior
from sim.vocabulary.days import in_full
from sim.vocabulary.labels import spaced
from sim.vocabulary.theory_names import BLIND

QUESTION = "Which theory does the record favour?"


@dataclass(frozen=True, repr=False, eq=False)
class Evidence(Result):
    """The theories weighed by the record.

    `logs` are the log evidence by prior and theory, ``(repeat, week)``; `scores` its sum by theory and by
    what was observed; `covered` has a row for every pseudo-record, `decisive` one for every strategy and
    observable.
    """

    run: RunInfo
    monday: date
    repeats: int
    logs: Mapping[tuple[str, str], Floats]
    scores: Mapping[str, Mapping[str, float]]
    covered: pd.DataFrame
    decisive: pd.DataFrame
    record: Record = SHIPPED

    @cached_property
    def eras(self) -> Ints:
        """The era of each week."""
        return eras_of(self.monday, next(iter(self.logs.values())).shape[1])

    @cached_property
    def by_era(self) -> pd.DataFrame:
        """Log evidence by prior, era and theory."""
        return evidence_table(self.logs, self.eras, self.run.seed)

    @cached_property
    def mixture(self) -> Stacked:
        """Stacking weights, and whether they are worth anything where they were not fitted."""
        logs = np.stack([mean_evidence(self.logs[PRIORS[0], theory]) for theory in self.run.theories])
        return stacked(logs, self.eras, self.run.seed)

    @cached_property
    def theories(self) -> pd.DataFrame:
        """Each theory over all years: log evidence, probability if all were equally likely, stacking
        weight.
        """
        whole = self.by_era[self.by_era["era"] == ALL_YEARS]
        mine = whole[whole["prior"] == PRIORS[0]].drop(columns=["prior", "era", "weeks"])
        totals = [self.logs[PRIORS[0], theory].sum(axis=1) for theory in self.run.theories]
        probability, low, high = posterior(totals, self.run.seed)
        added = {
            "probability": probability,
            "low": low,
            "high": high,
            "stacking_weight": self.mixture.weights,
        }
        return mine.reset_index(drop=True).assign(**added)

    @cached_property
    def observed(self) -> pd.DataFrame:
        """Log evidence by theory and what was observed: choices of actors, event days, fire, no clash."""
        rows = [(theory, what, value) for theory, each in self.scores.items() for what, value in each.items()]
        return pd.DataFrame(rows, columns=["theory", "what", "log_evidence"])

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        every = {
            "theories": self.theories, "by_era": self.by_era, "observed": self.observed,
            "coverage": self.covered, "decisive": self.decisive,
        }  # fmt: skip
        return {name: rows for name, rows in every.items() if len(rows)}

    @cached_property
    def report(self) -> Report:
        says = chosen(self.by_era, self.theories, self.covered)
        told = tuple(_in_words(self))
        return Report(says, tuple(_blocks(self)), tuple(_caveats(self)), _small_print(self), told)

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        words = Context(QUESTION, self.report.small_print)
        return [
            Picture("weeks", evidence_weeks, (_lines(self), _starts(self), self.monday, words)),
            Picture("decisive", decisive, (_bars(self), words)),
        ]

    def pages(self) -> Mapping[str, Content]:
        said = [self.headline, *self.finding, *self.caveats]
        return {"words.txt": sentences([*said, self.report.small_print]), **self.record.copies()}


def _in_words(found: Evidence) -> Iterator[str]:
    """Whether the right theory would be found, whether to weigh theories by it, and what would tell more."""
    yield coverage_sentence(found.covered)
    yield stacking_sentence(found.mixture)
    if told := shown_tables.most_telling(found.decisive, len(found.run.theories)):
        yield told


def _blocks(found: Evidence) -> Iterator[Block]:
    yield shown_tables.totals(found.theories)
    yield shown_tables.by_prior(found.by_era)
    yield shown_tables.by_era(found.by_era)
    if len(found.covered):
        yield shown_tables.coverage(found.covered)
    yield shown_tables.would_tell(found.decisive, len(found.run.theories))


def _caveats(found: Evidence) -> Iterator[str]:
    if found.repeats < 3:
        yield f"{found.repeats} repeats of the filter hardly show its error: ask for more --repeats"
    worst = float(found.theories["mc_error"].max())
    if worst > 1:
        yield f"the filter leaves an error of {worst:.1f} in the log evidence: more --worlds would lower it"
    if not set(found.run.theories) & BLIND:
        yield "no blind control among the theories: whether signals matter at all is not asked"


def _small_print(found: Evidence) -> str:
    run = found.run
    past, ahead = (run.cells[k].scenario for k in (0, len(run.theories)))
    weeks = len(found.eras)
    return (
        f"{past.name}, {weeks:,} weeks from {in_full(found.monday)}; {run.worlds:,} worlds a "
        f"theory and {found.repeats} repeats (at most 2 with narrower priors); {len(found.covered)} "
        f"pseudo-records; what would tell: {ahead.name} under {len(ahead.strategies)} strategies, "
        f"{run.worlds:,} worlds a theory; seed {run.seed}"
    )


def _lines(found: Evidence) -> list[EvidenceLine]:
    """Evidence so far of each theory, beside the mean of all."""
    runs = {theory: found.logs[PRIORS[0], theory].cumsum(axis=1) for theory in found.run.theories}
    middle = np.mean([mean_evidence(each) for each in runs.values()], axis=0)
    return [
        EvidenceLine(
            theory, mean_evidence(each) - middle, (each - middle).min(axis=0), (each - middle).max(axis=0)
        )
        for theory, each in runs.items()
    ]


def _starts(found: Evidence) -> list[tuple[int, str]]:
    """The first week of each era, and its first year."""
    places, first = np.unique(found.eras, return_index=True)
    return [(int(week), f"{ERAS[int(era)][0]:%Y}") for era, week in zip(places, first, strict=True)]


def _bars(found: Evidence) -> list[InformationBar]:
    rows = records(found.decisive[found.decisive["seen"]].head(2 * SHOWN))
    return [
        InformationBar(
            f"{spaced(row['observable'])} ({spaced(row['strategy'])})",
            row["bits"],
            row["by_chance"],
            row["tells_apart"],
        )
        for row in rows
    ]
