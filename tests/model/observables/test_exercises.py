# ruff: noqa: N802 - a test is named after the claim it shows
"""Exercises: held by the calendar, adjusted, or not held at all: claims E30 and E31."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import numpy as np
import pytest

from sim.scenario import PostureStep, Scenario
from sim.scenario.entries import posture_step
from tests.helpers.worlds import (
    Series,
    after,
    baseline,
    drive,
    follow,
    middling,
    still,
    trajectory,
    weighed,
    with_order,
    with_parameters,
    with_posture,
    with_signal,
    without_facts,
)

DOSE = {"dose": lambda s: s.us.state.exercise.now}
ULCHI = "ulchi_freedom_guardian_2017"


def _week_of_ulchi() -> int:
    return baseline().week_of(baseline().calendar[ULCHI].start)


def _holding(hold: float, adjust: float = 0, suspend: float = 0, **shape: float) -> Scenario:
    """An alliance whose policy on exercises is set, and that deals with them as policy has it, whatever comes
    in return.
    """
    policy = {"hold": hold, "adjust": adjust, "suspend": suspend, "conditionality": 0} | {
        f"exercise_{k}": v for k, v in shape.items()
    }
    return with_posture(baseline(), both=policy)


def test_E30_exercises_are_held_when_the_calendar_has_them() -> None:
    """Allies who hold exercises hold them in the weeks of the calendar, and hardly outside."""
    dose = follow(_holding(1), weeks=40, read=DOSE)["dose"][0]
    due = _week_of_ulchi()
    assert (dose[due] > 0).mean() > 0.8
    assert (dose[due + 3 : due + 8] > 0).mean() < 0.1


def test_E30_exercises_go_on_whether_or_not_there_are_talks() -> None:
    """A scheduled exercise belongs to both tracks: talks do not make it less likely to be held."""
    w = after(_week_of_ulchi() + 1, middling(_holding(1)))
    for ally in ("US", "ROK"):
        before, during = (drive(w, ally, "routine_exercise", stage=stage) for stage in (0, 2))
        assert before == during


def test_E30_exercises_renew_readiness() -> None:
    """Readiness is higher after a year with exercises than after one without."""
    held, none = _holding(1), without_facts(_holding(1), "exercise")
    readiness = trajectory(held, none, measure="readiness", weeks=50)[:, -1].mean(axis=1)
    assert readiness[0] > readiness[1]


def test_E30_an_exercise_sinks_a_cost_and_is_believed_for_it() -> None:
    """A costlier exercise tells Pyongyang more."""
    cells = [with_signal(still(), "routine_exercise", sunk_cost=cost) for cost in (0.1, 0.6)]
    cheap, costly = (_belief_after_an_exercise(s) for s in cells)
    assert costly > cheap > 0


def _belief_after_an_exercise(s: Scenario) -> float:
    """What one exercise adds to the resolve that Washington is believed to have."""
    s = with_parameters(s, misread=0, start_resolve_us=0.4)
    belief = trajectory(
        s, with_order(s, "US", "routine_exercise", 2), measure="resolve_us", weeks=3, worlds=1
    )
    return float(belief[1, -1, 0] - belief[0, -1, 0])


def test_E31_an_exercise_has_a_scale_a_length_and_a_kind_of_forces() -> None:
    """Half the scale is half the dose, three weeks are three weeks, strategic forces are felt more than
    defensive ones.
    """
    s = still()
    order = partial(with_order, actor="US", signal="routine_exercise", first=2)
    cells = [order(s, scale=1.0, length=1), order(s, scale=0.5, length=1), order(s, scale=1.0, length=3)]
    full, half, long = follow(*cells, weeks=8, worlds=1, read=DOSE)["dose"][:, :, 0]
    np.testing.assert_allclose(half, full / 2)
    assert (full > 0).sum() == 1
    assert (long > 0).sum() == 3
    strategic = order(with_signal(s, "routine_exercise", forces=1.0), scale=1.0, length=1)
    assert follow(strategic, weeks=3, worlds=1, read=DOSE)["dose"].max() > full.max()


def test_E31_an_adjusted_exercise_has_the_shape_that_the_strategy_gives_it() -> None:
    """An adjusted exercise is the scheduled one by the shares that the strategy names."""
    due = _week_of_ulchi()
    cells = [_holding(1), _holding(0, 1, scale=0.5, length=0.5, forces=0), _holding(0, 1, scale=2, length=2)]
    dose = follow(*cells, weeks=due + 8, read=DOSE)["dose"]
    weight = [float(np.median(x[due][x[due] > 0])) for x in dose]
    assert weight[1] < 0.6 * weight[0]
    assert weight[2] > 1.5 * weight[0]
    weeks = [(x[due:] > 0).sum(axis=0)[x[due] > 0].mean() for x in dose]
    assert weeks[1] < weeks[0] < weeks[2]


def test_E31_exercises_are_suspended_where_policy_says_so() -> None:
    """Under a policy of suspension hardly any scheduled exercise is held."""
    dose = follow(_holding(0, 0, 1), weeks=_week_of_ulchi() + 2, read=DOSE)["dose"][0]
    assert (dose[_week_of_ulchi()] > 0).mean() < 0.2


def _not_held(measure: str, **parameters: float) -> Series:
    """What an exercise that nobody holds does to a measure, week by week: with it in the calendar less
    without it.
    """
    s = with_parameters(still(), **parameters)
    return _unheld(measure, s)


def _unheld(measure: str, s: Scenario) -> Series:
    r = trajectory(without_facts(s, "exercise"), s, measure=measure, weeks=_week_of_ulchi() + 2, worlds=1)[
        :, :, 0
    ]
    return r[1] - r[0]


def test_E31_an_exercise_not_held_assures_who_takes_the_sender_to_seek_security() -> None:
    """An exercise that is not held wins Pyongyang's trust, the more the more it trusts already, up to a
    point.
    """
    low, high = (_not_held("trust_us", start_trust_us=x)[-1] for x in (0.05, 0.4))
    assert high > low > 0
    assert _not_held("trust_us", assurance=0)[-1] == 0


def test_E31_an_exercise_not_held_looks_weak_to_who_takes_the_sender_to_yield() -> None:
    """An exercise that is not held costs believed resolve, the more the less there is of it."""
    yielding, firm = (_not_held("resolve_us", start_resolve_us=x)[-1] / x for x in (0.3, 0.8))
    assert yielding < firm < 0


def test_E31_it_looks_weaker_within_weeks_of_a_provocation() -> None:
    """Right after a provocation the same step back costs more believed resolve than some months after one."""
    due = _week_of_ulchi()
    fresh, old = (
        _unheld(
            "resolve_us",
            with_order(with_parameters(still(), provoked_half_life=2), "DPRK", "long_range_test", week),
        )[-1]
        for week in (due - 1, 0)
    )
    assert fresh < 1.2 * old < 0


@pytest.mark.parametrize(("assurance", "retreat", "better"), [(1.6, 0.0, True), (0.0, 0.08, False)])
def test_E31_which_of_the_two_wins_is_not_built_in(assurance: float, retreat: float, better: bool) -> None:
    """Within the stated ranges an adjustment can be all assurance, or all weakness."""
    trust, resolve = (
        _not_held(name, assurance=assurance, read_as_retreat=retreat)[-1]
        for name in ("trust_us", "resolve_us")
    )
    assert (trust > 0) == better
    assert (resolve < 0) == (not better)


WAYS = ("hold", "adjust", "suspend")


def _ways(s: Scenario, weeks: int) -> Series:
    """What is done with each exercise that is due, ``(exercise, way, world)``, while nothing is agreed."""
    s = with_parameters(s, talk_pace=0)
    read = {name: lambda x, name=name: x.us.sent.does(name) for name in WAYS}
    r = follow(s, weeks=weeks, worlds=400, read=read | {"due": lambda x: x.us.view.exercise_due})
    due = (r["due"][0] > 0).all(axis=1)
    return np.stack([r[name][0][due] for name in WAYS], axis=1)


@pytest.mark.parametrize("policy", [(0.5, 0.3, 0.2), (0.1, 0.5, 0.4), (0.0, 0.5, 0.5)])
def test_E30_exercises_of_one_plan_are_dealt_with_alike(policy: tuple[float, float, float]) -> None:
    """No ally holds one exercise and suspends the next while its policy stays the same: what is planned for
    a year holds for it, and over many years the shares are those of the policy.
    """
    ways = _ways(_holding(*policy), 51)
    assert len(ways) == 3
    np.testing.assert_array_equal(ways[0], ways[1])
    np.testing.assert_array_equal(ways[0], ways[2])
    assert ways.mean(axis=(0, 2)) == pytest.approx(policy, abs=0.08)


@pytest.mark.parametrize(("conditionality", "suspends"), [(1.0, False), (0.0, True)])
def test_E31_who_holds_to_conditions_suspends_for_a_step(conditionality: float, suspends: bool) -> None:
    """Exercises are suspended for a freeze, or a step that is kept, by who holds to conditions."""
    s = with_posture(_holding(0.1, 0, 0.9), both={"conditionality": conditionality})
    ways = _ways(s, 20)[0].mean(axis=1)
    assert (ways[WAYS.index("suspend")] > 0.8) == suspends
    assert (ways[WAYS.index("hold")] > 0.9) == (not suspends)


def test_E30_a_new_plan_is_made_every_year() -> None:
    """Two years are planned apart."""
    ways = _ways(_holding(0.5, 0.5), 90)
    same = (ways[0] == ways[-1]).all(axis=0)
    assert 0.3 < same.mean() < 0.7


def test_E30_a_change_of_policy_acts_at_once() -> None:
    """A plan is no promise: where policy leaves a way out, the next exercise is not dealt with so."""
    s = _holding(0.5, 0.5)
    change = PostureStep.model_validate({"from": s.monday + timedelta(weeks=20), "both": {"hold": 0}})
    ways = _ways(s.model_copy(update={"posture": (posture_step(s.posture), change)}), 51)
    assert ways[0, 0].mean() == pytest.approx(0.5, abs=0.08)
    assert not ways[1:, 0].any()


def test_an_exercise_is_in_sight_from_its_announcement_to_its_end() -> None:
    """Pyongyang knows of it four weeks before, and there is no week in between in which it sees none: in the
    week in which it begins nobody has seen anything yet, and all know that it is due.
    """
    s, due = middling(_holding(1)), _week_of_ulchi()
    read = {name: lambda x, name=name: x.north.view[name] for name in ("exercise", "exercise_next")}
    seen = follow(s, weeks=due + 6, worlds=2, read=read)
    in_sight = (seen["exercise"] + seen["exercise_next"])[0, :, 0] > 0
    assert in_sight[due - 4 : due + 2].all()
    assert not in_sight[: due - 4].any()
    assert not in_sight[due + 4 :].any()


def test_the_answer_to_an_exercise_grows_with_its_dose() -> None:
    """Under `spiral` twice the exercise alarms twice as much, before and during it; half as much before."""
    s = after(1, middling(baseline()), theory="spiral")
    row = s.north.menus["forces"].names.index("long_range_test")
    ahead, half, full = (
        weighed(s, "DPRK", **seen)["forces"][row]
        - weighed(s, "DPRK", exercise=0, exercise_next=0)["forces"][row]
        for seen in (
            {"exercise": 0, "exercise_next": 0.8},
            {"exercise": 0.4, "exercise_next": 0},
            {"exercise": 0.8, "exercise_next": 0},
        )
    )
    np.testing.assert_allclose(full, 2 * half, rtol=1e-3)
    np.testing.assert_allclose(full, 2 * ahead, rtol=1e-3)


@pytest.mark.parametrize(("short", "exercised"), [(True, False), (False, False)])
def test_E31_a_shorter_suspension_does_not_end_the_longer_one(short: bool, exercised: bool) -> None:
    """A suspension of four weeks within one of forty leaves that in force."""
    s = with_order(_holding(1), "US", "suspension", 1, length=40)
    if short:
        s = with_order(s, "US", "suspension", 3, length=4)
    assert (follow(s, weeks=30, read=DOSE)["dose"][0][2:] > 0).any() == exercised
