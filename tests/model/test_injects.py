"""Injects: events they watch, conditions they put together, how long they wait, what follows them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.core.columns import FLOAT
from sim.model.orders import CARRIED_OUT, SHUT
from sim.model.phases.injects import HAPPENED
from sim.model.situation import Situation
from sim.scenario import Inject, Scenario
from sim.vocabulary.glossary import HAPPENINGS
from tests.helpers.worlds import Series, follow, sent, short, still, with_order, with_parameters
from tests.helpers.worlds import baseline as the_baseline

OFFER = {"actor": "ROK", "signal": "public_offer"}
SHOW = {"actor": "US", "signal": "show_of_force"}


def injecting(s: Scenario, **injects: dict[str, Any]) -> Scenario:
    """The scenario with some injects, as a file writes them."""
    days = {"from": s.start, "to": s.end}
    made = {name: Inject.model_validate({"name": name} | days | words) for name, words in injects.items()}
    return s.model_copy(update={"injects": s.injects | made})


def weeks(s: Scenario, actor: str, signal: str, span: int = 30, worlds: int = 3) -> list[int]:
    """The weeks in which a signal is sent, the same in all worlds."""
    n = follow(s, weeks=span, worlds=worlds, read={"n": lambda s: sent(s, actor, signal)})["n"][0]
    assert (n.min(axis=1) == n.max(axis=1)).all()
    return np.flatnonzero(n[:, 0]).tolist()


def test_every_happening_of_the_glossary_can_be_read() -> None:
    assert HAPPENED.keys() == HAPPENINGS.keys()


def test_an_answer_follows_an_event_and_an_offer_the_answer() -> None:
    """Force in the week after the test, an offer two weeks after the force."""
    s = with_order(still(), "DPRK", "nuclear_test", 5)
    s = injecting(
        s,
        answer={"when": {"event": "nuclear_test"}, "then": SHOW},
        offer={"when": {"after": "answer", "weeks": 2}, "then": OFFER},
    )
    assert weeks(s, "US", "show_of_force") == [6]
    assert weeks(s, "ROK", "public_offer") == [8]


def test_each_of_several_answers_is_followed() -> None:
    s = with_order(still(), "DPRK", "nuclear_test", 5, 7)
    s = injecting(
        s,
        answer={"when": {"event": "test"}, "then": SHOW, "times": 3},
        offer={"when": {"after": "answer", "weeks": 4}, "then": OFFER, "times": 2},
    )
    assert weeks(s, "US", "show_of_force") == [6, 7, 8]
    assert weeks(s, "ROK", "public_offer") == [10, 11]


def test_what_follows_an_order_knows_it_by_name() -> None:
    s = with_order(still(), "US", "show_of_force", 3)
    s = injecting(s, offer={"when": {"after": "order_0", "weeks": 1}, "then": OFFER})
    assert weeks(s, "ROK", "public_offer") == [4]


@pytest.mark.parametrize(
    ("how", "held"),
    [
        ({"weeks": 3}, [8, 12]),
        ({"at_least": "3 weeks"}, [*range(8, 30)]),
        ({"in_the_last": "3 weeks"}, [6, 7, 8, 10, 11, 12]),
        ({}, [6, 10]),
    ],
)
def test_how_long_after(how: dict[str, Any], held: list[int]) -> None:
    """After shows of force in weeks 5 and 9: to the week, so long or longer, within so long."""
    s = with_order(still(), "US", "show_of_force", 5, 9, every="4 weeks")
    s = injecting(s, offer={"when": {"after": "order_0"} | how, "then": OFFER, "times": 100})
    assert weeks(s, "ROK", "public_offer") == held


@pytest.mark.parametrize(
    ("when", "first"),
    [
        ({"event": "long_range_test"}, 11),
        ({"event": "long_range_test", "by": "DPRK"}, 11),
        ({"event": "provocation"}, 11),
        ({"not": {"stage": "contact"}, "for": "4 weeks"}, 3),
        ({"all": [{"event": "test", "in_the_last": "3 weeks"}, {"event": "show_of_force"}]}, 13),
        ({"any": [{"event": "fire"}, {"event": "test"}]}, 11),
        ({"all": [{"stage": "none"}, {"not": {"event": "test", "in_the_last": "5 weeks"}}]}, 5),
        ({"measure": "provocations_52", "at": 0}, 0),
        ({"measure": "provocations_52", "between": [1, 5]}, 11),
    ],
)
def test_conditions(when: dict[str, Any], first: int) -> None:
    """In a laboratory with one test in week 10 and a show of force in week 12, the first week each holds."""
    s = with_parameters(still(), start_provocations=0)
    s = with_order(with_order(s, "DPRK", "long_range_test", 10), "US", "show_of_force", 12)
    s = injecting(s, it={"when": when, "then": OFFER})
    assert weeks(s, "ROK", "public_offer")[:1] == [first]


def _state(s: Situation) -> Series:
    return s.land.tension


def test_for_some_weeks_means_without_a_break() -> None:
    s = injecting(
        the_baseline(), it={"when": {"measure": "tension", "above": 0.4, "for": "4 weeks"}, "then": SHOW}
    )
    read = {"n": lambda s: s.plan.watches[0].times < 1, "tension": _state}
    r = follow(s, weeks=60, worlds=100, read=read)
    fired, tense = r["n"][0], r["tension"][0] > 0.4
    held = np.array([tense[k : k + 4].all(axis=0) for k in range(56)])
    for world in np.flatnonzero(fired.any(axis=0) & ~fired[4]):
        first = int(np.argmax(fired[:, world]))
        assert first == int(np.argmax(held[:, world])) + 4


def test_an_inject_waits_until_its_signal_is_open_and_then_no_longer() -> None:
    """A summit needs contact: it is held when contact comes in time, else not at all."""
    s = with_order(still(), "US", "show_of_force", 2)
    s = with_order(with_order(s, "ROK", "public_offer", 2), "DPRK", "accept_talks", 3)
    summit = {"when": {"event": "show_of_force"}, "then": {"actor": "US", "signal": "summit"}}
    assert weeks(injecting(s, it=summit), "US", "summit", span=10) == []
    assert weeks(injecting(s, it=summit | {"within": "6 weeks"}), "US", "summit", span=10) == [4]
    forced = summit | {"then": {"actor": "US", "signal": "summit", "whatever_the_stage": True}}
    assert weeks(injecting(s, it=forced), "US", "summit", span=10) == [3]


def test_an_order_for_the_alliance_is_sent_by_both_and_counts_once() -> None:
    s = with_order(still(), "DPRK", "nuclear_test", 5, 9)
    both = {"actor": "alliance", "signal": "show_of_force"}
    s = injecting(s, it={"when": {"event": "nuclear_test"}, "then": both, "times": 2})
    assert weeks(s, "US", "show_of_force") == weeks(s, "ROK", "show_of_force") == [6, 7]


def test_a_suspension_is_in_force_to_its_last_day_and_free_choice_does_not_cut_it_short() -> None:
    """What the allies would choose meanwhile, 20 weeks of suspension, would end the year's in its middle."""
    day = {"from": "2018-03-01", "to": "2018-12-31"}
    s = the_baseline().with_(orders={"stop": {"actor": "alliance", "signal": "suspension", **day}})
    eager = {"suspension": {"senders": {"US": 0.3, "ROK": 0.3}}}
    s = s.with_(signals=eager)
    left = follow(s, weeks=80, worlds=60, read={"left": lambda s: s.us.state.suspension.left})["left"][0]
    assert (left[35:80] > 0).all()
    assert s.orders["stop"].actors == ("US", "ROK")


def test_what_became_of_each_order_is_told() -> None:
    s = with_order(still(), "US", "settlement_proposal", 3, whatever_the_stage=False)
    s = with_order(s, "US", "show_of_force", 3)
    read = {str(k): lambda s, k=k: s.orders.get(k, FLOAT(0) * s.land.tension) for k in range(2)}
    r = follow(s, weeks=5, worlds=2, read=read)
    assert r["0"][0, :, 0].tolist() == [0, 0, 0, SHUT, 0]
    assert r["1"][0, :, 0].tolist() == [0, 0, 0, CARRIED_OUT, 0]


def test_an_inject_takes_the_place_of_an_order_of_the_week() -> None:
    s = with_order(with_order(still(), "DPRK", "nuclear_test", 2), "US", "missile_defence", 3)
    s = injecting(short(s, 20), it={"when": {"event": "nuclear_test"}, "then": SHOW})
    assert weeks(s, "US", "missile_defence", span=6) == []
    assert weeks(s, "US", "show_of_force", span=6) == [3]


def test_what_an_inject_keeps_in_force_is_not_cut_short_by_free_choice() -> None:
    """The same as an order: allies that prefer suspensions of 20 weeks go on with the 40 begun."""
    eager = {"suspension": {"senders": {"US": 0.3, "ROK": 0.3}}}
    stop = {"actor": "alliance", "signal": "suspension", "length": 40}
    s = the_baseline().with_(
        signals=eager,
        orders={"word": {"actor": "US", "signal": "public_statement", "from": "2018-02-19"}},
        injects={"stop": {"when": {"after": "word"}, "then": stop}},
    )
    left = follow(s, weeks=75, worlds=60, read={"left": lambda s: s.us.state.suspension.left})["left"][0]
    assert (left[35:74] > 0).all()
