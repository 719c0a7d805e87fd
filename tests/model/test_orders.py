"""Orders and injects: what a scenario makes an actor send, or keeps it from sending."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.situation import Situation
from sim.scenario import Scenario
from tests.helpers.worlds import (
    Series,
    after,
    baseline,
    follow,
    sent,
    still,
    with_inject,
    with_order,
    with_parameters,
)


def _weeks_sent(*scenarios: Scenario, actor: str, signal: str, weeks: int = 12, worlds: int = 6) -> Series:
    return follow(*scenarios, weeks=weeks, worlds=worlds, read={"n": lambda s: sent(s, actor, signal)})["n"]


def test_an_order_is_obeyed_in_its_weeks_and_in_no_other() -> None:
    """A dated order is sent in every week from its first to its last, and only then."""
    n = _weeks_sent(with_order(still(), "US", "show_of_force", 3, 5), actor="US", signal="show_of_force")[0]
    assert n[3:6].min() == 1
    assert np.delete(n, [3, 4, 5], axis=0).max() == 0


def test_an_order_with_a_length_is_sent_once_and_is_in_force_for_that_long() -> None:
    """What lasts is sent once: it is under way for its weeks and takes no further turn."""
    s = with_order(still(), "US", "routine_exercise", 2, length=5, scale=1.5)
    assert _weeks_sent(s, actor="US", signal="routine_exercise").sum(axis=1).tolist() == [[1] * 6]
    dose = follow(s, weeks=12, worlds=2, read={"dose": lambda s: s.us.state.exercise.now})["dose"][0]
    assert ((dose > 0).sum(axis=0) == 5).all()
    plain = with_order(still(), "US", "routine_exercise", 2, length=5, scale=0.5)
    smaller = follow(plain, weeks=12, worlds=2, read={"dose": lambda s: s.us.state.exercise.now})["dose"][0]
    np.testing.assert_allclose(dose[2:7], 3 * smaller[2:7])


def test_without_a_shape_an_ordered_signal_has_its_declared_one() -> None:
    """An order that names neither scale nor length sends the signal as declared."""
    s = with_order(still(), "US", "routine_exercise", 0)
    w, signal = after(1, s), s.signals["routine_exercise"]
    assert w.us.sent.attribute("forces", "scale") == pytest.approx(signal.scale)
    assert w.us.sent.attribute("forces", "length") == signal.length


def test_a_withheld_signal_is_not_sent_in_its_weeks() -> None:
    """What is withheld is not sent from the first day to the last, and is sent again afterwards."""
    s = with_order(baseline(), "DPRK", "taunt", 5, 20, withhold=True)
    free, held = _weeks_sent(baseline(), s, actor="DPRK", signal="taunt", weeks=40, worlds=50)
    np.testing.assert_array_equal(free[:5], held[:5])
    assert held[5:21].max() == 0
    assert held[21:].max() == 1


def test_withholding_one_signal_leaves_the_random_draws_of_the_others() -> None:
    """In its first week a withheld signal changes only the worlds that would have sent it."""
    s = with_order(baseline(), "DPRK", "taunt", 6, 20, withhold=True)
    w = after(7, baseline(), s, worlds=200)
    places = w.north.sent.places["words"].reshape(2, 200)
    would = sent(w, "DPRK", "taunt").reshape(2, 200)[0] > 0
    np.testing.assert_array_equal(places[0, ~would], places[1, ~would])


def test_the_free_choice_is_remembered_beside_the_order() -> None:
    """Where an order took the place of a choice, what would have been sent is still known."""
    s = with_order(baseline(), "US", "conditional_threat", 3)
    plain, ordered = after(4, baseline(), worlds=40), after(4, s, worlds=40)
    assert ordered.us.sent.ordered["words"].all()
    np.testing.assert_array_equal(ordered.us.sent.free["words"], plain.us.sent.places["words"])
    assert "words" not in plain.us.sent.ordered
    assert "contact" not in ordered.us.sent.ordered


def test_an_order_acts_on_its_own_scenario_alone() -> None:
    """A scenario without the order does not notice that another one has it."""
    cells = (still(), with_order(still(), "US", "show_of_force", 3), still())
    n = _weeks_sent(*cells, actor="US", signal="show_of_force")
    assert n[0].max() == n[2].max() == 0
    assert n[1].max() == 1


def test_an_order_may_send_what_the_actor_would_not() -> None:
    """An order needs no occasion where it says so; else it is sent where its signal is open."""
    for forced in (True, False):
        s = with_order(still(), "US", "settlement_proposal", 4, whatever_the_stage=forced)
        n = _weeks_sent(s, actor="US", signal="settlement_proposal")
        assert n[0, 4].min() == n.max() == forced


def _tense(s: Situation) -> Series:
    return s.land.tension


@pytest.mark.parametrize("times", [1, 3])
def test_an_inject_waits_for_its_condition_and_comes_as_often_as_it_may(times: int) -> None:
    """An inject is sent in the first weeks in which its measure stood where it says, and no more often."""
    s = with_order(with_parameters(still(), start_tension=0.1), "DPRK", "nuclear_test", 12, 20)
    s = with_inject(s, "US", "show_of_force", "tension", ">", 0.15, times=times)
    read = {"n": lambda s: sent(s, "US", "show_of_force"), "tension": _tense}
    r = follow(s, weeks=30, worlds=4, read=read)
    n, tension = r["n"][0], r["tension"][0]
    assert (n.sum(axis=0) == times).all()
    for week, world in np.argwhere(n > 0):
        assert tension[week - 1, world] > 0.15
    first = int(np.argmax(n[:, 0] > 0))
    assert first == 1 + int(np.argmax(tension[:, 0] > 0.15)) > 12


def test_an_inject_acts_only_in_the_worlds_where_its_condition_holds() -> None:
    """Worlds in which the measure stays on the other side do without."""
    s = with_parameters(baseline(), start_tension=(0.2, 0.8))
    s = with_inject(s, "US", "limited_strike", "tension", ">=", 0.5, times=1)
    read = {"n": lambda s: sent(s, "US", "limited_strike"), "tension": _tense}
    r = follow(s, weeks=2, worlds=400, read=read)
    struck, tense = r["n"][0, 1] > 0, r["tension"][0, 0] >= 0.5
    already = r["n"][0, 0] > 0
    np.testing.assert_array_equal(struck & ~already, tense & ~already)
    assert 0 < tense.mean() < 1
