"""The back-test: nothing known that could not be, fair scores, and plain words where a null model wins."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.api import backtest
from sim.core.errors import UserError
from sim.engine.run_info import RunInfo
from sim.output.draw_pool import undrawn
from sim.plots.forecasting_data import fan_data, reliability_data
from sim.plots.forecasting_fan import fan
from sim.plots.kit.context import Context
from sim.plots.kit.theme import style
from sim.results.caveats import BY_CONSTRUCTION
from sim.scenario import Scenario, find_scenario, load
from sim.scenario.cell import Cell
from sim.studies.forecasting.backtest import BacktestJob, Issued, mixture, rival_forecasts, smooth
from sim.studies.forecasting.backtest_report import Backtest, theories_in_words
from sim.studies.forecasting.forecast_tables import POOLED
from sim.studies.forecasting.score_tables import BRIER, CRPS, score_tables
from sim.studies.forecasting.scoring import CountForecast, seen_in
from sim.studies.forecasting.windows import CHANCES, COUNTS, WINDOWS, Window, days_of_the_record, origins
from tests.helpers.overlap import faults
from tests.helpers.studies import past, told
from tests.studies.forecasting.test_forecast import fact, outlook

WORDS = Context("Would the forecasts have been better?", "a test; 100 worlds; seed 1")


@cache
def history(start: date = date(2005, 1, 3)) -> Scenario:
    return load(find_scenario("history_1990_2017")).starting(start)


@cache
def issued() -> Issued:
    return BacktestJob(history(), "essay", 100, 1, first=2006, last=2006).run()


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
    again = BacktestJob(other, "essay", 100, 1, first=2006, last=2006).run()
    assert all(np.array_equal(again[key].chances, issued()[key].chances) for key in before)


def test_forecasts_come_again_to_the_same_bits() -> None:
    again = BacktestJob(history(), "essay", 100, 1, first=2006, last=2006).run()
    assert all(np.array_equal(again[key].chances, forecast.chances) for key, forecast in issued().items())


def test_a_forecast_of_worlds_holds_no_number_impossible() -> None:
    forecast = smooth(np.array([0, 0, 3, 3]))
    assert forecast.chances.sum() == pytest.approx(1)
    assert (forecast.chances[:40] > 0).all()
    assert forecast.chances[0] > forecast.chances[1]
    assert forecast.mean == pytest.approx(1.5, abs=0.5)


def test_a_mixture_weighs_its_parts_alike() -> None:
    key = (date(2006, 1, 1), CHANCES[0])
    each = {
        name: {key: CountForecast(np.array([p, 1 - p]))} for name, p in (("a", 0.9), ("b", 0.6), ("c", 0.3))
    }
    assert mixture(each)[key].any == pytest.approx(0.4)


# ── scores ──


def given(right: float, first: int = 2010, last: int = 2012) -> Issued:
    """Forecasts that give the share `right` to what came, and the rest to one more or less."""
    found: Issued = {}
    for day in origins(first, last):
        for window in WINDOWS:
            number = count(day, window)
            chances = np.zeros(number + 2)
            chances[number] = right
            chances[number + 1 if number == 0 else 0] += 1 - right
            found[day, window] = CountForecast(chances)
    return found


def count(day: date, window: Window) -> int:
    return seen_in(days_of_the_record(window.kinds), day.toordinal(), window.days)


@cache
def planted(mine: float = 0.95) -> Backtest:
    rivals = {"climatology": given(0.7), "Hawkes": given(0.4)}
    found = score_tables({POOLED: given(mine), "essay": given(0.5)}, rivals)
    run = RunInfo((Cell(history(), "essay"), Cell(history(), "spiral")), 1, 100, replicates=1)
    return Backtest(run, found, POOLED, (2010, 2012))


def test_the_better_forecaster_scores_better_and_is_called_so() -> None:
    wide = planted().mean_scores.set_index("forecaster")
    assert (wide.loc[POOLED] < wide.loc["climatology"]).all()
    assert (wide.loc["climatology"] < wide.loc["Hawkes"]).all()
    mine = planted().found.differences.query("forecaster == @POOLED")
    assert set(mine["verdict"]) == {"better"}
    assert (mine["low"] <= mine["difference"]).all()
    assert (mine["difference"] <= mine["high"]).all()


def test_it_says_plainly_where_a_null_model_wins() -> None:
    bad, good = planted(0.2), planted()
    assert all("A NULL MODEL WINS: climatology" in phrase.text for phrase in bad.judged)
    assert {phrase.tone for phrase in bad.judged} == {"bad"}
    assert all("beats every null" in phrase.text for phrase in good.judged)
    assert bad.judged[0].text in str(bad.pages()["backtest.md"])
    assert "better than every null model in 0 of 10 scores, worse than the best in 10" in bad.headline
    assert "A NULL MODEL WINS" in bad._repr_html_()


def test_theories_are_set_beside_the_blind_control() -> None:
    found = score_tables(
        {POOLED: given(0.7), "spiral": given(0.9), "own_calendar": given(0.6)}, {"Hawkes": given(0.5)}
    )
    assert set(found.to_the_blind["forecaster"]) == {POOLED, "spiral"}
    assert set(found.to_the_blind["rival"]) == {"own_calendar"}
    (pooled, spiral) = theories_in_words(found)
    assert "spiral beside own_calendar: better at WMD event 14 days Brier" in spiral
    assert "all theories beside own_calendar" in pooled
    assert theories_in_words(planted().found) == []  # no blind control among them


def test_chances_are_scored_by_brier_and_numbers_by_crps() -> None:
    table = planted().found.forecasts
    assert table.loc[table["what"] == CHANCES[0].name, BRIER].notna().all()
    assert table.loc[table["what"] == COUNTS[0].name, CRPS].notna().all()
    assert table["seen"].equals(table["seen"].astype(int))


def test_rivals_see_the_days_up_to_the_origin_alone() -> None:
    names = rival_forecasts(2017, 2017)
    assert list(names) == ["climatology", "persistence", "negative binomial", "Hawkes"]
    assert all(window.closed(day) for issued in names.values() for day, window in issued)


# ── pictures and command ──


def test_no_text_covers_another_or_is_cut() -> None:
    found = planted()
    with style():
        figures = [found.plot("reliability"), found.plot("rivals"), fan(fan_data(outlook()), WORDS)]
        assert [faults(figure) for figure in figures] == [[], [], []]


def test_reliability_shows_the_share_that_came() -> None:
    (first, _) = reliability_data(planted().found.reliability, POOLED)
    table = planted().found.forecasts
    mine = table[(table["forecaster"] == POOLED) & (table["what"] == CHANCES[0].name) & (table["days"] == 14)]
    assert first.number.sum() == len(mine)
    assert (first.number * first.share).sum() == pytest.approx((mine["seen"] > 0).sum())


@pytest.mark.parametrize("last", ["2010", "2012"])
def test_the_command_refuses_fewer_than_two_years(last: str, tmp_path: Path) -> None:
    words = ("backtest", "--first", "2012", "--last", last, "--out", tmp_path / "none")
    assert f"--last {last}: allowed: after 2012, since intervals are over years" in told(*words, code=2)


def test_origins_before_the_history_begins_are_refused() -> None:
    with pytest.raises(UserError, match=r"first 2004: the history .* begins only on 2005-01-03"):
        backtest(history(), first=2004, last=2006)


def test_scores_and_differences_bear_the_guards_of_their_forecaster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.studies.running.drawing", lambda *_, **__: nullcontext(undrawn))
    Path("past.yaml").write_text(past(), encoding="utf-8")
    words = "backtest past.yaml --first 2016 --last 2017 --worlds 100 --theory own_calendar --out out --quiet"
    assert "! own_calendar: by construction" in told(*words.split())
    for name in ("scores.csv", "differences.csv"):
        table = pd.read_csv(f"out/{name}").fillna("")
        mine = table["forecaster"] == "own_calendar"
        assert table.columns[-1] == "guards"
        assert set(table[mine]["guards"]) == {BY_CONSTRUCTION}
        assert set(table[~mine]["guards"]) <= {""}
    assert f"- own_calendar: {BY_CONSTRUCTION}" in Path("out/backtest.md").read_text(encoding="utf-8")
