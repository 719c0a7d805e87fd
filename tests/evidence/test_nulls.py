"""The blind nulls know the record's rates and nothing else."""

from __future__ import annotations

from datetime import date

import numpy as np

from sim.evidence.nulls import NULLS, blind, met_by, null_scores
from sim.evidence.patterns import PATTERNS
from sim.evidence.record import record


def test_a_null_has_the_rates_of_the_record_and_its_own_luck():
    worlds = blind(record(), 12, worlds=400)
    window = date(2016, 1, 1).toordinal(), date(2016, 12, 31).toordinal()
    counts = worlds.provocations.within(*window).per_world()
    assert abs(counts.mean() - 25) < 1
    assert abs(counts.var() - 25) < 8
    assert worlds.crises.worlds == 400


def test_the_quarterly_null_keeps_the_quiet_autumns():
    worlds = blind(record(), 3, worlds=200)
    months = worlds.weapons.by_month(date(2012, 1, 1).toordinal(), date(2017, 12, 31).toordinal())
    assert months.sum(axis=0)[[9, 10, 11]].sum() > 0
    assert months.sum(axis=0)[21:24].sum() == 0  # October to December 2013 had none


def test_a_null_is_the_same_every_time():
    one, two = (blind(record(), 12, worlds=3).provocations for _ in range(2))
    np.testing.assert_array_equal(one.key, two.key)


def test_what_the_nulls_meet_is_what_does_not_discriminate():
    yearly, quarterly = NULLS
    assert {key for key in PATTERNS if yearly in met_by(key)} == {
        "P1",
        "P4",
        "P4b",
        "P5",
        "P7",
        "P8",
        "P9",
        "P21",
    }
    assert {key for key in PATTERNS if quarterly in met_by(key)} == (
        {"P1", "P2", "P3", "P4", "P4b", "P5", "P7", "P8", "P9", "P12", "P21"}
    )
    assert not any(met_by(key) for key in ("P2b", "P6", "P6b"))


def test_nulls_are_not_asked_about_what_does_not_look_at_provocations():
    asked = {each.pattern for scores in null_scores().values() for each in scores}
    assert asked == {key for key, pattern in PATTERNS.items() if pattern.uses_events}
