"""The tables of the record are read through one door that lets no fault pass."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from sim.core.errors import Complaints
from sim.evidence.reader import FOLDER, read
from sim.evidence.rows import (
    CERTAINTY,
    HELD_OUT,
    TABLES,
    Agreement,
    Clash,
    Crisis,
    Event,
    Exercise,
    Leader,
    Resolution,
    Source,
    Trade,
)
from sim.vocabulary.record_days import LAST_DAY


@pytest.mark.parametrize("row", TABLES, ids=lambda row: row.__name__)
def test_every_table_reads_and_says_where_it_is_from_and_how_sure_it_is(row):
    rows = read(row)
    assert rows
    if row is not Source:
        sources = {each.key for each in read(Source)}
        assert all(each.source in sources and each.certainty in CERTAINTY for each in rows)


def test_every_file_among_the_tables_is_a_table_and_every_source_is_used():
    assert {path.name for path in FOLDER.iterdir()} == {table.file for table in TABLES.values()}
    used = {each.source for row in TABLES if row is not Source for each in read(row)}
    assert used == {each.key for each in read(Source)}


def test_nothing_is_later_than_2017_but_trade_that_is_held_out():
    days = [
        value
        for row in TABLES
        for each in read(row)
        for value in vars(each).values()
        if isinstance(value, date)
    ]
    assert max(days) <= LAST_DAY
    assert [each.use for each in read(Trade) if each.year > LAST_DAY.year] == [HELD_OUT]


def test_the_record_has_the_counts_it_is_known_for():
    kinds = Counter(each.kind for each in read(Event))
    assert sum(kinds.values()) == 185
    assert kinds["nuclear_test"] == 6
    assert len(read(Exercise)) == 80
    assert len(read(Crisis)) == 14
    assert len(read(Resolution)) == 11
    assert len(read(Clash)) == 8
    assert len(read(Agreement)) == 5


def test_one_leader_of_a_country_at_a_time():
    for country in ("DPRK", "US", "ROK", "China"):
        terms = [each for each in read(Leader) if each.country == country]
        for one, two in pairwise(terms):
            assert (two.first_day - one.last_day).days == 1


@pytest.fixture
def spoilt(tmp_path):
    def spoil(file, old, new):
        folder = tmp_path / "tables"
        shutil.copytree(FOLDER, folder)
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return spoil


FIRST_EVENT = "1984-02-16,local,conventional,1,unknown,csis2017,sure"


@pytest.mark.parametrize(
    ("row", "old", "new", "words"),
    [
        (Event, "1984-02-16", "1984-02-30", ("events.csv:2", "day", "is not a day")),
        (Event, "1984-02-16", "2018-02-16", ("events.csv:2", "not within the record")),
        (Event, ",local,", ",locla,", ("events.csv:2", "unknown word 'locla'", "did you mean 'local'")),
        (Event, ",csis2017,sure", ",,sure", ("events.csv:2", "source")),
        (Event, ",csis2017,sure", ",csis2017,", ("events.csv:2", "certainty")),
        (Event, FIRST_EVENT, f"{FIRST_EVENT}\n{FIRST_EVENT}", ("events.csv:3", "the same row as line 2")),
        (Event, FIRST_EVENT, f"{FIRST_EVENT},more", ("events.csv:2", "8 cells where there are 7 columns")),
        (Event, "day,kind", "day,class", ("events.csv:1", "columns")),
        (Exercise, "1980-03-01,1980-04-21", "1980-04-21,1980-03-01", ("exercises.csv:2", "is before")),
        (Trade, ",may be fitted,", f',"{HELD_OUT}",', ()),
        (Trade, '"scored, never fitted"', "may be fitted", ("trade.csv:7", "2018 is not within the record")),
        (Trade, "6.54", "much", ("trade.csv:2", "both_ways_usd_bn", "'much' is not a number")),
        (Resolution, "1718,", "1695,", ("resolutions.csv:3", "the same row as line 2")),
    ],
)
def test_a_fault_is_named_with_file_and_line(spoilt, row, old, new, words):
    folder = spoilt(TABLES[row].file, old, new)
    if not words:
        assert read(row, folder)
        return
    with pytest.raises(Complaints) as caught:
        read(row, folder)
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_all_faults_of_a_table_are_named_at_once(spoilt):
    folder = spoilt("events.csv", FIRST_EVENT, "1984-02-31,locla,conventional,one,unknown,nobody,sure")
    with pytest.raises(Complaints) as caught:
        read(Event, folder)
    assert len(caught.value.complaints) == 4


def test_a_missing_table_is_a_complaint(tmp_path):
    with pytest.raises(Complaints, match="the table is not there"):
        read(Event, tmp_path)
