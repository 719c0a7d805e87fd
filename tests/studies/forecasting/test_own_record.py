"""A record of one's own: written empty, checked, and put in place of the shipped one or laid after it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import sim as tt
from sim.core.errors import Complaints
from sim.evidence.observed_weeks import weeks_of_the_record
from sim.evidence.own_record import SHIPPED, noted, record_in
from sim.evidence.record import record
from sim.evidence.rows import TABLES, Crisis, Event
from tests.helpers.studies import told

SPAN = "first_day,last_day,follows\n{},{},{}\n"
EVENTS = "day,kind,weapon,of_the_day,harm,source,certainty\n"


def folder(place: Path, first: str, last: str, follows: str, *events: str) -> Path:
    told("record", "template", place)
    (place / "span.csv").write_text(SPAN.format(first, last, follows), encoding="utf-8")
    rows = map(str.split, events)
    lines = "".join(f'{day},{kind},"KN-23, the first",1,none,press,sure\n' for day, kind in rows)
    (place / "events.csv").write_text(EVENTS + lines, encoding="utf-8")
    return place


@pytest.fixture
def after(tmp_path: Path) -> Path:
    return folder(tmp_path / "own", "2018-01-01", "2019-12-31", "shipped", "2019-05-09 short_test")


def test_the_template_is_empty_tables_and_a_page_of_their_columns(tmp_path: Path) -> None:
    said = told("record", "template", tmp_path / "own")
    assert "span.csv" in said
    names = {path.name for path in (tmp_path / "own").iterdir()}
    assert names == {"span.csv", "README.md", *(table.file for table in TABLES.values())}
    page = (tmp_path / "own" / "README.md").read_text(encoding="utf-8")
    assert "| `kind` | one of short_test, long_test, nuclear_test, local, attack, wmd_related |" in page
    assert "is there already; nothing was written" in told("record", "template", tmp_path / "own", code=2)


def test_what_is_laid_after_the_shipped_record_has_both(after: Path) -> None:
    own = record_in(after)
    assert (own.first_day, own.last_day) == (SHIPPED.first_day, date(2019, 12, 31))
    events = own.rows(Event)
    assert [each.day for each in events[-1:]] == [date(2019, 5, 9)]
    assert events[:-1] == SHIPPED.rows(Event)
    assert all(each.last_day for each in own.rows(Crisis))
    (week,) = weeks_of_the_record(date(2019, 5, 6), 1, own)
    assert (week.kinds, week.crisis) == (("short_test",), False)
    assert record(own).last == date(2019, 12, 31).toordinal()


def test_what_takes_the_place_of_the_shipped_record_has_its_own_alone(tmp_path: Path) -> None:
    own = record_in(folder(tmp_path / "own", "2001-01-01", "2003-12-31", "nothing", "2002-03-04 local"))
    assert (own.first_day, own.last_day) == (date(2001, 1, 1), date(2003, 12, 31))
    assert [each.kind for each in own.rows(Event)] == ["local"]
    assert not own.rows(Crisis)


def test_what_overlaps_is_used_in_place_of_the_shipped_and_told(tmp_path: Path) -> None:
    own = record_in(folder(tmp_path / "own", "2016-01-01", "2018-12-31", "shipped"))
    assert max(each.day for each in own.rows(Event)) < date(2016, 1, 1)
    assert any(note.startswith("overlap: from 2016-01-01 on") for note in noted(own))


def test_gaps_and_empty_tables_are_told(tmp_path: Path) -> None:
    place = folder(tmp_path / "own", "2019-01-01", "2019-12-31", "shipped")
    said = told("record", "check", place)
    assert "sound; 1990-01-01 to 2019-12-31" in said
    assert "! gap: nothing is known of 2018-01-01 to 2018-12-31" in said
    assert "! events.csv: no rows" in said
    assert "open at the end of 2017, is taken to end before 2019-01-01" in said


def test_all_faults_are_told_at_once_with_line_and_column(after: Path) -> None:
    (after / "events.csv").write_text(
        EVENTS + '2019-05-04,short_tst,"a, b",1,none,prss,sure\n2017-05-04,local,x,one,none,press,sur\n'
    )
    (after / "clashes.csv").write_text("day,clsh,harm,source,certainty\n")
    lines = told("record", "check", after, code=2).splitlines()
    said = [line.removeprefix(f"{after}/").split(";")[0] for line in lines]
    assert said == [
        "clashes.csv:1:1: columns ['day', 'clsh', 'harm', 'source', 'certainty']",
        "events.csv:2:12: kind: unknown word 'short_tst'",
        "events.csv:2:36: source: unknown word 'prss'",
        "events.csv:3:1: day: 2017-05-04 is not within the record",
        "events.csv:3:20: of_the_day: 'one' is not a whole number",
        "events.csv:3:35: certainty: unknown word 'sur'",
    ]
    assert "did you mean 'short_test'?" in lines[1]
    assert "allowed: 2018-01-01 to 2019-12-31" in lines[3]


@pytest.mark.parametrize(
    "text", ["first_day,last_day,follows\n", SPAN.format("2019-01-01", "2018-01-01", "shipped")]
)
def test_the_days_covered_must_be_said(after: Path, text: str) -> None:
    (after / "span.csv").write_text(text)
    with pytest.raises(Complaints, match=r"span\.csv"):
        record_in(after)
    with pytest.raises(Complaints, match="no such folder"):
        record_in(after / "none")


def short(tmp_path: Path) -> Path:
    """Years of the record alone, with quite other events."""
    days = [f"{1990 + k // 12}-{k % 12 + 1:02}-05 local" for k in range(24)]
    return folder(tmp_path / "own", "1990-01-01", "1991-12-31", "nothing", *days)


def test_a_forecast_from_another_record_is_another_and_is_proved_from_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = short(tmp_path)
    words = "--from 1991-03-04 --weeks 4 --worlds 100 --theory essay --quiet --workers 1".split()
    told("forecast", *words, "--record", place, "--out", "own_record")
    told("forecast", *words, "--out", "shipped")
    own, other = ((tmp_path / name / "windows.csv").read_text() for name in ("own_record", "shipped"))
    assert own != other
    kept = tmp_path / "own_record" / "record" / "events.csv"
    assert kept.read_text() == (place / "events.csv").read_text()
    (place / "events.csv").unlink()
    assert "all equal" in told("verify", "own_record", "--quiet")


def test_a_forecast_can_start_past_the_shipped_record(after: Path) -> None:
    with pytest.raises(tt.UserError, match="ends in 2017"):
        tt.forecast("2019-01-07", worlds=100)
    with pytest.raises(tt.UserError, match="ends in 2019"):
        tt.forecast("2020-01-07", worlds=100, record=after)


def test_worlds_run_past_the_end_of_the_history_where_the_record_does(after: Path) -> None:
    history = tt.load("history_1990_2017").starting(date(2016, 6, 6)).model_copy(update={"orders": {}})
    found = tt.forecast("2019-06-03", weeks=4, history=history, theories="essay", worlds=100, record=after)
    assert found.origin == date(2019, 6, 2)
    (tested,) = (entry for entry in found.outlooks[0].state if entry.name == "provocations_52")
    assert tested.quantiles[2] == pytest.approx(1, abs=0.01)


def test_a_back_test_scores_what_the_record_has(after: Path) -> None:
    history = tt.load("history_1990_2017").starting(date(2017, 6, 5)).model_copy(update={"orders": {}})
    found = tt.backtest(history, first=2018, last=2019, theories="own_calendar", worlds=100, record=after)
    forecasts = found.tables["forecasts"]
    month = forecasts[(forecasts["what"] == "WMD event") & (forecasts["days"] == 30)]
    assert month.groupby("forecaster")["seen"].sum().unique().tolist() == [1]
    with pytest.raises(tt.UserError, match="first 2018"):
        tt.backtest(history, first=2018, last=2019, worlds=100)
