"""How the cost of a run grows with worlds, weeks, scenarios, recorded measures and processes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from time import perf_counter, process_time
from unittest.mock import patch

from sim.engine import histograms
from sim.engine.ensemble import simulate_ensemble
from sim.scenario.cell import Cell

WORLDS = 4000


def scaling(cells: list[Cell]) -> Iterator[tuple[str, float]]:
    """World-weeks a CPU-second of one core, for runs that differ in one thing."""
    one = cells[:1]
    for worlds in (1, 100, 1000, 4000, 16_000):
        yield f"1 scenario × {worlds:,} worlds, 183 weeks", rate(short(one, 183), worlds)
    for weeks in (26, 52):
        yield f"1 scenario × {WORLDS:,} worlds, {weeks} weeks", rate(short(one, weeks), WORLDS)
    for count in (2, len(cells)):
        yield (
            f"{count} scenarios × {WORLDS // count:,} worlds, 52 weeks",
            rate(short(cells[:count], 52), WORLDS // count),
        )
    for count in (0, len(histograms.MEASURES) // 2, len(histograms.MEASURES)):
        some = dict(list(histograms.MEASURES.items())[:count])
        with patch.object(histograms, "MEASURES", some):
            yield f"2 scenarios × 2,000 worlds, 52 weeks, {count} measures", rate(short(cells[:2], 52), 2000)


def short(cells: list[Cell], weeks: int) -> list[Cell]:
    """The cells cut to their first weeks."""
    end = cells[0].scenario.monday + timedelta(weeks=weeks, days=-1)
    return [Cell(cell.scenario.model_copy(update={"end": end}), cell.theory) for cell in cells]


def rate(cells: list[Cell], worlds: int) -> float:
    """World-weeks a CPU-second."""
    start = process_time()
    ensemble = simulate_ensemble(cells, seed=1, worlds=worlds)
    return len(cells) * worlds * ensemble.weeks / (process_time() - start)


def gained(cells: list[Cell], worlds: int, workers: int) -> float:
    """How many times as fast some processes are as one, from start to end."""
    spent: list[float] = []
    for count in (1, workers):
        start = perf_counter()
        simulate_ensemble(cells, seed=1, worlds=worlds, workers=count)
        spent.append(perf_counter() - start)
    return spent[0] / spent[1]
