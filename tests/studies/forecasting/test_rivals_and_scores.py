"""The rivals' forecasts, and the scores, against numbers known beforehand."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from sim.evidence.marks import ints
from sim.evidence.record import record
from sim.studies.forecasting.hawkes import Hawkes, counts_ahead, fit
from sim.studies.forecasting.rivals import FORECASTERS, TRAILING, climatology, negative_binomial, persistence
from sim.studies.forecasting.scoring import (
    CountForecast,
    brier,
    crps,
    difference,
    log_score,
    reliability,
    seen_in,
)

FIRST, LAST = date(2012, 1, 1).toordinal(), date(2017, 12, 31).toordinal()
ORIGIN = date(2017, 3, 20).toordinal()


@pytest.fixture(scope="module")
def days():
    return record().weapons.day


def test_windows_leave_the_origin_out_and_take_the_last_day_in():
    assert seen_in(ints([10, 12, 12, 15, 16]), 10, 5) == 3


def test_hawkes_of_the_record(days):
    found = fit(days, FIRST, LAST)
    assert found.background * 365.25 == pytest.approx(4.7, abs=0.1)
    assert found.branching == pytest.approx(0.62, abs=0.01)
    assert found.decay == pytest.approx(25, abs=1)
    assert found.gain == pytest.approx(12.5, abs=0.1)


def test_hawkes_of_evenly_spread_events_excites_nothing():
    found = fit(np.arange(0, 3000, 60), 0, 2999)
    assert found.branching < 0.05
    assert found.gain < 0.1


def test_hawkes_looks_ahead_as_its_rates_say():
    model = Hawkes(background=0.02, branching=0.5, decay=20, gain=0)
    quiet = counts_ahead(model, ints([]), 1000, 3000)
    assert quiet.mean == pytest.approx(0.02 * 3000 / (1 - 0.5), rel=0.03)
    busy = counts_ahead(model, ints([990, 995, 1000]), 1000, 14)
    still = counts_ahead(model, ints([990, 995, 1000]) - 400, 1000, 14)
    assert still.any == pytest.approx(1 - math.exp(-0.02 * 14), abs=1e-6)
    assert busy.any > still.any + 0.2


@pytest.mark.parametrize("name", FORECASTERS)
@pytest.mark.parametrize("horizon", [14, 30, 365])
def test_a_rival_forecasts_chances_and_never_looks_past_the_origin(days, name, horizon):
    seen = FORECASTERS[name](days, ORIGIN, horizon)
    assert seen.chances.sum() == pytest.approx(1)
    assert (seen.chances >= 0).all()
    assert 0 < seen.any <= 1
    np.testing.assert_array_equal(
        FORECASTERS[name](days[days <= ORIGIN], ORIGIN, horizon).chances, seen.chances
    )


@pytest.mark.parametrize("name", FORECASTERS)
def test_a_rival_has_an_answer_where_nothing_ever_happened(name):
    for horizon in (14, 365):
        found = FORECASTERS[name](ints([]), ORIGIN, horizon)
        assert found.chances.sum() == pytest.approx(1)
        assert found.any < 0.4


def test_climatology_is_the_share_of_past_windows_with_an_event():
    every = np.arange(ORIGIN - TRAILING, ORIGIN + 1, 28)
    assert climatology(every, ORIGIN, 14).any == pytest.approx(0.5, abs=0.02)


def test_persistence_follows_the_last_window():
    long_ago, lately = np.arange(ORIGIN - 700, ORIGIN - 600, 5), np.arange(ORIGIN - 100, ORIGIN + 1, 5)
    assert persistence(lately, ORIGIN, 91).mean > 5 * persistence(long_ago, ORIGIN, 91).mean


def test_negative_binomial_has_the_rate_of_the_last_year():
    weekly = np.arange(ORIGIN - 3000, ORIGIN + 1, 7)
    assert negative_binomial(weekly, ORIGIN, 28).mean == pytest.approx(4, rel=0.05)


def test_scores():
    forecast = CountForecast(np.array([0.5, 0.3, 0.2]))
    assert forecast.any == 0.5
    assert forecast.mean == pytest.approx(0.7)
    assert crps(forecast, 1) == pytest.approx(0.25 + 0.04)
    assert crps(CountForecast(np.array([0, 0, 1.0])), 2) == 0
    assert crps(CountForecast(np.array([1.0])), 3) == 3  # a sure forecast: its distance
    assert log_score(forecast, 2) == pytest.approx(-math.log(0.2))
    assert log_score(forecast, 9) < 20
    assert brier(0.8, True) == pytest.approx(0.04)


def test_crps_is_the_expected_distance_less_half_the_spread():
    forecast = CountForecast.of(ints([0, 1, 1, 4, 7]))
    draws = np.array([0, 1, 1, 4, 7])
    spread = np.abs(draws[:, None] - draws).mean() / 2
    assert crps(forecast, 3) == pytest.approx(np.abs(draws - 3).mean() - spread)


def test_weighted_counts_make_a_forecast():
    assert CountForecast.of(ints([0, 2]), [1, 3]).chances.tolist() == [0.25, 0, 0.75]


def test_reliability_bins():
    bins = reliability([0.05, 0.05, 0.95, 1.0], [False, True, True, True])
    assert [(b.number, b.share) for b in bins] == [(2, 0.5), (2, 1.0)]
    assert bins[1].chance == pytest.approx(0.975)


def test_a_difference_is_clear_only_where_it_is():
    rng = np.random.Generator(np.random.Philox(3))
    noise = rng.normal(0, 1, 144)
    clear, level = difference(noise - 2, rng.normal(0, 1, 144)), difference(noise, noise[::-1])
    assert clear.low < clear.mean < clear.high < 0
    assert level.low < 0 < level.high


def test_neighbouring_origins_are_drawn_together():
    waves = np.repeat(np.random.Generator(np.random.Philox(4)).normal(0, 1, 12), 12)
    together, apart = (difference(waves, waves * 0, block=size) for size in (12, 1))
    assert together.high - together.low > 1.5 * (apart.high - apart.low)
