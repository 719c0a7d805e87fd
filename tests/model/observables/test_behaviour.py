"""What no state would do: behaviour in talks, in crises and under agreements."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import numpy as np
import pytest

from sim.core.columns import Column
from sim.engine.ensemble import simulate_ensemble
from sim.model.phases.press import resolution
from sim.model.situation import Situation
from sim.model.world import World
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.theory_names import BLIND, NAMES
from tests.helpers.worlds import (
    after,
    baseline,
    drive,
    follow,
    middling,
    odds,
    short,
    still,
    weighed,
    with_fact,
    with_order,
    with_parameters,
    with_posture,
    without_facts,
    world_after,
)

HARD = ("show_of_force", "primary_sanctions", "secondary_sanctions")


@pytest.mark.parametrize("signal", HARD)
def test_the_hard_track_knows_where_talks_stand(signal: str) -> None:
    """While talks go on an ally that wants them presses less, one that wants none does not care; an agreement
    binds both.
    """
    for carrot, spares in ((1.5, True), (0.0, False)):
        s = after(1, with_posture(middling(baseline()), both={"carrot": carrot}, US={"carrot": carrot}))
        none, talks, agreed = (drive(s, "US", signal, stage=stage) for stage in (0, 2, 3))
        assert (talks < none).all() == spares
        assert (agreed < none).all()


def test_under_an_agreement_exercises_are_adjusted_where_the_policy_knows_how() -> None:
    """Holding an exercise that is due in full gets less likely, as far as the policy knows another way."""
    s = with_posture(middling(baseline()), both={"hold": 0.6, "adjust": 0.4, "suspend": 0})
    due = after(s.week_of(s.calendar["ulchi_freedom_guardian_2017"].start) + 1, s)
    in_full = [
        odds(due, "US", "routine_exercise", stage=stage) - odds(due, "US", "adjusted_exercise", stage=stage)
        for stage in (0, 3)
    ]
    assert in_full[1] < in_full[0]
    assert drive(due, "US", "routine_exercise", stage=3) > 5


def test_a_posture_remembers() -> None:
    """Who has shown force lately is likelier to show it again."""
    s = with_parameters(still(), posture_memory=0.8)
    calm, hard = (after(6, x) for x in (s, with_order(s, "US", "show_of_force", 2, 4)))
    assert drive(hard, "US", "show_of_force") > drive(calm, "US", "show_of_force")


def test_one_hard_signal_alone_is_little_discord_and_a_gap_that_lasts_is_much() -> None:
    """A single show by one ally is hardly discord; months of them beside a silent ally are."""
    s = still()
    once, often = with_order(s, "US", "show_of_force", 2), with_order(s, "US", "show_of_force", 2, 20)
    seen = follow(s, once, often, weeks=21, worlds=1, read={"it": "discord"})["it"][:, :, 0]
    assert (seen[1] - seen[0]).max() < 0.25 * (seen[2] - seen[0]).max()


def _opened(signal: str, actor: str = "DPRK") -> float:
    """How often a crisis opens in the week of a signal."""
    s = with_parameters(still(), crisis_by_act=0.4, crisis_by_force=0.92)
    w = world_after(3, with_order(s, actor, signal, 2), worlds=600)
    return float(w.situation.crisis_opened.mean())


def test_crises_open_out_of_acts() -> None:
    """A lethal attack or a strike opens one nearly always, a nuclear test often, a demand never."""
    assert _opened("attack") > 0.85
    assert _opened("limited_strike", "US") > 0.85
    assert 0.3 < _opened("nuclear_test") < 0.5
    assert 0 < _opened("local_provocation") < _opened("nuclear_test")
    assert _opened("one_sided_demand") == _opened("taunt") == 0


def _in_crisis(rung: float = 6, **parameters: float) -> World:
    w = world_after(1, with_parameters(still(), **parameters), worlds=300)
    crisis = w.situation.crisis
    crisis.rung, crisis.weeks = crisis.rung + rung, crisis.weeks + 3
    return w


def test_a_crisis_is_not_ended_by_choices_made_before_it_opened() -> None:
    """Nobody yields in the week in which a crisis opens, however inclined to."""
    s = with_parameters(still(), crisis_habit=-9, crisis_by_force=1)
    w = world_after(3, with_order(s, "DPRK", "attack", 2), worlds=200)
    assert w.situation.crisis.open.mean() > 0.99
    w.step()
    assert not w.situation.crisis.open.any()


def test_a_clash_does_not_end_a_crisis() -> None:
    """Where a serious clash came and nobody yielded, the crisis goes on."""
    w = _in_crisis(clash_risk=0.9, war_given_clash=0, crisis_habit=20, fade_out=0)
    w.step()
    clashed = w.situation.serious > 0
    assert clashed.any()
    assert w.situation.crisis.open[clashed].all()


def test_a_strike_is_answered() -> None:
    """Pyongyang is far likelier to attack after it was struck, under every theory that sees."""
    for name in NAMES:
        if name not in BLIND:
            s = after(1, middling(baseline()), theory=name)
            assert odds(s, "DPRK", "attack", us_struck=1) > odds(s, "DPRK", "attack", us_struck=0) + 2


def test_who_fired_is_told_apart() -> None:
    """Retaliation by the allies is no fire of Pyongyang's."""
    s = short(with_parameters(still(), fire_local=0, fire_crisis=0), 12)
    cells = [Cell(with_order(s, *it), "essay") for it in (("US", "retaliation", 4), ("DPRK", "attack", 4))]
    e = simulate_ensemble(cells, seed=1, worlds=16)
    rows = dict(zip(OUTCOMES, np.moveaxis(e.outcomes, 1, 0), strict=True))
    assert (rows["p_fire"].mean(axis=1) == [0, 1]).all()
    assert (rows["p_allied_fire"].mean(axis=1) == [1, 0]).all()


def _frozen(s: Scenario, theory: str) -> dict[str, Any]:
    """Tests a year under an agreement, and without one."""
    read = {
        "agreed": lambda s: s.north.view.stage >= 3,
        "pledged": lambda s: s.north.view.moratorium > 0,
        "tests": lambda s: s.events["long_test"] + s.events["nuclear_test"],
    }
    return follow(s, weeks=183, worlds=200, theory=theory, read=read)


@pytest.mark.parametrize("theory", [name for name in NAMES if name not in BLIND])
def test_an_agreement_binds(theory: str) -> None:
    """Long-range and nuclear tests under an agreement are a small part of those without one (P21)."""
    r = _frozen(baseline("engagement_first"), theory)
    agreed, tests = r["agreed"][0] > 0, r["tests"][0]
    free = ~agreed & ~(r["pledged"][0] > 0)
    assert agreed.sum() > 500
    assert tests[agreed].mean() < 0.25 * tests[free].mean()


def test_a_clash_ends_talks_and_agreements() -> None:
    """Nobody goes on keeping a freeze after a serious clash."""
    w = _in_crisis(clash_risk=0.9, war_given_clash=0, crisis_habit=20, fade_out=0, collapse_by_breach=1)
    talks = w.situation.talks
    talks.stage = talks.stage + 3
    w.step()
    clashed = w.situation.serious > 0
    assert not (w.situation.talks.stage[clashed] >= 3).any()


@pytest.mark.parametrize(
    ("actor", "signal", "last"), [("DPRK", "decline_talks", 0), ("China", "freeze_for_freeze_proposal", 2)]
)
def test_what_is_settled_is_not_said_any_more(actor: str, signal: str, last: int) -> None:
    """Nobody declines talks that are under way, or proposes a freeze while one stands."""
    s = after(1, baseline())
    for stage in range(6):
        seen = {"offered": 1.0} if actor == "DPRK" else {}
        assert (drive(s, actor, signal, stage=stage, **seen) > -1e8).all() == (stage <= last)


@pytest.mark.parametrize("act", ["long_range_test", "nuclear_test", "attack"])
def test_nobody_signs_in_the_week_of_a_test_or_an_attack(act: str) -> None:
    """Where talks are one step from a freeze, they take it in a quiet week and not in this one."""
    s = with_parameters(
        still(), talk_pace=1, stop_worth=5, hope_weight=0, deterrent_worth=0, crisis_by_force=0
    )
    signed = []
    for cell in (s, with_order(s, "DPRK", act, 1)):
        w = world_after(1, cell, worlds=200)
        talks = w.situation.talks
        talks.stage, talks.push_allies, talks.push_north = (talks.stage * 0 + x for x in (2, 1, 1))
        w.step()
        signed.append(float(w.situation.signed.mean()))
    assert signed[0] > 0.1
    assert signed[1] == 0


def test_fire_is_a_breach_of_an_agreement() -> None:
    """An exchange of fire out of a provocation at the line ends an agreement, as an attack does."""
    s = with_parameters(still(), fire_local=1, short_breach=0, collapse_by_breach=1, agreement_habit=20)
    w = world_after(1, with_order(s, "DPRK", "local_provocation", 1), worlds=200)
    talks = w.situation.talks
    talks.stage = talks.stage * 0 + 3
    w.step()
    fired = w.situation.north_fired > 0
    assert fired.any()
    assert not fired.all()
    assert not (w.situation.talks.stage[fired] >= 3).any()
    assert (w.situation.talks.stage[~fired] >= 3).all()


GIFTS = ("aid", "relief")


@pytest.mark.parametrize("gift", GIFTS)
@pytest.mark.parametrize("strategy", ["maximum_pressure", "negotiation_from_strength", "engagement_first"])
def test_who_uses_the_stick_does_not_give_in_a_crisis(strategy: str, gift: str) -> None:
    """Aid and relief wait for the end of a crisis, the more so the more a strategy lives by the stick."""
    s = after(1, middling(baseline(strategy)))
    calm, crisis = (drive(s, "US", gift, stage=2, crisis_weeks=x) for x in (0, 5))
    assert crisis < calm
    hard, soft = (
        drive(
            after(1, with_posture(middling(baseline()), US={"stick": x})), "US", gift, stage=2, crisis_weeks=5
        )
        for x in (1.7, 0.2)
    )
    assert hard < soft


def test_an_attack_is_answered_by_a_show_of_force_as_a_test_is() -> None:
    """As far as a strategy uses the stick, while the attack is felt."""
    s = after(1, middling(baseline()))
    shown = [drive(s, "US", "show_of_force", felt_acts=x) for x in (0, 0.5, 1)]
    assert shown[0] < shown[1] < shown[2]


def _voted(test: str) -> float:
    """The share of worlds whose bans are wider twenty weeks after a test."""
    s = with_order(still(), "DPRK", test, 2)
    bans = follow(s, weeks=22, worlds=600, read={"it": "bans"})["it"][0]
    return float((bans[-1] > bans[0]).mean())


def test_the_council_answers_a_nuclear_test_nearly_always_and_a_missile_seldom() -> None:
    """As in the record of 2006-17: six of six nuclear tests, a fifth of the salvos of missiles."""
    assert _voted("nuclear_test") > 0.75
    assert 0.1 < _voted("long_range_test") < 0.4


def test_the_gravest_test_before_a_vote_is_answered() -> None:
    """A missile before a nuclear test does not take its vote away."""
    s = with_parameters(still(), consent=0, start_enforcement=0, start_friction=0)
    s = with_order(with_order(s, "DPRK", "long_range_test", 2), "DPRK", "nuclear_test", 3)
    bans = follow(s, weeks=30, worlds=600, read={"it": "bans"})["it"][0]
    assert (bans[-1] > bans[0]).mean() > 0.75


def test_the_council_does_not_vote_sanctions_while_an_agreement_stands() -> None:
    """A vote that is due waits the longer the further talks stand."""
    w = world_after(
        3, with_order(with_parameters(still(), council_weeks=5), "DPRK", "nuclear_test", 2), worlds=600
    )
    twin = deepcopy(w.situation)
    votes = []
    for stage in (0, 4):
        s = deepcopy(twin)
        s.talks.stage = s.talks.stage + stage
        s.land.resolution_in = s.land.resolution_in * 0 + 1
        votes.append(float(resolution(s).mean()))
    assert votes[1] < 0.4 * votes[0]


def test_enforcement_by_rule_does_not_lapse_and_effort_does() -> None:
    """Two years without a decision: under bans on whole sectors most of what customs do by rule stays."""
    s = without_facts(with_parameters(still(), start_enforcement=0.5, binding=0.5), "china_attention")
    broad, narrow = with_parameters(s, start_bans=1), with_parameters(s, start_bans=0.2)
    left = follow(broad, narrow, weeks=104, worlds=2, read={"it": "enforcement"})["it"][:, -1, 0]
    assert left[0] == pytest.approx(0.5, abs=0.01)
    assert 0.15 < left[1] < 0.4


def test_Beijing_decides_on_enforcement_a_few_times_a_year() -> None:  # noqa: N802
    """It does not enforce this week and look away the next."""
    sent = follow(
        middling(baseline()),
        weeks=156,
        worlds=100,
        read={n: lambda s, n=n: s.china.sent.does(n) for n in ("enforce", "look_away")},
    )
    decided = sent["enforce"][0] + sent["look_away"][0]
    assert 1 < decided.sum(axis=0).mean() / 3 < 8


def _enforcing(bans: float, binding: float) -> Column:
    s = with_parameters(still(), start_bans=bans, binding=binding, consent_nuclear=1, council_weeks=0.001)
    s = with_order(s, "DPRK", "nuclear_test", 2)
    return follow(s, weeks=8, worlds=100, read={"it": "enforcement"})["it"][0, -1]


def test_a_vote_for_broad_bans_binds_customs_and_one_for_a_few_goods_does_not() -> None:
    """As far as `binding` has it, from not at all."""
    assert _enforcing(0.8, 1).mean() > _enforcing(0.8, 0).mean() + 0.1
    assert _enforcing(0.05, 1).mean() < _enforcing(0.05, 0).mean() + 0.08


def test_a_closed_border_strains_whatever_the_bans() -> None:
    """A calendar word for trade itself."""
    s = with_parameters(still(), start_bans=0)
    strain = follow(s, with_fact(s, "border_closed", 0.9, 2), weeks=30, worlds=2, read={"it": "strain"})["it"]
    assert strain[1, -1].min() > strain[0, -1].max() + 0.2


def _firmness(s: Situation, actor: str, tied_hands: float) -> Column:
    """Log-odds of standing firm in a crisis."""
    scores = weighed(s, actor, tied_hands=tied_hands)["crisis"]
    return scores[1] - scores[0]


def test_tied_hands_move_yielding_on_both_sides() -> None:
    """Who has tied its hands yields less, and the other side more (E27)."""
    s = after(1, middling(baseline()))
    assert _firmness(s, "US", 1) > _firmness(s, "US", 0)
    assert _firmness(s, "DPRK", 1) < _firmness(s, "DPRK", 0)


def test_what_stands_is_not_said_anew() -> None:
    """Who has pledged does not pledge again while the pledge runs, and an offer on the table is repeated
    less.
    """
    s = after(1, middling(baseline()))
    row = s.north.menus["forces"].names.index("moratorium")
    assert (weighed(s, "DPRK", moratorium=1)["forces"][row] < -1e8).all()
    for signal in ("public_offer", "back_channel"):
        assert drive(s, "US", signal, offer=0.8) < drive(s, "US", signal, offer=0)


def test_nobody_leaves_an_agreement_while_stepping_toward_the_other_side() -> None:
    """A week of a step of Pyongyang's is not the week in which it walks away."""
    s = with_order(with_parameters(still(), agreement_habit=-9), "DPRK", "accept_talks", 3, 3)
    w = world_after(3, s, worlds=50)
    talks = w.situation.talks
    talks.stage = talks.stage * 0 + 3
    w.step()
    assert not w.situation.talks.broken.any()
    alone = world_after(3, with_parameters(still(), agreement_habit=-9), worlds=50)
    alone.situation.talks.stage = alone.situation.talks.stage * 0 + 3
    alone.step()
    assert (alone.situation.talks.broken > 0).mean() > 0.9


def test_after_a_breakdown_no_new_agreement_comes_within_weeks() -> None:
    """The pace of talks falls to nothing with a breakdown, and comes back over months."""
    w = world_after(3, with_order(still(), "DPRK", "attack", 2), worlds=200)
    talks = w.situation.talks
    talks.stage = talks.stage * 0 + 3
    w.step()
    assert (w.situation.talks.sore[w.situation.talks.stage < 3] > 0.9).all()
