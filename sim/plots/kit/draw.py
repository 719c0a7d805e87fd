"""What pictures there are of a study, and one of them drawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from sim.plots.kit.context import Context

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

    from sim.plots.kit.sheet import Sheet

# One picture to draw: module, function, its arguments, folder, file name. Plain data, so it can be sent.
Job = tuple[str, str, tuple[Any, ...], Path, str]


def jobs_of_all(
    dataset: xr.Dataset, summary: pd.DataFrame, effects: pd.DataFrame, context: Context, folder: Path
) -> list[Job]:
    """Every picture of a comparison; with several theories, a folder each."""
    from sim.plots.kit.sheet import sheet

    theories = [str(name) for name in dataset["theory"].values]
    jobs: list[Job] = []
    for theory in theories:
        place = folder / theory if len(theories) > 1 else folder
        jobs += comparison(sheet(dataset, summary, effects, theory), context, place)
    return jobs


def jobs_of_run(dataset: xr.Dataset, summary: pd.DataFrame, context: Context, folder: Path) -> list[Job]:
    """The pictures of one scenario: fans, outcome mix, levels."""
    from sim.plots.kit.sheet import sheet

    shown = sheet(dataset, summary, summary.iloc[:0], str(dataset["theory"].values[0]))
    return [
        ("comparison_fans", "fans", (shown, 0, context), folder, "fans"),
        ("comparison_final_mix", "outcome_mix", (shown, context), folder, "outcome_mix"),
        ("comparison_levels", "panels", (shown, context), folder, "levels"),
    ]


def jobs_of_world(
    table: pd.DataFrame, first: date, rungs: Any, stages: Any, context: Context, folder: Path
) -> list[Job]:
    """One world as a ledger.

    ``table`` has the columns week, date, actor, family, signal, ordered; ``rungs`` and ``stages`` hold that
    world's state by week, of which ``first`` is the first day.
    """
    from sim.plots.kit.lanes import world

    days = 7 * np.arange(len(rungs), dtype=np.float64) + (first - date(1970, 1, 1)).days
    return [("signal_log", "ledger", (world(table, days, rungs, stages), context), folder, "ledger")]


def comparison(shown: Sheet, context: Context, folder: Path) -> list[Job]:
    """The jobs of one theory, the slowest first so that no process waits long for another."""
    study = (shown, context)
    return [
        ("comparison_differences", "differences", study, folder, "differences"),
        ("comparison_forest", "forest", study, folder, "effects"),
        ("comparison_levels", "panels", study, folder, "levels"),
        *[
            ("comparison_fans", "fans", (shown, at, context), folder, f"fans_{name}")
            for at, name in enumerate(shown.scenarios)
        ],
        ("comparison_scorecard", "scorecard", study, folder, "scorecard"),
        ("comparison_final_mix", "outcome_mix", study, folder, "outcome_mix"),
        ("comparison_risk_progress", "risk_progress", study, folder, "risk_progress"),
    ]


def load() -> None:
    """Load all that drawing needs, which shows when something is drawn."""
    from sim.plots.kit.theme import blank, save, style

    import_module("sim.plots.signal_log")
    with style(), TemporaryDirectory() as folder:
        nothing = blank(1, 1)
        nothing.text(0, 0, "a")
        save(nothing, Path(folder), "nothing")


def draw_one(job: Job) -> list[Path]:
    """Draw and save one job; several figures of one job are numbered. Raises OSError if that cannot be."""
    from sim.plots.kit.theme import save, style

    module, function, arguments, folder, name = job
    folder.mkdir(parents=True, exist_ok=True)
    with style():
        draw: Callable[..., Any] = getattr(import_module(f"sim.plots.{module}"), function)
        drawn: Any = draw(*arguments)
        figures = cast("list[Figure]", drawn if isinstance(drawn, list) else [drawn] if drawn else [])
        names = [f"{name}_{at}" for at in range(1, len(figures) + 1)] if len(figures) > 1 else [name]
        written: list[Path] = []
        for figure, each in zip(figures, names, strict=False):
            written += save(figure, folder, each)
        return written
