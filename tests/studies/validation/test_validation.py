"""What simulated worlds leave behind, and the scorecard made of it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from sim.core.random_streams import Draws
from sim.engine import checkpoint
from sim.engine.checkpoint import Checkpoint
from sim.engine.chunk import Chunk
from sim.engine.design import CellList
from sim.engine.process_pool import ProcessPool
from sim.engine.simulate import simulate
from sim.evidence.eras import WHOLE
from sim.evidence.nulls import blind, met_by
from sim.evidence.patterns import PATTERNS, QUANTITATIVE
from sim.evidence.reader import read
from sim.evidence.record import record
from sim.evidence.rows import Exercise, Leader
from sim.model.world import World
from sim.scenario import Scenario, find_scenario, load
from sim.scenario.cell import Cell
from sim.studies.validation.as_history import history
from sim.studies.validation.chronicle import Chronicle
from sim.studies.validation.pages import page
from sim.studies.validation.pattern_recorder import MeasuredWorlds, PatternRecorder, measured
from sim.studies.validation.scorecard import MET, NATURES, scorecard
from sim.studies.validation.study import prepared, whole_simulation
from tests.engine.test_checkpoint import Breaks

WORLDS = 24


@cache
def years() -> Scenario:
    """The scenario of the record."""
    return load(find_scenario("history_1990_2017"))


@cache
def late() -> Scenario:
    """Its last two years, so that a test is quick."""
    return years().starting(date(2015, 12, 28))


@cache
def simulated(theory: str = "own_calendar") -> tuple[World, Chronicle]:
    """Those years in a few worlds, with their chronicle."""
    scenario = late()
    world = World([Cell(scenario, theory)], Draws(1, 0, WORLDS), 8)
    kept = Chronicle(scenario.monday, scenario.weeks, world.width)
    for _ in range(scenario.weeks):
        world.step()
        kept.add(world.situation)
    return world, kept


@cache
def told():
    """The same as a history."""
    return history(simulated()[1], slice(0, WORLDS), Draws(1, 0, WORLDS))


# ── the scenario: dated facts, and only such as the record has ──


def test_every_exercise_of_the_record_is_in_the_calendar_with_its_days():
    facts = {(f.start, f.end) for f in years().calendar.values() if f.sets == "exercise"}
    held = [e for e in read(Exercise) if WHOLE[0] <= e.first_day <= WHOLE[1]]
    last = {
        first: max(e.last_day for e in held if e.first_day == first) for first in {e.first_day for e in held}
    }
    assert {fact for fact in facts if fact[0] <= WHOLE[1]} == set(last.items())


def test_governments_change_where_leaders_do():
    starts = {leader.first_day for leader in read(Leader) if leader.country == "ROK"}
    facts = [f for f in years().calendar.values() if f.sets == "carrot_rok" and f.start > WHOLE[0]]
    assert facts
    assert {f.start for f in facts} <= starts


def test_the_years_end_with_the_record_and_imposed_facts_are_known_by_then():
    scenario = years()
    assert (scenario.start, scenario.end) == WHOLE
    later = [f.name for f in scenario.calendar.values() if f.start > WHOLE[1] and f.known_from > WHOLE[1]]
    assert not later
    assert not [o.name for o in scenario.orders.values() if not o.withhold]


# ── the calendar's new words ──


def test_a_government_puts_its_own_weight_on_carrot_and_stick():
    world = World([Cell(years(), "essay")], Draws(1, 0, 8), 8)
    world.step()
    assert set(world.situation.us.d.carrot.tolist()) == {np.float32(0.7)}
    assert set(world.situation.us.d.stick.tolist()) == set(world.situation.dispositions["US"].stick.tolist())


def test_a_resolution_bans_nothing_before_the_council_does():
    world = World([Cell(years().starting(date(1998, 1, 5)), "own_calendar")], Draws(1, 0, 64), 8)
    world.situation.plan.took.clear()
    before = world.situation.land.bans.copy()
    for _ in range(60):
        world.step()
    step = world.situation.p.primary_step.max() * 120
    assert (world.situation.land.bans <= before + step).all()


# ── chronicle and history ──


def test_a_history_has_what_the_tally_has():
    world, _ = simulated()
    peace = ~world.situation.fate.at_war
    events = sum(marks.per_world() for marks in told().events.values())
    counted = sum(world.situation.tally.events.values())
    np.testing.assert_array_equal(events[peace], counted[peace])
    np.testing.assert_array_equal(told().crises.per_world()[peace], world.situation.tally.crises[peace])
    spans = told().crisis_spans
    assert spans is not None
    opened = told().crises.day - 3  # crises are dated on the Thursday of their week, spans from its Monday
    assert set(zip(spans.world, spans.first, strict=True)) <= set(
        zip(told().crises.world, opened, strict=True)
    )
    assert len(spans.first) > 0.9 * len(opened)  # one that follows at once is part of the one before


def test_nothing_happens_after_a_war():
    scenario = late()
    kept = Chronicle(scenario.monday, 4, 2)
    for week in range(4):
        kept.add(week_of_war(at_war=week > 1))
    assert kept.flags["crises"].sum(axis=0).tolist() == [3, 3]
    assert kept.events["local"].sum(axis=0).tolist() == [3, 3]


def week_of_war(*, at_war: bool):
    """A world of two columns in which everything happens every week."""
    one, zero = np.ones(2, np.float32), np.zeros(2, np.float32)
    some = SimpleNamespace
    sent = some(does=lambda _: one)
    ally = some(sent=sent, state=some(offer=one))
    return some(
        events=dict.fromkeys(("short_test", "long_test", "nuclear_test", "local", "attack"), one),
        exercise=some(scheduled=one), exercise_now=one, resolved=zero, serious=zero,
        crisis_opened=one > 0, crisis=some(open=one > 0),
        war_now=one > 0, fire=one, failed=zero, talks=some(stage=one), us=ally, rok=ally,
        north=some(sent=sent, state=some(pledge=some(left=one), evasion=zero)),
        land=some(resolution_in=zero, bans=zero), china=some(state=some(enforcement=one)),
        p=some(failure_old=zero), random=some(uniform=lambda *_: one), fate=some(at_war=np.full(2, at_war)),
    )  # fmt: skip


def test_a_resolution_answers_a_test_before_it():
    answered = told().resolutions
    assert len(answered.answers)
    assert (answered.answers < answered.adopted.day).all()
    tests = told().events["nuclear_test"].plus(told().events["long_test"])
    assert (tests.between(answered.adopted.world, answered.answers, answered.answers) > 0).all()


def test_exercises_are_those_of_the_calendar_that_were_held():
    spans = told().exercises
    months = {(date.fromordinal(int(day)).year, date.fromordinal(int(day)).month) for day in spans.first}
    assert months <= {(2016, 2), (2016, 3), (2016, 8), (2017, 2), (2017, 3), (2017, 8), (2017, 12)}
    assert np.bincount(spans.world, minlength=WORLDS).mean() > 3


# ── the recorder ──


@cache
def found(edges: tuple[int, ...]) -> MeasuredWorlds:
    source = CellList((Cell(late(), "own_calendar"), Cell(late(), "diversion")))
    return MeasuredWorlds.of(simulate(Chunk(source, 5, 0, edges[-1], (PatternRecorder(),), edges=edges)))


def test_a_recorder_measures_every_pattern_that_its_years_allow():
    part = found((0, 12))
    lacks = {name for name, pattern in PATTERNS.items() if pattern.lacks(told())}
    assert set(part.patterns[0]) == set(PATTERNS) - lacks
    assert lacks < set(PATTERNS)
    assert part.yearly.shape == (2, 12, 28)
    assert (part.yearly[:, :, -2:] > 0).any()


def test_worlds_measured_in_two_chunks_are_the_same_worlds():
    whole_simulation, halves = found((0, 12)), found((0, 6, 12))
    np.testing.assert_array_equal(whole_simulation.yearly, halves.yearly)
    np.testing.assert_array_equal(whole_simulation.war, halves.war)


def test_what_is_measured_does_not_depend_on_who_runs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sim.studies.validation.study.MOST_AT_ONCE", 4)
    monkeypatch.setattr(checkpoint, "FIRST", 0.0)
    asked, kept = whole_simulation([Cell(late(), "essay")], 3, 10), Checkpoint(tmp_path / "out")
    plain = MeasuredWorlds.of(simulate(asked))
    with pytest.raises(KeyboardInterrupt):
        simulate(asked, Breaks(1), checkpoint=kept)
    done: list[int] = []
    for arrays in (simulate(asked, ProcessPool(2)), simulate(asked, None, done.append, kept)):
        other = MeasuredWorlds.of(arrays)
        np.testing.assert_array_equal(other.yearly, plain.yearly)
        for name, numbers in plain.patterns[0].items():
            np.testing.assert_array_equal(other.patterns[0][name], numbers)
    assert done[0] == 3 * late().weeks


def test_worlds_with_a_war_count_for_wars_alone():
    every = blind(record(), 12, 4)
    war = np.array([True, False, False, False])
    numbers = measured(every, war)
    assert np.isnan(numbers["P1"][:, 0]).all()
    assert not np.isnan(numbers["P1"][:, 1:]).any()
    assert not np.isnan(numbers["P16"]).any()
    assert np.isnan(measured(every, ~war & war | True)["P1"]).all()


# ── scorecard ──


@pytest.fixture(scope="module")
def card():
    """The scorecard of a theory that is the record itself, and of one that is a blind null."""
    same, null = (
        measured(h, np.zeros(h.worlds, bool)) for h in (record().repeat(20), blind(record(), 12, 200))
    )
    return scorecard(
        ["record", "yearly"],
        MeasuredWorlds((same, null), np.zeros((2, 1, 28), np.int32), *[np.zeros((2, 1), bool)] * 2),
    )


def test_the_record_meets_every_pattern(card):
    mine = card.patterns[card.patterns["theory"] == "record"]
    judged = mine[mine["pattern"] != "P16"]
    assert (judged["verdict"] == MET).all()
    assert card.counts["met"][0] == len(QUANTITATIVE)


def test_no_pattern_is_dropped_and_each_says_what_it_is(card):
    assert set(card.patterns["pattern"]) == set(PATTERNS) == set(NATURES)
    assert card.parts.groupby("theory").size().eq(sum(len(p.parts) for p in PATTERNS.values())).all()
    assert card.parts["because"].str.len().min() > 0


def test_what_a_null_meets_is_said_to_tell_nothing(card):
    null = {row["pattern"]: row["met_by_null"] for _, row in card.patterns.iterrows()}
    assert all((null[name] != "") == bool(met_by(name)) for name, p in PATTERNS.items() if p.uses_events)
    assert null["P6"] == null["P2b"] == ""
    assert card.counts["by_no_null"][0] == sum(null[name] == "" for name in QUANTITATIVE)


def test_the_page_has_every_number(card):
    text = page(card)
    assert all(f"| {name} |" in text for name in PATTERNS)
    assert "not discriminating" in text
    assert text.count("\n## ") == 2


def test_a_run_goes_on_a_year_beyond_the_record():
    (cell,) = prepared(years(), ["essay"])
    assert cell.scenario.monday + timedelta(weeks=cell.scenario.weeks) == date(2018, 12, 31)
