"""Rival theories of Pyongyang: what each sees, and what none of them may."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from sim.core.columns import Column
from sim.engine.ensemble import simulate_ensemble
from sim.model.situation import Situation
from sim.model.theories import theory
from sim.scenario.cell import Cell
from sim.vocabulary.signals import EVENTS
from sim.vocabulary.theory_names import BLIND, NAMES
from tests.helpers.worlds import (
    after,
    baseline,
    drive,
    follow,
    middling,
    short,
    weighed,
    with_order,
    with_parameters,
    with_posture,
)

ACTS = ("short_range_test", "long_range_test", "local_provocation")
ESSAY_ONLY = (
    "brinkmanship", "reinforcement", "satiation", "fear_yield", "resolve_weight", "caution", "veto_read",
    "widest_doubt", "wedge",
)  # fmt: skip
OWN = {"essay": "resolve_weight", "spiral": "spiral_fear", "opportunity": "probing", "diversion": "diversion"}
SIGNALLED = (
    "resolve_us", "doubt_us", "resolve_rok", "doubt_rok", "trust_us", "trust_rok", "readiness", "exercise",
    "exercise_next", "forgone", "display", "fear_shown", "fear_paid", "rewarded", "discord", "strain",
    "domestic", "warned", "first_strike", "warning_attack_us", "warning_attack_rok", "warning_test_us",
    "warning_test_rok", "contact_mood", "concession",
)  # fmt: skip


def _mind(name: str, **parameters: float) -> Situation:
    """Pyongyang under a theory after one week of the baseline, every number at its default but these."""
    return after(1, with_parameters(middling(baseline()), **parameters), theory=name)


@pytest.mark.parametrize("name", NAMES)
def test_every_theory_runs_and_says_what_moves_pyongyang(name: str) -> None:
    """A theory has a sentence, and gives a finite value to every signal that is open."""
    assert theory(name).says
    w = _mind(name)
    for scores in w.north.scores.values():
        assert np.isfinite(scores).all()


def test_an_unknown_theory_is_no_theory() -> None:
    """A name that no file bears is refused."""
    with pytest.raises(KeyError):
        theory("astrology")


@pytest.mark.parametrize("name", OWN)
def test_every_theory_that_sees_has_a_weight_of_its_own(name: str) -> None:
    """Turning up the weight that a theory lives by changes its Pyongyang, and no other theory's."""
    for other in NAMES:
        low, high = (
            _mind(other, **{OWN[name]: x}).north.scores for x in baseline().parameters[OWN[name]].range
        )
        same = all(np.array_equal(low[f], high[f]) for f in low)
        assert same == (other != name), other


@pytest.mark.parametrize("parameter", ESSAY_ONLY)
def test_what_the_essay_says_of_pyongyang_lives_in_its_theory_alone(parameter: str) -> None:
    """No rival theory reads a number that belongs to the essay's account of Pyongyang."""
    low, high = baseline().parameters[parameter].range
    for name in NAMES:
        one, other = (
            follow(with_parameters(baseline(), **{parameter: x}), weeks=12, worlds=30, theory=name,
                   read={"n": lambda s: s.north.sent.places["forces"]})["n"] for x in (low, high)
        )  # fmt: skip
        if name != "essay":
            np.testing.assert_array_equal(one, other)


def _moves(name: str, field: str, low: float = 0.1, high: float = 0.9) -> set[float]:
    """The signs of what raising a field of its view does to Pyongyang's provocations."""
    w = _mind(name, caution=0)
    return {
        float(np.sign(drive(w, "DPRK", a, **{field: high}) - drive(w, "DPRK", a, **{field: low}))[0])
        for a in ACTS[:2]
    }


@pytest.mark.parametrize(("name", "field", "sign"), [
    ("essay", "resolve_us", -1),
    ("essay", "fear_shown", 1),
    ("spiral", "exercise", 1),
    ("spiral", "exercise_next", 1),
    ("spiral", "display", 1),
    ("spiral", "trust_us", -1),
    ("opportunity", "resolve_us", -1),
    ("opportunity", "readiness", -1),
    ("opportunity", "discord", 1),
    ("diversion", "domestic", 1),
])  # fmt: skip
def test_each_theory_moves_the_way_its_sources_say(name: str, field: str, sign: int) -> None:
    """Fear breeds provocation under one theory, weakness under another, trouble at home under a third."""
    assert _moves(name, field) == {sign}


@pytest.mark.parametrize("field", SIGNALLED)
def test_the_blind_theory_sees_no_lever(field: str) -> None:
    """Under programme, season and momentum alone nothing that others signal changes what Pyongyang does."""
    (name,) = BLIND
    w = _mind(name)
    low, high = (weighed(w, "DPRK", **{field: x}) for x in (0.0, 0.9))
    for family in ("words", "forces", "crisis"):
        np.testing.assert_array_equal(low[family], high[family])


def test_the_blind_theory_gives_every_strategy_the_same_provocations() -> None:
    """Under the blind control strategies do not differ in a single event."""
    (name,) = BLIND
    cells = [baseline(s) for s in ("negotiation_from_strength", "engagement_first", "overreaction")]
    read = {event: partial(_events, event=event) for event in EVENTS}
    for event, series in follow(*cells, weeks=120, worlds=100, theory=name, read=read).items():
        for other in series[1:]:
            np.testing.assert_array_equal(series[0], other, err_msg=event)


def _events(s: Situation, event: str) -> Column:
    return s.events[event]


@pytest.mark.parametrize("name", [n for n in NAMES if n not in BLIND])
def test_a_theory_that_sees_is_moved_by_strategy(name: str) -> None:
    """Under every theory that is not blind, strategies differ in what Pyongyang does."""
    cells = [Cell(short(baseline(s), 60), name) for s in ("negotiation_from_strength", "overreaction")]
    outcomes = simulate_ensemble(cells, seed=2, worlds=48).outcomes
    assert not np.array_equal(outcomes[0, 0], outcomes[1, 0])


def _crisis_drive(w: Situation, **seen: float) -> Column:
    """Log-odds that Pyongyang stands firm in a crisis."""
    scores = weighed(w, "DPRK", **seen)["crisis"]
    return scores[1] - scores[0]


@pytest.mark.parametrize(("name", "field", "sign"), [
    ("essay", "resolve_us", -1), ("spiral", "first_strike", 1), ("opportunity", "readiness", -1),
    ("diversion", "domestic", 1),
])  # fmt: skip
def test_each_theory_stands_firm_in_a_crisis_for_its_own_reason(name: str, field: str, sign: int) -> None:
    """What moves Pyongyang to provoke also moves it to stand firm."""
    w = _mind(name)
    assert np.sign(_crisis_drive(w, **{field: 0.9}) - _crisis_drive(w, **{field: 0.1})) == sign


def test_a_theory_acts_on_its_own_cells_alone() -> None:
    """Cells under several theories in one run each follow their own."""
    cells = [Cell(with_order(short(baseline(), 30), "US", "show_of_force", 2), name) for name in NAMES]
    together = simulate_ensemble(cells, seed=3, worlds=16)
    for place, one in enumerate(cells):
        np.testing.assert_array_equal(
            together.outcomes[place], simulate_ensemble([one], seed=3, worlds=16).outcomes[0]
        )


def test_conditions_on_posture_hold_under_every_theory() -> None:
    """The allies' rules are the same whichever theory Pyongyang follows: same view, same choice."""
    firm = with_posture(baseline(), both={"stick": 2})
    choices = [after(1, firm, theory=name, worlds=50).us.sent.places for name in NAMES]
    for family in choices[0]:
        for other in choices[1:]:
            np.testing.assert_array_equal(choices[0][family], other[family])
