"""Agreement of theories, planted: who sees the lever, who agrees, what is contested, and when it sets in."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.engine.ensemble import simulate_ensemble
from sim.results.agreement import agreement, dots
from sim.results.caveats import saturation
from sim.results.condensed import condensed, joined
from sim.results.effects import effects
from sim.results.onset import onset
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import STAGES
from tests.helpers.ensembles import ensemble, kept
from tests.helpers.worlds import baseline, short

THEORIES = ("essay", "spiral", "opportunity", "diversion", "own_calendar")
WORLDS = 800


@pytest.fixture(autouse=True)
def no_fit(monkeypatch, tmp_path):
    """Nothing is shipped that says which ranges the record supports."""
    monkeypatch.setattr("sim.scenario.posterior.FOLDER", tmp_path)


def found(*changes, outcome="provocations", level=20.0):
    """The row of `outcome` where the other scenario differs by one change a theory."""
    values = np.full((10, WORLDS), level)
    for at, change in enumerate(changes):
        values[2 * at + 1] += change
    study = kept({outcome: values}, theories=THEORIES, worlds=WORLDS)
    table = agreement(study, effects(study), saturation(study))
    return table[table.outcome == outcome].iloc[0], study


def test_theories_that_say_the_same_agree_and_count_alike():
    row, _ = found(-2, -4, -6, -8, 30)
    assert (row.verdict, row.agree, row.of) == ("better", 4, 4)
    assert (row.difference, row.spread_low, row.spread_high) == (-5, -8, -2)
    assert row.less_under == "essay, spiral, opportunity, diversion"
    assert row.blind == "worse"


def test_of_a_clear_difference_as_many_theories_agree_as_are_named():
    row, _ = found(-8, -0.5, -8, 0)
    assert (row.verdict, row.agree, row.of) == ("better", 2, 3)
    assert row.less_under == "essay, opportunity"
    assert row.without_effect == "diversion"


def test_signs_that_part_are_contested_whatever_the_mean():
    row, _ = found(-8, -8, -8, 3)
    assert (row.verdict, row.agree, row.of) == ("contested", 3, 4)
    assert (row.more_under, row.less_under) == ("diversion", "essay, spiral, opportunity")


def test_a_small_difference_on_the_other_side_contests_nothing():
    assert found(-8, -8, -8, 0.5)[0].verdict == "better"
    assert found(-8, -8, -8, 0.5)[0].agree == 3


def test_no_difference_that_matters_is_agreed_upon_too():
    row, _ = found(0.2, -0.2, 0.1, 0.3)
    assert (row.verdict, row.agree, row.of) == ("no difference that matters", 4, 4)


def test_what_is_not_judged_can_be_agreed_upon_and_contested():
    assert found(2, 3, 2, 4, outcome="strain_end")[0][["verdict", "agree"]].tolist() == [
        "not judged",
        4,
    ]
    assert found(2, -3, 2, 4, outcome="strain_end")[0].verdict == "contested"


def test_dots_are_twentieths_of_the_draws_of_all_theories_that_see():
    row, study = found(*(np.repeat(np.linspace(low, low + 1, WORLDS // 8), 8) for low in (-4, -3, -2, -1)))
    table = dots(study)
    mine = table[(table.theory == "all") & (table.outcome == "provocations")].iloc[0]
    every = [mine[f"dot_{at}"] for at in range(1, 21)]
    assert every == pytest.approx(np.linspace(-4, 0, 41)[1::2], abs=0.02)
    assert np.mean([dot <= -row.delta for dot in every]) == pytest.approx(row.share_better, abs=0.05)
    assert set(table.theory) == {"all", *THEORIES[:4]}


def test_one_theory_alone_has_nobody_to_agree_with():
    values = np.full((2, WORLDS), 20.0)
    values[1] += 3
    study = kept({"provocations": values}, theories=("own_calendar",), worlds=WORLDS)
    table = agreement(study, effects(study), saturation(study))
    row = table[table.outcome == "provocations"].iloc[0]
    assert (row.verdict, row.agree, row.of) == ("worse", 1, 1)


def test_theories_joined_one_after_the_other_are_what_they_are_together():
    scenarios = short(baseline(), 13), short(baseline("engagement_first"), 13)
    both = [Cell(scenario, theory) for theory in ("essay", "spiral") for scenario in scenarios]
    together = condensed(simulate_ensemble(both, seed=3, worlds=24))
    apart = joined([condensed(simulate_ensemble(both[at : at + 2], seed=3, worlds=24)) for at in (0, 2)])
    assert apart.cells == together.cells
    np.testing.assert_array_equal(apart.outcomes, together.outcomes)
    for name, values in together.weekly.items():
        np.testing.assert_array_equal(apart.weekly[name], values, err_msg=name)


def test_an_onset_tells_spell_by_spell_and_side_by_side():
    worlds = 40
    study = ensemble(worlds=worlds, weeks=30)
    at_none, at_talks = STAGES.index("none"), STAGES.index("talks")
    study.stages[:, :, :] = 0
    study.stages[:, :, at_none], study.stages[:, :, at_talks] = worlds // 2, worlds // 2
    for weeks, share in ((slice(2, 6), 1.0), (slice(10, 15), 1.0), (slice(20, 25), 0.0)):
        study.stages[1, weeks, at_talks] = int(worlds * share)
        study.stages[1, weeks, at_none] = worlds - int(worlds * share)
    more, less = onset(condensed(study)).to_dict("records")
    assert (more["side"], more["weeks"], more["of"]) == ("more", 9, 13)
    assert (more["agree"], more["theories"], more["more_under"], more["less_under"]) == (1, 1, "essay", "")
    assert more["spells"] == "2017-07-10/2017-07-31 2017-09-04/2017-10-02"
    assert (less["side"], less["weeks"], less["of"], less["first"]) == ("less", 5, 5, "2017-11-13")


def test_an_onset_is_the_first_week_of_a_difference_that_lasts():
    worlds = 40
    study = ensemble(worlds=worlds, weeks=20)
    at_none, at_talks = STAGES.index("none"), STAGES.index("talks")
    study.stages[:, :, :] = 0
    study.stages[:, :, at_none] = worlds
    study.stages[1, 2:4, [at_none, at_talks]] = [[0, 0], [worlds, worlds]]  # two weeks do not last
    study.stages[1, 8:, at_none], study.stages[1, 8:, at_talks] = worlds // 2, worlds // 2
    (row,) = onset(condensed(study)).to_dict("records")
    assert (row["what"], row["side"], row["weeks"]) == ("talks", "more", 12)
    assert date.fromisoformat(row["first"]) == date(2017, 8, 21)
    assert date.fromisoformat(row["last"]) == date(2017, 11, 6)
