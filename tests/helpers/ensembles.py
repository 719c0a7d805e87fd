"""Small made-up ensembles of which the answer is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from sim.engine.ensemble import Ensemble
from sim.results.condensed import Condensed, condensed
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import FINAL_CLASSES, MEASURES, OUTCOMES, RUNGS, STAGES
from tests.helpers.worlds import baseline

BINS = 1024
WEEKS = 3
MEASURE = "tension"


def ensemble(
    outcomes: Mapping[str, Any] | None = None,
    *,
    scenarios: Sequence[str] = ("base", "other"),
    theories: Sequence[str] = ("essay",),
    worlds: int = 80,
    replicates: int = 8,
    seed: int = 1,
    final: Any = None,
    files: tuple[Path, ...] = (),
    warnings: tuple[str, ...] = (),
    weeks: int = WEEKS,
) -> Ensemble:
    """All outcomes 0 but those given, each of shape ``(cell, world)``; cells go theory by theory.

    Worlds end as talks and lull by turns, unless `final` (same shape) says otherwise; none is ever at war,
    all are on rung 1 at stage 2, and every measure stands in bin 100, its difference in bin 300.
    """
    cells = tuple(
        Cell(
            _named(name, files).model_copy(update={"warnings": warnings}),
            theory,
        )
        for theory in theories
        for name in scenarios
    )
    values = np.zeros((len(cells), len(OUTCOMES), worlds), np.float32)
    for name, given in (outcomes or {}).items():
        values[:, list(OUTCOMES).index(name)] = given
    ends = np.tile([list(FINAL_CLASSES).index(name) for name in ("talks", "lull")], worlds)[:worlds]
    return Ensemble(
        cells=cells,
        monday=date(2017, 6, 26),
        weeks=weeks,
        seed=seed,
        worlds=worlds,
        replicates=replicates,
        histograms=_at(100, len(cells), weeks, len(MEASURES), BINS + 1, worlds),
        differences=_at(300, len(cells), weeks, len(MEASURES), BINS + 1, worlds),
        sums=np.full((len(cells), weeks, len(MEASURES)), 100 * worlds, np.int64),
        rungs=_at(1, len(cells), weeks, 0, len(RUNGS) + 1, worlds),
        stages=_at(2, len(cells), weeks, 0, len(STAGES) + 1, worlds),
        outcomes=values,
        final=np.broadcast_to(ends if final is None else final, (len(cells), worlds)).astype(np.int8),
        parameters={"caution": np.linspace(0, 1, -(-worlds // replicates), dtype=np.float32)},
    )


def kept(*given: Any, **more: Any) -> Condensed:
    """What is kept of such an ensemble."""
    return condensed(ensemble(*given, **more))


def _named(name: str, files: tuple[Path, ...]) -> Scenario:
    """The baseline by another name, under a strategy of its own that is the same."""
    plain, strategy = baseline(), f"{name}_strategy"
    strategies = {**plain.strategies, strategy: plain.strategies[str(plain.strategy)]}
    new = {"name": name, "strategy": strategy, "strategies": strategies, "files": files}
    return plain.model_copy(update=new)


def _at(place: int, cells: int, weeks: int, measures: int, bins: int, worlds: int) -> Any:
    counts = np.zeros((cells, weeks, *([measures] if measures else []), bins), np.int32)
    counts[..., place] = worlds
    return counts
