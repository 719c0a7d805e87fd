"""Effects planted in made-up ensembles are found, and nothing else is."""

from __future__ import annotations

import numpy as np
import pytest

from sim.results.agreement import agreement
from sim.results.caveats import cautions, saturation
from sim.results.condensed import baselines
from sim.results.effects import COLUMNS, effects
from sim.vocabulary.glossary import FINAL_CLASSES, OUTCOMES
from tests.helpers.ensembles import kept

WORLDS, DRAWS = 2_000, 250
NOISE = np.random.Generator(np.random.Philox(11)).normal(20, 5, WORLDS)
"""Shared by the scenarios, as their random draws are."""


@pytest.fixture
def rng():
    return np.random.Generator(np.random.Philox(11))


def effect(change, outcome="provocations", **given):
    """The effects row of `outcome`, where the other scenario differs from the base by `change`."""
    found = effects(kept({outcome: np.stack([NOISE, NOISE + change])}, worlds=WORLDS, **given))
    return found[found.outcome == outcome].iloc[0]


@pytest.fixture(autouse=True)
def no_fit(monkeypatch, tmp_path):
    """Nothing is shipped that says which ranges the record supports."""
    monkeypatch.setattr("sim.scenario.posterior.FOLDER", tmp_path)


def test_one_row_per_scenario_that_is_no_baseline():
    study = kept(scenarios=("base", "b", "c"), theories=("essay", "spiral"))
    table = effects(study)
    assert tuple(table.columns) == COLUMNS
    assert baselines(study.cells) == [0, 0, 0, 3, 3, 3]
    assert set(table.baseline) == {"base"}
    pairs = table[["scenario", "theory"]].drop_duplicates()
    assert list(pairs.itertuples(index=False, name=None)) == [
        *[("b", "essay"), ("c", "essay"), ("b", "spiral"), ("c", "spiral")]
    ]


def test_one_scenario_gives_an_empty_table_with_its_columns():
    study = kept(scenarios=("base",))
    table = effects(study)
    assert len(table) == 0
    assert tuple(table.columns) == COLUMNS
    assert cautions(study, table) == ["10 parameter draws: intervals are too narrow under 30"]


def test_no_effect_is_exactly_none():
    row = effect(0)
    assert not row[
        ["difference", "spread_low", "spread_high", "mean_low", "mean_high", "mc_error", "share_better"]
    ].any()
    assert (row.verdict, row.share_same) == ("no difference that matters", 1)


def test_clearly_better_and_clearly_worse(rng):
    change = rng.normal(0, 1, WORLDS)
    change += 3 - change.mean()
    worse, better = effect(change), effect(-change)
    assert (worse.verdict, better.verdict) == ("worse", "better")
    assert (worse.share_better, better.share_better) == (0, 1)
    assert worse.difference == pytest.approx(3, abs=0.1)
    assert worse.mean_low < 3 < worse.mean_high
    assert worse.difference == pytest.approx(-better.difference)
    assert effect(change + 3, "longest_lull").verdict == "better"  # more of it is better


def test_pairing_cancels_what_the_scenarios_share():
    row = effect(np.repeat(np.linspace(1.5, 2.5, DRAWS), 8))
    assert row.mc_error < 1e-6  # though each scenario has noise of 5 / sqrt(2000)
    assert (row.mean_low, row.mean_high) == pytest.approx((2, 2), abs=0.05)
    assert (row.spread_low, row.spread_high) == pytest.approx((1.55, 2.45), abs=1e-3)


def test_shares_are_of_draws_that_differ_by_what_matters_and_add_up():
    change = np.repeat([-1.5] * 150 + [0.0] * 40 + [0.9] * 10 + [2.0] * 50, 8)
    less, more = effect(change), effect(4 * change, "longest_lull")
    assert (less.share_better, less.share_same, less.share_worse) == pytest.approx((0.6, 0.2, 0.2))
    assert (more.share_better, more.share_same, more.share_worse) == pytest.approx((0.2, 0.2, 0.6))


def test_ties_are_not_worse():
    rare = np.repeat([-2.0] * 15 + [0.0] * 235, 8)
    row = effect(rare)
    assert (row.share_better, row.share_worse) == pytest.approx((0.06, 0))


def test_where_neither_is_better_nothing_is_judged():
    row = effect(5, "strain_end")
    assert row.verdict == "not judged"
    assert np.isnan(row.share_better)


def test_what_is_not_clear_says_why(rng):
    assert effect(OUTCOMES["provocations"].delta / 2).verdict == "no difference that matters"
    either_way = np.repeat(rng.normal(0, 30, DRAWS), 8)
    row = effect(either_way - either_way.mean() + 1.5)
    assert row.verdict == "depends on what we do not know"
    assert row.share_better > 0.4
    assert row.share_worse > 0.4
    noise = rng.normal(0, 50, WORLDS)
    noise = effect(noise - noise.mean())
    assert noise.verdict == "too few worlds"
    assert "worlds would settle it" in noise.guards


def test_a_large_difference_is_clear_however_large_the_monte_carlo_error(rng):
    """An error of 1.1 is over half of what matters, 1; the difference is twenty times that."""
    row = effect(rng.normal(-22.6, 50, WORLDS))
    assert row.mc_error > row.delta / 2
    assert row.verdict == "better"


def test_draws_on_both_sides_that_cancel_are_no_finding_of_no_difference():
    """The mean is known to be near 0, and half of the draws are far from it on either side."""
    row = effect(np.repeat([-5.0, 5.0] * (DRAWS // 2), 8))
    assert abs(row.difference) < 1e-6
    assert row.verdict == "depends on what we do not know"


def test_what_matters_is_less_where_the_level_is_low():
    """A war in 8 of 1,000 worlds cannot become rarer by one in a hundred."""
    level = np.full(WORLDS, 0.008)
    found = effects(kept({"p_war": np.stack([level, 0.25 * level])}, worlds=WORLDS))
    row = found[found.outcome == "p_war"].iloc[0]
    assert (row.delta, row.verdict) == (pytest.approx(0.004), "better")


def test_one_world_can_tell_nothing():
    found = effects(kept({"provocations": [[1], [9]]}, worlds=1)).iloc[0]
    assert (found.difference, found.verdict) == (8, "too few worlds")
    assert found.guards == "too few parameter draws for an interval"
    unknown = ["spread_low", "spread_high", "mean_low", "mean_high", "mc_error", "share_better", "share_same"]
    assert np.isnan(found[unknown].astype(float)).all()


def test_worlds_need_not_fill_the_last_draw():
    change = [[0.0] * 803, [-3.0] * 803]
    found = effects(kept({"provocations": change}, worlds=803)).iloc[0]
    assert (found.difference, found.mean_low, found.mean_high, found.verdict) == (-3, -3, -3, "better")


def test_a_number_missing_on_one_side_is_missing_in_the_difference():
    values = np.stack([np.full(80, 1.0), np.full(80, 5.0)])
    values[0, :16] = np.nan
    values[1, 40] = np.nan
    found = effects(kept({"provocations": values})).iloc[0]
    assert (found.difference, found.mean_low, found.mean_high) == (4, 4, 4)


def test_saturated_only_if_one_class_holds_every_scenario_of_the_theory():
    lull, talks = (list(FINAL_CLASSES).index(name) for name in ("lull", "talks"))
    alike = np.full((2, 80), lull)
    alike[:, :3] = talks  # 96 % lull
    study = kept({"provocations": [[0] * 80, [9] * 80]}, final=alike)
    assert "lull in over 96 %" in saturation(study)["essay"]
    assert set(effects(study).verdict) == {"saturated"}
    assert any("saturated" in words for words in cautions(study, effects(study)))
    apart = np.stack([alike[0], np.full(80, talks)])
    study = kept({"provocations": [[0] * 80, [9] * 80]}, final=apart)
    assert saturation(study) == {"essay": ""}
    assert effects(study).verdict[0] == "worse"


def test_each_theory_is_saturated_by_itself():
    lull = list(FINAL_CLASSES).index("lull")
    final = np.stack([np.full(80, lull), np.full(80, lull), np.arange(80) % 8, np.arange(80) % 8])
    study = kept(theories=("essay", "spiral"), final=final)
    table = effects(study)
    assert set(table[table.theory == "essay"].verdict) == {"saturated"}
    assert "saturated" not in set(table[table.theory == "spiral"].verdict)


def test_cautions_tell_of_disagreement_blindness_and_luck(rng):
    change = np.zeros((6, WORLDS))
    change[1], change[3], change[5] = -4, 4, 4
    theories = ("essay", "spiral", "own_calendar")
    study = kept({"provocations": change}, theories=theories, worlds=WORLDS)
    table = agreement(study, effects(study), saturation(study))
    said = "\n".join(cautions(study, table))
    assert "contested between theories, 1 of" in said
    assert "contested between theories, 1 of 33 differences (other 1)" in said
    assert "own_calendar: by construction what others signal moves no choice of the DPRK" in said
    beside = effects(study).set_index(["theory", "outcome"])["guards"]
    assert beside["spiral", "provocations"] == "contested: more under spiral; less under essay"
    assert beside["essay", "crises"] == ""
    noise = rng.normal(0, 10, WORLDS)
    noisy = kept({"crises": [np.zeros(WORLDS), noise - noise.mean()]}, worlds=WORLDS)
    said = cautions(noisy, effects(noisy))
    assert len(said) == 1
    assert said[0].startswith("too few worlds for 1 of")
    assert said[0].endswith("(crises opened): a million worlds would not settle it")


def test_seeing_theories_that_agree_are_not_contested():
    change = np.zeros((4, WORLDS))
    change[1], change[3] = -4, 4
    study = kept({"provocations": change}, theories=("essay", "own_calendar"), worlds=WORLDS)
    assert not any("contested" in words for words in cautions(study, effects(study)))
