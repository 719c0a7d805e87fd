"""The pictures of a comparison and of a single scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from sim.explanation.signal_log import ledger, ledger_again
from sim.output import study_folder
from sim.output.captions import context
from sim.output.draw_pool import Draw
from sim.output.study_folder import Study
from sim.plots import comparison_pictures, run_pictures, world_pictures

Pictures: TypeAlias = Callable[[Study, Path, Draw], Iterable[object]]
"""Begins to draw a study's pictures into a folder, and gives what is to be waited for."""


def pictures_of_all(study: Study, folder: Path, draw: Draw, question: str = "") -> Iterable[object]:
    """The pictures of a comparison."""
    words = context(study.ensemble, question)
    return draw(comparison_pictures(study.series, study.summary, study.effects, words), folder)


def pictures_of_one(study: Study, folder: Path, draw: Draw) -> Iterable[object]:
    """The pictures of one scenario, and one of its worlds as a ledger (also as a table, `ledger.csv`); of a
    single world, which has no fan, the ledger alone.
    """
    ensemble, world = study.ensemble, study.shown or 0
    cell, watched = ensemble.cells[0], ensemble.watched
    one = ledger(cell, watched) if watched else ledger_again(cell, ensemble.seed, world)
    (folder / "ledger.csv").write_text(study_folder.csv(one.signals), encoding="utf-8")
    words = context(ensemble)
    words = replace(words, subtitle=f"{words.subtitle}; the ledger shows world {world}")
    drawn = draw(world_pictures(one.signals, ensemble.monday, one.rungs, one.stages, words), folder)
    if ensemble.worlds == 1:
        return drawn
    return chain(drawn, draw(run_pictures(study.series, study.summary, words), folder))
