# ruff: noqa: N802 - a test is named after the claim it shows
"""Offers, talks, trust and what is kept: claims E08, E17, E19, E20 and E22."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.phases.negotiate import zone
from sim.scenario import Scenario
from tests.helpers.worlds import (
    Series,
    after,
    baseline,
    drive,
    follow,
    middling,
    sent,
    still,
    trajectory,
    with_order,
    with_parameters,
    with_posture,
)

STAGE = {"stage": "stage"}


def _stages(s: Scenario, weeks: int = 120, worlds: int = 300) -> Series:
    return trajectory(s, measure="stage", weeks=weeks, worlds=worlds)[0]


def test_E08_talks_open_advance_stall_and_collapse() -> None:
    """Talks climb one stage at a time, slip back one, or collapse to nothing; all of it happens."""
    stages = _stages(baseline("engagement_first"))
    before, now = stages[:-1], stages[1:]
    assert set(np.unique(now - before)) <= {-5, -4, -3, -2, -1, 0, 1}
    assert ((before == 0) & (now == 1)).any()
    assert ((before > 0) & (now == before + 1)).any()
    assert ((before == 2) & (now == 1)).any()
    assert ((before > 1) & (now == 0)).any()
    assert (now[(now < before) & (now > 0)] < 2).all()  # an agreement does not slip: it stands or falls


def test_E08_talks_open_only_when_Pyongyang_accepts_an_offer() -> None:
    """Nothing opens without an offer; an offer that is accepted opens contact at once."""
    s = with_order(still(), "DPRK", "accept_talks", 8)
    r = follow(still(), s, weeks=12, worlds=50, read=STAGE)["stage"]
    assert r[0].max() == 0
    assert r[1, :8].max() == 0
    assert (r[1, 8] == 1).mean() > 0.9  # some openings collapse at once


def test_E17_tension_moves_in_weeks_and_talks_in_months() -> None:
    """After a shock tension is halfway back within a season; from contact to a freeze it takes talks
    months.
    """
    s = still()
    tension = trajectory(s, with_order(s, "DPRK", "nuclear_test", 3), measure="tension", weeks=30, worlds=2)
    shock = (tension[1] - tension[0])[:, 0]
    assert np.argmax(shock[3:] < shock[3] / 2) <= 13
    stages = _stages(baseline("engagement_first"), weeks=183)
    frozen = (stages >= 3).any(axis=0)
    assert frozen.any()
    first = np.argmax(stages >= 3, axis=0)[frozen]
    contact = [
        np.flatnonzero(stages[:week, world] == 0)[-1:].sum()
        for week, world in zip(first, np.flatnonzero(frozen), strict=True)
    ]
    assert np.median(first - np.array(contact)) > 8


def _willing() -> Scenario:
    """All numbers are as good for talks as the stated ranges allow, trust is complete, and Pyongyang
    accepts.
    """
    s = with_parameters(
        still(), sincerity=1, start_trust_us=1, start_trust_rok=1, start_trust_north=1, talk_pace=0.3,
        programme_worth=0, guarantee_worth=2, deterrent_worth=0.4, hope_weight=0, first_trust=0.25,
        trust_memory_half_life=156, collapse_rate=0.004, settlement_weeks=53, framework_weeks=12,
    )  # fmt: skip
    return with_order(s, "DPRK", "accept_talks", 0, 180)


def test_E17_a_settlement_takes_more_than_a_year_of_kept_steps() -> None:
    """Even where all want it and trust is complete, a settlement comes after more than a year of a kept
    agreement.
    """
    generous = with_order(_willing(), "US", "settlement_proposal", 0, 180)
    stages = _stages(with_order(generous, "US", "security_guarantee", 0, 180), weeks=180, worlds=100)
    settled = np.flatnonzero((stages == 5).any(axis=0))
    assert settled.size > 10
    for world in settled:
        week = int(np.argmax(stages[:, world] == 5))
        assert (stages[week - 52 : week, world] >= 3).all()
    least = baseline().parameters["settlement_weeks"].range[0]
    assert least > 52


def test_E17_a_programme_that_is_needed_asks_a_higher_price() -> None:
    """The more there is to give up, and the more it is needed, the more Pyongyang asks; a programme that
    still has its steps ahead asks more for stopping, where they are worth something.
    """
    for numbers, grows in (
        ({"deterrent_worth": 2, "programme_worth": 0}, True),
        ({"deterrent_worth": 0, "programme_worth": 0.8}, False),
    ):
        s = with_parameters(still(), relief_wish=0, waiting_risk=0, **numbers)
        young, old = (after(1, with_parameters(s, start_missile=x, start_nuclear=x)) for x in (0.1, 0.9))
        assert (zone(old)[0] > zone(young)[0]).all() == grows


def test_E19_trust_between_the_two_sides_starts_low() -> None:
    """At the start nobody trusts the other side more than a little, in any world."""
    for name in ("start_trust_us", "start_trust_rok", "start_trust_north"):
        assert baseline().parameters[name].range[1] < 0.5


@pytest.mark.parametrize("trust", [0.12, 0.3, 0.5])
def test_E19_trust_in_the_North_grows_slowly_and_falls_fast(trust: float) -> None:
    """Of what there is to lose, a long-range test loses more than a pledge of no tests wins of what there
    is to win.
    """
    s = with_parameters(still(), start_trust_north=trust)
    cells = [s, with_order(s, "DPRK", "long_range_test", 0), with_order(s, "DPRK", "moratorium", 0)]
    t = trajectory(*cells, measure="trust_north", weeks=1, worlds=1)[:, 0, 0]
    assert t[1] < t[0] < t[2]
    assert (t[0] - t[1]) / trust > (t[2] - t[0]) / (1 - trust)


def test_E19_the_norths_distrust_is_a_state_of_its_own() -> None:
    """A test costs the DPRK trust in Washington, not Washington trust in Pyongyang; a show of force the
    reverse.
    """
    s = still()
    cells = [s, with_order(s, "DPRK", "long_range_test", 2), with_order(s, "US", "show_of_force", 2)]
    r = follow(*cells, weeks=5, worlds=2, read={"ours": "trust_north", "theirs": "trust_us"})
    assert (r["ours"][1, 2:] < r["ours"][0, 2:]).all()
    np.testing.assert_array_equal(r["theirs"][1], r["theirs"][0])
    assert (r["theirs"][2, 2:] < r["theirs"][0, 2:]).all()
    np.testing.assert_array_equal(r["ours"][2], r["ours"][0])


def test_E20_strategic_patience_is_there_to_compare_with() -> None:
    """The strategy before this one can be run beside the essay's; it offers less."""
    cells = [baseline(), baseline("strategic_patience")]
    offers = follow(*cells, weeks=80, worlds=150, read={"n": lambda s: s.us.sent.does("offer")})["n"]
    assert offers[1].mean() < 0.7 * offers[0].mean()


def test_E22_concessions_wait_for_a_step_in_return() -> None:
    """A conditional ally concedes more readily after a kept step and less after a pocketed one; another
    does not care.
    """
    for conditionality, cares in ((1.0, True), (0.0, False)):
        w = after(1, with_posture(middling(baseline()), both={"conditionality": conditionality}))
        base, kept, pocketed = (drive(w, "US", "aid", **x) for x in ({"kept": 0, "unreturned": 0},
            {"kept": 0.8, "unreturned": 0}, {"kept": 0, "unreturned": 0.8}))  # fmt: skip
        # kept steps also open the door for offers; aid offers nothing
        assert (kept > base) == cares
        assert (pocketed < base) == cares


def test_E22_a_pocketed_concession_costs_trust_and_is_remembered_until_returned() -> None:
    """A concession pocketed lowers trust, is still remembered half a year later, and is made good by a
    step.
    """
    pocketed = with_order(still(), "DPRK", "pocket_a_concession", 2)
    cells = [still(), pocketed, with_order(pocketed, "DPRK", "moratorium", 10)]
    read = {"trust": "trust_north", "grudge": lambda s: s.us.state.unreturned}
    r = follow(*cells, weeks=28, worlds=2, read=read)
    assert (r["trust"][1, 2:] < r["trust"][0, 2:]).all()
    assert (r["grudge"][1, 2:] > 0.2).all()
    assert r["grudge"][2, -1].max() == 0


def test_E22_concessions_given_fall_with_conditionality() -> None:
    """Over many worlds the more conditional ally gives less for nothing."""
    cells = [with_posture(baseline("engagement_first"), both={"conditionality": x}) for x in (0.0, 1.0)]
    given = follow(*cells, weeks=100, worlds=150, read={"n": lambda s: s.us.sent.does("concede")})["n"]
    assert given[1].mean() < given[0].mean()


def test_E22_a_pocketed_concession_comes_after_one_was_made() -> None:
    """Pyongyang can only pocket what is on the table."""
    read = {"pocket": lambda s: sent(s, "DPRK", "pocket_a_concession"), "table": lambda s: s.talks.concession}
    r = follow(baseline("engagement_first"), weeks=80, worlds=100, read=read)
    assert r["pocket"].sum() > 0
    assert (r["table"][0, :-1][r["pocket"][0, 1:] > 0] > 0).all()
