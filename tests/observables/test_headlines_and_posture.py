"""What leaders see, and how steady their posture is: E01, E02a, E02b, E03, E32 of the essay's claims."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from sim.signals import FAMILIES
from sim.world import World
from tests.worlds import (
    Series, after, baseline, follow, middling, numbers, odds, one, sent, still, with_order, with_parameters,
    with_posture, world_of,
)  # fmt: skip


def _bounce(series: Series) -> float:
    """Size of the weekly moves: the spread of the change from one week to the next."""
    return float(np.std(np.diff(series, axis=-2)))


def _memory(series: Series) -> float:
    """Correlation of one week with the next, over the weeks of each world."""
    now, then = series[..., 1:, :], series[..., :-1, :]
    now, then = (x - x.mean(axis=-2, keepdims=True) for x in (now, then))
    return float((now * then).mean() / np.sqrt((now**2).mean() * (then**2).mean()))


def test_E01_headlines_paint_the_tension_higher_and_jump_more_than_the_tension_itself() -> None:
    """The tension of the headlines is higher, more volatile and shorter-lived than the tension underneath."""
    r = follow(baseline(), weeks=80, read={"under": "tension", "headlines": "media_tension"})
    assert r["headlines"].mean() > r["under"].mean()
    assert _bounce(r["headlines"]) > 1.5 * _bounce(r["under"])
    assert _memory(r["headlines"]) < _memory(r["under"])
    assert r["headlines"].var(axis=1).mean() > r["under"].var(axis=1).mean()


def test_E01_without_gain_and_noise_the_headlines_are_the_tension() -> None:
    """Take away the exaggeration and the noise, and the headlines tell the plain state of affairs."""
    plain = with_parameters(baseline(), media_gain=0, media_noise=0)
    r = follow(plain, weeks=60, worlds=50, read={"under": "tension", "headlines": "media_tension"})
    np.testing.assert_array_equal(r["headlines"], r["under"])


def test_E01_officials_know_the_tension_of_some_weeks_ago() -> None:
    """What the files say is the tension at the end of last week, or of as many weeks before as officials are late."""
    for lag in range(5):
        s = with_posture(with_parameters(middling(baseline()), official_lag=lag), both={"headlines": 0})
        r = follow(s, weeks=40, worlds=20, read={"under": "tension", "seen": lambda w: w.us.seen})
        late = lag + 1  # a decision of this week rests on the end of last week
        np.testing.assert_array_equal(r["seen"][0, late:], r["under"][0, :-late])


def test_E01_headlines_are_read_at_once() -> None:
    """A leader who goes by headlines alone acts on those of last week."""
    s = with_posture(baseline(), both={"headlines": 1})
    r = follow(s, weeks=30, worlds=20, read={"headlines": "media_tension", "seen": lambda w: w.us.seen})
    np.testing.assert_allclose(r["seen"][0, 1:], r["headlines"][0, :-1], rtol=1e-6)


def _posture(w: World) -> Series:
    """Log-odds of a stick and of a carrot against silence, one row each."""
    return np.stack([_against_silence(w, "show_of_force"), _against_silence(w, "public_offer")])


def _against_silence(w: World, signal: str) -> Series:
    family = "forces" if signal == "show_of_force" else "contact"
    return odds(w, "US", signal) - w.us.scores[family][0]


def _shift_after_one_provocation(steadiness: float) -> float:
    """How far the posture moves in the six weeks after a single nuclear test, against the same world without it."""
    calm = with_posture(still(), both={"steadiness": steadiness, "overreaction": 0, "fear": 0, "headlines": 1})
    calm = _with_allies_weighing(calm)
    read = {"stick": lambda w: _against_silence(w, "show_of_force"),
            "carrot": lambda w: _against_silence(w, "public_offer")}  # fmt: skip
    r = follow(calm, with_order(calm, "DPRK", "nuclear_test", 5), weeks=12, worlds=40, read=read)
    return float(max(np.abs(x[1, 6:] - x[0, 6:]).max() for x in r.values()))


def _with_allies_weighing(s):  # type: ignore[no-untyped-def]
    signals = {n: sig.model_copy(update={"senders": {a: b if a == "DPRK" or a == "China" else 1e-9
               for a, b in sig.senders.items()}}) for n, sig in s.signals.items()}
    return s.model_copy(update={"signals": signals})


def test_E02a_a_steady_posture_does_not_move_after_a_single_provocation() -> None:
    """One provocation swings an unsteady posture; a fully steady one stays where it was."""
    print(_shift_after_one_provocation(0), _shift_after_one_provocation(1))
    assert _shift_after_one_provocation(1) == 0
