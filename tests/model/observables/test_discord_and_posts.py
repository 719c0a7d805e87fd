# ruff: noqa: N802 - a test is named after the claim it shows
"""Perceived discord, and the posts that initiatives need: claims E14, E16, E24 and E25."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.scenario import load
from tests.helpers.worlds import (
    after,
    baseline,
    drive,
    follow,
    middling,
    place,
    still,
    trajectory,
    weighed,
    with_fact,
    with_order,
    with_parameters,
    world_after,
)


def test_E14_perceived_discord_and_actual_coordination_are_two_states() -> None:
    """Headlines of discord leave coordination as it is; a quiet consultation leaves perceived discord as it
    is.
    """
    s = still()
    cells = [s, with_fact(s, "discord_headlines", 1, 2, 10), with_order(s, "US", "consultation", 2)]
    r = follow(*cells, weeks=12, worlds=2, read={"discord": "discord", "coordination": "coordination"})
    assert (r["discord"][1, 3:] > r["discord"][0, 3:]).all()
    np.testing.assert_array_equal(r["coordination"][1], r["coordination"][0])
    np.testing.assert_array_equal(r["discord"][2], r["discord"][0])
    assert (r["coordination"][2, 3:] > r["coordination"][0, 3:]).all()


def test_E14_discord_shows_where_the_allies_signals_differ() -> None:
    """A show of force by one ally alone looks like discord; one by both does not."""
    alone = with_order(still(), "US", "show_of_force", 2)
    discord = trajectory(
        still(), alone, with_order(alone, "ROK", "show_of_force", 2), measure="discord", weeks=4, worlds=2
    )
    assert (discord[1, 2:] > discord[0, 2:]).all()
    np.testing.assert_array_equal(discord[2], discord[0])


@pytest.mark.parametrize(("veto_read", "sign"), [(0.8, 1), (0.0, 0)])
def test_E16_discord_read_as_a_veto_lowers_believed_resolve(veto_read: float, sign: int) -> None:
    """Read as a veto, discord makes tests likelier, for resolve counts for less; else it does nothing."""
    w = after(1, with_parameters(middling(baseline()), veto_read=veto_read, caution=0))
    calm, torn = (drive(w, "DPRK", "long_range_test", discord=x) for x in (0.0, 0.8))
    assert np.sign(torn - calm) == sign


@pytest.mark.parametrize("doubt", [0.01, 0.05, 0.12, 0.2])
def test_E16_discord_read_as_a_veto_widens_doubt(doubt: float) -> None:
    """Read as a veto, discord adds doubt, which holds the cautious back; it never takes from doubt that is
    greater.
    """
    bold, wary = (_after_discord(doubt, caution) for caution in (-0.8, 0.8))
    if doubt > baseline().parameters["widest_doubt"].default:
        assert abs(wary - bold) < 1e-5
    else:
        assert wary < bold


def _after_discord(doubt: float, caution: float) -> float:
    """What discord does to the log-odds of a test."""
    w = after(1, with_parameters(middling(baseline()), veto_read=0.8, caution=caution))
    seen = {"doubt_us": doubt, "doubt_rok": doubt}
    calm, torn = (drive(w, "DPRK", "long_range_test", discord=x, **seen) for x in (0.0, 0.8))
    return float((torn - calm)[0])


@pytest.mark.parametrize(("wedge", "sign"), [(0.8, 1), (-0.8, -1), (0.0, 0)])
def test_E16_discord_makes_Seouls_offers_worth_more_or_less(wedge: float, sign: int) -> None:
    """Discord raises or lowers the worth of Seoul's offers, as the wedge has it; Washington's are worth the
    same.
    """
    w = after(1, with_parameters(middling(baseline()), wedge=wedge))
    seen = {"offered": 1.0, "trust_rok": 0.5, "trust_us": 0.5}
    for ally, effect in (("offer_rok", sign), ("offer_us", 0)):
        offers = {"offer_rok": 0.0, "offer_us": 0.0} | {ally: 1.0}
        calm, torn = (drive(w, "DPRK", "accept_talks", discord=x, **seen, **offers) for x in (0.0, 0.8))
        assert np.sign(torn - calm) == effect


def _afforded(capacity: float, **wanted: str) -> dict[str, bool]:
    """Which of the signals wanted, one a family, Washington can afford with that capacity."""
    w = world_after(1, middling(baseline()))
    s, agent = w.situation, w.agents_by_name["US"]
    us = s.us
    choice = {family: np.zeros(1, np.intp) for family in us.sent.places}
    for family, signal in wanted.items():
        choice[family][:] = place(s, "US", signal)[1]
    view = us.view.seeing("capacity", np.full(1, capacity, np.float32))
    kept = agent.afford(us, view, weighed(s, "US"), choice)
    return {family: bool(kept[family][0] > 0) for family in wanted}


def test_E24_capacity_binds_only_when_more_is_wanted_than_it_allows() -> None:
    """Few posts are enough for one initiative; of two that need them both the better one goes ahead."""
    assert baseline().signals["public_offer"].posts == baseline().signals["missile_defence"].posts > 0
    enough = baseline().signals["public_offer"].posts * 1.5
    assert _afforded(enough, contact="public_offer") == {"contact": True}
    assert sorted(_afforded(enough, contact="public_offer", forces="missile_defence").values()) == [
        False,
        True,
    ]
    assert all(_afforded(2 * enough, contact="public_offer", forces="missile_defence").values())


def test_E24_a_back_channel_and_a_summit_need_no_posts() -> None:
    """Leaders and quiet messengers need no senior posts."""
    for signal in ("back_channel", "summit"):
        assert baseline().signals[signal].posts == 0
        assert _afforded(0, contact=signal) == {"contact": True}


def test_E25_posts_are_filled_in_early_autumn_and_a_scenario_may_move_the_date(tmp_path: Path) -> None:
    """Capacity rises once the posts are filled in October 2017; moved a year, it rises a year later."""
    path = tmp_path / "late.yaml"
    path.write_text(
        f"extends: {baseline().path.absolute()}\nquestion: Posts a year late?\n"
        "calendar: {posts_filled: {from: 2018-10-01}}\n",
        encoding="utf-8",
    )
    late = load(path)
    week, later = (s.week_of(s.calendar["posts_filled"].start) for s in (baseline(), late))
    assert (later - week) == 52
    capacity = trajectory(baseline(), late, measure="capacity", weeks=later + 20, worlds=20)
    np.testing.assert_array_equal(capacity[0, :week], capacity[1, :week])
    assert (capacity[0, week + 8] > 1.5 * capacity[0, week - 1]).all()
    assert (capacity[1, week:later] < capacity[0, week:later]).all()
    assert (capacity[1, later + 15] > 1.5 * capacity[1, later - 1]).all()
