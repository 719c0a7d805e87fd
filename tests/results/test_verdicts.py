"""Each guard speaks when it should, and only then."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.results import verdicts

CLEAR = {"difference": 2.0, "low": 1.0, "high": 3.0, "mc_error": 0.1}


@pytest.mark.parametrize(
    ("better", "change", "saturation", "expected"),
    [
        ("more", {}, "", "better"),
        ("less", {}, "", "worse"),
        ("less", {"difference": -2.0, "low": -3.0, "high": -1.0}, "", "better"),
        ("more", {"difference": -2.0, "low": -3.0, "high": -1.0}, "", "worse"),
        ("neither", {}, "", "not judged"),
        ("more", {"low": -0.1}, "", "cannot tell"),
        ("more", {"low": 0.0}, "", "cannot tell"),
        ("more", {"mc_error": 0.51}, "", "cannot tell"),
        ("more", {"difference": 0.9, "low": 0.8}, "", "cannot tell"),
        ("more", {"low": math.nan, "high": math.nan}, "", "cannot tell"),
        ("more", {}, "all end alike", "saturated"),
        ("neither", {}, "all end alike", "saturated"),
    ],
)
def test_verdict(better, change, saturation, expected):
    found = verdicts.verdict(better, 1, saturation, **{**CLEAR, **change})
    assert found == expected
    assert found in verdicts.VERDICTS


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"mc_error": 0.5, "difference": 1.0}, ""),
        ({"mc_error": 0.51}, "chance alone"),
        ({"mc_error": math.nan}, "one world per parameter draw"),
        ({"low": math.nan}, "too few parameter draws"),
        ({"low": -1.0}, "either way"),
        ({"difference": 0.5}, "too small"),
    ],
)
def test_inside_the_noise_says_why(change, words):
    said = verdicts.inside_the_noise(1, **{**CLEAR, **change})
    assert words in said
    assert bool(words) == bool(said)


def test_saturated_needs_the_same_class_everywhere():
    names = ("war", "talks")
    assert "talks in over 96 %" in verdicts.saturated(np.array([[4.0, 96.0], [1.0, 99.0]]), names)
    assert verdicts.saturated(np.array([[5.0, 95.0], [0.0, 100.0]]), names) == ""
    assert verdicts.saturated(np.array([[0.0, 100.0], [100.0, 0.0]]), names) == ""


def test_a_handful_of_worlds_is_not_called_saturated():
    assert verdicts.saturated(np.array([[0.0, 19.0]]), ("war", "talks")) == ""
    assert verdicts.saturated(np.array([[0.0, 20.0]]), ("war", "talks")) != ""


def test_worlds_to_settle_follow_the_square_of_the_error():
    assert verdicts.worlds_to_settle(0.5, 1, 2_000) == 2_000
    assert verdicts.worlds_to_settle(1, 1, 2_000) == 8_000
    assert verdicts.worlds_to_settle(0, 1, 2_000) == 1
    for delta, error in ((0, 1), (1, math.nan)):
        with pytest.raises(ValueError, match="delta"):
            verdicts.worlds_to_settle(error, delta, 2_000)


def test_left_to_chance_gives_the_worlds_needed():
    assert "8,000 worlds" in verdicts.left_to_chance(1, 1, 2_000)
    assert verdicts.left_to_chance(0.4, 1, 2_000) == verdicts.left_to_chance(math.nan, 1, 2_000) == ""


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
