"""The shipped scenarios run, and each does what its file says."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest

from sim.engine.ensemble import simulate_ensemble
from sim.engine.simulate import single_world
from sim.explanation.ledger import AT_WAR, ledger_again
from sim.scenario import find_scenario, load, shipped_files
from sim.scenario.cell import Cell
from sim.scenario.comparable import cells_of
from sim.scenario.library import EXAMPLES
from sim.vocabulary.glossary import MEASURES, OUTCOMES

FILES = [
    path.stem
    for path in shipped_files()
    if not path.stem.startswith("history") and path.parent.name != EXAMPLES
]
"""All but the examples, and the years of the record, which are tested in tests/studies/."""
SMALL = [name for name in FILES if name != "baseline"]
WORLDS = 24
AUGUST, SEPTEMBER, DECEMBER = 8, 10, 26  # weeks of 21 August, 4 September and 25 December 2017


@cache
def scenario(name):
    return load(find_scenario(name))


@cache
def strategies():
    return list(scenario("baseline").strategies)


@cache
def everything():
    """All shipped files in one ensemble, and where each stands in it."""
    cells = cells_of([scenario(name) for name in FILES])
    return simulate_ensemble(cells, seed=3, worlds=WORLDS), {name: at for at, name in enumerate(FILES)}


def mean(name, measure, week):
    """The mean bin of a measure over worlds not at war: enough to say which of two is higher."""
    ensemble, at = everything()
    alive = WORLDS - ensemble.rungs[at[name], week, -1]
    return ensemble.sums[at[name], week, list(MEASURES).index(measure)] / alive


def outcome(name, which):
    ensemble, at = everything()
    return ensemble.outcomes[at[name], list(OUTCOMES).index(which)]


def sent(name, world=0, until=date(2018, 12, 31)):
    short = scenario(name).model_copy(update={"end": until})
    return ledger_again(Cell(short, "essay"), 3, world).signals


def in_week(name, week, world=0):
    rows = sent(name, world, date(2017, 10, 1))
    rows = rows[(rows["week"] == week) & rows["ordered"]]
    return {(row["actor"], row["signal"]) for row in rows.to_dict("records")}


def test_every_file_runs_to_its_end():
    ensemble, at = everything()
    assert len(at) == len(ensemble.cells) == len(FILES)
    assert np.isfinite(ensemble.outcomes).all()
    assert (ensemble.histograms.sum(axis=-1) == WORLDS).all()
    assert (ensemble.rungs.sum(axis=-1) == WORLDS).all()


@pytest.mark.parametrize("name", SMALL)
def test_a_small_file_extends_and_says_why(name: str):
    lines = find_scenario(name).read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=schema.json"
    assert lines[1].startswith("# ")
    assert sum(line.startswith("extends: ") for line in lines) == 1
    assert sum(line.startswith("question: ") for line in lines) == 1
    assert len(lines) < 25
    assert scenario(name).files[0].name == "baseline.yaml"


def test_each_strategy_has_a_file_of_its_name():
    assert set(strategies()) <= set(FILES)
    assert strategies()[0] == "negotiation_from_strength"
    for name in strategies():
        assert scenario(name).strategy == name
        without = {"name", "question", "path", "files"}
        told = scenario("baseline").with_strategy(name)
        assert scenario(name).model_dump(exclude=without) == told.model_dump(exclude=without)


def test_strategies_and_their_files_give_the_same_numbers():
    ensemble, at = everything()
    told = cells_of([scenario("baseline").with_strategy(name) for name in strategies()])
    other = simulate_ensemble(told, seed=3, worlds=WORLDS)
    places = [at[name] for name in strategies()]
    for field in ("outcomes", "final", "histograms", "rungs", "stages"):
        assert np.array_equal(getattr(other, field), getattr(ensemble, field)[places])


def test_files_without_a_difference_do_as_the_baseline():
    for name in ("negotiation_from_strength", "posts_on_time", "discord_headlines_off"):
        for which in OUTCOMES:
            assert np.array_equal(outcome(name, which), outcome("baseline", which))


def test_late_posts_leave_less_capacity_until_they_are_filled():
    autumn, later = 20, 90
    assert mean("posts_a_year_late", "capacity", autumn) < mean("posts_on_time", "capacity", autumn)
    late, timely = (mean(name, "capacity", later) for name in ("posts_a_year_late", "posts_on_time"))
    assert late == pytest.approx(timely, rel=0.02)


@pytest.mark.parametrize(
    ("kind", "signal"),
    [("full", "routine_exercise"), ("adjusted", "adjusted_exercise"), ("suspended", "suspension")],
)
def test_both_allies_do_with_the_exercise_as_ordered(kind: str, signal: str):
    for world in range(3):
        found = in_week(f"exercise_{kind}_2017", AUGUST, world)
        assert found == {("US", signal), ("ROK", signal)}


def test_the_larger_the_exercise_the_larger_its_dose():
    def dose(kind):
        world = single_world(Cell(scenario(f"exercise_{kind}_2017"), "essay"), 3, 0)
        for _ in range(AUGUST + 1):
            world.step()
        return float(world.situation.exercise_now[0])

    assert dose("full") > dose("adjusted") > dose("suspended") == 0


def test_secondary_sanctions_are_off_or_on():
    used = {"on": 0, "off": 0}
    for kind in used:
        for world in range(3):
            used[kind] += int(
                (sent(f"secondary_sanctions_{kind}", world)["signal"] == "secondary_sanctions").sum()
            )
    assert used["off"] == 0 < used["on"]


def test_the_nuclear_test_comes_in_its_week_in_every_world():
    for world in range(3):
        assert ("DPRK", "nuclear_test") in in_week("nuclear_test", SEPTEMBER, world)
    assert outcome("nuclear_test", "nuclear_tests").min() > 0


def test_the_answer_to_it_waits_for_tension():
    inject = scenario("nuclear_test_answered").injects["show_of_force"]
    cell = Cell(scenario("nuclear_test_answered"), "essay")
    shown = 0
    for number in range(12):
        world = single_world(cell, 3, number)
        times = 0
        for week in range(28):
            tension = float(world.measure("tension")[0])
            world.step()
            ordered = bool(world.situation.us.sent.orders("forces")[0])
            due = (
                SEPTEMBER <= week <= DECEMBER and tension > (inject.when.above or 0) and times < inject.times
            )
            assert ordered == due
            times += due
        shown += times
    assert 0 < shown < 12 * inject.times


def test_headlines_of_discord_are_seen_as_discord_and_pass():
    december, later = 26, 60
    assert mean("discord_headlines_on", "discord", december) > 1.2 * mean(
        "discord_headlines_off", "discord", december
    )
    on, off = (mean(f"discord_headlines_{kind}", "discord", later) for kind in ("on", "off"))
    assert on == pytest.approx(off, rel=0.1)


def test_a_ledger_is_the_world_of_the_ensemble():
    ensemble, at = everything()
    tested = {
        "short_range_test": "short_tests",
        "long_range_test": "long_tests",
        "nuclear_test": "nuclear_tests",
    }
    for world in range(4):
        book = ledger_again(Cell(scenario("baseline"), "essay"), 3, world)
        assert len(book.rungs) == len(book.stages) == scenario("baseline").weeks
        at_war = (book.rungs == AT_WAR[0]).any()
        assert at_war == (ensemble.final[at["baseline"], world] == 0)
        for signal, which in tested.items():
            # a week of tests has one day or more
            assert bool((book.signals["signal"] == signal).any()) == bool(
                outcome("baseline", which)[world] > 0
            )
        assert book.rungs.max() == AT_WAR[0] or book.rungs.max() == outcome("baseline", "highest_rung")[world]


def test_nothing_is_sent_after_war():
    baseline = scenario("baseline")
    certain = ("crisis_rate", "clash_risk", "war_given_clash", "climb")
    numbers = {name: baseline.parameters[name].model_copy(update={"value": 1.0}) for name in certain}
    risky = baseline.model_copy(update={"parameters": {**baseline.parameters, **numbers}})
    cell = Cell(risky, "essay")
    ends = simulate_ensemble([cell], seed=3, worlds=8).final[0]
    world = int(np.flatnonzero(ends == 0)[0])
    book = ledger_again(cell, 3, world)
    first = int(np.argmax(book.rungs == AT_WAR[0]))
    assert (book.rungs[first:] == AT_WAR[0]).all()
    assert (book.stages[first:] == AT_WAR[1]).all()
    assert 0 < book.signals["week"].max() <= first
