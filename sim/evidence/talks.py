"""Statistics of negotiations and agreements. Each has shape ``(part, world)``."""

from __future__ import annotations

import numpy as np

from sim.core.columns import Floats
from sim.evidence.eras import ERAS, MEETINGS_PER_PROVOCATION, WHOLE
from sim.evidence.history import History, known
from sim.evidence.levels import days_of, rate, ratio, rows
from sim.evidence.marks import Ints, Marks, first_of, ints, months_of


def negotiation_months(history: History) -> Floats:
    """Measure mean provocations in months with a negotiation ÷ in months without: pooled; within eras
    (Mantel-Haenszel).
    """
    provocations = history.provocations.by_month(*days_of(WHOLE))
    met = known(history.meetings).by_month(*days_of(WHOLE)) > 0
    pooled = ratio(*(ratio((provocations * m).sum(axis=1), m.sum(axis=1)) for m in (met, ~met)))
    return rows(pooled, _within_eras(provocations, met))


def _within_eras(provocations: Ints, met: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Floats:
    top, bottom = np.zeros(len(met)), np.zeros(len(met))
    for era in range(len(ERAS)):
        months = _era_of_months() == era
        counts, yes = provocations[:, months], met[:, months]
        total = months.sum()
        top += (counts * yes).sum(axis=1) * (~yes).sum(axis=1) / total
        bottom += (counts * ~yes).sum(axis=1) * yes.sum(axis=1) / total
    return ratio(top, bottom)


def _era_of_months() -> Ints:
    """Find the era in which each month of the record begins."""
    first, last = (int(months_of(ints([day]))[0]) for day in days_of(WHOLE))
    begins = ints(start.toordinal() for start, _ in ERAS)
    return np.searchsorted(begins, first_of(np.arange(first, last + 1)), side="right") - 1


def order_of_eras(history: History) -> Floats:
    """Measure the rank correlation of negotiations per provocation, by era, with those CSIS counts."""
    eras = _era_of_months()
    months = [marks.by_month(*days_of(WHOLE)) for marks in (known(history.meetings), history.provocations)]
    number = len(MEETINGS_PER_PROVOCATION)
    met, provoked = (np.stack([m[:, eras == era].sum(axis=1) for era in range(number)]) for m in months)
    # an era without provocations would divide by 0: it counts as half of one
    ranks = _ranks(met / np.maximum(provoked, 0.5))
    known_ranks = _ranks(np.array(MEETINGS_PER_PROVOCATION)[:, None])
    return rows(_correlation(ranks, known_ranks))


def _ranks(values: Floats) -> Floats:
    """Rank the rows, world by world (twice the rank, up to a constant); equal values share the mean."""
    return ((values[:, None] > values).sum(axis=1) + (values[:, None] >= values).sum(axis=1)).astype(
        np.float64
    )


def _correlation(x: Floats, y: Floats) -> Floats:
    x, y = x - x.mean(axis=0), y - y.mean(axis=0)
    return ratio((x * y).sum(axis=0), np.sqrt((x * x).sum(axis=0) * (y * y).sum(axis=0)))


def agreements(history: History) -> Floats:
    """Measure agreements a year; and how many still stand at the end."""
    spans = known(history.agreements)
    made = Marks(spans.world, spans.first, spans.worlds)
    standing = spans.where(spans.last >= days_of(WHOLE)[1])
    return rows(rate(made, WHOLE), np.bincount(standing.world, minlength=spans.worlds))
