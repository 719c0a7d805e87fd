# ruff: noqa: N802 - a test is named after the claim it shows
"""What the essay concludes is built into no rule: claims E23 and E33, and the parameters that can take
either sign.
"""

from __future__ import annotations

import numpy as np
import pytest

from sim.core.rule import RULES
from sim.model.theories import theory
from sim.scenario import Scenario
from sim.vocabulary.theory_names import NAMES
from tests.helpers.worlds import after, baseline, still, trajectory, with_order, with_parameters

EITHER_SIGN = ("caution", "mix", "k_hard", "wedge")


def test_E23_E33_no_rule_stands_for_a_conclusion() -> None:
    """That deterrence will hold and that strength with diplomacy wins are questions to the model, not rules
    of it.
    """
    for name in NAMES:
        theory(name)
    claimed = {claim for card in RULES.values() for claim in card.ids}
    assert not claimed & {"E23", "E33"}


@pytest.mark.parametrize("name", EITHER_SIGN)
def test_parameters_whose_sign_is_argued_can_take_both(name: str) -> None:
    """Where experts disagree on the sign, the stated range holds both signs."""
    low, high = baseline().parameters[name].range
    assert low < 0 < high


def test_E21_reinforcement_and_satiation_can_each_outweigh_the_other() -> None:
    """The range leaves open whether a rewarded taunt feeds or stills the appetite."""
    feeds, stills = (baseline().parameters[name].range for name in ("reinforcement", "satiation"))
    assert feeds[0] < stills[1]
    assert stills[0] < feeds[1]


def _trust_after_both_tracks(mix: float) -> float:
    """Pyongyang's trust after a show of force and an offer by Washington in one week."""
    s = with_order(with_parameters(still(), mix=mix), "US", "show_of_force", 2)
    s = with_order(s, "US", "public_offer", 2)
    return float(trajectory(s, measure="trust_us", weeks=4, worlds=1)[0, -1, 0])


def test_E03_a_stick_beside_a_carrot_makes_it_worth_more_or_less() -> None:
    """An offer beside a show of force is a door in the pressure, or insincere, or neither, as `mix` has
    it.
    """
    insincere, plain, door = (_trust_after_both_tracks(mix) for mix in (-0.8, 0.0, 0.8))
    assert insincere < plain < door


@pytest.mark.parametrize(("stick", "carrot"), [
    ("conditional_threat", "relief"), ("conditional_threat", "public_offer"),
    ("show_of_force", "security_guarantee"), ("show_of_force", "public_offer"),
])  # fmt: skip
def test_E03_stick_and_carrot_are_read_together_whatever_their_families(stick: str, carrot: str) -> None:
    """Of one week's stick and carrot, `mix` changes what is believed of Washington's resolve, in any two
    families.
    """
    s = with_order(with_order(with_parameters(still(), misread=0), "US", stick, 2), "US", carrot, 2)
    cells = [with_parameters(s, mix=mix) for mix in (-0.8, 0.8)]
    belief = trajectory(*cells, measure="resolve_us", weeks=4, worlds=1)
    assert belief[0, -1, 0] != belief[1, -1, 0]


def _provocations(s: Scenario, **parameters: float) -> float:
    """Mean provocations of the first year."""
    return float(
        trajectory(with_parameters(s, **parameters), measure="provocations_52", weeks=52)[0, -1].mean()
    )


def test_E15_over_many_worlds_doubt_curbs_or_feeds_tests_as_caution_has_it() -> None:
    """Under caution a Pyongyang in doubt tests less than one that is sure; without it, more."""
    for caution, less in ((0.8, True), (-0.8, False)):
        s = with_parameters(
            baseline(), caution=caution, surprise=0, signal_noise=9
        )  # what is heard teaches little
        sure, doubtful = (_provocations(s, start_doubt=x) for x in (0.0, 0.14))
        assert (doubtful < sure) == less


def test_E07_the_sum_of_Beijings_reasons_can_have_either_sign() -> None:
    """Within the ranges Beijing can find enforcing worth more than looking away, and the reverse."""
    eager = {
        "price_secondary": 1.6,
        "unease_weight": 1.2,
        "fear_of_instability": 0.3,
        "buffer_worth": 0.1,
        "reactance": 0.0,
    }
    loath = {
        "price_secondary": 0.0,
        "unease_weight": 0.0,
        "fear_of_instability": 1.3,
        "buffer_worth": 0.3,
        "reactance": 1.2,
    }
    lean = []
    for numbers in (eager, loath):
        w = after(1, with_parameters(still(), **numbers))
        scores, names = w.china.scores["economic"], w.china.menus["economic"].names
        lean.append(scores[names.index("enforcement_of_bans")] - scores[names.index("looking_away")])
    assert np.sign(lean[0] - lean[1]) == 1
    assert lean[0] > 0 > lean[1]
