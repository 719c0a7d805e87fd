"""Comparisons: every scenario against the first, in the same worlds; and what a reader is shown of them."""

from __future__ import annotations

import numpy as np
import pytest

from sim.core.errors import UserError
from sim.scenario import Scenario
from sim.studies.comparison.report import Comparison
from sim.studies.comparison.study import compare, run
from sim.vocabulary.glossary import OUTCOMES
from tests.helpers.worlds import baseline, short

WEEKS, WORLDS = 26, 64


def named(name: str, strategy: str = "negotiation_from_strength") -> Scenario:
    return short(baseline(), WEEKS).with_strategy(strategy).model_copy(update={"name": name})


@pytest.fixture(name="found", scope="module")
def _found() -> Comparison:
    one, twin, other = named("one"), named("twin"), named("other", "overreaction")
    return compare(one, twin, other, worlds=WORLDS)


def test_a_scenario_differs_in_nothing_from_its_twin(found: Comparison) -> None:
    twin = found.effects[found.effects["scenario"] == "twin"]
    assert len(twin) == len(OUTCOMES)
    for column in ("difference", "low", "high", "mc_error"):
        assert (twin[column].fillna(0) == 0).all()
    assert not set(twin["verdict"]) & {"better", "worse"}


def test_differences_are_those_of_the_means_and_turn_with_the_order(found: Comparison) -> None:
    means = found.summary.pivot_table(index="outcome", columns="scenario", values="mean")
    other = found.effects[found.effects["scenario"] == "other"].set_index("outcome")["difference"]
    np.testing.assert_allclose(other, (means["other"] - means["one"])[other.index], atol=1e-6)
    back = compare(named("other", "overreaction"), named("one"), worlds=WORLDS).effects
    turned = back.set_index("outcome")["difference"]
    np.testing.assert_allclose(turned[other.index], -other, atol=1e-6)


def test_a_scenario_run_alone_is_the_one_that_was_compared(found: Comparison) -> None:
    alone = run(named("other", "overreaction"), worlds=WORLDS, world=3)
    beside = found.summary[found.summary["scenario"] == "other"].reset_index(drop=True)
    assert alone.summary["mean"].equals(beside["mean"])
    assert alone.ledger.rungs.shape == (WEEKS,)
    assert len(alone.effects) == 0


def test_what_a_reader_is_shown_has_every_scenario_and_says_what_it_is_held_against(found: Comparison):
    words = str(found.report.blocks)
    for name in ("one", "twin", "other"):
        assert name in words
    assert found.run.command[:2] == ("run.py", "compare")
    assert found.run.worlds == WORLDS
    assert {"differences", "fans_one", "fans_twin", "fans_other"} <= set(found.figures)


def test_one_scenario_is_no_comparison_and_two_need_the_same_weeks() -> None:
    with pytest.raises(UserError, match="needs two scenarios"):
        compare(named("one"), worlds=8)
    with pytest.raises(UserError, match="need the same weeks"):
        compare(named("one"), short(named("late"), WEEKS + 1), worlds=8)
