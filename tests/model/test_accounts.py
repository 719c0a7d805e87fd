"""Accounts that must add up: where every world is, what was sent, what happened, and what it is divided
by.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sim.engine.ensemble import simulate_ensemble
from sim.model.outcome_counters import YEAR
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import FINAL_CLASSES, MEASURES, OUTCOMES, RUNGS, STAGES
from sim.vocabulary.signals import EVENTS
from tests.helpers.diary import WEEKS, WORLDS, diary, ensemble, outcome, scenarios
from tests.helpers.worlds import baseline, follow, short, with_order, with_parameters

CHANCES = [name for name, outcome in OUTCOMES.items() if outcome.chance]


def test_every_world_is_on_one_rung_and_one_stage_each_week() -> None:
    """The counts of rungs, and those of stages, add up to the worlds in every week of every scenario."""
    for counts, levels in ((ensemble().rungs, RUNGS), (ensemble().stages, STAGES)):
        assert counts.shape[-1] == len(levels) + 1
        assert (counts >= 0).all()
        assert (counts.sum(axis=-1) == WORLDS).all()
    for name, levels in (("rung", RUNGS), ("stage", STAGES)):
        assert set(np.unique(diary()[name])) <= set(range(len(levels)))


def test_the_counts_of_rungs_and_stages_are_those_of_the_diary() -> None:
    """Worlds at war are counted as such, the others where they stand."""
    peace = diary()["at_war"] == 0
    for counts, name in ((ensemble().rungs, "rung"), (ensemble().stages, "stage")):
        for level in range(counts.shape[-1] - 1):
            np.testing.assert_array_equal(counts[..., level], ((diary()[name] == level) & peace).sum(axis=-1))
        np.testing.assert_array_equal(counts[..., -1], (~peace).sum(axis=-1))


def test_every_world_is_in_one_bin_of_every_measure_each_week() -> None:
    """Histograms add up to the worlds; the means rest on those that are not at war."""
    e = ensemble()
    assert (e.histograms.sum(axis=-1) == WORLDS).all()
    assert (e.differences[1:].sum(axis=-1) == WORLDS).all()
    assert e.differences[0].sum() == 0
    bins = np.arange(e.histograms.shape[-1] - 1)
    np.testing.assert_array_equal(e.sums, (e.histograms[..., :-1] * bins).sum(axis=-1))
    assert (e.histograms[..., -1] == e.rungs[:, :, None, -1]).all()


def test_every_world_ends_in_one_class() -> None:
    """Final classes are those of the glossary, and agree with war, clashes and the last stage."""
    final = ensemble().final
    names = list(FINAL_CLASSES)
    assert set(np.unique(final)) <= set(range(len(names)))
    at_war, stage = diary()["at_war"][:, -1] > 0, diary()["stage"][:, -1]
    np.testing.assert_array_equal(final == names.index("war"), at_war)
    clashed = (diary()["serious"] * diary()["lived"]).any(axis=1)
    np.testing.assert_array_equal(final == names.index("serious_clash"), clashed & ~at_war)
    quiet = ~at_war & ~clashed
    for name, lowest, highest in (
        ("talks", 1, 2),
        ("freeze", 3, 3),
        ("framework", 4, 4),
        ("settlement", 5, 5),
    ):
        np.testing.assert_array_equal(
            (final == names.index(name)) & quiet, quiet & (stage >= lowest) & (stage <= highest)
        )


def test_events_counted_are_the_event_days_drawn() -> None:
    """What is sent has one event day or more; nothing else happens, and a year's count is over its
    weeks.
    """
    years = diary()["lived"].sum(axis=1) / YEAR
    rows = dict(
        zip(
            EVENTS,
            ("short_tests", "long_tests", "nuclear_tests", "local_provocations", "attacks"),
            strict=True,
        )
    )
    everything = 0
    for name, row in rows.items():
        days, was_sent = diary()[f"events {name}"], diary()[f"sent {name}"]
        np.testing.assert_array_equal(days > 0, was_sent > 0)
        assert set(np.unique(days)) <= ({0, 1} if name == "attack" else {0, 1, 2, 3, 4})
        counted = (days * diary()["lived"]).sum(axis=1)
        np.testing.assert_allclose(outcome(row) * years, counted, rtol=1e-4, atol=1e-3)
        everything = everything + counted
    np.testing.assert_allclose(outcome("provocations") * years, everything, rtol=1e-4, atol=1e-3)


def test_at_most_one_signal_of_a_family_is_sent_a_week() -> None:
    """A test, a local provocation and an attack share a family: one of them a week at most."""
    assert sum(diary()[f"sent {name}"] for name in EVENTS).max() <= 1


def test_a_signal_is_sent_once_and_then_in_force_for_its_length() -> None:
    """Each exercise under way was sent once: weeks under way are the lengths of what was sent, cut off by
    the end.
    """
    length = 4
    s = with_order(short(baseline(), 40), "US", "routine_exercise", 10, length=length)
    s = with_order(s, "US", "routine_exercise", 11, 39, withhold=True)
    s = with_order(s, "US", "adjusted_exercise", 11, 39, withhold=True)
    read = {"n": lambda s: s.us.sent.does("exercise"), "left": lambda s: s.us.state.exercise.left}
    r = follow(s, weeks=40, worlds=20, read=read)
    assert (r["n"][0, 10:].sum(axis=0) == 1).all()
    np.testing.assert_array_equal(r["left"][0, 10:16, 0], [4, 3, 2, 1, 0, 0])


def test_steps_given_are_steps_received() -> None:
    """What one side's outcomes count as steps of the other is what that other side sent, signal by signal."""
    years = diary()["lived"].sum(axis=1) / YEAR
    for row, name in (("concessions_given", "given"), ("concessions_received", "kept")):
        counted = (diary()[name] * diary()["lived"]).sum(axis=1)
        assert counted.max() > 0
        np.testing.assert_allclose(outcome(row) * years, counted, rtol=1e-4, atol=1e-3)


def test_war_is_absorbing() -> None:
    """Once at war a world stays at war; there are such worlds to speak of."""
    at_war = diary()["at_war"]
    assert (np.diff(at_war, axis=1) >= 0).all()
    assert 0.1 < at_war[2, -1].mean() < 1
    started = (diary()["war_now"] * diary()["lived"]).any(axis=1)
    np.testing.assert_array_equal(started, at_war[:, -1] > 0)


def test_rates_are_per_week_lived_before_a_war() -> None:
    """A world that goes to war is judged by the weeks until then: nothing is counted later."""
    lived = diary()["lived"].sum(axis=1)
    assert lived[2].min() < WEEKS
    for name, column in (("crises", "opened"), ("longest_lull", None), ("weeks_in_talks", None)):
        if column:
            counted = (diary()[column] * diary()["lived"]).sum(axis=1)
            np.testing.assert_allclose(outcome(name) * lived / YEAR, counted, rtol=1e-4, atol=1e-3)
        else:
            assert (outcome(name) <= lived).all()
    talking = ((diary()["stage"] > 1) * diary()["lived"]).sum(axis=1)
    np.testing.assert_array_equal(outcome("weeks_in_talks"), talking)
    assert (outcome("highest_rung") == (diary()["rung"] * diary()["lived"]).max(axis=1)).all()


def test_weekly_chances_are_chances_and_war_is_a_part_of_the_serious_clashes() -> None:
    """Every week each chance lies between 0 and 1, and war is no likelier than the clash it comes out of."""
    for name in CHANCES:
        assert (diary()[name] >= 0).all()
        assert (diary()[name] <= 1).all()
    assert (diary()["p_war"] <= diary()["p_serious"]).all()
    assert (diary()["war_now"] <= diary()["serious"]).all()


@pytest.mark.parametrize("name", [name for name in OUTCOMES if name.startswith("p_")])
def test_a_chance_by_the_horizon_is_a_chance(name: str) -> None:
    """What happened or not is 0 or 1 in every world; what is summed from weekly chances is never negative,
    and a chance on average over the worlds.
    """
    assert (outcome(name) >= 0).all()
    if OUTCOMES[name].chance:
        assert (outcome(name)[:2].mean(axis=1) <= 1).all()
    else:
        assert np.isin(outcome(name), (0, 1)).all()


def test_over_the_worlds_a_war_is_no_likelier_than_a_serious_clash() -> None:
    """On average over the worlds war is the less likely of the two; so it is with a clash and an exchange
    of fire.
    """
    war, serious = outcome("p_war").mean(axis=1), outcome("p_serious").mean(axis=1)
    assert ((war > 0) & (war < serious)).all()
    assert (serious[:2] < 1).all()


def test_chances_by_the_horizon_agree_with_what_was_drawn() -> None:
    """Over the worlds the chances come to the share of worlds in which it happened, within noise."""
    for name, draw in (("p_fire", "north_fired"), ("p_serious", "serious"), ("p_war", "war_now")):
        happened = (diary()[draw] * diary()["lived"]).any(axis=1)
        np.testing.assert_allclose(outcome(name).mean(axis=1), happened.mean(axis=1), atol=0.17, err_msg=name)


def test_stages_by_the_horizon_are_ordered() -> None:
    """No settlement without a framework, no framework without a freeze, no freeze without talks."""
    reached = [outcome(name) for name in ("p_talks", "p_freeze", "p_framework", "p_settlement")]
    for lower, higher in pairwise(reached):
        assert (higher <= lower).all()
    np.testing.assert_array_equal(
        outcome("p_talks") > 0, outcome("first_talks") < diary()["lived"].sum(axis=1)
    )


def test_no_outcome_is_undefined() -> None:
    """Every world has a finite number for every outcome, also one that goes to war in its first week."""
    doomed = with_parameters(
        short(baseline(), 8), crisis_rate=1, start_tension=1, clash_risk=9, war_given_clash=9,
        crisis_habit=30, denial=0, climb=1, double_step=1,
    )  # fmt: skip
    for e in (ensemble(), simulate_ensemble([Cell(doomed, "essay")], seed=1, worlds=40)):
        assert np.isfinite(e.outcomes).all()
    assert (e.final == list(FINAL_CLASSES).index("war")).any()


def test_measures_never_leave_their_range() -> None:
    """No measure is ever outside the range that the glossary gives it, not even in a dangerous world."""
    cells = [scenarios()[2], scenarios()[1]]
    for name, series in follow(*cells, weeks=60, worlds=64, read={n: n for n in MEASURES}).items():
        assert np.isfinite(series).all(), name
        assert series.min() >= MEASURES[name].low, name
        assert series.max() <= MEASURES[name].high, name
