"""Forecasts from the record: what was seen is imposed, what was not known is not used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.core.columns import softmax
from sim.engine.conditioning import priors
from sim.engine.conditioning.known_facts import known, ruled_out
from sim.engine.conditioning.particle_filter import Conditioned
from sim.engine.run_info import RunInfo
from sim.evidence.observed_weeks import ObservedWeek, weeks_of_the_record
from sim.results.caveats import BY_CONSTRUCTION
from sim.scenario import Fact, Order, Scenario, find_scenario, load
from sim.scenario.cell import Cell
from sim.studies.forecasting.outlook import Outlook, OutlookJob, origin_of
from sim.studies.forecasting.project import ProjectionStart, project
from sim.studies.forecasting.report import Forecast
from sim.studies.forecasting.windows import COUNTS, KINDS, WINDOWS, Window, origins
from sim.vocabulary.glossary import MEASURES
from sim.vocabulary.signals import EVENTS
from tests.helpers.studies import START, past, told

QUIET = ObservedWeek()
TEST = ObservedWeek(kinds=("short_test",), days=2)


@cache
def history(start: date = date(2005, 1, 3)) -> Scenario:
    """The shipped history from a later day on: what it takes is the same, and shorter."""
    return load(find_scenario("history_1990_2017")).starting(start)


def conditioned(*weeks: ObservedWeek, worlds: int = 200, theory: str = "essay") -> Conditioned:
    done = Conditioned(priors.without_hindsight(history()), theory, weeks, worlds=worlds, seed=3)
    done.run_to(len(weeks))
    return done


# ── what the record shows ──


def test_the_record_is_told_in_the_words_of_the_model() -> None:
    monday = date(2006, 10, 9)
    first, second = weeks_of_the_record(monday, 2)
    assert (first.kinds, first.days, first.resolution) == (("nuclear_test",), 1, True)
    assert first.broken
    assert (second.kinds, second.resolution) == ((), False)
    (shelled,) = weeks_of_the_record(date(2010, 11, 22), 1)
    assert shelled.kinds == ("local", "attack")
    assert shelled.fire
    assert shelled.crisis_begins


def test_agreements_and_pledges_stand_from_the_day_they_were_made_to_their_breakdown() -> None:
    before, first = weeks_of_the_record(date(1994, 10, 10), 2)
    assert before.stages[1] < 3
    assert first.stages == (3, 3)
    pledged = weeks_of_the_record(date(1999, 9, 20), 2)
    assert [week.pledge for week in pledged] == [True, False]
    assert all(week.pledged for week in pledged)


def test_no_week_knows_of_meetings_later_in_its_month() -> None:
    # the month had meetings, the one before it had none: known only when the month is over
    weeks = weeks_of_the_record(date(1992, 12, 28), 300)
    months = [(date(1992, 12, 28) + timedelta(weeks=k)).month for k in range(300)]
    talking = [k for k in range(1, 300) if weeks[k].stages == (1, 2) and weeks[k - 1].stages == (0, 1)]
    assert talking
    assert all(months[k] != months[k + 1] or months[k] != months[k - 1] for k in talking[:-1])


# ── what was observed is imposed ──


def test_the_dprk_does_what_it_was_seen_to_do() -> None:
    weeks = [
        QUIET,
        TEST,
        QUIET,
        ObservedWeek(kinds=("local", "attack"), days=1),
        ObservedWeek(kinds=("nuclear_test",), days=1),
    ]
    worlds = conditioned()
    worlds.weeks = weeks
    for week in weeks:
        worlds.step()
        events = {kind: worlds.world.situation.events[kind] for kind in EVENTS}
        of_the_kind = sum(events[kind] for kind in week.kinds) if week.kinds else 0
        assert (np.asarray(of_the_kind) == week.days).all()
        assert (np.sum(list(events.values()), axis=0) == week.days).all()


def test_what_did_not_come_does_not_come() -> None:
    worlds = conditioned(*[ObservedWeek(crisis=True, crisis_begins=k == 0, fire=k == 2) for k in range(30)])
    assert not worlds.world.situation.fate.at_war.any()
    assert not worlds.world.situation.fate.clashed.any()
    assert worlds.world.situation.fate.fired.mean() > 0.9


def test_talks_stand_where_the_record_has_them() -> None:
    worlds = conditioned(ObservedWeek(stages=(3, 3), kept=9), ObservedWeek(stages=(0, 1), broken=True))
    assert (worlds.world.situation.talks.stage <= 1).all()
    assert (worlds.world.situation.talks.broken == 1).all()


def test_worlds_weigh_what_they_gave_to_what_was_seen() -> None:
    worlds = conditioned()
    worlds.weeks = [QUIET]
    worlds.step()
    s = worlds.world.situation
    forces = s.north.menus["forces"].names
    # no device before October 2006: what nobody could send takes nothing from the chance of silence
    scores = np.delete(s.north.scores["forces"], forces.index("nuclear_test"), axis=0)
    silent = softmax(scores)[0].astype(np.float64)
    assert worlds.plan.chance(s.north.scores, ("DPRK", "forces")) == pytest.approx(silent, rel=1e-4)
    assert list(worlds.plan.fits) == [("DPRK", "forces")]
    chance = silent * (1 - s.chances.fire) * (1 - s.chances.serious)
    weights = np.exp(worlds.log_weights)
    assert weights / weights.sum() == pytest.approx(chance / chance.sum(), rel=1e-3)


def test_exercises_are_held_as_they_were() -> None:
    worlds = conditioned(*[QUIET] * 12)
    calendar = worlds.world.situation.calendar
    due = [k for k in range(12) if calendar.exercise(k).due.max() > 0]
    assert due
    one = Conditioned(priors.without_hindsight(history()), "essay", [QUIET] * 12, worlds=50, seed=3)
    one.run_to(due[0] + 1)
    assert (one.world.situation.exercise_now > 0).all()
    assert {("US", "forces"), ("ROK", "forces")} <= set(one.plan.fits)


def test_the_phase_of_the_programme_is_learnt() -> None:
    busy, calm = conditioned(*[TEST, QUIET] * 15), conditioned(*[QUIET] * 30)
    for worlds in (busy, calm):
        worlds.even_out()
    assert busy.world.situation.p.tempo.mean() > calm.world.situation.p.tempo.mean() + 1
    assert busy.log_score < calm.log_score
    assert np.unique(busy.world.situation.p.caution).size > 150  # copies differ


def test_nothing_is_dated_that_nobody_could_know() -> None:
    scenario = priors.without_hindsight(history())
    assert not [fact for fact in scenario.calendar.values() if fact.sets == "tempo"]
    low, high = scenario.parameters["season_weight"].span
    assert low == -high


# ── what was known ──


def fact(sets: str, start: date, end: date | None, known_from: date, value: float = 1) -> Fact:
    return Fact.model_validate(
        {"sets": sets, "from": start, "to": end, "value": value, "known_from": known_from, "source": "a test"}
    )


DAY = date(2010, 6, 6)


def test_exercises_come_as_last_year_where_nothing_else_is_announced() -> None:
    spring = fact("exercise", date(2010, 3, 1), date(2010, 3, 12), date(2010, 1, 1))
    summer = fact("exercise", date(2009, 8, 17), date(2009, 8, 27), date(2009, 1, 1))
    announced = fact("exercise", date(2010, 8, 9), date(2010, 8, 20), date(2010, 6, 1))
    secret = fact("exercise", date(2010, 11, 1), date(2010, 11, 9), date(2010, 7, 1))
    starts = sorted(f.start for f in known({"a": spring, "b": summer, "d": secret}, DAY, 52).values())
    assert starts == [summer.start, spring.start, date(2010, 8, 16), date(2011, 2, 28)]
    with_it = known({"b": summer, "c": announced}, DAY, 52).values()
    assert [f.start for f in with_it if DAY < f.start < date(2010, 12, 31)] == [announced.start]


def test_what_stands_goes_on_and_what_passes_ends() -> None:
    until = date(2010, 9, 1)
    posts = fact("posts", date(2010, 1, 1), until, date(2010, 1, 1))
    games = fact("contact_mood", date(2010, 1, 1), until, date(2010, 1, 1))
    later = fact("posts", date(2010, 7, 1), None, date(2010, 7, 1))
    then = known({"posts": posts, "games": games, "later": later}, DAY, 52)
    assert then["posts"].end is None
    assert then["games"].end == until
    assert "later" not in then


def test_only_what_cannot_be_sent_is_known_of_orders() -> None:
    day, later = date(2010, 1, 4), date(2011, 1, 3)
    fields = {"actor": "US", "signal": "secondary_sanctions", "from": day, "to": later}
    barred = Order.model_validate({"name": "barred", "withhold": True, **fields})
    ordered = Order.model_validate({"name": "ordered", **fields})
    assert list(ruled_out({"barred": barred, "ordered": ordered}, DAY, 52)) == ["barred"]
    assert not ruled_out({"barred": barred}, date(2012, 1, 1), 52)


# ── windows ──


def test_windows_begin_the_day_after_an_origin_which_is_a_sunday() -> None:
    days = origins(2006, 2017)
    assert len(days) == 144
    assert all(day.weekday() == 6 for day in days)
    assert all(abs((day - date(day.year, day.month, 1)).days) < 31 for day in days)
    assert origin_of(date(2017, 3, 20)) == date(2017, 3, 19) == origin_of(date(2017, 3, 19))
    assert [w.weeks for w in WINDOWS] == [2, 5, 5, 13, 53]
    assert not COUNTS[-1].closed(date(2017, 3, 19))


def test_a_window_counts_days_and_not_weeks() -> None:
    worlds = conditioned(QUIET, worlds=300)
    orders = {"tests": Order.model_validate(
        {"name": "tests", "actor": "DPRK", "signal": "short_range_test", "from": date(2005, 2, 7),
         "to": date(2005, 3, 6)})}  # fmt: skip
    origin = date(2005, 2, 6)
    start = ProjectionStart(
        origin, priors.without_hindsight(history()).model_copy(update={"orders": orders}), worlds.sample(300)
    )
    ahead = project([start], "essay", 4, 300, seed=1)
    weeks = [ahead.counts(Window("tests", ("short_test",), days)).mean() for days in (7, 9, 14, 28)]
    assert weeks[0] >= 1
    assert weeks[0] < weeks[1] < weeks[2] < weeks[3]
    assert weeks[1] - weeks[0] == pytest.approx((weeks[2] - weeks[0]) * 2 / 7, abs=0.12)


# ── a forecast ──


@cache
def outlook(then: str = "") -> Outlook:
    scenario = load(find_scenario(then)) if then else None
    return OutlookJob(history(date(2016, 6, 6)), scenario, "spiral", date(2017, 8, 6), 16, 120, 1).run()


def test_a_forecast_says_all_that_it_should() -> None:
    found = outlook()
    assert len(found.past["tension"]) == 52
    assert len(found.ahead["tension"]) == 16
    assert all((np.diff(by_week) >= -1e-9).all() for by_week in found.chances.values())
    assert all(0 <= by_week[-1] <= 1 for by_week in found.chances.values())
    assert {w.name for w in found.windows} == set(KINDS)
    assert all(entry.says.endswith(".") for entry in found.state)
    seen = next(entry for entry in found.state if entry.name == "provocations_52")
    assert seen.quantiles == pytest.approx(seen.quantiles[2], abs=0.01)  # it was counted


def test_a_scenario_holds_from_the_origin_on() -> None:
    same, other = outlook("freeze_for_freeze"), outlook()
    assert np.array_equal(same.past["tension"], other.past["tension"])
    assert same.state[1].says == other.state[1].says
    assert not np.array_equal(same.ahead["tension"], other.ahead["tension"])


def test_the_posture_of_a_scenario_holds_whatever_the_history_had_of_policy() -> None:
    soft, hard = (
        load(find_scenario("baseline")).with_(posture={"both": {"stick": stick, "carrot": 2 - stick}})
        for stick in (0, 2)
    )
    ahead = [
        OutlookJob(history(date(2016, 6, 6)), each, "spiral", date(2017, 8, 6), 16, 120, 1).run().ahead
        for each in (soft, hard)
    ]
    assert not np.array_equal(ahead[0]["tension"], ahead[1]["tension"])


def test_dated_facts_of_a_scenario_hold_though_nobody_knew_of_them_at_the_origin() -> None:
    vacant = {"sets": "posts", "from": "2017-09-04", "value": 0.1, "source": "assumed"}
    then = load(find_scenario("baseline")).with_(calendar={"vacant": vacant})
    job = OutlookJob(history(date(2016, 6, 6)), then, "spiral", date(2017, 8, 6), 16, 120, 1)
    calendar = job._from_now_on(history()).calendar  # pyright: ignore[reportPrivateUsage]
    assert calendar["vacant"].start == date(2017, 9, 4)


def test_a_forecast_as_tables_and_in_words() -> None:
    outlooks = outlook(), replace(outlook(), theory="essay")
    past = history(date(2016, 6, 6))
    run = RunInfo((Cell(past, "spiral"), Cell(past, "essay")), 1, 120, replicates=1)
    found = Forecast(run, outlooks)
    windows = found.windows
    pooled = windows[windows["theory"] == "all theories"].reset_index()
    first = windows[windows["theory"] == "essay"].reset_index()
    assert pooled["mean"].to_numpy() == pytest.approx(first["mean"].to_numpy())  # of twice the same
    page = str(found.pages()["forecast.md"])
    assert page.startswith("# What was to be expected from 2017-08-06 on?")
    assert all(each.says in page for each in outlooks[0].state)
    assert found.figures == ["fan_spiral", "fan_essay"]
    week = found.weekly["quantiles"].sel(theory="essay", measure="tension", week=3)
    assert week.values == pytest.approx(outlook().ahead["tension"][3])
    assert str(week["date"].values)[:10] == "2017-08-28"
    assert found.weekly["measure_unit"].sel(measure="tension").item() == MEASURES["tension"].unit


def test_the_command_writes_its_folder(tmp_path: Path) -> None:
    out = tmp_path / "forecast"
    words = "--from 1991-03-04 --weeks 6 --worlds 100 --quiet --workers 1"
    said = told("forecast", *words.split(), "--theory", "spiral", "--theory", "own_calendar", "--out", out)
    for name in ("windows.csv", "chances.csv"):
        guards = pd.read_csv(out / name).fillna("").groupby("theory")["guards"].unique()
        assert list(guards["own_calendar"]) == [BY_CONSTRUCTION]
        assert list(guards["all theories"]) == [f"own_calendar: {BY_CONSTRUCTION}"]
        assert list(guards["spiral"]) == [""]
    assert f"- own_calendar: {BY_CONSTRUCTION}\n" in (out / "forecast.md").read_text(encoding="utf-8")
    assert "! own_calendar: by construction" in said
    assert {"windows.csv", "chances.csv", "fan_spiral.svg", "forecast.md", "manifest.json"} <= {
        p.name for p in out.iterdir()
    }
    assert "under all theories: chance of a WMD event within 14 days" in said
    assert "4 weeks" in said
    assert "nuclear test" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("--from 2019-01-01", "ends in 2017"),
        ("--from 1980-01-01", "ends in 2017"),
        ("--from someday", "--from someday: is no day; allowed: YYYY-MM-DD"),
        ("--from 2015-06-03 --history past.yaml", "the history past begins only on 2015-06-01"),
        ("--from 2016-06-05 --history past.yaml --scenario past.yml", "both named past"),
        ("--from 2016-06-05 --history late.yaml", "cannot start from it"),
    ],
)
def test_what_cannot_be_forecast_is_told_in_one_line(
    words: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("past.yaml").write_text(past(), encoding="utf-8")
    Path("past.yml").write_text(f"{past()}strategy: overreaction\n", encoding="utf-8")
    Path("late.yaml").write_text(
        f"extends: past.yaml\nstart: {{date: {START}, from: record}}\n", encoding="utf-8"
    )
    (line,) = told("forecast", *words.split(), "--out", "none", code=2).splitlines()
    assert says in line


def test_what_is_to_be_learnt_starts_from_wider_ranges_than_the_shipped_ones() -> None:
    for name, (low, high) in priors.SPANS.items():
        if name != priors.PHASE:  # which the shipped scenarios date
            a, b = history().parameters[name].range
            assert low <= a <= b <= high, name
