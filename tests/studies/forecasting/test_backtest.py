"""The back-test: nothing known that could not be, fair scores, and plain words where a null model wins."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from sim.studies.forecasting.scores import BRIER, CRPS, Scored, scored

from sim.cli import cli
from sim.plots.forecasting_data import fan_data, reliability_data, rivals_data
from sim.plots.forecasting_fan import fan
from sim.plots.forecasting_scores import reliability
from sim.plots.forecasting_scores import rivals as draw_rivals
from sim.plots.kit.context import Context
from sim.plots.kit.overlap import faults
from sim.plots.kit.theme import style
from sim.results.caveats import BY_CONSTRUCTION
from sim.scenario import Scenario, find_scenario, load
from sim.studies.forecasting.backtest import ALL, Issued, Job, mixed, rivals, smooth
from sim.studies.forecasting.backtest_report import in_words, mean_scores, page, theories_in_words
from sim.studies.forecasting.scoring import Forecast, seen_in
from sim.studies.forecasting.windows import CHANCES, COUNTS, WINDOWS, Window, days_of_the_record, origins
from tests.helpers.studies import past
from tests.studies.forecasting.test_forecast import fact, outlook

WORDS = Context("Would the forecasts have been better?", "a test; 100 worlds; seed 1")


@cache
def history(start: date = date(2005, 1, 3)) -> Scenario:
    return load(find_scenario("history_1990_2017")).model_copy(update={"start": start})


@cache
def issued() -> Issued:
    return Job(history(), "essay", 100, 1, first=2006, last=2006).run()


def test_every_origin_has_a_forecast_of_every_window_that_the_record_closes() -> None:
    assert set(issued()) == {(day, window) for day in origins(2006, 2006) for window in WINDOWS}
    for forecast in issued().values():
        assert forecast.chances.sum() == pytest.approx(1)
        assert (forecast.chances > 0).all()


def test_facts_that_become_known_later_change_no_forecast_before() -> None:
    late = date(2006, 12, 31)
    unknown = {
        "exercise": fact("exercise", date(2006, 6, 5), date(2006, 6, 30), late),
        "mood": fact("contact_mood", date(2006, 7, 3), None, late),
        "phase": fact("tempo", date(2006, 1, 2), None, late, 3),
    }
    other = history().model_copy(update={"calendar": history().calendar | unknown})
    before = [key for key in issued() if key[0] < date(2006, 6, 1)]
    again = Job(other, "essay", 100, 1, first=2006, last=2006).run()
    assert all(np.array_equal(again[key].chances, issued()[key].chances) for key in before)


def test_forecasts_come_again_to_the_same_bits() -> None:
    again = Job(history(), "essay", 100, 1, first=2006, last=2006).run()
    assert all(np.array_equal(again[key].chances, forecast.chances) for key, forecast in issued().items())


def test_a_forecast_of_worlds_holds_no_number_impossible() -> None:
    forecast = smooth(np.array([0, 0, 3, 3]))
    assert forecast.chances.sum() == pytest.approx(1)
    assert (forecast.chances[:40] > 0).all()
    assert forecast.chances[0] > forecast.chances[1]
    assert forecast.mean == pytest.approx(1.5, abs=0.5)


def test_a_mixture_weighs_its_parts_alike() -> None:
    key = (date(2006, 1, 1), CHANCES[0])
    each = {name: {key: Forecast(np.array([p, 1 - p]))} for name, p in (("a", 0.9), ("b", 0.6), ("c", 0.3))}
    assert mixed(each)[key].any == pytest.approx(0.4)


# ── scores ──


def told(right: float, first: int = 2010, last: int = 2012) -> Issued:
    """Forecasts that give the share `right` to what came, and the rest to one more or less."""
    found: Issued = {}
    for day in origins(first, last):
        for window in WINDOWS:
            number = count(day, window)
            chances = np.zeros(number + 2)
            chances[number] = right
            chances[number + 1 if number == 0 else 0] += 1 - right
            found[day, window] = Forecast(chances)
    return found


def count(day: date, window: Window) -> int:
    return seen_in(days_of_the_record(window.kinds), day.toordinal(), window.days)


@cache
def planted(mine: float = 0.95) -> Scored:
    return scored({ALL: told(mine), "essay": told(0.5)}, {"climatology": told(0.7), "Hawkes": told(0.4)})


def test_the_better_forecaster_scores_better_and_is_called_so() -> None:
    wide = mean_scores(planted()).set_index("forecaster")
    assert (wide.loc[ALL] < wide.loc["climatology"]).all()
    assert (wide.loc["climatology"] < wide.loc["Hawkes"]).all()
    mine = planted().differences.query("forecaster == @ALL")
    assert set(mine["verdict"]) == {"better"}
    assert (mine["low"] <= mine["difference"]).all()
    assert (mine["difference"] <= mine["high"]).all()


def test_the_page_says_plainly_where_a_null_model_wins() -> None:
    sentences = in_words(planted(0.2), ALL)
    assert all("A NULL MODEL WINS: climatology" in sentence for sentence in sentences)
    assert all("beats every null" in sentence for sentence in in_words(planted(), ALL))
    assert sentences[0] in page(planted(0.2), ALL, "small print")


def test_theories_are_set_beside_the_blind_control() -> None:
    found = scored({ALL: told(0.7), "spiral": told(0.9), "own_calendar": told(0.6)}, {"Hawkes": told(0.5)})
    assert set(found.to_the_blind["forecaster"]) == {ALL, "spiral"}
    assert set(found.to_the_blind["rival"]) == {"own_calendar"}
    (pooled, spiral) = theories_in_words(found)
    assert "spiral beside own_calendar: better at WMD event 14 days Brier" in spiral
    assert "all theories beside own_calendar" in pooled
    assert theories_in_words(planted()) == []  # no blind control among them


def test_chances_are_scored_by_brier_and_numbers_by_crps() -> None:
    table = planted().forecasts
    assert table.loc[table["what"] == CHANCES[0].name, BRIER].notna().all()
    assert table.loc[table["what"] == COUNTS[0].name, CRPS].notna().all()
    assert table["seen"].equals(table["seen"].astype(int))


def test_rivals_see_the_days_up_to_the_origin_alone() -> None:
    names = rivals(2017, 2017)
    assert list(names) == ["climatology", "persistence", "negative binomial", "Hawkes"]
    assert all(window.closed(day) for issued in names.values() for day, window in issued)


# ── pictures and command ──


def test_no_text_covers_another_or_is_cut() -> None:
    found = planted()
    with style():
        figures = [
            reliability(reliability_data(found.reliability, ALL), ALL, WORDS),
            draw_rivals(rivals_data(found.differences, ALL), ALL, WORDS),
            fan(fan_data(outlook()), WORDS),
        ]
        assert [faults(figure) for figure in figures] == [[], [], []]


def test_reliability_shows_the_share_that_came() -> None:
    (first, _) = reliability_data(planted().reliability, ALL)
    table = planted().forecasts
    mine = table[(table["forecaster"] == ALL) & (table["what"] == CHANCES[0].name) & (table["days"] == 14)]
    assert first.number.sum() == len(mine)
    assert (first.number * first.share).sum() == pytest.approx((mine["seen"] > 0).sum())


@pytest.mark.parametrize("last", ["2010", "2012"])
def test_the_command_refuses_fewer_than_two_years(last: str, tmp_path: Path) -> None:
    words = ["backtest", "--first", "2012", "--last", last, "--out", str(tmp_path / "none")]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 2
    assert "is not after --first 2012" in done.output


def test_scores_and_differences_bear_the_guards_of_their_forecaster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.output.publish.drawing", lambda *_, **__: nullcontext(lambda *_: []))
    Path("past.yaml").write_text(past(), encoding="utf-8")
    words = "backtest past.yaml --first 2016 --last 2017 --worlds 100 --theory own_calendar --out out --quiet"
    done = CliRunner().invoke(cli, words.split())
    assert done.exit_code == 0, done.output
    assert "! own_calendar: by construction" in done.output
    for name in ("scores.csv", "differences.csv"):
        table = pd.read_csv(f"out/{name}").fillna("")
        mine = table["forecaster"] == "own_calendar"
        assert table.columns[-1] == "guards"
        assert set(table[mine]["guards"]) == {BY_CONSTRUCTION}
        assert set(table[~mine]["guards"]) <= {""}
    assert f"- own_calendar: {BY_CONSTRUCTION}" in Path("out/backtest.md").read_text(encoding="utf-8")
