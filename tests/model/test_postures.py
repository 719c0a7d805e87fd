# ruff: noqa: N802 - names of places are written as such
"""Dispositions over time: what they are in each week, and that what does not change stays as it was."""

from __future__ import annotations

import numpy as np
import pytest

from sim.core.columns import Column
from sim.engine.conditioning.known_facts import shifted_steps
from sim.model.calendar import WEEK
from sim.model.outcome_counters import outcomes
from sim.model.situation import Situation
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.scenario.periods import changes
from sim.studies.response.levers import lever
from sim.vocabulary.theory_names import NAMES
from tests.engine.compiled.test_compiled import both, step_alike
from tests.helpers.worlds import after, baseline, follow, sent, short, world_of

PRESSURE, ENGAGEMENT = "maximum_pressure", "engagement_first"
STEPS = [{"strategy": PRESSURE, "until": "2017-08-06"}, {"strategy": ENGAGEMENT, "over": "4 weeks"}]
"""From pressure (stick 1.7) to engagement (0.4) in the four weeks from 7 August, week 6."""


def by_week(scenario: Scenario, actor: str, name: str, weeks: int) -> list[float]:
    """A disposition in the only world, week by week."""
    world = world_of(scenario)
    return [
        float(world.situation.postures.now(actor, world.situation.dispositions[actor], week).items()[name][0])
        for week in range(weeks)
    ]


def test_a_strategy_changes_in_equal_parts_over_the_weeks_named() -> None:
    found = by_week(baseline().with_(strategy=STEPS), "US", "stick", 12)
    assert found == pytest.approx([1.7] * 6 + [1.375, 1.05, 0.725] + [0.4] * 3, abs=1e-6)


def test_a_posture_that_ends_gives_way_to_the_strategy_where_that_has_come_to() -> None:
    posture = [{"US": {"stick": 0.9}, "from": "2017-07-24", "until": "2017-08-13"}]
    found = by_week(baseline().with_(strategy=STEPS, posture=posture), "US", "stick", 10)
    assert found == pytest.approx([1.7] * 4 + [0.9] * 3 + [1.05, 0.725, 0.4], abs=1e-6)


def test_one_posture_goes_over_into_the_next() -> None:
    posture = [{"US": {"stick": 0.9}, "until": "2017-07-30"}, {"US": {"stick": 0.5}, "over": "4 weeks"}]
    found = by_week(baseline().with_(posture=posture), "US", "stick", 10)
    assert found == pytest.approx([0.9] * 5 + [0.8, 0.7, 0.6, 0.5, 0.5], abs=1e-6)


def test_a_range_is_drawn_once_a_world_and_keeps_its_place_in_every_step() -> None:
    posture = [{"US": {"stick": [0, 1]}, "until": "2017-07-30"}, {"US": {"stick": [1, 2]}}]
    s = world_of(baseline().with_(posture=posture), worlds=50).situation
    first, then = (s.postures.now("US", s.dispositions["US"], week).stick for week in (0, 9))
    np.testing.assert_allclose(then, first + 1, atol=1e-6)
    assert len(set(first.tolist())) > 1


def everything(s: Situation) -> bytes:
    return outcomes(s).tobytes()


def test_a_scenario_without_steps_lives_the_same_weeks_beside_one_with_them() -> None:
    plain, steps = short(baseline(), 40), short(baseline().with_(strategy=STEPS), 40)
    alone, beside = after(40, plain, worlds=20), after(40, plain, steps, worlds=20)
    for name in ("tension", "bans"):
        np.testing.assert_array_equal(getattr(alone.land, name), getattr(beside.land, name)[:20])
    assert (beside.land.tension[20:] != alone.land.tension).any()


def test_one_step_for_the_whole_run_is_the_strategy_alone() -> None:
    plain = baseline(PRESSURE)
    step = plain.with_(strategy=[{"strategy": PRESSURE}], posture=[{"US": {"stick": 1.7}}])
    assert everything(after(20, plain, worlds=9)) == everything(after(20, step, worlds=9))


def test_compiled_weeks_are_the_same_to_the_last_bit() -> None:
    steps = baseline().with_(
        name="steps",
        strategy=STEPS,
        posture=[
            {"US": {"stick": [0.5, 0.9]}, "from": "2017-07-10", "until": "2017-08-20"},
            {
                "China": {"enforcement": 0.5},
                "DPRK": {"pace": [1, 2]},
                "from": "2017-08-01",
                "over": "5 weeks",
            },
        ],
    )
    cells = [Cell(each, theory) for theory in NAMES[:2] for each in (baseline(), steps)]
    step_alike(*both(cells, 17), 20)


# ── Beijing and Pyongyang ──


def test_what_changes_nothing_moves_no_number() -> None:
    ones = {
        "China": dict.fromkeys(("enforcement", "mediation", "coercion"), 1),
        "DPRK": dict.fromkeys(("pace", "provocation", "openness"), 1),
    }
    plain, neutral = baseline(), baseline().with_(posture=ones)
    assert everything(after(30, plain, worlds=20)) == everything(after(30, neutral, worlds=20))


def test_Beijing_halves_its_enforcement_from_January_2019() -> None:
    """One line: from the first week of 2019 (week 79) half of what its efforts built up is in effect."""
    line = {"posture": [{"China": {"enforcement": 0.5}, "from": "2019-01-01"}]}
    found = follow(baseline(), baseline().with_(**line), weeks=90, worlds=50, read={
        "enforcement": "enforcement", "strain": "strain", "effort": lambda s: s.china.state.effort,
    })  # fmt: skip
    enforcement, strain = found["enforcement"], found["strain"]
    np.testing.assert_array_equal(enforcement[0, :79], enforcement[1, :79])
    np.testing.assert_allclose(enforcement[1, 79:], found["effort"][1, 79:] / 2, atol=1e-7)
    assert (strain[1, 85:].mean(axis=1) < strain[0, 85:].mean(axis=1)).all()


def count(actor: str, *signals: str) -> object:
    def read(s: Situation) -> Column:
        return np.sum([sent(s, actor, each) for each in signals], axis=0)

    return read


@pytest.mark.parametrize(
    ("actor", "name", "signals"),
    [
        ("China", "mediation", ("mediation", "freeze_for_freeze_proposal")),
        ("China", "coercion", ("coercion_of_seoul",)),
        ("DPRK", "pace", ("short_range_test", "long_range_test", "nuclear_test")),
        ("DPRK", "provocation", ("taunt", "local_provocation", "attack")),
        ("DPRK", "openness", ("accept_talks", "moratorium")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("theory", ["essay", "own_calendar"])
def test_each_disposition_moves_what_it_says(
    actor: str, name: str, signals: tuple[str, ...], theory: str
) -> None:
    cells = [baseline().with_(posture={actor: {name: value}}) for value in (0, 0.5, 1, 2, 4)]
    read = {"sent": count(actor, *signals)}
    counts = follow(*cells, weeks=40, worlds=100, read=read, theory=theory)["sent"].sum(axis=(1, 2))
    assert counts[0] == 0
    assert (np.diff(counts) > 0).all(), counts


# ── where steps meet studies ──


def test_steps_move_with_a_scenario_that_is_moved_in_time() -> None:
    scenario = baseline().with_(strategy=STEPS, posture=[{"US": {"stick": 0.9}, "from": "2018-01-01"}])
    year = 52 * WEEK
    moved = scenario.starting(scenario.start + year).model_copy(update=shifted_steps(scenario, year))
    assert changes(moved) == changes(scenario) == [6, 27]
    assert shifted_steps(baseline(), year) == {}


def test_a_lever_goes_over_all_steps() -> None:
    scenario = baseline().with_(strategy=STEPS)
    stepped = scenario.with_(posture=[{"US": {"stick": 0.9}, "until": "2018-01-01"}])
    for each in (scenario, stepped):
        found = lever(each, "posture.US.stick")
        assert found.now is None, "it is no single number"
        assert set(by_week(found.at(0.3), "US", "stick", 60)) == {np.float32(0.3)}
    assert lever(scenario, "enforcement").name == "enforcement"
    assert lever(scenario, "posture.China.enforcement").at(0.5).dispositions_of("China")["enforcement"] == (
        0.5,
        0.5,
    )
