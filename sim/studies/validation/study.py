"""A validation from its scenario to its folder: simulate, measure, judge, draw, write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sim.engine.chunk import Chunk
from sim.engine.design import CellList
from sim.engine.process_pool import Pool
from sim.engine.run_info import Ran
from sim.engine.simulate import simulate
from sim.output.publish import publish
from sim.plots import Context
from sim.scenario.cell import Cell
from sim.studies.validation.pattern_recorder import MeasuredWorlds, PatternRecorder
from sim.studies.validation.pictures import pictures
from sim.studies.validation.report import page
from sim.studies.validation.scorecard import Scorecard, scorecard

if TYPE_CHECKING:
    from sim.engine.checkpoint import Checkpoint
    from sim.engine.chunk import Progress
    from sim.scenario import Scenario

MOST = 500
"""Worlds that run together at most, the same whoever runs them: see `PatternRecorder`."""
SCORED = date(2018, 12, 30)
"""The run goes on for a year after the record, for the trade of 2018 that is scored and never fitted."""


@dataclass(frozen=True)
class Examined:
    """A model examined: what ran, what was found, and how it scores."""

    ran: Ran
    found: MeasuredWorlds
    card: Scorecard


def prepared(scenario: Scenario, theories: Sequence[str]) -> tuple[Cell, ...]:
    """The scenario under each theory, with the year after the record."""
    longer = scenario.model_copy(update={"end": max(scenario.end, SCORED)})
    return tuple(Cell(longer, theory) for theory in theories)


def examine(
    ran: Ran,
    pool: Pool | None = None,
    progress: Progress | None = None,
    checkpoint: Checkpoint | None = None,
) -> Examined:
    """Simulate the years of the record under each theory, and judge."""
    count = -(-ran.worlds // MOST)
    edges = tuple(ran.worlds * k // count for k in range(count + 1))
    source = CellList(ran.cells)
    whole = Chunk(source, ran.seed, 0, ran.worlds, (PatternRecorder(),), edges=edges)
    found = MeasuredWorlds.of(simulate(whole, pool, progress, checkpoint))
    return Examined(ran, found, scorecard([cell.theory for cell in ran.cells], found))


def write(examined: Examined, out: Path, workers: int) -> None:
    """Write tables, page and pictures into the folder, all or nothing. Raises UserError."""
    card, ran = examined.card, examined.ran
    files = {
        "scorecard.csv": card.parts,
        "patterns.csv": card.patterns,
        "scorecard.md": page(card) + "\n",
    }
    words = Context(ran.cells[0].scenario.question, small_print(examined))
    publish(out, ran, files, pictures(card, examined.found, words), workers=workers)


def small_print(examined: Examined) -> str:
    """What was run, in one sentence without an end."""
    ran = examined.ran
    found = examined.found
    shares = ", ".join(
        f"{cell.theory} {serious:.0%} and {war:.0%}"
        for cell, serious, war in zip(
            ran.cells, found.serious.mean(axis=1), found.war.mean(axis=1), strict=True
        )
    )
    lived = f"{ran.worlds:,} worlds for each theory, seed {ran.seed}, {ran.weeks:,} weeks from"
    first = f"{ran.monday.day} {ran.monday:%B %Y}"
    left = "worlds with a serious clash, and with a war (left out but of P13 and P16), by the end of 2017"
    return f"{lived} {first}; {left}: {shares}"
