# ruff: noqa: N802 - a test is named after the claim it shows
"""Washington and Seoul, two tracks and who sends what: claims E03 and E10 to E13."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from sim.core.columns import Column
from sim.model.situation import Situation
from sim.scenario import Scenario
from tests.helpers.worlds import (
    after,
    baseline,
    drive,
    follow,
    middling,
    sent,
    still,
    trajectory,
    with_fact,
    with_order,
    with_parameters,
    with_posture,
    without_facts,
)

HARD = ("public_statement", "conditional_threat", "show_of_force", "primary_sanctions")
SOFT = ("back_channel", "public_offer", "summit", "aid")


def test_E03_a_stick_and_a_carrot_can_be_sent_in_one_week() -> None:
    """In many weeks one ally sends a hard signal and a soft one at the same time."""

    def both(s: Situation) -> Column:
        return (total_of(s, "US", HARD) > 0) * (total_of(s, "US", SOFT) > 0) * 1.0

    assert follow(baseline(), weeks=60, read={"both": both})["both"].mean() > 0.01


def total_of(s: Situation, actor: str, signals: tuple[str, ...]) -> Column:
    """How many of these signals an actor sent this week."""
    return np.sum([sent(s, actor, name) for name in signals], axis=0)


def test_E03_each_track_has_its_own_menu() -> None:
    """A stick that is ordered takes no carrot's place: the other families choose as they would have."""
    s = middling(baseline())
    free, ordered = (after(1, x, worlds=300) for x in (s, with_order(s, "US", "show_of_force", 0)))
    assert (sent(ordered, "US", "show_of_force") == 1).all()
    for family in ("words", "economic", "contact"):
        np.testing.assert_array_equal(free.us.sent.places[family], ordered.us.sent.places[family])


def _answers(**parameters: float) -> dict[str, float]:
    """How much one US show of force moves Pyongyang's belief and Seoul's confidence."""
    s = with_parameters(still(), misread=0, **parameters)
    read = {"belief": "resolve_us", "confidence": "confidence"}
    r = follow(s, with_order(s, "US", "show_of_force", 2), weeks=3, worlds=1, read=read)
    return {name: float(abs(x[1, -1, 0] - x[0, -1, 0])) for name, x in r.items()}


def test_E10_one_public_signal_deters_the_adversary_and_reassures_the_ally() -> None:
    """One show of force moves Pyongyang's belief and Seoul's confidence, each by a weight of its own."""
    moved = _answers()
    assert moved["belief"] > 0
    assert moved["confidence"] > 0
    assert moved["belief"] != moved["confidence"]
    no_reassurance, no_pull = _answers(deterrence_reassures=0), _answers(sunk_pull=0, tied_pull=0)
    assert no_reassurance["confidence"] == 0
    assert no_reassurance["belief"] > 0
    assert no_pull["belief"] == 0
    assert no_pull["confidence"] > 0


def test_E10_a_word_to_the_ally_raises_its_confidence() -> None:
    """A public assurance to the ally is worth confidence in Seoul."""
    s = still()
    confidence = trajectory(s, with_order(s, "US", "assurance_to_the_ally", 2), measure="confidence", weeks=4)
    assert (confidence[1, 2:] > confidence[0, 2:]).all()


@pytest.mark.parametrize(("k_hard", "sign"), [(0.8, 1), (-0.8, -1), (0.0, 0)])
def test_E11_coordination_moves_the_belief_that_Washington_will_act(k_hard: float, sign: int) -> None:
    """The same show of force by a united alliance is believed more (unity), less (Seoul's veto) or as
    much.
    """
    s = with_order(with_parameters(still(), misread=0, k_hard=k_hard), "US", "show_of_force", 0)
    divided, united = (with_parameters(s, start_coordination=x) for x in (0.2, 0.9))
    belief = trajectory(divided, united, measure="resolve_us", weeks=1, worlds=1)[:, 0, 0]
    assert np.sign(belief[1] - belief[0]) == sign


@pytest.mark.parametrize(("k_soft", "sign"), [(0.8, 1), (0.0, 0)])
def test_E11_coordination_moves_the_belief_that_Seoul_will_deliver(k_soft: float, sign: int) -> None:
    """The same offer by Seoul wins more trust when it comes from a coordinated alliance."""
    s = with_order(with_parameters(still(), k_soft=k_soft), "ROK", "public_offer", 0)
    divided, united = (with_parameters(s, start_coordination=x) for x in (0.2, 0.9))
    trust = follow(divided, united, weeks=1, worlds=1, read={"trust": lambda s: s.north.state.trust_rok})[
        "trust"
    ]
    assert np.sign(trust[1, 0, 0] - trust[0, 0, 0]) == sign


def test_E11_coordination_decays_unless_it_is_renewed() -> None:
    """Without consultation coordination falls week by week; with it, it rises."""
    s = still()
    c = trajectory(s, with_order(s, "US", "consultation", 4, 20), measure="coordination", weeks=20, worlds=2)
    assert (np.diff(c[0], axis=0) < 0).all()
    assert (c[1, -1] > c[1, 3]).all()


@pytest.mark.parametrize("delay", [0, 1, 2, 3])
def test_E11_consulting_delays_hard_signals_by_up_to_three_weeks(delay: int) -> None:
    """After a consultation hard signals are less likely for as many weeks as consulting takes, soft ones
    are not.
    """
    s = with_parameters(still(), consult_delay=delay)
    read = {
        "hard": lambda s: drive(s, "US", "show_of_force"),
        "soft": lambda s: drive(s, "US", "public_offer"),
    }
    r = follow(s, with_order(s, "US", "consultation", 2), weeks=10, worlds=1, read=read)
    held = (r["hard"][1] < r["hard"][0])[:, 0]
    assert held.sum() == delay
    assert held[3 : 3 + delay].all()
    np.testing.assert_array_equal(r["soft"][0], r["soft"][1])


def test_E11_consulting_uses_capacity() -> None:
    """Consulting takes posts: with hardly any filled, it waits."""
    assert baseline().signals["consultation"].posts > 0
    s = without_facts(with_posture(middling(baseline()), both={"coordination_effort": 1}), "posts")
    empty, full = (with_fact(with_parameters(s, start_capacity=x), "posts", x, 0) for x in (0, 1))
    read = {"met": lambda s: sent(s, "US", "consultation")}
    met = follow(empty, full, weeks=20, read=read)["met"].mean(axis=(1, 2))
    assert met[0] == 0
    assert met[1] > 0


def test_E12_going_to_China_before_the_ally_costs_coordination_and_confidence() -> None:
    """An approach to China costs coordination and Seoul's confidence, unless the ally was consulted just
    before.
    """
    first_the_ally = with_order(still(), "US", "consultation", 8)
    cells = [
        still(),
        with_order(still(), "US", "approach_to_china", 9),
        first_the_ally,
        with_order(first_the_ally, "US", "approach_to_china", 9),
    ]
    r = follow(*cells, weeks=12, worlds=2, read={"coordination": "coordination", "confidence": "confidence"})
    for series in r.values():
        assert (series[1, 9:] < series[0, 9:]).all()
        np.testing.assert_array_equal(series[3], series[2])


def _of_washington(s: Scenario) -> tuple[float, float]:
    """Washington's share of all hard signals, and of all soft ones."""
    read = {f"{a} {k}": partial(total_of, actor=a, signals=names)
            for a in ("US", "ROK") for k, names in (("hard", HARD), ("soft", SOFT))}  # fmt: skip
    n = {name: float(x.sum()) for name, x in follow(s, weeks=80, worlds=300, read=read).items()}
    hard, soft = (n[f"US {kind}"] / (n[f"US {kind}"] + n[f"ROK {kind}"]) for kind in ("hard", "soft"))
    return hard, soft


def _alike(**imposed: float) -> Scenario:
    """Washington and Seoul with the same weights, the same occasions and the same rivals for their
    attention.
    """
    weights = {"stick": 1.0, "carrot": 1.0}
    s = with_posture(baseline(), both=imposed, US=weights, ROK=weights)
    return with_parameters(without_facts(s, "engagement", "contact_mood"), china_priority=0)


def test_E13_hard_signals_come_mainly_from_Washington_and_soft_ones_from_Seoul() -> None:
    """Different weights of stick and carrot are enough for a good cop and a bad cop."""
    hard, soft = _of_washington(baseline())
    assert hard > 0.5 > soft
    assert hard - soft > 0.05


def test_E13_the_division_of_labour_vanishes_when_dispositions_are_equal() -> None:
    """Two allies with the same dispositions send the same mix of hard and soft signals."""
    hard, soft = _of_washington(_alike())
    assert abs(hard - soft) < 0.03


def test_E13_a_scenario_may_impose_a_division_of_labour() -> None:
    """Allies of equal weights divide the labour where a scenario says so."""
    hard, soft = _of_washington(_alike(division_of_labour=0.5))
    assert hard - soft > 0.2
