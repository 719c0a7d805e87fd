# ruff: noqa: N802 - a test is named after the claim it shows
"""What deters, frightens and tempts Pyongyang: claims E04, E15, E18, E21, E27, E28 and E29."""

from __future__ import annotations

import numpy as np
import pytest

from sim.core.columns import Column
from sim.model.situation import Situation
from sim.model.world import World
from tests.helpers.worlds import (
    after,
    baseline,
    drive,
    follow,
    middling,
    silent,
    still,
    with_order,
    with_parameters,
    with_posture,
    world_after,
)

TESTS = ("short_range_test", "long_range_test", "nuclear_test")


def _lively(**parameters: float) -> Situation:
    """One world of the baseline after a week, every number at its default but these."""
    return after(1, with_parameters(middling(baseline()), **parameters))


def test_E04_ready_forces_lower_what_an_attack_gains() -> None:
    """Readiness takes from the worth of an attack and of a local provocation; without denial it takes
    nothing.
    """
    for denial, sign in ((0.8, -1), (0.0, 0)):
        w = _lively(denial=denial)
        for act in ("attack", "local_provocation"):
            change = drive(w, "DPRK", act, readiness=0.9) - drive(w, "DPRK", act, readiness=0.2)
            assert np.sign(change) == sign


def _clash_chance(readiness: float, **parameters: float) -> float:
    """Chance of a serious clash in a week of a high crisis, both firm."""
    s = with_parameters(still(), start_readiness=readiness, start_first_strike=0.6, **parameters)
    w = world_after(1, s)
    crisis = w.situation.crisis
    crisis.rung, crisis.weeks = crisis.rung + 6, crisis.weeks + 3
    w.step()
    return float(w.situation.chances.serious[0])


def test_E04_readiness_deters_and_frightens_and_neither_wins_by_construction() -> None:
    """In a crisis ready forces make a clash less likely by denial, and more likely by the fear they cause."""
    for denial, fear, safer in ((1.0, 0.0, True), (0.0, 1.0, False)):
        low, high = (_clash_chance(r, denial=denial, reciprocal_fear=fear) for r in (0.3, 0.9))
        assert (high < low) == safer


def test_E04_ready_forces_raise_the_fear_of_a_first_strike() -> None:
    """Pyongyang fears a first strike more where the allied forces stand readier."""
    s = with_parameters(still(), reciprocal_fear=1)
    cells = [with_parameters(s, start_readiness=ready) for ready in (0.3, 0.9)]
    fear = follow(*cells, weeks=8, worlds=2, read={"fear": lambda s: s.north.state.first_strike})["fear"]
    assert (fear[1, -1] > fear[0, -1]).all()


def test_E04_readiness_decays_without_exercises() -> None:
    """Forces that do not exercise lose readiness week by week; an exercise wins some back."""
    s = still()
    r = follow(s, with_order(s, "US", "routine_exercise", 8), weeks=14, worlds=2, read={"ready": "readiness"})
    assert (np.diff(r["ready"][0], axis=0) < 0).all()
    assert (r["ready"][1, 8] > r["ready"][1, 7]).all()


def test_E15_doubt_checks_or_emboldens_as_caution_has_it() -> None:
    """More doubt about the US makes a test less likely under caution, more likely under its opposite, and
    neither at 0.
    """
    for caution, sign in ((0.6, -1), (-0.6, 1), (0.0, 0)):
        w = _lively(caution=caution)
        for test in TESTS:
            change = drive(w, "DPRK", test, doubt_us=0.12) - drive(w, "DPRK", test, doubt_us=0.02)
            assert np.sign(change) == sign


def test_E18_provocations_are_worth_more_the_more_fear_they_have_bought() -> None:
    """Fear bought before makes every kind of provocation likelier, as far as brinkmanship goes."""
    for brinkmanship, sign in ((0.6, 1), (0.0, 0)):
        w = _lively(brinkmanship=brinkmanship)
        for act in (*TESTS, "taunt", "local_provocation"):
            change = drive(w, "DPRK", act, fear_paid=0.8) - drive(w, "DPRK", act, fear_paid=0.2)
            assert np.sign(change) == sign


def test_E18_a_provocation_buys_the_fear_that_the_headlines_show() -> None:
    """The same provocations under loud headlines are remembered as having bought more fear."""
    s = with_parameters(with_order(still(), "DPRK", "long_range_test", 2, 12), media_noise=0)
    quiet, loud = (with_parameters(s, media_gain=gain) for gain in (0.1, 0.7))
    fear = follow(quiet, loud, weeks=13, worlds=4, read={"fear": "fear_paid"})["fear"]
    assert (fear[1, -1] > fear[0, -1]).all()


def test_E21_a_concession_after_a_taunt_feeds_or_stills_the_appetite() -> None:
    """What was rewarded is done again if reinforcement outweighs satiation, and less if satiation does."""
    for feeds, stills, sign in ((0.6, 0.1, 1), (0.1, 0.6, -1), (0.4, 0.4, 0)):
        w = _lively(reinforcement=feeds, satiation=stills)
        change = drive(w, "DPRK", "long_range_test", rewarded=0.9) - drive(
            w, "DPRK", "long_range_test", rewarded=0
        )
        assert np.sign(change) == sign


def test_E21_only_a_concession_on_the_heels_of_a_provocation_is_a_reward() -> None:
    """The same aid is remembered as a reward after a test, and hardly so long after one."""
    s = with_order(with_parameters(still(), provoked_half_life=2), "DPRK", "nuclear_test", 2)
    soon, late = (with_order(s, "US", "aid", week) for week in (3, 25))
    rewarded = follow(s, soon, late, weeks=26, worlds=2, read={"it": lambda s: s.north.state.rewarded})["it"]
    top = rewarded.max(axis=(1, 2))
    assert top[0] == 0
    assert top[1] > 3 * top[2]


@pytest.mark.parametrize(("threat", "named", "other"), [
    ("conditional_threat", "attack", "nuclear_test"),
    ("warning_against_tests", "nuclear_test", "attack"),
])  # fmt: skip
def test_E27_a_threat_raises_the_cost_of_the_act_it_names(threat: str, named: str, other: str) -> None:
    """A conditional threat makes the act it names less likely, and leaves the other as likely as before."""
    s = with_parameters(still(), blur=0, warning_weight=0.5)
    quiet, told = after(4, s), after(4, with_order(s, "US", threat, 2))
    warnings = {name: told.north.view[name] for name in ("warning_attack_us", "warning_test_us")}
    assert drive(quiet, "DPRK", named, **warnings) < drive(quiet, "DPRK", named)
    assert drive(quiet, "DPRK", other, **warnings) == drive(quiet, "DPRK", other)


def _firmness(w: World) -> Column:
    """Log-odds that Washington would stand firm in a crisis now."""
    s, agent = w.situation, w.agents_by_name["US"]
    return np.diff(agent.weigh(s, agent.look(s), s.p, s.us.d)["crisis"], axis=0)


def test_E27_a_threat_ties_the_hands_of_who_makes_it() -> None:
    """Who has threatened stands firmer in a crisis, and pays in belief when the bluff is called."""
    s = with_order(still(), "DPRK", "attack", 4)
    quiet, bound = world_after(4, s), world_after(4, with_order(s, "US", "conditional_threat", 2))
    assert bound.situation.us.state.tied_hands > quiet.situation.us.state.tied_hands
    assert _firmness(bound) > _firmness(quiet)
    read = {"belief": "resolve_us"}
    told = with_order(s, "US", "conditional_threat", 2)
    costly, free = (with_parameters(told, audience_cost=cost) for cost in (0.25, 0))
    belief = follow(free, costly, weeks=8, worlds=4, read=read)["belief"]
    np.testing.assert_array_equal(belief[0, :5], belief[1, :5])
    assert (belief[1, 5:] < belief[0, 5:]).all()


def test_E27_a_threat_may_be_heard_as_wider_than_it_was_meant() -> None:
    """A threat of force if attacked feeds the fear of a first strike everywhere, and with the chance
    `blur` it is taken for a threat against tests as well.
    """
    s = with_parameters(still(), blur=0.4)
    read = {"fear": lambda s: s.north.state.first_strike, "tests": lambda s: s.us.state.warning_test}
    seen = follow(s, with_order(s, "US", "conditional_threat", 2), weeks=4, worlds=400, read=read)
    assert (seen["fear"][1, 2] > seen["fear"][0, 2]).all()
    assert 0.3 < (seen["tests"][1, 2] > 0).mean() < 0.5


def test_E28_hostile_statements_pay_where_the_target_shows_fear() -> None:
    """Shown fear makes taunts and tests likelier, as far as fear yields anything."""
    for pays, sign in ((0.6, 1), (0.0, 0)):
        w = _lively(fear_yield=pays)
        for act in ("taunt", *TESTS):
            change = drive(w, "DPRK", act, fear_shown=0.8) - drive(w, "DPRK", act, fear_shown=0.0)
            assert np.sign(change) == sign


def test_E28_a_fearful_ally_shows_it() -> None:
    """An ally whose policy is guided by fear shows more of it, and is taunted more."""
    bold, fearful = (with_posture(silent(baseline(), "US", "ROK"), both={"fear": x}) for x in (0, 0.9))
    bold, fearful = (with_parameters(s, fear_yield=0.8) for s in (bold, fearful))
    read = {"shown": lambda s: s.us.state.fear_shown, "taunts": lambda s: s.north.sent.does("taunt")}
    r = {name: x.mean(axis=(1, 2)) for name, x in follow(bold, fearful, weeks=60, read=read).items()}
    assert r["shown"][1] > r["shown"][0]
    assert r["taunts"][1] > r["taunts"][0]


def test_E29_the_support_of_other_allies_raises_the_cost_of_attack() -> None:
    """Japan and others make an attack less likely; tests are as likely as before."""
    alone, backed = _lively(allied_support=0), _lively(allied_support=0.6)
    assert drive(backed, "DPRK", "attack") < drive(alone, "DPRK", "attack")
    assert drive(backed, "DPRK", "long_range_test") == drive(alone, "DPRK", "long_range_test")
