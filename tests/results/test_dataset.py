"""The Dataset holds what was counted, under its right name."""

from __future__ import annotations

import numpy as np
import pytest

from sim.results.condensed import QUANTILES, condensed, quantiles
from sim.results.dataset import series
from sim.vocabulary.glossary import FINAL_CLASSES, MEASURES, OUTCOMES
from tests.helpers.ensembles import BINS, MEASURE, WEEKS, ensemble, kept


@pytest.fixture
def rng():
    return np.random.Generator(np.random.Philox(5))


def binned(values, low, high):
    return np.histogram(values, BINS, (low, high))[0].astype(np.int32)


def test_quantiles_of_counts_are_those_of_the_values_within_a_bin(rng):
    values = rng.normal(3, 1, (6, 2_000)).clip(-1, 9)
    found = quantiles(np.stack([binned(row, -1, 9) for row in values]), -1, 9)
    assert found.shape == (6, len(QUANTILES))
    assert found == pytest.approx(np.quantile(values, QUANTILES, axis=1).T, abs=10 / BINS)


def test_quantiles_of_one_world_and_of_none():
    one = quantiles(binned([0.3], 0, 1), 0, 1)
    assert one == pytest.approx(np.full(5, 0.3), abs=1 / BINS)
    assert np.isnan(quantiles(np.zeros(BINS, np.int32), 0, 1)).all()


def test_quantiles_stay_within_the_range():
    ends = np.zeros(BINS, np.int32)
    ends[[0, -1]] = 10
    found = quantiles(ends, 0, 1)
    assert found.min() >= 0
    assert found.max() <= 1


def test_every_number_is_found_by_its_names():
    values = np.arange(160, dtype=np.float32).reshape(2, 80)
    data = series(kept({"crises": values}))
    other = data.sel(scenario="other", theory="essay")
    assert (other.outcome_values.sel(outcome="crises").values == values[1]).all()
    span, low = MEASURES[MEASURE].high - MEASURES[MEASURE].low, MEASURES[MEASURE].low
    assert other.means.sel(measure=MEASURE).values == pytest.approx(low + span * 100.5 / BINS)
    middle = other.quantiles.sel(measure=MEASURE, quantile=0.5).values
    assert middle == pytest.approx(low + span * 100.5 / BINS)
    change = other.difference_quantiles.sel(measure=MEASURE, quantile=0.5).values
    assert change == pytest.approx(-span + 2 * span * 300.5 / BINS)
    assert (other.rung_share.sel(rung="words").values == 1).all()
    assert (other.stage_share.sel(stage="talks").values == 1).all()
    assert not other.at_war.values.any()
    assert other.final_share.sel(final_class="talks").item() == 0.5
    assert other.final_class_of_world.values[0] == list(FINAL_CLASSES).index("talks")
    assert list(np.datetime_as_string(data.date, "D")) == ["2017-06-26", "2017-07-03", "2017-07-10"]
    assert data.week.attrs["long_name"] == "number of the week, from the start on"
    assert data.parameter_values.sel(parameter="caution").values[-1] == 1


def test_units_stand_beside_the_names_and_every_variable_has_some():
    data = series(kept())
    assert list(data.measure_unit.values) == [it.unit for it in MEASURES.values()]
    assert list(data.outcome_unit.values) == [it.unit for it in OUTCOMES.values()]
    assert all({"units", "comment"} & {*data[name].attrs} for name in data.data_vars)


def test_the_baseline_differs_from_itself_by_nothing():
    data = series(kept(worlds=40)).sel(scenario="base", theory="essay")
    assert not data.difference_quantiles.values.any()
    assert (data.worlds_compared.values == 40).all()


def test_worlds_at_war_are_left_out_and_counted():
    study = ensemble(worlds=40)
    study.histograms[1, 1:, :, 100] = 0
    study.histograms[1, 1:, :, -1] = 40
    study.differences[1, 1:, :, 300] = 0
    study.differences[1, 1:, :, -1] = 40
    study.rungs[1, 1:] = [0] * 8 + [40]
    study.sums[1, 1:] = 0
    data = series(condensed(study)).sel(scenario="other", theory="essay")
    assert list(data.at_war.values) == [0, 1, 1]
    assert list(data.worlds_compared.values) == [40, 0, 0]
    for name in ("quantiles", "means", "difference_quantiles"):
        missing = np.isnan(data[name].isel(measure=0).values.reshape(WEEKS, -1)).all(axis=1)
        assert list(missing) == [False, True, True]


def test_a_pair_that_was_not_run_is_empty():
    study = ensemble(theories=("essay", "spiral"))
    object.__setattr__(study, "cells", study.cells[:3])
    for name in ("histograms", "differences", "sums", "rungs", "stages", "outcomes", "final"):
        object.__setattr__(study, name, getattr(study, name)[:3])
    data = series(condensed(study)).sel(scenario="other", theory="spiral")
    assert np.isnan(data.means.values).all()
    assert (data.final_class_of_world.values == -1).all()


def test_no_parameters_is_no_fault():
    study = ensemble()
    study.parameters.clear()
    assert series(condensed(study)).parameter_values.shape == (0, 10)


@pytest.mark.parametrize("spread", [1e-5, 0.0007, 0.002, 0.05, 0.4])
def test_quantiles_are_off_by_less_than_a_thousandth_of_the_range(spread, rng):
    """On continuous data, however narrow and wherever it lies, against the quantile of the sample itself."""
    for middle in rng.uniform(-1, 9, 40):
        values = np.clip(rng.normal(middle, 10 * spread, 2_001), -1, 9 - 1e-9)
        exact = np.quantile(values, QUANTILES, method="inverted_cdf")
        assert np.abs(quantiles(binned(values, -1, 9), -1, 9) - exact).max() <= 10 * 0.001
