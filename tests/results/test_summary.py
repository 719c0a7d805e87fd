"""Means, intervals and errors against numbers known beforehand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.results.sample import BLOCKS, Sample, quantile
from sim.results.summary import COLUMNS, overall, summary
from sim.vocabulary.glossary import OUTCOMES
from tests.helpers.ensembles import kept


@pytest.fixture
def rng():
    return np.random.Generator(np.random.Philox(7))


def row(table, outcome, scenario="base"):
    return table[(table.outcome == outcome) & (table.scenario == scenario)].iloc[0]


def test_one_row_per_scenario_theory_and_outcome_in_their_order():
    table = summary(kept(theories=("essay", "spiral")))
    assert tuple(table.columns) == COLUMNS
    assert len(table) == 4 * len(OUTCOMES)
    assert list(table.outcome[: len(OUTCOMES)]) == list(OUTCOMES)
    assert list(table.unit[: len(OUTCOMES)]) == [it.unit for it in OUTCOMES.values()]
    assert list(table.scenario.unique()) == ["base", "other"]
    assert list(table.theory.unique()) == ["essay", "spiral"]


def test_mean_is_over_worlds_and_median_over_draws():
    values = np.repeat([0, 0, 0, 10, 100], 8)  # five parameter draws
    found = row(summary(kept({"crises": values}, worlds=40)), "crises")
    assert (found["mean"], found["median"], found["worlds"]) == (22, 0, 40)
    assert found["mean_low"] < 22 < found["mean_high"]
    assert found["mc_error"] == 0


def test_the_spread_is_of_parameter_draws_without_what_random_draws_add(rng):
    truth = rng.normal(0, 3, 250)
    values = np.repeat(truth, 8) + rng.normal(0, 6, 2_000)
    sample = Sample.of(values[None], 8)
    low, high = sample.spread
    assert (high - low)[0] == pytest.approx(2 * 1.645 * 3, rel=0.12)
    assert np.std(sample.averages) > 1.15 * np.std(sample.draws)
    assert sample.random_share[0] == pytest.approx(36 / 8 / (9 + 36 / 8), abs=0.08)


def test_the_spread_does_not_shrink_with_more_draws_and_the_interval_of_the_mean_does(rng):
    few, many = (Sample.of(np.repeat(rng.normal(0, 3, count), 8)[None], 8) for count in (250, 4_000))
    width = [float((it.spread[1] - it.spread[0])[0]) for it in (few, many)]
    known = [float((it.interval(1)[1] - it.interval(1)[0])[0]) for it in (few, many)]
    assert width[1] == pytest.approx(width[0], rel=0.1)
    assert known[1] == pytest.approx(known[0] / 4, rel=0.15)


@given(values=st.lists(st.floats(0, 1e4, width=32), min_size=16, max_size=64))
def test_a_mean_never_lies_outside_its_spread(values):
    """However uneven few draws are, as the chance of a clash in 200 worlds is."""
    sample = Sample.of(np.array(values, np.float32)[None], 8)
    low, high = sample.spread
    assert low[0] <= sample.mean[0] <= high[0]


def test_overall_counts_theories_that_see_alike_and_leaves_the_control_out():
    values = np.stack([np.full(80, mean) for mean in (1.0, 0.0, 3.0, 0.0, 50.0, 0.0)])
    study = kept({"crises": values}, theories=("essay", "spiral", "own_calendar"))
    found = row(overall(study), "crises")
    assert (found["mean"], found["spread_low"], found["spread_high"]) == (2, 1, 3)
    alone = kept({"crises": values[4:]}, theories=("own_calendar",))
    assert row(overall(alone), "crises")["mean"] == 50


def test_a_last_draw_with_fewer_worlds_counts_by_its_worlds():
    values = np.arange(19, dtype=float)  # 8, 8 and 3 worlds
    found = row(summary(kept({"crises": values}, worlds=19)), "crises")
    assert found["mean"] == 9
    assert found["median"] == pytest.approx(np.arange(8, 16).mean(), abs=0.05)
    within = [np.arange(8), np.arange(8), np.arange(3)]
    pooled = sum(((part - part.mean()) ** 2).sum() for part in within) / (7 + 7 + 2)
    assert found["mc_error"] == pytest.approx(math.sqrt(pooled / 19))


def test_one_world_has_a_mean_and_says_nan_for_the_rest():
    found = row(summary(kept({"crises": 3}, worlds=1)), "crises")
    assert (found["mean"], found["median"], found["worlds"]) == (3, 3, 1)
    assert np.isnan([found["mean_low"], found["mean_high"], found["mc_error"]]).all()


def test_one_draw_of_several_worlds_has_no_interval_but_shows_its_luck():
    found = row(summary(kept({"crises": np.arange(5)}, worlds=5)), "crises")
    assert np.isnan([found["mean_low"], found["mean_high"]]).all()
    assert found["mc_error"] == pytest.approx(np.arange(5).std(ddof=1) / math.sqrt(5))


def test_worlds_without_the_number_are_left_out():
    values = np.where(np.arange(80) % 2 == 0, 4.0, np.nan)
    table = summary(kept({"crises": values, "attacks": np.nan}))
    found = row(table, "crises")
    assert (found["mean"], found["mean_low"], found["mean_high"], found["worlds"]) == (4, 4, 4, 40)
    nothing = row(table, "attacks")
    assert nothing["worlds"] == 0
    assert np.isnan(
        [nothing[name] for name in ("mean", "spread_low", "median", "mean_low", "mc_error")]
    ).all()


def test_the_interval_covers_the_true_mean_nine_times_in_ten(rng):
    draws = rng.normal(5, 2, (1_500, 250))
    low, high = Sample.of(draws, 1).interval(seed=3)
    assert 0.87 < np.mean((low < 5) & (high > 5)) < 0.925
    assert np.mean(high - low) == pytest.approx(2 * 1.645 * 2 / math.sqrt(250), rel=0.03)


def test_the_interval_is_of_what_we_do_not_know_and_mc_error_of_luck(rng):
    truth = rng.normal(0, 3, 250)
    values = np.repeat(truth, 8) + rng.normal(0, 4, 2_000)
    sample = Sample.of(values[None], 8)
    low, high = sample.interval(seed=1)
    assert sample.mc_error[0] == pytest.approx(4 / math.sqrt(2_000), rel=0.05)
    assert (high - low)[0] == pytest.approx(2 * 1.645 * math.sqrt(3**2 + 4**2 / 8) / math.sqrt(250), rel=0.15)
    within = values.reshape(250, 8).var(axis=1, ddof=1)
    assert sample.mc_error[0] == pytest.approx(math.sqrt((within / 8).sum()) / 250)


def test_luck_alone_is_unknown_with_one_world_per_draw(rng):
    assert np.isnan(Sample.of(rng.normal(size=(1, 50)), 1).mc_error).all()


def test_many_draws_are_resampled_in_blocks_with_the_same_answer(rng):
    draws = rng.normal(0, 1, (20, 4 * BLOCKS + 3))
    low, high = Sample.of(draws, 1).interval(seed=1)
    assert np.mean(high - low) == pytest.approx(2 * 1.645 / math.sqrt(draws.shape[1]), rel=0.1)


def test_a_number_alone_has_the_bits_it_has_among_others(rng):
    values = rng.lognormal(0, 3, (30, 203)).astype(np.float32)
    values[3, ::5] = np.nan
    together = Sample.of(values, 8).interval(seed=4)
    for number in range(30):
        alone = Sample.of(values[number : number + 1], 8).interval(seed=4)
        assert [ends[number] for ends in together] == [ends[0] for ends in alone]


def test_the_order_of_addition_changes_no_bit(rng):
    values = rng.lognormal(0, 3, 800).astype(np.float32)
    sums = Sample.of(values[None], 8).sums[0]
    assert sums.sum() == sums[::-1].sum() == math.fsum(sums)
    assert sums == pytest.approx(values.astype(float).reshape(-1, 8).sum(axis=1), rel=1e-6)


def test_intervals_follow_the_seed(rng):
    sample = Sample.of(rng.normal(size=(1, 50)), 1)
    assert sample.interval(1) == sample.interval(1)
    assert sample.interval(1) != sample.interval(2)


def test_quantile_agrees_with_numpy_and_leaves_nan_out(rng):
    values = rng.normal(size=(4, 31))
    for share in (0, 0.05, 0.5, 0.95, 1):
        assert quantile(values, share) == pytest.approx(np.quantile(values, share, axis=-1))
    holed = np.concatenate([values, np.full((4, 9), np.nan)], axis=1)
    assert quantile(holed, 0.3) == pytest.approx(quantile(values, 0.3))
    assert np.isnan(quantile(np.full((1, 3), np.nan), 0.5)).all()
