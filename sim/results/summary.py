"""What each scenario comes to: one number an outcome with the spread over what we do not know; the tables
`summary` (theory by theory) and `overall` (over all theories that see what others do, which count alike).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.results.condensed import Condensed
from sim.results.sample import Numbers, Sample, quantile, ratio, spread_of
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.theory_names import BLIND

NUMBERS = ("mean", "spread_low", "spread_high", "median", "mean_low", "mean_high", "mc_error", "worlds")
COLUMNS = ("scenario", "theory", "outcome", "unit", *NUMBERS)


def summary(study: Condensed) -> pd.DataFrame:
    """One row per scenario, theory and outcome.

    Between `spread_low` and `spread_high` lie 90 % of parameter draws, without what random draws add, and
    `median` is the middle one. `mean_low` to `mean_high` is the 90 % interval of the mean, which narrows with
    more worlds, and `mc_error` the standard error that random draws leave in it.
    """
    rows: list[tuple[Any, ...]] = []
    for cell, values in zip(study.cells, study.outcomes, strict=True):
        sample = Sample.of(values, study.replicates)
        of = (cell.scenario.name, cell.theory)
        rows += [(*of, *row) for row in _rows(sample, sample.draws, study.seed)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def overall(study: Condensed) -> pd.DataFrame:
    """One row per scenario and outcome, with the numbers of `summary` over `pooled` theories: draws of all of
    them count alike. `mean_low` to `mean_high` hold what averages over theories leave open.
    """
    rows: list[tuple[Any, ...]] = []
    for name, places in pooled(study.cells):
        sample, (draws, _) = pool(study.outcomes[places], study.replicates)
        rows += [(name, *row) for row in _rows(sample, draws, study.seed)]
    return pd.DataFrame(rows, columns=["scenario", "outcome", "unit", *NUMBERS])


def seeing(theories: Sequence[str]) -> list[str]:
    """The theories under which what others signal has an effect; all of them where none is of that kind."""
    return [name for name in theories if name not in BLIND] or list(theories)


def pooled(cells: Sequence[Cell]) -> Iterator[tuple[str, list[int]]]:
    """By scenario the places of its cells under the theories that count together."""
    count = seeing(list(dict.fromkeys(cell.theory for cell in cells)))
    for name in dict.fromkeys(cell.scenario.name for cell in cells):
        yield (
            name,
            [k for k, cell in enumerate(cells) if cell.scenario.name == name and cell.theory in count],
        )


def pool(values: NDArray[np.floating[Any]], replicates: int) -> tuple[Sample, tuple[Numbers, Numbers]]:
    """The sample of the averages over theories, world by world, and the draws of all theories, then these
    `narrow`, shape ``(number, theory × draw)``; `values` has the shape ``(theory, number, world)``.

    Worlds share their parameters and random draws across theories, so it is worlds that are averaged.
    """
    each = [Sample.of(of_theory, replicates) for of_theory in values]
    draws, narrow = (
        np.concatenate(parts, axis=-1) for parts in ([it.draws for it in each], [it.narrow for it in each])
    )
    wide = values.astype(np.float64)
    known = ~np.isnan(wide)
    mean = ratio(np.where(known, wide, 0).sum(axis=0), known.sum(axis=0).astype(np.float64))
    return Sample.of(mean, replicates), (draws, narrow)


def _rows(sample: Sample, draws: Numbers, seed: int) -> Iterator[tuple[Any, ...]]:
    """Outcome, unit and `NUMBERS`."""
    low, high = sample.interval(seed)
    spread_low, spread_high = (np.where(np.isnan(low), np.nan, end) for end in spread_of(draws, sample.mean))
    median, worlds = quantile(draws, 0.5), sample.worlds.sum(axis=-1).astype(int)
    numbers = (sample.mean, spread_low, spread_high, median, low, high, sample.mc_error, worlds)
    names = [(it.name, it.unit) for it in OUTCOMES.values()]
    for name, *row in zip(names, *(each.tolist() for each in numbers), strict=True):
        yield (*name, *row)
