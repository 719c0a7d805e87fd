"""Evidence: chances add up, planted weights are found, and nothing is read into noise."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim as tt
from sim.core.errors import UserError
from sim.engine.conditioning.particle_filter import Conditioned
from sim.engine.conditioning.priors import SPANS, without_hindsight
from sim.evidence.observed_weeks import ObservedWeek
from sim.output.report import Table
from sim.plots import Context
from sim.plots.evidence_decisive import InformationBar, decisive
from sim.plots.evidence_weeks import EvidenceLine, evidence_weeks
from sim.plots.kit.theme import style
from sim.scenario import Scenario, find_scenario, load
from sim.studies.log_evidence.coverage import coverage_table, won
from sim.studies.log_evidence.decisive import information
from sim.studies.log_evidence.filtering import PRIORS, FilterJob, with_prior
from sim.studies.log_evidence.pseudo_records import PseudoRecord, pseudo_records
from sim.studies.log_evidence.report import Evidence
from sim.studies.log_evidence.stacking import best_weights, stacked
from sim.studies.log_evidence.verdict import chosen, coverage_sentence
from sim.studies.log_evidence.weighing import eras_of, evidence_table, mean_evidence, posterior
from tests.helpers.overlap import faults

THEORIES = ("spiral", "own_calendar")


@cache
def late() -> Scenario:
    """The last two years of the record, without hindsight."""
    whole = load(find_scenario("history_1990_2017"))
    return without_hindsight(whole.starting(date(2015, 12, 28)))


# ── the filter ──


def test_what_is_observed_of_a_week_adds_up_to_its_evidence():
    weeks = [
        ObservedWeek(),
        ObservedWeek(kinds=("long_test",), days=2),
        ObservedWeek(fire=True),
        ObservedWeek(crisis=True, crisis_begins=True),
    ]
    worlds = Conditioned(late(), "essay", weeks, worlds=64, seed=3)
    worlds.run_to(len(weeks))
    assert sum(sum(week.values()) for week in worlds.weekly) == pytest.approx(worlds.log_score)
    assert [("days" in week) for week in worlds.weekly] == [False, True, False, False]
    found = FilterJob(late(), "essay", weeks, 64, 3).run()
    assert found.weekly.sum() == pytest.approx(worlds.log_score)
    assert found.scores["fire"][2] < found.scores["fire"][0]


def test_a_first_week_has_the_mean_chance_of_its_worlds_as_evidence():
    quiet, loud = (FilterJob(late(), "own_calendar", [week], 400, 1).run() for week in (
        ObservedWeek(), ObservedWeek(kinds=("nuclear_test",), days=1)))  # fmt: skip
    assert quiet.scores["DPRK forces"][0] > loud.scores["DPRK forces"][0]
    assert np.exp(loud.scores["DPRK forces"][0]) == pytest.approx(0.014, rel=0.9)  # its base weight


def test_narrower_priors_lie_within_the_ranges_and_keep_what_drifts():
    whole = late()
    half, set_ = (with_prior(whole, prior).parameters for prior in PRIORS[1:])
    low, high = whole.parameters["caution"].span
    assert half["caution"].span == (low + (high - low) / 4, high - (high - low) / 4)
    assert set_["caution"].span == (whole.parameters["caution"].default,) * 2
    assert half["tempo"].span == whole.parameters["tempo"].span == SPANS["tempo"]
    assert with_prior(whole, PRIORS[0]) is whole


# ── pseudo-records ──


def test_a_pseudo_record_has_weeks_as_the_record_has_them():
    weeks = 60
    made = pseudo_records(late(), "essay", weeks, 2, 5)
    assert 1 <= len(made) <= 2
    for it in made:
        assert len(it.weeks) == weeks
        assert any(week.kinds for week in it.weeks)
        for week in it.weeks:
            assert bool(week.kinds) == (week.days > 0)
            assert week.stages in ((0, 1), (1, 2)) or week.stages[0] == week.stages[1] >= 3
    again = pseudo_records(late(), "essay", weeks, 2, 5)
    assert again == made
    assert np.isfinite(FilterJob(late(), "spiral", made[0].weeks, 50, 1).run().weekly).all()


# ── weighing ──


def test_weeks_belong_to_the_era_in_which_they_end():
    eras = eras_of(date(1990, 1, 1), 1461)
    assert (eras[0], eras[-1]) == (0, 6)
    assert (np.diff(eras) >= 0).all()
    assert eras[(date(1994, 7, 11) - date(1990, 1, 1)).days // 7] == 2


def test_the_mean_of_evidence_is_taken_before_the_logarithm():
    logs = np.log(np.array([[1.0], [3.0]]))
    assert mean_evidence(logs)[0] == pytest.approx(np.log(2))


def test_a_planted_theory_is_found_with_its_error():
    rng = np.random.default_rng(2)
    eras = np.repeat([0, 1], 100)
    weekly = {
        (PRIORS[0], name): rng.normal(level, 0.02, (4, 200)) for name, level in (("a", -1.0), ("b", -1.1))
    }
    table = evidence_table(weekly, eras, 1)
    whole = table[table["era"] == "all years"].set_index("theory")
    assert whole.loc["b", "to_best"] == pytest.approx(-20, abs=1)
    assert whole.loc["a", "to_best"] == 0
    assert 0 < whole.loc["b", "to_best_error"] < 1
    assert len(table) == 6
    probability, low, high = posterior([weekly[PRIORS[0], name].sum(axis=1) for name in "ab"], 1)
    assert probability[0] > 0.99
    assert (low <= probability).all()
    assert (probability <= high + 1e-12).all()


def test_stacking_finds_the_weights_of_a_mixture_and_is_not_justified_by_noise():
    rng = np.random.default_rng(4)
    of = rng.random(4000) < 0.7
    logs = np.log(np.stack([np.where(of, 0.8, 0.2), np.where(of, 0.2, 0.8)]))
    eras = np.arange(4000) // 500
    found = stacked(logs, eras, 1)
    assert found.weights[0] == pytest.approx(
        5 / 6, abs=0.03
    )  # so that the mixture gives 0.7 to what comes in 0.7
    assert found.justified
    noise = np.log(rng.uniform(0.4, 0.6, (2, 600)))
    assert not stacked(noise, np.arange(600) // 100, 1).justified
    assert best_weights(noise).sum() == pytest.approx(1)


# ── what would decide ──


def test_information_is_that_of_a_planted_difference_and_none_of_noise():
    rng = np.random.default_rng(6)
    same = rng.normal(size=(2, 500))
    bits, by_chance = information(same, 1)
    assert bits <= max(by_chance, 0.02)
    apart = same + np.array([[0], [9]])
    assert information(apart, 1)[0] == pytest.approx(1, abs=0.05)
    constant, _ = information(np.zeros((5, 50)), 1)
    assert constant == 0
    rare = np.zeros((2, 400))
    rare[1, :200] = 1
    assert 0.2 < information(rare, 1)[0] < 0.4  # half of the worlds of one theory: 0.31 bits


# ── verdicts ──


def _tables(logs: dict[str, float], low: float = 0.99) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = [
        {"prior": prior, "era": "all years", "theory": theory, "log_evidence": value}
        for prior in PRIORS
        for theory, value in logs.items()
    ]
    shares = np.exp(np.array(list(logs.values())))
    theories = pd.DataFrame({"theory": list(logs), "probability": shares / shares.sum(), "low": low})
    return pd.DataFrame(rows), theories


def _covered(*winners: str) -> pd.DataFrame:
    logs = {"a": [1.0, 0.0], "b": [0.0, 1.0]}
    records = [(PseudoRecord("a", k, ()), logs[winner]) for k, winner in enumerate(winners)]
    return coverage_table(["a", "b"], records)


def test_a_choice_needs_probability_priors_and_coverage():
    sure, even = _tables({"a": 0.0, "b": -9.0}), _tables({"a": 0.0, "b": -0.1})
    assert chosen(*sure, _covered(*"aaaaa")).startswith("The record favours a")
    assert "does not choose" in chosen(*even, _covered(*"aaaaa"))
    assert "makers win 20% of pseudo-records" in chosen(*sure, _covered(*"abbbb"))
    assert "no pseudo-record was tried" in chosen(*sure, _covered())
    assert "error leaves it open" in chosen(*_tables({"a": 0.0, "b": -9.0}, low=0.5), _covered("a"))
    by_era, theories = sure
    by_era.loc[by_era["prior"] == "defaults", "log_evidence"] *= -1
    assert "b under the prior `defaults`" in chosen(by_era, theories, _covered("a"))


def test_the_share_of_records_won_has_an_interval():
    share, low, high = won(_covered(*"aab"))
    assert share == pytest.approx(2 / 3)
    assert 0 < low < share < high < 1
    assert "67%" in coverage_sentence(_covered(*"aab"))
    assert np.isnan(won(_covered())[0])


# ── the study ──


@pytest.fixture(scope="module")
def found() -> Evidence:
    """Half a year of the record, two theories, two strategies of a summer ahead."""
    history = load(find_scenario("history_1990_2017")).starting(date(2017, 6, 5))
    ahead = tt.load("baseline").with_(name="ahead", end="2017-09-03")
    ahead = ahead.model_copy(update={"strategies": dict(list(ahead.strategies.items())[:2])})
    return tt.weigh(history, scenario=ahead, theories=THEORIES, worlds=50, repeats=2, records=1, workers=1)


def test_every_table_is_there_and_hangs_together(found: Evidence):
    assert list(found.tables) == ["theories", "by_era", "observed", "coverage", "decisive"]
    assert found.theories["probability"].sum() == pytest.approx(1)
    assert found.theories["stacking_weight"].sum() == pytest.approx(1)
    assert set(found.by_era["prior"]) == set(PRIORS)
    whole = found.by_era[(found.by_era["prior"] == PRIORS[0]) & (found.by_era["era"] == "all years")]
    assert (whole["to_best"] <= 0).all()
    assert set(found.covered["truth"]) <= set(THEORIES)
    assert (found.decisive["bits"] >= 0).all()
    seen = found.decisive["seen"].tolist()
    assert seen == sorted(seen, reverse=True)


def test_the_report_says_plainly_whether_the_record_chooses(found: Evidence):
    assert "The record" in found.headline
    titles = [block.title for block in found.report.blocks if isinstance(block, Table)]
    assert len(titles) == 5
    assert any("hardly show its error" in each for each in found.caveats)
    assert "pseudo-records" in found._repr_html_()


def test_pictures_can_be_read(found: Evidence):
    for name in found.figures:
        with style():
            assert faults(found.plot(name)) == []


def test_the_years_need_a_name_of_their_own():
    with pytest.raises(UserError, match="both named"):
        tt.weigh("history_1990_2017", scenario="history_1990_2017")
    with pytest.raises(UserError, match="worlds"):
        tt.weigh(worlds=10)


def test_lines_that_end_together_have_names_apart():
    words = Context("Which theory?", "small print")
    flat = np.zeros(50)
    lines = [EvidenceLine(name, flat, flat - 1, flat + 1) for name in ("essay", "spiral", "own_calendar")]
    bars = [InformationBar("longest lull (capitulation)", 0.5, 0.02, "own_calendar")]
    with style():
        assert faults(evidence_weeks(lines, [(0, "1990"), (25, "1993")], date(1990, 1, 1), words)) == []
        assert faults(decisive(bars, words)) == []


def test_the_folder_holds_what_was_found(tmp_path: Path, found: Evidence):
    files = {path.name for path in found.save(tmp_path / "out").iterdir()}
    assert {"theories.csv", "by_era.csv", "coverage.csv", "decisive.csv", "weeks.svg", "words.txt"} <= files
