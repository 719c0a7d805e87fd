# ruff: noqa: N802 - a test is named after the claim it shows
"""The table: whether strength helps an agreement or hinders it, who breaks it, and what it costs."""

from __future__ import annotations

import numpy as np
import pytest

from sim.core.columns import Column, softmax
from sim.engine.ensemble import simulate_ensemble
from sim.model.choice import TABLE
from sim.model.phases.negotiate import between, zone
from sim.model.situation import Situation
from sim.model.world import World
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.theory_names import BLIND, NAMES
from tests.helpers.worlds import (
    after,
    baseline,
    follow,
    middling,
    short,
    still,
    weighed,
    with_order,
    with_parameters,
    with_posture,
    world_after,
)

HELPS = {"hope_weight": 1.0, "waiting_risk": 1.2, "k_word": 1.0, "deterrent_worth": 0.0}
HINDERS = {"hope_weight": 0.0, "waiting_risk": 0.0, "k_word": -1.0, "deterrent_worth": 2.0}
STRENGTH = ("resolve_us", "resolve_rok", "readiness", "warning_attack_us")


def _taking(s: Situation, actor: str = "DPRK", **seen: float) -> Column:
    """The chance that an actor takes an agreement on the terms at hand."""
    return softmax(weighed(s, actor, **seen)[TABLE])[1]


def _mind(theory: str = "essay", **parameters: float) -> Situation:
    return after(1, with_parameters(middling(baseline()), **parameters), theory=theory)


@pytest.mark.parametrize("field", ["resolve_us", "readiness"])
def test_strength_helps_an_agreement_at_one_end_of_the_ranges_and_hinders_it_at_the_other(field: str) -> None:
    """Within the stated ranges, under the essay's own theory, strength can be worth an agreement or cost
    it.
    """
    for numbers, sign in ((HELPS, 1), (HINDERS, -1)):
        s = _mind(**numbers)
        change = _taking(s, terms=1, **{field: 0.9}) - _taking(s, terms=1, **{field: 0.1})
        assert np.sign(change) == sign


@pytest.mark.parametrize(("theory", "sign"), [("opportunity", 1), ("spiral", -1), ("own_calendar", 0)])
def test_theories_differ_in_whether_ready_forces_help_at_the_table(theory: str, sign: int) -> None:
    """With every number at its default: strength leaves less to hope for, or frightens, or is not seen."""
    s = _mind(theory)
    assert np.sign(_taking(s, readiness=0.9) - _taking(s, readiness=0.2)) == sign


@pytest.mark.parametrize(
    ("arrow", "field", "sign"),
    [
        ("hope_weight", "resolve_us", 1),
        ("waiting_risk", "resolve_us", 1),
        ("waiting_risk", "readiness", 1),
        ("deterrent_worth", "readiness", -1),
        ("k_word", "resolve_us", 1),
    ],
)
def test_each_arrow_of_strength_points_its_own_way_and_can_be_switched_off(
    arrow: str, field: str, sign: int
) -> None:
    """One arrow alone moves the table its way; without any, strength moves nothing."""
    off = {"hope_weight": 0.0, "waiting_risk": 0.0, "deterrent_worth": 0.0, "k_word": 0.0}
    for numbers, moves in ((off, 0), (off | {arrow: baseline().parameters[arrow].range[1]}, sign)):
        s = _mind(**numbers)
        change = _taking(s, terms=1, **{field: 0.9}) - _taking(s, terms=1, **{field: 0.1})
        assert np.sign(change) == moves


def test_no_lever_moves_the_table_under_the_blind_control() -> None:
    """What others signal is worth nothing there, so that taking and refusing are alike."""
    (blind,) = BLIND
    s = _mind(blind)
    for field in (*STRENGTH, "trust_us", "terms", "guarantee", "strain", "fear_paid", "first_strike"):
        assert (_taking(s, **{field: 0.9}) == 0.5).all()


@pytest.mark.parametrize("theory", [name for name in NAMES if name not in BLIND])
def test_what_is_asked_is_what_makes_pyongyang_indifferent(theory: str) -> None:
    """On the terms that it asks, taking an agreement and leaving it are worth the same to it."""
    s = _mind(theory, programme_worth=0.8, start_trust_us=0.6, start_trust_rok=0.6)
    asked, _ = zone(s)
    assert (asked > 0).all()
    assert (asked < 3).all()
    np.testing.assert_allclose(_taking(s, terms=float(asked[0])), 0.5, atol=1e-4)


def test_terms_lie_between_what_is_asked_and_what_would_be_paid_by_who_can_wait() -> None:
    """A strained Pyongyang gets less of what there is to divide, hurried allies pay more."""
    s = _mind()
    asked, payable = np.full(1, 0.2, np.float32), np.full(1, 1.0, np.float32)
    plain = between(asked, payable, s)
    assert (asked < plain).all()
    assert (plain < payable).all()
    s.north.state.strain = s.north.state.strain + 0.5
    strained = between(asked, payable, s)
    assert strained < plain
    s.alliance.capacity = 0 * s.alliance.capacity
    assert between(asked, payable, s) > strained


def test_an_ally_pays_by_its_policy() -> None:
    """Who has no carrot pays nothing; fear pays more; who wants steps in return pays less before."""

    def paid(**words: float) -> float:
        return float(zone(after(1, with_posture(middling(baseline()), both=words)))[1][0])

    assert paid(carrot=0, fear=0) <= 0
    assert paid(fear=0.8) > paid(fear=0.05)
    assert paid(conditionality=0) > paid(conditionality=1)


def _agreed(weeks: int = 3, **parameters: float) -> World:
    """Worlds in which a freeze stands, with nobody doing anything else."""
    w = world_after(2, with_parameters(still(), **parameters), worlds=400)
    talks = w.situation.talks
    talks.stage = talks.stage + 3
    talks.terms = talks.terms * 0 + 0.3
    for _ in range(weeks):
        w.step()
    return w


def test_an_agreement_is_kept_week_by_week_by_both_and_broken_by_either() -> None:
    """The less it is worth to one side, the more often that side ends it; who is left trusts the other
    less.
    """
    good = {"programme_worth": 0, "hope_weight": 0, "deterrent_worth": 0, "agreement_habit": 5}
    kept = _agreed(8, **good).situation
    sour = _agreed(8, **(good | {"programme_worth": 4.0, "agreement_habit": 4})).situation
    assert (kept.talks.stage >= 3).mean() > (sour.talks.stage >= 3).mean()
    dear = _agreed(8, **(good | {"stop_worth": -2.0})).situation
    assert (kept.talks.stage >= 3).mean() > (dear.talks.stage >= 3).mean()
    ended = dear.talks.stage < 3
    assert dear.north.state.trust_us[ended].mean() < dear.north.state.trust_us[~ended].mean()
    ended = sour.talks.stage < 3
    assert sour.us.state.trust_north[ended].mean() < sour.us.state.trust_north[~ended].mean()


def test_a_pledge_runs_until_it_is_broken_or_ended_by_a_choice() -> None:
    """A moratorium of its own outlasts half a year, ends with a test, and is given up where it is worth
    little.
    """
    s = with_order(still(), "DPRK", "moratorium", 2)
    running = {"pledged": lambda s: s.north.state.pledge.left > 0}
    good, sour = (
        follow(with_parameters(s, agreement_habit=5, programme_worth=x), weeks=60, worlds=300, read=running)
        for x in (0.0, 3.0)
    )
    assert good["pledged"][0, -1].mean() > 0.4
    assert sour["pledged"][0, -1].mean() < good["pledged"][0, -1].mean()
    tested = follow(with_order(s, "DPRK", "long_range_test", 10), weeks=12, worlds=50, read=running)
    assert not tested["pledged"][0, -1].any()


def test_what_was_agreed_adds_up() -> None:
    """A freeze that lasts was reached, weeks under an agreement are weeks in talks, and only an agreement
    has a price.
    """
    cells = [Cell(short(baseline(name), 150), "opportunity") for name in ("engagement_first", "hard_only")]
    e = simulate_ensemble(cells, seed=4, worlds=200)
    rows = dict(zip(OUTCOMES, np.moveaxis(e.outcomes, 1, 0), strict=True))
    assert (rows["p_lasting"] <= rows["p_freeze"]).all()
    assert rows["p_lasting"].any()
    assert (rows["weeks_agreed"] <= rows["weeks_in_talks"]).all()
    assert (rows["weeks_agreed"] >= 26 * rows["p_lasting"]).all()
    assert ((rows["weeks_agreed"] > 0) == (rows["p_freeze"] > 0)).all()
    assert not rows["price_agreed"][rows["p_freeze"] == 0].any()
    assert rows["price_agreed"].any()


@pytest.mark.parametrize("trust", [0.05, 0.15, 0.3, 0.5, 0.8])
@pytest.mark.parametrize("weight", [0.1, 0.3, 0.6])
def test_E19_for_equal_weight_a_loss_of_trust_exceeds_a_gain_at_every_level(
    trust: float, weight: float
) -> None:
    """Anywhere in the stated ranges."""
    from sim.core.parameters import Numbers
    from sim.model.rules import read
    from tests.model.test_choice_kinds import one

    gain, loss = (baseline().parameters[name].range for name in ("trust_gain", "trust_loss"))
    for each, other in ((gain[1], loss[0]), (gain[0], loss[1]), (gain[1], loss[1])):
        p = Numbers({
            "trust_gain": one(each), "trust_loss": one(other), "first_trust": one(trust),
            "trust_memory_fade": one(0),
        })  # fmt: skip
        won = read.trust_in_north(one(trust), one(weight), one(0), one(0), p) - trust
        lost = trust - read.trust_in_north(one(trust), one(0), one(weight), one(0), p)
        assert lost > won > 0
