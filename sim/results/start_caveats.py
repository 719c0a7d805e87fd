"""What a reader must be told of worlds that start from the record: how well they match it, what is unused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sim.engine.conditioning.continued import not_yet, past, unused
from sim.engine.conditioning.particles import FEW, PARTICLES, Particles, particles_of
from sim.engine.run_info import RunInfo
from sim.scenario import Scenario

SHOWN = 4
"""Names that are told; of more it is told how many there are."""


def of_starts(run: RunInfo) -> Iterator[tuple[str, str]]:
    """What must be told of cells that start from the record, with the theory or scenario it is about."""
    cells = [cell for cell in run.cells if cell.scenario.from_record]
    draws = -(-run.worlds // run.replicates)
    for theory, cell in {cell.theory: cell for cell in cells}.items():
        yield theory, _matched(particles_of(cell, run.seed), draws)
    for name, scenario in {cell.scenario.name: cell.scenario for cell in cells}.items():
        yield from ((name, words) for words in _of_scenario(scenario))
    if cells and len(cells) < len(run.cells):
        yield "", "worlds from the record share no parameters with worlds from an assumed start"


def start_sentences(run: RunInfo) -> tuple[str, ...]:
    """The same in sentences."""
    return tuple(f"{what}: {words}" if what else words for what, words in of_starts(run))


def _matched(found: Particles, draws: int) -> str:
    fit = found.fit
    words = (
        f"worlds start from the record before {_day(found.monday)}: of {PARTICLES:,} that ran through it "
        f"from {past().start.year} on {PARTICLES - fit.roots:,} were rejected and replaced by copies of the "
        f"others, in {fit.resamplings} steps; effective number {fit.effective:.0f} at the end"
    )
    if fit.lowest_week:
        words += f", {fit.lowest:.0f} in the week of {_day(fit.lowest_week)}, which fewest matched"
    if fit.lowest < FEW * PARTICLES:
        words += f" (under {FEW * PARTICLES:.0f}: few worlds carried that week)"
    if draws > PARTICLES:
        words += f"; {draws:,} draws share these {PARTICLES:,}, so that intervals are too narrow"
    return words


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _of_scenario(scenario: Scenario) -> Iterator[str]:
    if dated := unused(scenario):
        yield f"not used, since worlds from the record learn phases and seasons from it: {_some(dated)}"
    if orders := not_yet(scenario, past()):
        each = [f"{it.actor} {it.signal} to {it.end}" for it in orders.values()]
        yield f"withheld as not yet possible, as in {past().name}: {_some(each)}"


def _some(names: list[str]) -> str:
    more = len(names) - SHOWN
    return f"{', '.join(names[:SHOWN])} and {more} more" if more > 0 else ", ".join(names)
