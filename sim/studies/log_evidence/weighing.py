"""Evidence added up: over weeks of an era, over repeats of the filter, and between theories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd
from scipy.special import logsumexp  # pyright: ignore[reportUnknownVariableType]

from sim.core.columns import Floats
from sim.core.random_streams import resampling
from sim.evidence.eras import ERAS
from sim.evidence.marks import Ints
from sim.evidence.weeks import WEEK
from sim.vocabulary.days import short_month

RESAMPLES = 400
ALL_YEARS = "all years"


def eras_of(monday: date, weeks: int) -> Ints:
    """The era in which each week begins, by its place in `ERAS`."""
    starts = np.array([start.toordinal() for start, _ in ERAS])
    days = np.array([(monday + k * WEEK + timedelta(days=6)).toordinal() for k in range(weeks)])
    return np.maximum(np.searchsorted(starts, days, side="right") - 1, 0)


def named(era: int) -> str:
    """An era by its first and last month."""
    start, end = ERAS[era]
    return f"{short_month(start)} to {short_month(end)}"


def mean_evidence(logs: Floats, axis: int = 0) -> Floats:
    """The log of the mean of what repeats of the filter found, each of which is right on average."""
    return np.asarray(logsumexp(logs, axis=axis)) - np.log(logs.shape[axis])


def resamples(repeats: int, seed: int) -> Ints:
    """Which repeats count in each resample, ``(resample, repeat)``; all theories are resampled alike."""
    return resampling(seed).integers(repeats, size=(RESAMPLES, repeats))


def error(logs: Floats, seed: int) -> float:
    """The Monte Carlo error of `mean_evidence` by bootstrap over repeats; nan for one."""
    if len(logs) < 2:
        return float("nan")
    return float(mean_evidence(logs[resamples(len(logs), seed)], axis=1).std(ddof=1))


def evidence_table(weekly: Mapping[tuple[str, str], Floats], eras: Ints, seed: int) -> pd.DataFrame:
    """One row per prior, theory and era: log evidence over repeats, shape of `weekly` ``(repeat, week)``,
    with its error, and the difference to the theory with the most in that era under that prior.
    """
    rows: list[dict[str, object]] = []
    for prior in dict.fromkeys(prior for prior, _ in weekly):
        mine = {theory: each for (of, theory), each in weekly.items() if of == prior}
        for name, weeks in spans(eras):
            sums = {theory: each[:, weeks].sum(axis=1) for theory, each in mine.items()}
            found = {theory: float(mean_evidence(each)) for theory, each in sums.items()}
            best = max(found, key=found.__getitem__)
            for theory, each in sums.items():
                apart = mean_evidence(each) - mean_evidence(sums[best])
                rows.append(
                    {"prior": prior, "era": name, "weeks": int(weeks.sum()), "theory": theory,
                     "log_evidence": found[theory], "mc_error": error(each, seed), "to_best": float(apart),
                     "to_best_error": _error_between(each, sums[best], seed) if theory != best else 0.0}
                )  # fmt: skip
    return pd.DataFrame(rows)


def spans(eras: Ints) -> list[tuple[str, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]]:
    """All weeks, then those of each era, by name."""
    each = [(named(int(era)), eras == era) for era in np.unique(eras)]
    return [(ALL_YEARS, np.ones(len(eras), np.bool_)), *each]


def _error_between(one: Floats, other: Floats, seed: int) -> float:
    """The error of a difference of evidences; repeats of one number have the same random draws."""
    if len(one) < 2:
        return float("nan")
    which = resamples(len(one), seed)
    apart = mean_evidence(one[which], axis=1) - mean_evidence(other[which], axis=1)
    return float(apart.std(ddof=1))


def posterior(totals: Sequence[Floats], seed: int) -> tuple[Floats, Floats, Floats]:
    """Probabilities of theories that were equally likely before, from the evidence of each repeat; with a
    90 % interval of what the filter leaves open (not of what the record does).
    """
    stacked = np.stack(totals)
    which = resamples(stacked.shape[1], seed)
    each = _shares(mean_evidence(stacked[:, which], axis=2))
    low, high = np.quantile(each, (0.05, 0.95), axis=1)
    return _shares(mean_evidence(stacked, axis=1)[:, None])[:, 0], low, high


def _shares(logs: Floats) -> Floats:
    return np.exp(logs - np.asarray(logsumexp(logs, axis=0)))
