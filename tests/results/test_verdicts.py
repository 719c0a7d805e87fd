"""Each guard speaks when it should, and only then."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.results import verdicts
from sim.results.what_matters import least
from sim.vocabulary.glossary import OUTCOMES

CLEAR = {
    "difference": 2.0,
    "spread_low": -4.0,
    "spread_high": 8.0,
    "mean_low": 1.0,
    "mean_high": 3.0,
    "mc_error": 0.1,
    "delta": 1.0,
    "both_sides": True,
}
"""Clear of nothing and larger than what matters, though draws lie on both sides."""
LESS = {"difference": -2.0, "mean_low": -3.0, "mean_high": -1.0}
NOT_CLEAR = {"mean_low": -0.5}


def judged(**change):
    return verdicts.Judged(**{**CLEAR, **change})


@pytest.mark.parametrize(
    ("better", "change", "saturation", "expected"),
    [
        ("more", {}, "", "better"),
        ("less", {}, "", "worse"),
        ("less", LESS, "", "better"),
        ("more", LESS, "", "worse"),
        ("more", {"mc_error": 0.9}, "", "better"),
        ("neither", {}, "", "not judged"),
        ("more", NOT_CLEAR, "", "depends on what we do not know"),
        ("more", {"mean_low": 0.0}, "", "depends on what we do not know"),
        ("more", NOT_CLEAR | {"both_sides": False}, "", "too few worlds"),
        (
            "more",
            {"difference": 0.9, "mean_low": 0.5, "mean_high": 1.3, "both_sides": False},
            "",
            "too few worlds",
        ),
        (
            *("more", {"difference": 0.6, "mean_low": 0.3, "mean_high": 0.9, "both_sides": False}, ""),
            "no difference that matters",
        ),
        (
            *("more", {"difference": 0.6, "mean_low": 0.3, "mean_high": 0.9}, ""),
            "depends on what we do not know",
        ),
        ("more", {"mean_low": math.nan, "mean_high": math.nan}, "", "too few worlds"),
        ("more", {"mc_error": math.nan}, "", "too few worlds"),
        ("more", {}, "all end alike", "saturated"),
        ("neither", {}, "all end alike", "saturated"),
    ],
)
def test_verdict(better, change, saturation, expected):
    found = verdicts.verdict(better, saturation, judged(**change))
    assert found == expected
    assert found in verdicts.VERDICTS


def test_a_clear_effect_is_clear_however_large_its_monte_carlo_error():
    """An effect of −22.6 weeks with the interval −26.1 to −19.1, where 4 weeks matter."""
    clear = judged(difference=-22.6, mean_low=-26.1, mean_high=-19.1, mc_error=2.1, delta=4.0)
    assert verdicts.verdict("less", "", clear) == "better"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"mean_low": math.nan}, "too few parameter draws"),
        ({"mc_error": math.nan}, "one world per parameter draw"),
        ({"difference": 2.0, "mean_low": -2.0, "mean_high": 6.0}, "about 8,000 worlds would settle it"),
        ({"difference": 0.5, "mean_low": -0.5, "mean_high": 1.5}, "about 8,000 worlds would settle it"),
        ({"difference": 0.999, "mean_low": 0.0, "mean_high": 2.0}, "a million worlds would not settle it"),
    ],
)
def test_too_few_worlds_says_how_many_would_settle_it(change, words):
    assert words in verdicts.why_too_few(judged(**change), 2_000)


@given(
    difference=st.floats(-9, 9), width=st.floats(0.01, 9), low=st.floats(-20, 0), both=st.booleans(),
    better=st.sampled_from(["more", "less"]),
)  # fmt: skip
def test_exactly_one_verdict_and_its_mirror_image(difference, width, low, both, better):
    """Turning the sign round turns better into worse and leaves every other word as it is."""
    numbers = {"difference": difference, "mean_low": difference - width, "mean_high": difference + width}
    mirrored = {"difference": -difference, "mean_low": -difference - width, "mean_high": width - difference}
    found = verdicts.verdict(better, "", judged(**numbers, spread_low=low, both_sides=both))
    turned = verdicts.verdict(better, "", judged(**mirrored, spread_high=-low, both_sides=both))
    swapped = {"better": "worse", "worse": "better"}
    assert turned == swapped.get(found, found)


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=lambda it: it.name)
@given(share=st.floats(0.001, 1))
def test_no_verdict_is_out_of_reach(outcome, share):
    """From any level the outcome can fall by what matters, and a share or a chance can rise by it."""
    bounded = outcome.unit in ("chance", "share")
    level = share if bounded else share * 30
    reach = least(outcome, level)
    as_good_as_nothing = level < outcome.delta / 20
    assert 0 < reach <= outcome.delta
    assert reach <= level or as_good_as_nothing
    assert not bounded or level + reach <= 1 or 1 - level < outcome.delta / 20


def test_saturated_needs_the_same_class_everywhere():
    names = ("war", "talks")
    assert "talks in over 96 %" in verdicts.saturated(np.array([[4.0, 96.0], [1.0, 99.0]]), names)
    assert verdicts.saturated(np.array([[5.0, 95.0], [0.0, 100.0]]), names) == ""
    assert verdicts.saturated(np.array([[0.0, 100.0], [100.0, 0.0]]), names) == ""


def test_a_handful_of_worlds_is_not_called_saturated():
    assert verdicts.saturated(np.array([[0.0, 19.0]]), ("war", "talks")) == ""
    assert verdicts.saturated(np.array([[0.0, 20.0]]), ("war", "talks")) != ""


def test_few_draws():
    assert "no interval" in verdicts.few_draws(1)
    assert verdicts.few_draws(29).startswith("29 parameter draws")
    assert verdicts.few_draws(250) == ""


def test_outside_fitted_range_names_the_parameter():
    fitted = {"caution": (0.0, 0.5), "memory": (1.0, 2.0), "unused": (0.0, 1.0)}
    said = verdicts.outside_fitted_range(
        {"caution": (-0.5, 0.5), "memory": (1.0, 2.0), "free": (0, 9)}, fitted
    )
    assert said == "outside the range fitted to the record: caution (-0.5 to 0.5, fitted 0 to 0.5)"
    assert verdicts.outside_fitted_range({"caution": (0.1, 0.2)}, fitted) == ""


def test_contested_needs_both_signs_among_theories_that_see():
    assert verdicts.contested({"essay": 1, "spiral": -1, "diversion": 0}) == (
        "contested: more under essay; less under spiral"
    )
    assert verdicts.contested({"essay": 1, "spiral": 0}) == ""
    assert verdicts.contested({"essay": 1, "own_calendar": -1}, blind=("own_calendar",)) == ""


def test_the_wider_side_of_an_uneven_interval_says_how_many_worlds_would_settle_it() -> None:
    """Width 1.6 on the wider side, room 0.8 to what matters: twice as narrow takes four times the worlds."""
    uneven = judged(difference=0.2, mean_low=-0.1, mean_high=1.8, delta=1.0)
    assert uneven.worlds_to_settle(100) == 400


def test_estimates_of_worlds_are_told_in_two_digits_rounded_up() -> None:
    assert verdicts.settled_by(56_789) == "about 57,000 worlds would settle it"
    assert verdicts.settled_by(1_201) == "about 1,300 worlds would settle it"


def test_two_draws_have_an_interval_that_is_too_narrow_and_one_has_none() -> None:
    assert verdicts.few_draws(1) == "one parameter draw: no interval can be given (nan)"
    assert verdicts.few_draws(2) == "2 parameter draws: intervals are too narrow under 30"
    assert verdicts.few_draws(30) == ""


def test_the_numbers_of_a_row_are_taken_by_their_names() -> None:
    row = {**CLEAR, "outcome": "p_war", "both_sides": 0}
    assert verdicts.Judged.of(row) == judged(both_sides=False)
