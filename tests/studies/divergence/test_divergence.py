"""Divergence: the first decision that differs, why it does, and what follows, where it was planted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.engine.chunk import Chunk
from sim.engine.design import CellList
from sim.engine.simulate import simulate
from sim.engine.world_batch import WorldBatch
from sim.plots import Context
from sim.plots.divergence_partings import First
from sim.plots.divergence_partings import partings as draw_partings
from sim.plots.kit.theme import style
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.studies.divergence.first_decisions import DecisionRecorder
from sim.studies.divergence.pair import KINDS, Pair
from sim.studies.divergence.report import Divergence
from sim.studies.divergence.study import diverge
from tests.helpers.overlap import faults
from tests.helpers.studies import SHORT, told
from tests.helpers.worlds import baseline, short, still, with_order, with_posture

WEEKS = 16


def named(scenario: Scenario, name: str) -> Scenario:
    return scenario.model_copy(update={"name": name})


def lively(name: str, change=lambda s: s) -> Scenario:
    return named(change(short(baseline(), WEEKS)), name)


def story_of(found: Divergence) -> list[str]:
    """The story of one world, line by line, as it is saved."""
    lines = str(found.pages()["words.txt"]).splitlines()
    return lines[1 : len(lines) - len(found.caveats) - 1]


# ── where they part ──────────────────────────────────────────────────────────────────────────


def test_the_same_scenario_never_parts_from_itself():
    found = diverge(lively("one"), lively("two"), worlds=40, world=3)
    assert (found.first == -1).all()
    assert len(found.decisions) == 0
    assert (found.parted[list(KINDS[:-1])] == 0).all(axis=None)
    assert (found.ends["first"] == found.ends["second"]).all()
    assert "diverge in none" in found.headline
    assert found.story.week is None
    (line,) = story_of(found)
    assert line.startswith("World 3: no decision ever differs")


def test_an_order_is_the_first_divergence_where_nobody_else_acts():
    calm = short(still(), WEEKS)
    one, two = named(calm, "one"), named(with_order(calm, "US", "show_of_force", 5), "two")
    found = diverge(one, two, worlds=24)
    assert (found.first == 5).all()
    (row,) = found.decisions.to_dict("records")
    assert [row[n] for n in ("actor", "family", "first", "second")] == [
        "US",
        "forces",
        "silence",
        "show_of_force",
    ]
    assert (row["share"], row["median_week"]) == (1, 5)
    (decision,) = found.story.decisions
    assert (found.story.world, found.story.week) == (0, 5)
    assert decision.orders
    assert decision.inputs == ()
    assert any("ordered by two" in line for line in story_of(found))


def test_the_same_signal_in_another_shape_is_another_decision():
    calm = short(still(), WEEKS)
    orders = [with_order(calm, "US", "show_of_force", 5, scale=scale) for scale in (0.5, 1.0)]
    found = diverge(named(orders[0], "one"), named(orders[1], "two"), worlds=8)
    assert found.decisions["second"][0] == "show_of_force, of another shape"
    assert (found.first == 5).all()


def test_decisions_of_all_worlds_are_those_of_each_alone():
    one, two = lively("one"), lively("two", lambda s: s.with_strategy("engagement_first"))
    found = diverge(one, two, seed=4, worlds=30)
    for world in (0, 7, 29):
        alone = diverge(one, two, seed=4, worlds=1, world=world).story
        assert (alone.week if alone.week is not None else -1) == found.first[world]
    assert found.decisions["worlds"].is_monotonic_decreasing
    assert found.story.week == found.first[found.story.world] >= 0
    for kind in KINDS[:-1]:
        assert found.parted[kind].is_monotonic_increasing
    assert found.ends["share"].sum() == pytest.approx(1)


def test_it_runs_in_chunks_and_is_resumed_as_every_simulation():
    one, two = lively("one"), lively("two", lambda s: s.with_strategy("hard_only"))
    whole = Chunk(CellList((Cell(one, "essay"), Cell(two, "essay"))), 3, 0, 40, (DecisionRecorder(),))
    together = simulate(whole)
    apart = simulate(replace(whole, columns=14))
    assert set(together) == {"option", "since", "final"}
    for name, array in together.items():
        np.testing.assert_array_equal(array, apart[name])


def test_a_pair_notes_what_differs_before_war_alone():
    one, two = lively("one"), lively("two", lambda s: s.with_strategy("hard_only"))
    worlds = WorldBatch([Cell(one, "essay"), Cell(two, "essay")], 1, 0, 16)
    pair = Pair(worlds)
    worlds.step()
    pair.sides[0].at_war[:] = True
    pair.begin_week()
    worlds.step()
    assert not list(pair.decisions())
    assert not any(flags.any() for flags in pair.states().values())


# ── why ──────────────────────────────────────────────────────────────────────────────────────


def test_the_input_that_makes_the_difference_is_named():
    one = lively("one")
    two = lively("two", lambda s: with_posture(s, both={"quiet": 0.0}))
    found = diverge(one, two, worlds=40)
    enough = {each.name for decision in found.story.decisions for each in decision.inputs if each.enough}
    assert enough == {"quiet"}
    (differs,) = {each for decision in found.story.decisions for each in decision.inputs}
    assert differs.kind == "disposition"
    assert (differs.second, differs.first) == (0, pytest.approx(baseline().dispositions_of("US")["quiet"][0]))
    lines = story_of(found)
    assert any("each alone makes the difference: quiet" in line for line in lines)
    assert lines[-1].startswith("  at the end:")


def test_what_follows_comes_in_the_order_of_weeks():
    one, two = lively("one"), lively("two", lambda s: s.with_strategy("hard_only"))
    story = diverge(one, two, seed=2, worlds=8, world=5).story
    weeks = [step.week for step in story.chain]
    assert story.week is not None
    assert weeks == sorted(weeks)
    assert all(week >= story.week for week in weeks)
    states = [step.what for step in story.chain if step.what in KINDS]
    assert len(states) == len(set(states))


def test_scenarios_may_differ_in_their_signals():
    def louder(s):
        signal = s.signals["public_statement"]
        senders = {**signal.senders, "US": signal.senders["US"] * 0.2}
        return s.model_copy(
            update={"signals": s.signals | {signal.name: signal.model_copy(update={"senders": senders})}}
        )

    one, two = lively("one"), lively("two", louder)
    found = diverge(one, two, worlds=40)
    assert found.decisions["actor"][0] == "US"
    assert any("what the signals are differs" in line for line in story_of(found))


# ── the command and its picture ──────────────────────────────────────────────────────────────


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("one.yaml").write_text(SHORT, encoding="utf-8")
    Path("two.yaml").write_text(SHORT + "strategy: hard_only\n", encoding="utf-8")
    page = told("diverge", "one.yaml", "two.yaml", "--worlds", 40, "--quiet", "--out", "here", "--world", 3)
    assert "World 3" in page
    assert {"decisions.csv", "parted.csv", "ends.csv", "worlds.csv", "partings.png", "manifest.json"} <= {
        path.name for path in Path("here").iterdir()
    }
    assert len(pd.read_csv("here/worlds.csv")) == 40
    again = told("diverge", "one.yaml", "two.yaml", "--worlds", 40, "--quiet", "--out", "here", "--world", 3)
    assert again == page
    assert "Missing argument" in told("diverge", "one.yaml", code=2)
    assert "given twice" in told("diverge", "one.yaml", "one.yaml", code=2)


def test_few_worlds_are_said_to_be_few():
    few, single = (diverge(lively("one"), lively("two"), worlds=worlds) for worlds in (8, 1))
    assert any("rough" in words for words in few.caveats)
    assert any("saturated" in words for words in single.caveats)


@pytest.mark.parametrize("count", [0, 1, 12])
def test_the_picture_can_be_read(count: int):
    days = 17000.0 + 7 * np.arange(183)
    shares = {kind: np.linspace(0, 0.9 if kind == "decision" else 0.01, 183) for kind in KINDS}
    said = "US, contact: a settlement proposal of some length → consultation, of another shape"
    firsts = [
        First(said if k % 2 else "ROK, words: silence → taunt", 0.3 / (k + 1), 12.0) for k in range(count)
    ]
    with style():
        figure = draw_partings(
            days, shares, firsts, ("a_long_name" * 3, "two"), Context("Where?", "small print")
        )
        assert faults(figure) == []
