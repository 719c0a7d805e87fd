# ruff: noqa: N802 - a test is named after the claim it shows
"""What leaders see and how steadily they act on it: claims E01, E02a, E02b and E32."""

from __future__ import annotations

from datetime import date
from functools import partial

import numpy as np
import pytest

from sim.core.columns import Column
from sim.model.situation import Situation
from tests.helpers.worlds import (
    Series,
    after,
    baseline,
    drive,
    follow,
    middling,
    still,
    trajectory,
    weighed,
    with_order,
    with_parameters,
    with_posture,
)

PLAIN = {"fear": 0.0, "overreaction": 0.0}


def _bounce(series: Series) -> float:
    """Size of the weekly moves."""
    return float(np.std(np.diff(series, axis=-2)))


def _memory(series: Series) -> float:
    """Correlation of one week with the next within a world."""
    now, then = series[..., 1:, :], series[..., :-1, :]
    now, then = (x - x.mean(axis=-2, keepdims=True) for x in (now, then))
    return float((now * then).mean() / np.sqrt((now**2).mean() * (then**2).mean()))


def test_E01_headlines_are_higher_and_jump_more_than_the_tension_underneath() -> None:
    """The tension of the headlines is higher, more volatile and shorter-lived than the state of affairs."""
    r = follow(baseline(), weeks=80, read={"under": "tension", "headlines": "media_tension"})
    assert r["headlines"].mean() > r["under"].mean()
    assert r["headlines"].var(axis=1).mean() > r["under"].var(axis=1).mean()
    assert _bounce(r["headlines"]) > 1.5 * _bounce(r["under"])
    assert _memory(r["headlines"]) < _memory(r["under"])


def test_E01_without_gain_and_noise_the_headlines_tell_the_plain_state() -> None:
    """Take away exaggeration and noise, and headlines and underlying tension are the same."""
    plain = with_parameters(baseline(), media_gain=0, media_noise=0)
    r = follow(plain, weeks=60, worlds=50, read={"under": "tension", "headlines": "media_tension"})
    np.testing.assert_array_equal(r["headlines"], r["under"])


@pytest.mark.parametrize("lag", range(5))
def test_E01_officials_know_the_state_some_weeks_late(lag: int) -> None:
    """Officials who are no week late know the end of last week; those who are four weeks late, four weeks
    before.
    """
    s = with_posture(with_parameters(middling(baseline()), official_lag=lag), both={"headlines": 0})
    r = follow(s, weeks=30, worlds=20, read={"under": "tension", "seen": lambda s: s.us.view.seen_tension})
    late = lag + 1  # a choice of this week rests on the end of last week
    np.testing.assert_array_equal(r["seen"][0, late:], r["under"][0, :-late])


def test_E01_headlines_are_read_at_once() -> None:
    """A leader who goes by headlines alone acts on those of last week."""
    s = with_posture(baseline(), both={"headlines": 1})
    r = follow(
        s, weeks=30, worlds=20, read={"headlines": "media_tension", "seen": lambda s: s.us.view.seen_tension}
    )
    np.testing.assert_allclose(r["seen"][0, 1:], r["headlines"][0, :-1], rtol=1e-6)


@pytest.mark.parametrize("steadiness", [0.0, 1.0])
def test_E02a_a_steady_posture_does_not_move_with_the_moment(steadiness: float) -> None:
    """Seen tension and a fresh provocation leave every choice of a fully steady ally as it was, and move an
    unsteady one.
    """
    w = after(3, with_posture(middling(baseline()), both=PLAIN | {"steadiness": steadiness}))
    for ally in ("US", "ROK"):
        calm, tense = (weighed(w, ally, seen_tension=t, provoked=p) for t, p in ((0.2, 0.0), (0.9, 1.0)))
        same = all(np.array_equal(calm[family], tense[family]) for family in calm)
        assert same == (steadiness == 1)


def _swing_after_one_provocation(steadiness: float) -> float:
    """Largest move of Washington's stick or carrot (log-odds) in the weeks after one local provocation."""
    calm = with_posture(still(), both=PLAIN | {"steadiness": steadiness, "headlines": 1})
    read = {signal: partial(_drive_of_us, signal=signal) for signal in ("show_of_force", "public_offer")}
    r = follow(calm, with_order(calm, "DPRK", "local_provocation", 5), weeks=12, worlds=40, read=read)
    return float(max(np.abs(series[1] - series[0]).max() for series in r.values()))


def _drive_of_us(s: Situation, signal: str) -> Column:
    return drive(s, "US", signal)


def test_E02a_after_a_single_provocation_only_the_unsteady_posture_swings() -> None:
    """After one incident at the line an unsteady posture swings; a steady one moves only by what it learned
    of Pyongyang. That a test is answered is policy, and no swing.
    """
    assert _swing_after_one_provocation(1) < 0.2 * _swing_after_one_provocation(0)


def test_E02a_steadiness_reaches_others_only_through_what_is_sent() -> None:
    """If both allies send the same signals, nobody can tell a steady ally from an unsteady one."""
    s = with_order(with_order(still(), "US", "show_of_force", 3), "DPRK", "long_range_test", 6)
    steady, unsteady = (with_posture(s, both={"steadiness": x}) for x in (1, 0))
    read = ("tension", "resolve_us", "doubt_us", "trust_us", "fear_paid", "friction", "confidence", "discord")
    for name, series in follow(steady, unsteady, weeks=25, worlds=40, read={n: n for n in read}).items():
        np.testing.assert_array_equal(series[0], series[1], err_msg=name)


def test_E02a_an_erratic_ally_leaves_the_more_doubt_the_more_a_surprise_widens_it() -> None:
    """The same policy done unsteadily surprises more; how much doubt that leaves hangs on `surprise`."""
    more = [_doubt_that_swings_leave(surprise) for surprise in (0.02, 0.18)]
    assert more[1] > more[0] + 0.001


def _doubt_that_swings_leave(surprise: float) -> float:
    s = with_parameters(baseline(), surprise=surprise)
    postures = [with_posture(s, both={"steadiness": x, "headlines": 1}) for x in (1, 0)]
    doubt = trajectory(*postures, measure="doubt_us", weeks=52, worlds=400).mean(axis=(1, 2))
    return float(doubt[1] - doubt[0])


def test_E02b_beliefs_about_the_US_do_not_reset_in_January_2017() -> None:
    """When nobody signals anything, belief in the US runs on through the change of administration."""
    s = still().starting(date(2016, 12, 5)).model_copy(update={"end": date(2017, 4, 2)})
    read = {"mean": lambda s: s.believed("US", by="DPRK"), "doubt": lambda s: s.doubted("US", by="DPRK")}
    r = follow(s, weeks=s.weeks, worlds=5, read=read)
    assert np.ptp(r["mean"]) == 0
    np.testing.assert_allclose(np.diff(r["doubt"], n=2, axis=1), 0, atol=1e-6)


def test_E32_fear_and_overreaction_are_turned_up_one_at_a_time() -> None:
    """After a provocation fear makes for concessions and overreaction for sticks; neither does the other's
    work.
    """
    none, fear, over = (
        after(1, with_posture(middling(baseline()), both=PLAIN | more))
        for more in ({}, {"fear": 0.8}, {"overreaction": 0.8})
    )
    felt = {"provoked": 0.8, "seen_tension": 0.7}
    stick, concession = (partial(drive, actor="US", signal=x, **felt) for x in ("show_of_force", "aid"))
    assert concession(fear) > concession(none)
    assert stick(fear) < stick(none)
    assert stick(over) > stick(none)
    assert concession(over) == concession(none)


def test_E32_fear_guides_more_concessions_and_overreaction_more_sticks() -> None:
    """Over many worlds fear turned up alone concedes more, overreaction turned up alone threatens more."""
    plain = with_posture(baseline(), both=PLAIN)
    cells = [plain, with_posture(plain, both={"fear": 0.8}), with_posture(plain, both={"overreaction": 0.8})]
    read = {"concede": lambda s: s.us.sent.does("concede"), "display": lambda s: s.us.sent.does("display")}
    r = {name: series.mean(axis=(1, 2)) for name, series in follow(*cells, weeks=60, read=read).items()}
    assert r["concede"][1] > r["concede"][0]
    assert r["display"][2] > r["display"][0]
