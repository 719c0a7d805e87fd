"""Strategies and postures in steps: what holds when, what a strategy extends, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.core.errors import Complaints
from sim.scenario import Scenario, baseline, load
from sim.scenario.dump import written
from sim.scenario.periods import changes, mix_at, strategy_periods
from tests.helpers.scenario_texts import variant


def stick(scenario: Scenario, actor: str, week: int) -> float:
    return mix_at(scenario, actor, week)["stick"][0]


def test_a_strategy_holds_through_the_week_of_its_last_day(here: Path) -> None:
    """1 March 2018 is a Thursday: the next strategy begins on Monday, 5 March, week 36."""
    text = "strategy:\n  - {strategy: firm, until: 2018-03-01}\n  - {strategy: patient, over: 8 weeks}\n"
    scenario = load(variant(here, text))
    assert changes(scenario) == [36]
    assert [stick(scenario, "US", week) for week in (0, 35, 36)] == [1.2, 1.2, 0.4]
    assert scenario.strategy_words == "firm, then patient"
    also = load(
        variant(
            here, text.replace(", until: 2018-03-01", "").replace("patient,", "patient, from: 2018-03-05,")
        )
    )
    assert [each.first for each in strategy_periods(also)][1:] == [36]


def test_a_step_of_a_posture_is_laid_over_those_above_it_from_its_first_day_to_its_last(here: Path) -> None:
    text = """posture:
  - {both: {stick: 0.9}}
  - {US: {stick: 0.3}, from: 2018-01-01, until: 2018-06-30}
"""
    scenario = load(variant(here, text))
    assert changes(scenario) == [27, 53]
    assert [stick(scenario, "US", week) for week in (0, 26, 27, 52, 53)] == [0.9, 0.9, 0.3, 0.3, 0.9]
    assert stick(scenario, "ROK", 30) == 0.9


def test_a_strategy_that_extends_another_is_that_one_but_for_what_it_names(here: Path) -> None:
    text = """strategy: mine
strategies:
  mine: {extends: patient, both: {carrot: 1.5}}
  theirs: {extends: mine, ROK: {stick: 1}, says: A third., source: a test}
"""
    scenario = load(variant(here, text))
    mine, patient = (scenario.dispositions_of("ROK", name) for name in ("mine", "patient"))
    assert mine == patient | {"carrot": (1.5, 1.5)}
    assert scenario.dispositions_of("ROK", "theirs") == mine | {"stick": (1.0, 1.0)}
    assert scenario.strategies["mine"].says == "As patient, but for what it changes."


def test_what_both_allies_are_given_goes_over_what_one_had_in_the_strategy_extended() -> None:
    name = "maximum_pressure"
    mine = baseline().with_(strategies={"mine": {"extends": name, "both": {"stick": 1}}}, strategy="mine")
    assert baseline().dispositions_of("ROK", name)["stick"] == (1.3, 1.3)
    assert mine.dispositions_of("ROK")["stick"] == (1.0, 1.0)


def test_steps_in_python_and_written_out_are_those_of_a_file(here: Path) -> None:
    text = """posture: [{China: {enforcement: 0.5}, from: 2019-01-01, over: 4 weeks}]
strategy: [{strategy: soft_only, until: 2018-01-01}, {strategy: hard_only}]
"""
    (here / "mine.yaml").write_text(f"extends: baseline\nquestion: What then?\n{text}")
    scenario = load(here / "mine.yaml")
    changed = baseline().with_(
        posture=[{"China": {"enforcement": 0.5}, "from": "2019-01-01", "over": "4 weeks"}],
        strategy=[{"strategy": "soft_only", "until": "2018-01-01"}, {"strategy": "hard_only"}],
    )
    assert (changed.posture, changed.strategy) == (scenario.posture, scenario.strategy)
    (here / "again.yaml").write_text(written(scenario))
    again = load(here / "again.yaml")
    assert (again.posture, again.strategy) == (scenario.posture, scenario.strategy)


def test_all_faults_of_steps_are_told_at_once_in_python_too() -> None:
    with pytest.raises(Complaints) as caught:
        baseline().with_(strategy=[{"strategy": "soft_onyl"}], posture=[{"US": {"stick": 3}}])
    assert [line.partition(": ")[2].partition(":")[0] for line in str(caught.value).splitlines()] == [
        "strategy[0].strategy",
        "posture[0].US.stick",
    ]


EXAMPLES = Path(__file__).parents[2] / "scenarios" / "examples"


def test_the_shipped_examples_do_what_their_questions_say() -> None:
    pressure, half, quiet = (
        load(EXAMPLES / f"{name}.yaml")
        for name in ("pressure_then_engagement", "half_enforcement", "quiet_pressure")
    )
    assert [stick(pressure, "US", week) for week in (35, 36)] == [1.7, 0.4]
    assert [mix_at(half, "China", week)["enforcement"][0] for week in (78, 79)] == [1, 0.5]
    mine, theirs = (quiet.dispositions_of("ROK", name) for name in ("quiet_pressure", "maximum_pressure"))
    assert {name for name in mine if mine[name] != theirs[name]} == {"secondary", "quiet", "carrot"}
