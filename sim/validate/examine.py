"""A validation from its scenario to its folder: live, measure, judge, draw, write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sim import store
from sim.chunk import LUCKS
from sim.crew import Processes
from sim.manifest import Manifest
from sim.plots.context import Context
from sim.rerun import write_scenarios
from sim.validate.batch import Found, batches, together
from sim.validate.pictures import draw
from sim.validate.scorecard import Scorecard, scorecard
from sim.world import Cell

if TYPE_CHECKING:
    from sim.chunk import Progress
    from sim.run import Ensemble
    from sim.scenario import Scenario

HISTORY = "history_1990_2017"
SCORED = date(2018, 12, 30)
"""The run goes on for a year after the record, for the trade of 2018 that is scored and never fitted."""


@dataclass(frozen=True)
class Examined:
    """A model examined: what ran, what was found, and how it scores."""

    cells: tuple[Cell, ...]
    seed: int
    worlds: int
    found: Found
    card: Scorecard
    started: datetime
    lucks: int = LUCKS
    paths: None = None

    @property
    def monday(self) -> date:
        """The first day."""
        return self.cells[0].scenario.monday

    @property
    def weeks(self) -> int:
        """Weeks that each world lived."""
        return self.cells[0].scenario.weeks


def prepared(scenario: Scenario, theories: Sequence[str]) -> tuple[Cell, ...]:
    """The scenario under each theory, with the year after the record."""
    longer = scenario.model_copy(update={"end": max(scenario.end, SCORED)})
    return tuple(Cell(longer, theory) for theory in theories)


def examine(
    cells: tuple[Cell, ...], seed: int, worlds: int, workers: int, progress: Progress | None = None
) -> Examined:
    """Live through the years of the record under each theory, and judge."""
    started = datetime.now(UTC)
    done = list(Processes(workers)(batches(cells, seed, worlds), progress))
    found = together([part for _, part in sorted(done, key=lambda each: each[0].first)])
    card = scorecard([cell.theory for cell in cells], found)
    return Examined(cells, seed, worlds, found, card, started)


def write(examined: Examined, out: Path, command: Sequence[str], workers: int) -> None:
    """Write tables, page and pictures into the folder, all or nothing. Raises UserError."""
    card = examined.card
    with store.whole(out) as folder:
        card.parts.to_csv(folder / "scorecard.csv", index=False, float_format="%.6g", lineterminator="\n")
        card.patterns.to_csv(folder / "patterns.csv", index=False, lineterminator="\n")
        (folder / "scorecard.md").write_text(card.markdown() + "\n", encoding="utf-8")
        words = Context(examined.cells[0].scenario.question, small_print(examined))
        draw(card, examined.found, words, folder, workers)
        resolved = write_scenarios(
            {cell.scenario.name: cell.scenario for cell in examined.cells}.values(), folder
        )
        what = cast("Ensemble", examined)  # as much of one as a manifest tells of
        Manifest.of(what, command, examined.started, folder, resolved).write(folder)


def small_print(examined: Examined) -> str:
    """What was run, in one sentence without an end."""
    wars = ", ".join(
        f"{cell.theory} {share:.0%}"
        for cell, share in zip(examined.cells, examined.found.war.mean(axis=1), strict=True)
    )
    ran = f"{examined.worlds:,} worlds for each theory, seed {examined.seed}, {examined.weeks:,} weeks from"
    first = f"{examined.monday.day} {examined.monday:%B %Y}"
    return f"{ran} {first}; worlds with a war by the end of 2017, left out but of P13 and P16: {wars}"
