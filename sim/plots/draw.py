"""Draws a whole set of pictures, several at a time in processes of their own."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import current_process, get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sim.plots.context import Context

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

    from sim.plots.sheet import Sheet

# One picture to draw: module, function, its arguments, folder, file name. Plain data, so it can be sent.
Job = tuple[str, str, tuple[Any, ...], Path, str]


def draw_all(
    dataset: xr.Dataset,
    summary: pd.DataFrame,
    effects: pd.DataFrame,
    context: Context,
    folder: Path,
    workers: int = 2,
) -> list[Path]:
    """Every picture of a comparison as PNG and SVG in ``folder``; with several theories, a folder each.

    Processes are spawned, so a script that calls this at its top level needs the usual
    ``if __name__ == "__main__":``. Raises OSError if a file cannot be written.
    """
    from sim.plots.sheet import sheet

    theories = [str(name) for name in dataset["theory"].values]
    jobs: list[Job] = []
    for theory in theories:
        place = folder / theory if len(theories) > 1 else folder
        jobs += comparison(sheet(dataset, summary, effects, theory), context, place)
    return draw_jobs(jobs, workers)


def draw_run(
    dataset: xr.Dataset,
    summary: pd.DataFrame,
    table: pd.DataFrame,
    rungs: Any,
    stages: Any,
    context: Context,
    folder: Path,
    workers: int = 2,
) -> list[Path]:
    """The pictures of one scenario: fans, outcome mix, levels, and one world as a ledger; of a single
    world the ledger alone.

    ``table`` has the columns week, date, actor, family, signal, ordered; ``rungs`` and ``stages`` hold that
    world's state by week.
    """
    from sim.plots.ledger import world
    from sim.plots.sheet import sheet

    shown = sheet(dataset, summary, summary.iloc[:0], str(dataset["theory"].values[0]))
    one = world(table, shown.days, rungs, stages)
    jobs = [("ledger", "ledger", (one, context), folder, "ledger")]
    if dataset.sizes["world"] == 1:  # one world has no fan
        return draw_jobs(jobs, 1)
    jobs += [
        ("series", "fans", (shown, 0, context), folder, "fans"),
        ("mix", "outcome_mix", (shown, context), folder, "outcome_mix"),
        ("panels", "panels", (shown, context), folder, "levels"),
    ]
    return draw_jobs(jobs, workers)


def comparison(shown: Sheet, context: Context, folder: Path) -> list[Job]:
    """The jobs of one theory, the slowest first so that no process waits long for another."""
    study = (shown, context)
    return [
        ("differences", "differences", study, folder, "differences"),
        ("forest", "forest", study, folder, "effects"),
        ("panels", "panels", study, folder, "levels"),
        *[
            ("series", "fans", (shown, at, context), folder, f"fans_{name}")
            for at, name in enumerate(shown.scenarios)
        ],
        ("scorecard", "scorecard", study, folder, "scorecard"),
        ("mix", "outcome_mix", study, folder, "outcome_mix"),
        ("scatter", "risk_progress", study, folder, "risk_progress"),
    ]


def draw_jobs(jobs: Sequence[Job], workers: int) -> list[Path]:
    """Draw each job and return the files written, in order of their names."""
    for folder in {job[3] for job in jobs}:
        folder.mkdir(parents=True, exist_ok=True)
    if workers < 2 or current_process().daemon:
        return sorted(path for job in jobs for path in draw_one(job))
    pool = ProcessPoolExecutor(min(workers, len(jobs)), mp_context=get_context("spawn"), initializer=_start)
    try:
        return sorted(path for paths in pool.map(draw_one, jobs) for path in paths)
    finally:
        pool.shutdown(cancel_futures=True)


def _start() -> None:
    """Leave Ctrl-C to the parent, which stops the pool; collect rarely what figures leave behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(50_000, 20, 100)


def draw_one(job: Job) -> list[Path]:
    """Draw and save one job; several figures of one job are numbered."""
    from sim.plots.theme import save, style

    module, function, arguments, folder, name = job
    with style():
        draw: Callable[..., Any] = getattr(import_module(f"sim.plots.{module}"), function)
        drawn: Any = draw(*arguments)
        figures = cast("list[Figure]", drawn if isinstance(drawn, list) else [drawn] if drawn else [])
        names = [f"{name}_{at}" for at in range(1, len(figures) + 1)] if len(figures) > 1 else [name]
        written: list[Path] = []
        for figure, each in zip(figures, names, strict=False):
            written += save(figure, folder, each)
        return written
