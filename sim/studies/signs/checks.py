"""The signs put to the test: on worlds that nothing was learnt from, and on the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.core.random_streams import resampling
from sim.results.summary import INTERVAL, quantile
from sim.studies.forecasting.scoring import reliability
from sim.studies.signs.observables import OBSERVABLES
from sim.studies.signs.scores import Chance, discrimination, skill
from sim.studies.signs.windows import FEATURES, Asked

HELD_OUT, RECORD = "held-out worlds", "the record"
RESAMPLES = 200
YEAR = 13
"""Questions of the record that are drawn together, a year of them: neighbours share what happened."""
FEWEST = 10
"""Answers of each kind below which nothing is scored."""
IN_RECORD = np.array([OBSERVABLES[name].spans is not None for name, _ in FEATURES])
CHECKS = (
    "theory", "checked_on", "questions", "came", "mean_chance", "discrimination", "low", "high", "skill",
)  # fmt: skip
BINS = ("theory", "checked_on", "number", "chance", "share")


@dataclass(frozen=True)
class Checked:
    """How good the chances are: `scores` one row a theory and check, `bins` their reliability."""

    scores: pd.DataFrame
    bins: pd.DataFrame


def checked(each: dict[str, Asked], record: Asked, replicates: int, seed: int) -> Checked:
    """Learn from every other parameter draw under each theory; score on the others, and on the record with
    the signs of which it tells.
    """
    scores: list[tuple[Any, ...]] = []
    bins: list[tuple[Any, ...]] = []
    for theory, of in each.items():
        even = (of.world // replicates) % 2 == 0
        learnt, held = _part(of, even), _part(of, ~even)
        for where, questions, model, clusters in (
            (HELD_OUT, held, Chance.learnt(learnt), held.world // replicates),
            (RECORD, _told(record), Chance.learnt(_told(of)), np.arange(len(record.came)) // YEAR),
        ):
            chance = model.of(questions.signs)
            scores.append((theory, where, *_score(chance, questions.came, clusters, seed)))
            bins += [
                (theory, where, found.number, found.chance, found.share)
                for found in reliability(chance.tolist(), questions.came.tolist())
            ]
    return Checked(pd.DataFrame(scores, columns=list(CHECKS)), pd.DataFrame(bins, columns=list(BINS)))


def _part(of: Asked, rows: NDArray[np.bool_]) -> Asked:
    return Asked(of.signs[rows], of.came[rows], of.world[rows])


def _told(of: Asked) -> Asked:
    """The questions with the signs alone of which the record tells."""
    return replace(of, signs=of.signs & IN_RECORD)


def _score(
    chance: NDArray[np.float64], came: NDArray[np.bool_], clusters: NDArray[np.int64], seed: int
) -> tuple[Any, ...]:
    """Questions, share that came, mean chance, discrimination with its 90 % interval, skill."""
    asked = len(came), *(float(each.mean()) if len(came) else np.nan for each in (came, chance))
    if min(int(came.sum()), int((~came).sum())) < FEWEST:
        return (*asked, np.nan, np.nan, np.nan, np.nan)
    again = [discrimination(chance[rows], came[rows]) for rows in _resampled(clusters, seed)]
    low, high = (quantile(np.array(again), share) for share in INTERVAL)
    return (*asked, discrimination(chance, came), float(low), float(high), skill(chance, came))


def _resampled(clusters: NDArray[np.int64], seed: int) -> Iterator[NDArray[np.int64]]:
    """Rows of clusters drawn with replacement, many times."""
    order = np.argsort(clusters, kind="stable")
    members: Sequence[NDArray[np.int64]] = np.split(order, np.flatnonzero(np.diff(clusters[order])) + 1)
    rng = resampling(seed)
    for _ in range(RESAMPLES):
        chosen: list[int] = rng.integers(len(members), size=len(members)).tolist()
        yield np.concatenate([members[k] for k in chosen])
