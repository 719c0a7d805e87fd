"""Caveats of worlds with a past: how well they match the record and what of it is unused,
or which world of a study all started from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sim.core.errors import UserError
from sim.engine.branched_world import possible, source_world
from sim.engine.conditioning.continued import not_yet, unused
from sim.engine.conditioning.particles import FEW, PARTICLES, Particles, particles_of
from sim.engine.conditioning.past import past_of
from sim.engine.run_info import RunInfo
from sim.evidence.own_record import Record, noted
from sim.evidence.rows import Exercise
from sim.scenario import Order, Scenario, baseline, find_scenario, load
from sim.scenario.cell import Cell
from sim.scenario.mixes import resolved
from sim.scenario.orders import weeks_sent
from sim.scenario.reach import Reach
from sim.scenario.soundness import Soundness
from sim.scenario.week_sets import last_of
from sim.vocabulary.days import in_full

SHORT = 12
"""Letters of a hash that are shown."""
SHOWN = 4
"""Names that are listed; of more their number is given."""


def of_starts(run: RunInfo) -> Iterator[tuple[str, str]]:
    """Caveats of cells that start from the record, with the theory or scenario it is about."""
    cells = [cell for cell in run.cells if cell.scenario.from_record]
    draws = -(-run.worlds // run.replicates)
    for (theory, _), cell in {(cell.theory, cell.scenario.begin): cell for cell in cells}.items():
        yield theory, _matched(particles_of(cell, run.seed), draws)
    for name, scenario in {cell.scenario.name: cell.scenario for cell in cells}.items():
        yield from ((name, words) for words in _of_scenario(scenario))
    yield from _of_branches([cell for cell in run.cells if cell.scenario.from_world])
    kinds = {_kind(cell.scenario) for cell in run.cells}
    if len(kinds) > 1:
        yield "", f"worlds from {' share no parameters with worlds from '.join(sorted(kinds, reverse=True))}"


def start_sentences(run: RunInfo) -> tuple[str, ...]:
    """The same in sentences."""
    return tuple(f"{what}: {words}" if what else words for what, words in of_starts(run))


def _matched(found: Particles, draws: int) -> str:
    fit, first = found.fit, found.past.history.start.year
    words = (
        f"worlds start from the record before {in_full(found.monday)}: of {PARTICLES:,} that ran through it "
        f"from {first} on {PARTICLES - fit.roots:,} were rejected and replaced by copies of the others, in "
        f"{fit.resamplings} steps; effective number {fit.effective:.0f} at the end"
    )
    if fit.lowest_week:
        words += f", {fit.lowest:.0f} in the week of {in_full(fit.lowest_week)}, which fewest matched"
    if fit.lowest < FEW * PARTICLES:
        words += f" (under {FEW * PARTICLES:.0f}: few worlds carried that week)"
    if draws > PARTICLES:
        words += f"; {draws:,} draws share these {PARTICLES:,}, so that intervals are too narrow"
    return words


def of_the_past(record: Record, history: Scenario, day: date) -> Iterator[str]:
    """Caveats of a record of one's own, and of a history that ends before it."""
    if record.folder is not None:
        covers = f"{record.first_day} to {record.last_day}"
        yield f"a record of one's own, {record.mark[:SHORT]}, which covers {covers}"
        yield from (f"record: {note}" for note in noted(record))
    if history.end < day:
        what = f"{history.name} ends on {in_full(history.end)}"
        yield f"{what}: then exercises are held as in its last year, and what else stood goes on"
        later = [e for e in record.rows(Exercise) if history.end < e.first_day <= day]
        if later:
            cure = "a history that dates them brings them to the worlds"
            yield f"exercises of the record after that, which patterns alone see: {len(later)}; {cure}"


def with_start(found: Soundness, file: str | Path) -> Soundness:
    """What there is to say of a scenario file with what is known of its start before anything is run: also
    whether any world can start there.
    """
    try:
        notes = start_notes(load(find_scenario(file))) if found.sound else ()
    except UserError as error:
        return Soundness(faults=tuple(str(error).splitlines()))
    if not found.sound or not notes:
        return found
    periods = tuple(resolved(begun(load(find_scenario(file))), baseline()))
    return replace(found, warnings=(*found.warnings, *notes), periods=periods)


def start_notes(scenario: Scenario) -> tuple[str, ...]:
    """What is known of where worlds start before any is run. Raises UserError if none can start there."""
    if scenario.from_world:
        possible(scenario)
        return tuple(_before_the_branch(scenario))
    return tuple(_of_scenario(scenario)) if scenario.from_record else ()


def begun(scenario: Scenario) -> Scenario:
    """A scenario with what nobody can send yet where its worlds start from the record."""
    if not scenario.from_record:
        return scenario
    history = past_of(scenario).history
    held = {
        name: order.model_copy(update={"name": f"{name} of {history.name}"})
        for name, order in not_yet(scenario, history).items()
    }
    return scenario.model_copy(update={"orders": held | scenario.orders})


def _of_branches(cells: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    for theory, cell in {cell.theory: cell for cell in cells}.items():
        found, begin = source_world(cell), cell.scenario.begin
        study, name = found.study, found.cell.scenario.name
        source = f"world {begin.world} of {name}, seed {study.seed}, of the study {study.mark[:SHORT]}"
        words = (
            f"all worlds start from {source}, as it stood on {in_full(begin.date)} (week {begin.week}), and "
            "share its past and its draw of the parameters: they differ by random draws alone, so that "
            "intervals say what chance leaves open, not what we do not know"
        )
        yield theory, words
    for name, scenario in {cell.scenario.name: cell.scenario for cell in cells}.items():
        yield from ((name, words) for words in _before_the_branch(scenario))


def _before_the_branch(scenario: Scenario) -> Iterator[str]:
    """What of a scenario lies before its branch."""
    past = [it.name for it in scenario.orders.values() if it.start < scenario.start and not it.withhold]
    if past:
        yield f"orders of before the branch, which are not sent any more: {_some(past)}"
    if scenario.injects:
        yield f"injects watch from the branch on, whatever went before: {_some([*scenario.injects])}"


def _kind(scenario: Scenario) -> str:
    """What worlds start from, as far as it brings parameters of its own."""
    begin = scenario.begin
    if scenario.from_world:
        return f"world {begin.world} of a study"
    if scenario.from_record:
        own = past_of(scenario).record.mark[:SHORT]
        return f"the record{f' {own}' if own else ''}"
    return "an assumed start"


def _of_scenario(scenario: Scenario) -> Iterator[str]:
    if dated := unused(scenario):
        yield f"not used, since worlds from the record learn phases and seasons from it: {_some(dated)}"
    past = past_of(scenario)
    yield from _not_yet(scenario, past.history)
    yield from _moves_later(scenario)
    yield from of_the_past(past.record, past.history, scenario.monday)


def _not_yet(scenario: Scenario, history: Scenario) -> Iterator[str]:
    """What nobody could send on the day: withheld, but for what the file itself orders, which is sent."""
    early = {it: list(_sent_early(scenario, it)) for it in not_yet(scenario, history).values()}
    kept = [_words(it) for it, names in early.items() if not names]
    sent = [f"{_words(it)} ({', '.join(names)})" for it, names in early.items() if names]
    if kept:
        yield f"withheld as not yet possible, as in {history.name}: {_some(kept)}"
    if sent:
        what = f"not yet possible in {history.name}, and sent all the same where the file orders it"
        yield f"{what}: {_some(sent)}"


def _sent_early(scenario: Scenario, kept: Order) -> Iterator[str]:
    """The orders and injects of a file that send a signal before its time."""
    for name, order in scenario.orders.items():
        days = (scenario.monday + timedelta(weeks=week) for week in _weeks(order, scenario))
        if _alike(order.signal, order.actors, kept) and any(day <= kept.last for day in days):
            yield f"orders.{name}"
    for name, inject in scenario.injects.items():
        if _alike(inject.then.signal, inject.then.actors, kept) and inject.start <= kept.last:
            yield f"injects.{name}"


def _weeks(order: Order, scenario: Scenario) -> range:
    return range(0) if order.withhold else weeks_sent(order, scenario.monday, scenario.weeks)


def _alike(signal: str | None, actors: Sequence[str], kept: Order) -> bool:
    return signal == kept.signal and not {*actors}.isdisjoint(kept.actors)


def _moves_later(scenario: Scenario) -> Iterator[str]:
    """Dispositions that differ from the baseline's, and move nothing while their signals cannot be sent."""
    free, held = Reach(scenario), Reach(begun(scenario))
    changed = {
        (it.actor, it.name): None
        for period in resolved(scenario, baseline())
        for it in period.dispositions
        if it.changed
    }
    for actor, name in changed:
        lost = free.moves(actor, name) & ~held.moves(actor, name)
        if lost:
            last = scenario.monday + timedelta(weeks=last_of(lost), days=6)
            why = held.idle(actor, name, lost)
            yield f"{actor}'s {name} moves nothing until {last}: {why}"


def _words(order: Order) -> str:
    return f"{order.actor} {order.signal} to {order.end}"


def _some(names: list[str]) -> str:
    more = len(names) - SHOWN
    return f"{', '.join(names[:SHOWN])} and {more} more" if more > 0 else ", ".join(names)
