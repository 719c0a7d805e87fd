"""What is kept of an ensemble once it has run: results of every world, and its weeks as quantiles.

The weekly counts of one theory's scenarios take hundreds of megabytes. Where there are many cells, theories
run one after the other, and of each only this is kept, so that memory does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.engine.ensemble import Ensemble
from sim.engine.sample_recorder import COUNT
from sim.engine.trajectories import Trajectories
from sim.engine.watched_world import WatchedWorld
from sim.results.orders import orders
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import MEASURES, OVER_TIME

if TYPE_CHECKING:
    import pandas as pd

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)

Weekly: TypeAlias = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Condensed:
    """Worlds of every cell, theory by theory.

    `outcomes` (cell, outcome, world), `final` (cell, world) and `parameters` (draw) as in an `Ensemble`.
    `weekly` by name: `quantiles` and `difference_quantiles` (cell, measure, week, quantile), `means` (cell,
    measure, week), `worlds_compared` and `at_war` (cell, week), `rung_share` and `stage_share` (cell, week,
    level), `sampled` (cell, measure over time, week, sample). `orders` is the table of what became of orders,
    where there are any.
    """

    cells: tuple[Cell, ...]
    monday: date
    weeks: int
    seed: int
    worlds: int
    replicates: int
    outcomes: NDArray[np.float32]
    final: NDArray[np.int8]
    parameters: dict[str, NDArray[np.float32]]
    weekly: Weekly
    orders: pd.DataFrame | None = None
    trajectories: Trajectories | None = None
    watched: WatchedWorld | None = None

    @property
    def draws(self) -> int:
        """Parameter draws."""
        return -(-self.worlds // self.replicates)


def condensed(ensemble: Ensemble) -> Condensed:
    """What is kept of an ensemble."""
    return Condensed(
        cells=ensemble.cells,
        monday=ensemble.monday,
        weeks=ensemble.weeks,
        seed=ensemble.seed,
        worlds=ensemble.worlds,
        replicates=ensemble.replicates,
        outcomes=ensemble.outcomes,
        final=ensemble.final,
        parameters=ensemble.parameters,
        weekly=_weekly(ensemble),
        orders=orders(ensemble) if ensemble.orders else None,
        trajectories=ensemble.trajectories,
        watched=ensemble.watched,
    )


def joined(parts: Sequence[Condensed]) -> Condensed:
    """Several theories of the same scenarios and worlds as one; the world watched is that of the first."""
    first = parts[0]
    if len(parts) == 1:
        return first
    kept = [part.trajectories for part in parts if part.trajectories]
    return Condensed(
        cells=tuple(cell for part in parts for cell in part.cells),
        monday=first.monday,
        weeks=first.weeks,
        seed=first.seed,
        worlds=first.worlds,
        replicates=first.replicates,
        outcomes=np.concatenate([part.outcomes for part in parts]),
        final=np.concatenate([part.final for part in parts]),
        parameters=first.parameters,
        weekly={name: np.concatenate([part.weekly[name] for part in parts]) for name in first.weekly},
        orders=_orders(parts),
        trajectories=_trajectories(kept) if kept else None,
        watched=first.watched,
    )


def _orders(parts: Sequence[Condensed]) -> pd.DataFrame | None:
    tables = [part.orders for part in parts if part.orders is not None]
    if not tables:
        return None
    import pandas as pd

    return pd.concat(tables, ignore_index=True)


def _trajectories(kept: Sequence[Trajectories]) -> Trajectories:
    return Trajectories(
        np.concatenate([each.numbers for each in kept]), np.concatenate([each.sent for each in kept])
    )


def baselines(cells: Sequence[Cell]) -> list[int]:
    """For each cell the place of its baseline: the first cell under the same theory."""
    theories = [cell.theory for cell in cells]
    return [theories.index(theory) for theory in theories]


def quantiles(counts: NDArray[np.integer[Any]], low: float, high: float) -> NDArray[np.float32]:
    """`QUANTILES` from counts in equal bins from `low` to `high`, shape ``(..., bin)``; nan without any.

    Straight within a bin, so off by less than one bin of 1/1024 of the range.
    """
    reached: NDArray[np.int64] = np.cumsum(counts, axis=-1, dtype=np.int64)
    total = reached[..., -1:]
    width = (high - low) / counts.shape[-1]
    result = np.empty((*counts.shape[:-1], len(QUANTILES)), np.float32)
    for place, share in enumerate(QUANTILES):
        target = share * total
        at = np.count_nonzero(reached < target, axis=-1, keepdims=True)
        count = np.take_along_axis(counts, at, axis=-1)
        short = np.take_along_axis(reached, at, axis=-1) - target
        within = 1 - np.divide(short, count, out=np.full_like(target, np.nan), where=total > 0)
        result[..., place] = (low + (at + within) * width)[..., 0]
    return result


def _weekly(ensemble: Ensemble) -> Weekly:
    spans = [(it.low, it.high) for it in MEASURES.values()]
    apart = [(low - high, high - low) for low, high in spans]
    levels = np.stack([_quantiles(counts, spans) for counts in ensemble.histograms])
    changes = np.zeros_like(levels)
    war = ensemble.rungs[..., -1]
    compared = ensemble.differences[..., 0, :-1].sum(axis=-1, dtype=np.int64)
    for place, base in enumerate(baselines(ensemble.cells)):
        if place == base:
            compared[place] = ensemble.worlds - war[place]
        else:
            changes[place] = _quantiles(ensemble.differences[place], apart)
    rungs, stages, war = (counts / ensemble.worlds for counts in (ensemble.rungs, ensemble.stages, war))
    return {
        "quantiles": levels,
        "means": _means(ensemble),
        "difference_quantiles": changes,
        "worlds_compared": compared,
        "at_war": war,
        "rung_share": rungs,
        "stage_share": stages,
        "sampled": _sampled(ensemble),
    }


def _sampled(ensemble: Ensemble) -> NDArray[np.float32]:
    """A few worlds over time; nan where none were recorded."""
    if ensemble.samples is not None:
        return ensemble.samples
    shape = (len(ensemble.cells), len(OVER_TIME), ensemble.weeks, COUNT)
    return np.full(shape, np.nan, np.float32)


def _quantiles(counts: NDArray[np.integer[Any]], ranges: list[tuple[float, float]]) -> NDArray[np.float32]:
    """From ``(week, measure, bin)`` to ``(measure, week, quantile)``, the last bin left out."""
    return np.stack([quantiles(counts[:, place, :-1], *span) for place, span in enumerate(ranges)])


def _means(ensemble: Ensemble) -> NDArray[np.float32]:
    bins = ensemble.histograms.shape[-1] - 1
    alive = (ensemble.worlds - ensemble.rungs[..., -1]).astype(np.float64)[..., None]
    middle = 0.5 + np.divide(ensemble.sums, alive, out=np.full(ensemble.sums.shape, np.nan), where=alive > 0)
    low = np.array([it.low for it in MEASURES.values()])
    width = np.array([it.high - it.low for it in MEASURES.values()]) / bins
    return np.swapaxes(low + middle * width, 1, 2).astype(np.float32)
