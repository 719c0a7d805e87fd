# ruff: noqa: N802 - a test is named after the claim it shows
"""Sanctions, and Beijing that has to enforce them: claims E05, E06, E07 and E26."""

from __future__ import annotations

import numpy as np
import pytest

from sim.scenario import Scenario
from tests.helpers.worlds import (
    Series,
    after,
    baseline,
    drive,
    follow,
    middling,
    silent,
    still,
    with_fact,
    with_order,
    with_parameters,
    with_posture,
    without_facts,
)

PRESSURE = {name: name for name in ("strain", "bans", "enforcement", "friction")}


def test_E05_strain_rises_with_bans_in_force_and_with_their_enforcement() -> None:
    """More bans, or the same bans better enforced, strain the DPRK more."""
    s = with_parameters(still(), start_bans=0.6, start_enforcement=0.6)
    fewer, looser = with_parameters(s, start_bans=0.3), with_parameters(s, start_enforcement=0.3)
    strain = follow(s, fewer, looser, weeks=20, worlds=2, read=PRESSURE)["strain"][:, -1, 0]
    assert strain[1] < strain[0]
    assert strain[2] < strain[0]


def test_E05_without_enforcement_there_is_no_strain() -> None:
    """Bans that nobody enforces strain nobody."""
    s = with_parameters(still(), start_bans=0.9, start_enforcement=0, start_strain=0)
    assert follow(s, weeks=40, worlds=2, read=PRESSURE)["strain"].max() == 0


def test_E05_primary_sanctions_press_the_DPRK() -> None:
    """Primary sanctions widen the bans, and with enforcement that widens the strain."""
    s = still()
    r = follow(s, with_order(s, "US", "primary_sanctions", 2, 10), weeks=25, worlds=2, read=PRESSURE)
    assert (r["bans"][1, 3:] > r["bans"][0, 3:]).all()
    assert (r["strain"][1, 5:] > r["strain"][0, 5:]).all()


def test_E05_resolutions_answer_long_range_and_nuclear_tests_some_weeks_later() -> None:
    """The Council widens the bans after a nuclear test, not in its week, and only as far as it is agreed."""
    s = still()
    bans = follow(s, with_order(s, "DPRK", "nuclear_test", 2), weeks=40, read=PRESSURE)["bans"]
    wider = bans[1] > bans[0]
    assert not wider[:3].any()
    assert 0.1 < wider[-1].mean() < 0.9


def test_E06_secondary_sanctions_work_on_Beijing_and_not_on_the_DPRK_itself() -> None:
    """With enforcement as it is, secondary sanctions leave strain and bans as they are, and cost friction."""
    s = still()
    r = follow(s, with_order(s, "US", "secondary_sanctions", 2, 30), weeks=40, worlds=10, read=PRESSURE)
    for name in ("enforcement", "strain", "bans"):
        np.testing.assert_array_equal(r[name][0], r[name][1], err_msg=name)
    assert (r["friction"][1, 2:] > r["friction"][0, 2:]).all()


def test_E06_secondary_sanctions_set_a_price_on_not_enforcing() -> None:
    """Secondary sanctions in force make Beijing likelier to enforce, as far as their price counts there."""
    for price, sign in ((1.2, 1), (0.0, 0)):
        w = after(1, with_parameters(middling(baseline()), price_secondary=price))
        change = drive(w, "China", "enforcement_of_bans", secondary=0.8)
        assert np.sign(change - drive(w, "China", "enforcement_of_bans", secondary=0)) == sign


def _enforcement(lever: str, **parameters: float) -> float:
    """What a lever that Washington pulls every week adds to enforcement, averaged over worlds and weeks."""
    s = with_parameters(silent(middling(baseline()), "US", "ROK", "DPRK"), crisis_rate=0, **parameters)
    r = follow(s, with_order(s, "US", lever, 2, 60), weeks=60, worlds=150, read=PRESSURE)["enforcement"]
    return float((r[1] - r[0]).mean())


LEVERS = {
    "secondary_sanctions": (
        {"price_secondary": 1.6, "reactance": 0.0},
        {"price_secondary": 0.0, "reactance": 1.2},
    ),
    "show_of_force": (
        {"unease_weight": 1.2, "buffer_forces": 0.0},
        {"unease_weight": 0.0, "buffer_forces": 3.0},
    ),
}


@pytest.mark.parametrize("lever", LEVERS)
def test_E07_each_lever_can_make_Beijing_press_more_or_less(lever: str) -> None:
    """Within the stated ranges a lever on Beijing can raise enforcement, and can lower it."""
    declared, (raises, lowers) = baseline().parameters, LEVERS[lever]
    for name, value in (raises | lowers).items():
        low, high = declared[name].range
        assert low <= value <= high
    assert _enforcement(lever, **raises) > 0
    assert _enforcement(lever, **lowers) < 0


def test_E07_strain_and_friction_hold_Beijing_back() -> None:
    """Fear of a collapse and reactance to being pushed make enforcing less likely."""
    w = after(1, middling(baseline()))
    for name in ("strain", "friction"):
        low, high = (drive(w, "China", "enforcement_of_bans", **{name: x}) for x in (0.1, 0.9))
        assert high < low


def test_E07_enforcement_decays_when_attention_leaves() -> None:
    """Left alone enforcement falls, and faster the less attention Beijing gives to the file."""
    s = without_facts(still(), "china_attention")
    r = _paths(s, with_fact(s, "china_attention", 0.9, 0))
    assert (np.diff(r[0], axis=0) < 0).all()
    assert (r[0, 5:] < r[1, 5:]).all()


def _paths(*cells: Scenario) -> Series:
    return follow(*cells, weeks=30, worlds=2, read=PRESSURE)["enforcement"]


def test_E26_friction_and_scarce_attention_bound_the_secondary_sanctions() -> None:
    """The more friction with Beijing, and the less attention is left for Korea, the less likely secondary
    sanctions are.
    """
    w = after(1, with_posture(middling(baseline()), both={"secondary": 0.7}))
    rising = {"friction": (0.8, 0.1), "attention": (0.2, 0.9)}
    for name, (less, more) in rising.items():
        low, high = (drive(w, "US", "secondary_sanctions", **{name: x}) for x in (less, more))
        assert low < high


def test_E26_a_higher_price_of_friction_uses_fewer_secondary_sanctions() -> None:
    """The more the long competition with China counts, the fewer secondary sanctions are used."""
    s = with_posture(baseline(), both={"secondary": 1})
    cells = [
        s,
        with_parameters(s, friction_price=0),
        with_parameters(s, china_priority=0.9),
        with_parameters(s, china_priority=0),
    ]
    used = follow(*cells, weeks=80, read={"n": lambda s: s.us.sent.does("secondary")})["n"].mean(axis=(1, 2))
    assert used[0] < used[1]
    assert used[2] < used[3]
