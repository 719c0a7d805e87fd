"""Worlds that start from a record of one's own, and studies that judge by it: each is proved by its copy."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim as tt
from sim.evidence.judge import judge_found
from sim.evidence.nulls import judged_on
from sim.evidence.own_record import SHIPPED, record_in
from sim.evidence.patterns import PATTERNS
from sim.evidence.record import record
from sim.studies.validation.scorecard import Scorecard
from sim.vocabulary.theory_names import BLIND, NAMES
from tests.helpers.studies import past, told

SPAN = "first_day,last_day,follows\n{},{},{}\n"
EVENTS = "day,kind,weapon,of_the_day,harm,source,certainty\n"
QUIET = ("--quiet", "--workers", 1, "--figures", "none")
SPRING = """extends: baseline
question: What if the spring of 1991 had gone on from where it was?
start: {date: 1991-03-05, from: record, record: own}
end: 1991-04-14
"""


def tables(place: Path, first: str, last: str, follows: str, *events: str) -> Path:
    told("record", "template", place)
    (place / "span.csv").write_text(SPAN.format(first, last, follows), encoding="utf-8")
    rows = "".join(f"{day},{kind},KN-23,1,none,press,sure\n" for day, kind in map(str.split, events))
    (place / "events.csv").write_text(EVENTS + rows, encoding="utf-8")
    return place


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record of 1990 and 1991 alone in which Pyongyang provokes every month."""
    monkeypatch.chdir(tmp_path)
    days = [f"{1990 + k // 12}-{k % 12 + 1:02}-05 local" for k in range(24)]
    tables(Path("own"), "1990-01-01", "1991-12-31", "nothing", *days)
    Path("spring.yaml").write_text(SPRING, encoding="utf-8")
    return tmp_path


def flat(text: str) -> str:
    return " ".join(text.split())


def test_worlds_start_from_the_record_that_the_file_names(files: Path) -> None:
    said = flat(told("run", "spring.yaml", "--theory", "essay", "--worlds", 16, "--out", "one", *QUIET))
    assert "spring: a record of one's own" in said
    assert "which covers 1990-01-01 to 1991-12-31" in said
    assert "spring: record: crises.csv: no rows; none of these are taken to have happened" in said
    Path("shipped.yaml").write_text("extends: spring.yaml\nstart: {record: null}\n", encoding="utf-8")
    both = tt.compare("spring.yaml", "shipped.yaml", worlds=16)
    assert any("share no parameters with" in each for each in both.caveats)
    ends = both.summary.set_index(["outcome", "scenario", "theory"])["mean"].loc["local_provocations"]
    assert len(ends["spring"]) == len(NAMES)
    reacting = ends.drop(index=[*BLIND], level="theory")  # of so few weeks the control shows too little
    assert (reacting["spring"] > reacting["shipped"]).all()


def test_history_and_record_lie_in_the_folder_and_prove_it_when_the_originals_change(files: Path) -> None:
    Path("years.yaml").write_text(
        "extends: history_1990_2017\nend: 1992-12-31\n" + NO_ORDERS, encoding="utf-8"
    )
    text = SPRING.replace("record: own", "record: own, history: years.yaml")
    Path("spring.yaml").write_text(text, encoding="utf-8")
    told("run", "spring.yaml", "--theory", "essay", "--worlds", 16, "--out", "one", *QUIET)
    (start,) = json.loads(Path("one/manifest.json").read_text(encoding="utf-8"))["starts"]
    assert (start["source"], start["path"], start["place"]) == ("record", "own", "starts/1")
    assert (len(start["history"]), len(start["record"])) == (64, 64)
    assert Path("one/starts/1/record/events.csv").read_bytes() == Path("own/events.csv").read_bytes()
    assert 'name: "years"' in Path("one/starts/1/history.yaml").read_text(encoding="utf-8")
    shutil.rmtree("own")
    Path("years.yaml").write_text("extends: history_1990_2017\nquestion: Other years?\n", encoding="utf-8")
    shutil.move("one", "two")
    assert "all equal" in told("verify", "two", "--quiet")
    table = Path("two/starts/1/record/events.csv")
    table.write_text(table.read_text(encoding="utf-8").replace("1990-05-05", "1990-05-06"), encoding="utf-8")
    said = told("verify", "two", "--quiet", code=1, output=True)
    assert "starts/1/record/events.csv was changed since it was written" in said


NO_ORDERS = """orders:
  no_device: {to: 1992-12-01}
  no_secondary_yet: {to: 1992-12-01}
  no_defence_yet_us: {to: 1992-12-01}
  no_defence_yet_rok: {to: 1992-12-01}
"""


def test_the_shipped_history_has_its_copy_too(files: Path) -> None:
    Path("spring.yaml").write_text(SPRING.replace(", record: own", ""), encoding="utf-8")
    told("run", "spring.yaml", "--theory", "essay", "--worlds", 16, "--out", "one", *QUIET)
    (start,) = json.loads(Path("one/manifest.json").read_text(encoding="utf-8"))["starts"]
    assert start["path"] == ""
    assert len(start["record"]) == 64
    assert 'name: "history_1990_2017"' in Path("one/starts/1/history.yaml").read_text(encoding="utf-8")
    assert not Path("one/starts/1/record").exists()


def test_worlds_start_past_2017_where_the_record_reaches_so_far(files: Path) -> None:
    tables(
        Path("late"), "2018-01-01", "2021-12-31", "shipped", "2019-05-09 short_test", "2021-03-25 short_test"
    )
    row = "Dong Maeng,2019-03-04,2019-03-12,medium,press,sure\n"
    with Path("late/exercises.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    Path("years.yaml").write_text(past(), encoding="utf-8")
    Path("late.yaml").write_text(
        "extends: baseline\nquestion: What if?\nstart: {date: 2021-06-07, from: record, record: late, "
        "history: years.yaml}\nend: 2021-12-31\n",
        encoding="utf-8",
    )
    said = flat(told("check", "late.yaml"))
    assert "sound; 29 weeks from 2021-06-07, from the record in" in said
    assert "years ends on 31 December 2017: then exercises are held as in its last year" in said
    assert "exercises of the record after that, which patterns alone see: 1" in said
    found = tt.run("late.yaml", theory="essay", worlds=16)
    assert found.run.monday.isoformat() == "2021-06-07"
    text = flat("\n".join(found.report.caveats))
    assert "of 1,000 that ran through it from 2015 on" in text


BAD = {
    "no such folder": ("record: owm", "spring.yaml:3:49: start.record:", "there is no such folder of tables"),
    "no such history": (
        "record: own, history: history_1990_2071",
        "start.history: 'history_1990_2071': there is no such file, and no shipped scenario of this name",
        "did you mean 'history_1990_2017'?",
    ),
    "only of the record": ("study: own", "start.study: has no meaning without `from: world`", "beside it"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_start_that_names_nothing_is_refused(files: Path, case: str) -> None:
    words, *says = BAD[case]
    Path("spring.yaml").write_text(SPRING.replace("record: own", words), encoding="utf-8")
    said = flat(told("check", "spring.yaml", code=2))
    assert all(each in said for each in says), said


def test_a_day_beyond_the_record_or_a_history_before_it_is_refused(files: Path) -> None:
    Path("late.yaml").write_text(
        "extends: spring.yaml\nstart: {date: 1992-03-02}\nend: 1992-05-01\n", "utf-8"
    )
    said = flat(told("check", "late.yaml", code=2))
    assert "late.yaml: start.date: 1992-03-02 is no day from which worlds can start from this record" in said
    assert "allowed: 1991-01-07 to 1991-12-31" in said
    (Path("own") / "span.csv").write_text(SPAN.format("1990-06-01", "1991-12-31", "nothing"), "utf-8")
    (Path("own") / "events.csv").write_text(EVENTS, encoding="utf-8")
    said = flat(told("check", "spring.yaml", code=2))
    assert "the history history_1990_2017 begins on 1990-01-01, before the record, which begins on" in said
    words = ("--from", "1991-09-02", "--record", "own", "--worlds", 100, *QUIET)
    assert "--history history_1990_2017: begins on 1990-01-01, the record on 1990-06-01" in flat(
        told("forecast", *words, code=2)
    )


def test_faults_of_the_tables_are_told_by_check(files: Path) -> None:
    (Path("own") / "events.csv").write_text(
        f"{EVENTS}1990-01-05,locl,x,1,none,press,sure\n", encoding="utf-8"
    )
    said = told("check", "spring.yaml", code=2)
    assert "events.csv:2:12: kind: unknown word 'locl'" in said
    assert "did you mean 'local'?" in said


def test_dated_phases_and_seasons_of_ones_own_are_warned_of(files: Path) -> None:
    quiet = "calendar:\n  calm: {sets: tempo, from: 1991-01-01, value: -1, source: own}\n"
    Path("calm.yaml").write_text("extends: spring.yaml\n" + quiet, encoding="utf-8")
    said = flat(told("check", "calm.yaml"))
    assert "! calm.yaml:3:3: calendar.calm: worlds from the record learn phases and seasons from it" in said
    assert "not used are the dated facts calm" in said
    assert "not used are the dated facts" not in flat(told("check", "spring.yaml"))


def test_validate_judges_by_the_record_and_says_what_it_cannot_score(files: Path) -> None:
    Path("years.yaml").write_text(past(), encoding="utf-8")
    words = ("--worlds", 40, "--theory", "own_calendar", "--record", "own", *QUIET)
    said = flat(told("validate", "years.yaml", *words, "--out", "card"))
    assert "P1 cannot be scored on this record: it needs 1990-01-01 to 2017-12-31" in said
    assert "own_calendar 0 of 20" in said
    assert "P9 cannot be scored" in Path("card/scorecard.md").read_text(encoding="utf-8")
    shutil.rmtree("own")
    assert "all equal" in told("verify", "card", "--quiet")


def test_a_record_laid_after_the_shipped_one_is_judged_as_that_up_to_2017(files: Path) -> None:
    events = "2018-05-09 nuclear_test", "2018-06-01 long_test"
    own = record_in(tables(Path("late"), "2018-01-01", "2019-12-31", "shipped", *events))
    assert record(own).last == date(2019, 12, 31).toordinal()
    for name, pattern in PATTERNS.items():
        mine, shipped = (pattern.measure(judged_on(each)) for each in (own, SHIPPED))
        rows = slice(0, 1 if name == "P11" else None)  # of 2018 these tables have no trade
        assert np.array_equal(mine[rows], shipped[rows]), name
    (unscored,) = Scorecard(pd.DataFrame(), own).unscored
    assert unscored == "P11 cannot be scored on this record: no number for 2017 to 2018"


def test_a_record_that_lacks_a_table_is_not_judged_by_it(files: Path) -> None:
    bare = record_in(tables(Path("bare"), "1990-01-01", "2017-12-31", "nothing", "2012-12-12 long_test"))
    assert "P10 cannot be scored on this record: no number for median lag in days" in (
        Scorecard(pd.DataFrame(), bare).unscored
    )
    simulated = np.full((1, 8), 20.0)
    (judged,) = judge_found(PATTERNS["P10"], simulated, judged_on(bare))
    assert (judged.met, judged.why_not) == (None, "the record has no number for it")
