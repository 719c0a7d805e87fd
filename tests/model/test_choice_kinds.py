"""What holds of every choice, whatever it is about: views, prices, posts, policies and warnings."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.core.columns import FLOAT, Column
from sim.core.parameters import Numbers
from sim.model.actors import Ally
from sim.model.choice import ally_scores, china_scores, north_scores
from sim.model.rules import north
from sim.model.situation import Situation
from sim.model.theories import theory
from sim.vocabulary.observations import VIEWS, View
from sim.vocabulary.signals import AFTER, EVENTS, FAMILIES
from sim.vocabulary.theory_names import BLIND, NAMES
from tests.helpers.worlds import (
    after,
    baseline,
    follow,
    middling,
    still,
    weighed,
    with_order,
    with_parameters,
    with_posture,
    world_after,
)

share = st.floats(0, 1, width=32)


class Watched:
    """A view that remembers which of its fields were read."""

    def __init__(self, view: View) -> None:
        self.view, self.read = view, set[str]()

    def __getattr__(self, name: str) -> Any:
        self.read.add(name)
        return getattr(self.view, name)

    def __getitem__(self, name: str) -> Column:
        self.read.add(name)
        return self.view[name]


@pytest.mark.parametrize("actor", VIEWS)
def test_somebody_reads_every_field_of_a_view(actor: str) -> None:
    """A view holds what bears on some choice of its actor under some theory, and nothing else."""
    s = after(1, baseline())
    who, seen = s.actors[actor], Watched(s.actors[actor].view)
    view: Any = seen
    if actor == "DPRK":
        for name in NAMES:
            north_scores(view, who.d, s.p, who.menus, [(theory(name), slice(0, s.width))])
    elif actor == "China":
        china_scores(view, who.d, s.p, who.menus)
    else:
        scores = ally_scores(view, who.d, s.p, who.menus)
        agent: Any = Ally
        places = {family: np.zeros(s.width, np.intp) for family in scores}
        agent.afford(None, who, view, scores, places)
        seen.read.add("exercise_due")
    seen.read.add(AFTER["test"])  # no shipped signal answers a test by `after`, but one of a file may
    unread = {field.name for field in fields(VIEWS[actor])} - seen.read
    assert not unread


def test_without_motives_of_its_own_rationality_moves_no_choice() -> None:
    """Under the blind control nothing has a value, so that how closely choices follow values is no matter."""
    (blind,) = BLIND
    loose, close = (
        after(6, with_parameters(middling(baseline()), rationality=x), theory=blind) for x in (1.5, 3.5)
    )
    seen = {field.name: loose.north.view[field.name] for field in fields(loose.north.view)}
    one, other = (weighed(s, "DPRK", **seen) for s in (loose, close))
    for family in FAMILIES:
        np.testing.assert_array_equal(one[family], other[family])


@pytest.mark.parametrize("name", NAMES)
def test_pyongyang_pays_no_price_that_its_base_weights_hold_already(name: str) -> None:
    """Sunk costs make the allies' and Beijing's signals dearer; Pyongyang's are as frequent as the record
    has them.
    """
    dear, cheap = (
        after(1, with_parameters(middling(baseline()), cost_weight=x), theory=name) for x in (0.7, 0.3)
    )
    for actor, pays in (("DPRK", False), ("US", True), ("ROK", True), ("China", True)):
        same = all(
            np.array_equal(dear.actors[actor].scores[f], cheap.actors[actor].scores[f]) for f in FAMILIES
        )
        assert same != pays, actor


@settings(deadline=None)
@given(support=share, readiness=share, others=st.tuples(share, share, share))
def test_other_allies_never_lower_the_price_of_force(
    support: float, readiness: float, others: tuple[float, float, float]
) -> None:
    """However ready the forces are."""
    ready, threatened, first_strike = one(readiness), one(others[0]), one(others[1])
    defaults = {name: one(it.default) for name, it in baseline().parameters.items()}
    prices = [
        north.price_of_force(
            ready, threatened, first_strike, one(others[2]), Numbers(defaults | {"allied_support": one(x)})
        )
        for x in (0, support)
    ]
    assert prices[1] >= prices[0]


@given(weight=st.tuples(share, share), resolve=st.tuples(share, share))
def test_each_warning_is_weighed_by_its_own_sender(
    weight: tuple[float, float], resolve: tuple[float, float]
) -> None:
    """Of two warnings the stronger counts, each as far as the side that gave it is believed."""
    (us, rok), (our, their) = (map(one, weight), map(one, resolve))
    found = north.believed_warning(us, our, rok, their)
    assert found == max(us * our, rok * their)
    assert north.believed_warning(one(0), our, rok, their) == rok * their


def one(value: float) -> Column:
    return np.array([value], FLOAT)


@settings(max_examples=200, deadline=None)
@given(data=st.data(), capacity=share)
def test_posts_go_to_the_best_choices_that_fit_and_to_no_other(data: st.DataObject, capacity: float) -> None:
    """Best first: what does not fit waits, and takes no post from what comes after it."""
    s = after(1, still())
    menus = s.us.menus
    rows = {f: data.draw(st.integers(0, len(menus[f].names) - 1)) for f in FAMILIES}
    order = data.draw(st.permutations(FAMILIES))
    scores = {f: np.full((len(menus[f].names), 1), -order.index(f), FLOAT) for f in FAMILIES}
    agent: Any = Ally
    view = s.us.view.seeing("capacity", one(capacity))
    chosen = agent.afford(None, s.us, view, scores, {f: np.array([rows[f]]) for f in FAMILIES})
    left = FLOAT(capacity)
    for family in order:
        posts = menus[family].table("posts")[rows[family]]
        fits = posts <= 0 or posts <= left + FLOAT(1e-6)
        if abs(posts - left) > 1e-5:  # but where rounding decides
            assert (chosen[family][0] == rows[family]) == (fits or rows[family] == 0), family
        elif chosen[family][0] != rows[family]:
            fits = False
        left -= posts * fits


POLICIES = [(0.9, 0.1, 0.0), (0.1, 0.5, 0.4), (0.0, 0.0, 1.0), (0.0, 1.0, 0.0), (0.3, 0.3, 0.9)]


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("carrot", [0.0, 2.0])
def test_shares_of_a_policy_on_exercises_are_what_is_done(
    policy: tuple[float, float, float], carrot: float
) -> None:
    """Whatever else the strategy wants, exercises on the calendar are held, adjusted and suspended by these
    shares while no agreement stands, and there is no dealing with exercises that are not on it.
    """
    words = dict(zip(("hold", "adjust", "suspend"), policy, strict=True))
    s = with_posture(
        baseline("engagement_first"),
        both=words | {"carrot": carrot, "stick": 2 - carrot, "conditionality": 0},
    )
    read = {name: lambda s, name=name: s.us.sent.does(name) for name in words}
    read["due"] = lambda s: (s.us.view.exercise_due > 0) * (1 + (s.us.view.stage >= 3))
    r = follow(s, weeks=60, worlds=500, read=read)
    due, free = r["due"][0] > 0, r["due"][0] == 1
    for name, weight in words.items():
        assert not r[name][0][~due].any(), name
        assert r[name][0][free].mean() == pytest.approx(weight / sum(policy), abs=0.04), name


ACTS = ("attack", "local_provocation", "long_range_test", "nuclear_test")
WARNINGS = ("conditional_threat", "warning_against_tests")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("warning", WARNINGS)
@pytest.mark.parametrize("ally", ["US", "ROK"])
def test_only_a_warning_that_could_be_heard_can_be_called_a_bluff(ally: str, warning: str, act: str) -> None:
    """A warning given in the week of the act was heard by nobody who acted; one that stood before was."""
    named = act in (("attack", "local_provocation") if warning == WARNINGS[0] else ACTS[2:])
    s = with_order(with_parameters(still(), blur=0), "DPRK", act, 6)
    for week, called in ((5, named), (6, False), (7, False)):
        w = world_after(7, with_order(s, ally, warning, week))
        assert (_defied(w.situation, ally) > 0).all() == called, week


def _defied(s: Situation, ally: str) -> Column:
    state: Any = s.actors[ally].state
    return state.defied


def test_an_exercise_not_held_alarms_no_less_than_none_on_the_calendar() -> None:
    """It counts once, by not being there; what assures in leaving it out is read as a signal."""
    s = after(1, middling(baseline()), theory="spiral")
    held, none = (weighed(s, "DPRK", forgone=x, exercise=0) for x in (0.0, 0.8))
    threats = s.north.menus["forces"].threat[:, 0] > 0
    np.testing.assert_array_equal(held["forces"][threats], none["forces"][threats])
    np.testing.assert_array_equal(held["crisis"], none["crisis"])


def test_provocations_have_no_number_of_their_own_for_what_is_still_felt() -> None:
    """An answer is open while half of what it answers is felt, for an actor's own choice and for an order."""
    from sim.vocabulary.signals import FELT

    s = after(1, baseline())
    for felt, is_open in ((FELT, True), (np.nextafter(FLOAT(FELT), FLOAT(0)), False)):
        scores = weighed(s, "DPRK", offered=felt)["contact"]
        row = s.north.menus["contact"].names.index("accept_talks")
        assert (scores[row] > -1e8).all() == is_open
    assert set(EVENTS)
