"""Every statistic gives the value of the record, and does not care how many worlds it is asked about."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest

from sim.evidence.clustering import chance_of_any, variation_of_gaps
from sim.evidence.history import NEVER, History, Resolutions, Yearly
from sim.evidence.judge import judge
from sim.evidence.marks import Marks, Spans, ints
from sim.evidence.nulls import blind
from sim.evidence.patterns import PATTERNS, QUANTITATIVE
from sim.evidence.provoked import inside_over_outside
from sim.evidence.record import record
from sim.evidence.shuffles import shuffled

RECORD = {
    "P1": (4.3, 4.5, 19.5),
    "P2": (1.77, 0.54 / 0.33),
    "P2b": (1.25,),  # published: 1.26
    "P3": (1.76, 1.96),
    "P4": (4.11,),  # published: 3.9
    "P4b": (0.84,),  # published: 0.85
    "P5": (0.93, 1.09),
    "P6": (3.00,),
    "P6b": (2.24,),
    "P7": (0.62, 1.64),
    "P8": (1,),
    "P9": (1.35,),
    "P10": (20.5,),
    "P11": (-0.14, -0.46),
    "P12": (6 / 74,),
    "P13": (11 / 28, 0),
    "P14": (3 / 42, 16 / 45, 16 / 45 / (3 / 42)),
    "P15": (0,),
    "P16": (0,),
    "P17": (8 / 28,),
    "P18": (5 / 28, 0),
    "P19": (6.46,),
    "P20": (25.99, 0.8),
    "P21": (0.14, 1.05, 0.04),
}


def test_the_list_is_complete_and_twenty_count():
    assert list(PATTERNS) == list(RECORD)
    assert len(QUANTITATIVE) == 20
    assert set(QUANTITATIVE) <= set(PATTERNS)


@pytest.mark.parametrize("key", PATTERNS)
def test_the_record_has_the_value_it_is_known_for(key):
    found = PATTERNS[key].of(record())
    assert found.shape == (len(PATTERNS[key].parts), 1)
    assert found[:, 0] == pytest.approx(RECORD[key], abs=0.02 if key == "P2b" else 0.01)


@pytest.mark.parametrize("key", PATTERNS)
def test_the_record_lies_in_the_accepted_band_and_meets_its_own_pattern(key):
    for each in judge(PATTERNS[key], record(), record()):
        assert each.met is (True if each.part.judged else None)


def test_yearly_counts_since_2012():
    days = record().provocations
    counts = [
        len(days.within(date(y, 1, 1).toordinal(), date(y, 12, 31).toordinal()).day)
        for y in range(2012, 2018)
    ]
    assert counts == [3, 6, 21, 12, 25, 20]


@pytest.fixture(scope="module")
def worlds():
    return blind(record(), 3, worlds=4)


@pytest.mark.parametrize("key", [key for key in PATTERNS if key not in ("P2b", "P6b")])
def test_a_world_gives_the_same_number_alone_and_among_others(worlds, key):
    together = PATTERNS[key].of(worlds)
    alone = [PATTERNS[key].of(worlds.only(np.arange(4) == world))[:, 0] for world in range(4)]
    np.testing.assert_array_equal(together, np.stack(alone, axis=1))


@pytest.mark.parametrize("key", PATTERNS)
def test_a_world_in_which_nothing_happens_gives_a_number_or_none_and_no_warning(key):
    nothing = Marks.of(ints([]), ints([]), 2)
    empty = History(
        worlds=2,
        first=record().first,
        last=record().last,
        events={},
        exercises=Spans.of(ints([]), ints([]), ints([]), 2),
        resolutions=Resolutions(nothing, ints([]), ints([])),
        agreements=Spans.of(ints([]), ints([]), ints([]), 2),
        crisis_spans=Spans.of(ints([]), ints([]), ints([]), 2),
        **dict.fromkeys(("meetings", "crises", "serious", "wars", "clashes", "yielded"), nothing),
        **dict.fromkeys(("trade", "fired", "failed"), Yearly(1990, np.zeros((2, 28)))),
    )
    found = PATTERNS[key].of(empty)
    assert found.shape == (len(PATTERNS[key].parts), 2)
    assert not np.isinf(found).any()
    assert judge(PATTERNS[key], empty, record())


@pytest.mark.parametrize("key", PATTERNS)
def test_what_is_not_simulated_is_not_measured(key):
    bare = replace(record(), **{field.name: None for field in fields(History) if field.default is None})
    pattern = PATTERNS[key]
    if pattern.needs:
        assert pattern.of(bare) is None
        verdicts = judge(pattern, bare, record())
        assert all(each.met is None and "not simulated" in each.why_not for each in verdicts)
        assert all(not math.isnan(each.record) for each in verdicts)
    else:
        np.testing.assert_array_equal(pattern.of(bare), pattern.of(record()))


def test_a_history_too_short_for_a_pattern_is_not_measured():
    short = replace(record(), first=date(2006, 1, 1).toordinal())
    assert PATTERNS["P2"].of(short) is not None
    assert PATTERNS["P1"].of(short) is None
    assert "1990" in PATTERNS["P1"].lacks(short)


def test_gaps_of_equal_length_do_not_vary():
    start = date(2012, 1, 1).toordinal()
    days = Marks.of(ints([0, 0, 0, 1, 1, 1]), ints([0, 10, 20, 0, 1, 20]) + start, 3)
    even, uneven, none = variation_of_gaps(days)
    assert even == 0
    assert uneven == pytest.approx(0.9)
    assert math.isnan(none)


def test_chance_of_any_counts_every_window_of_the_years():
    start, end = date(2012, 1, 1).toordinal(), date(2017, 12, 31).toordinal()
    days = ints([start + 3, start + 90, start + 95, end])
    hits = [((days >= s) & (days < s + 14)).any() for s in range(start, end - 12)]
    assert chance_of_any(Marks.of(days * 0, days, 1))[0] == pytest.approx(np.mean(hits))


def test_rate_inside_exercises_counts_overlapping_ones_once():
    window = (date(2012, 1, 1), date(2012, 4, 9))  # 100 days
    start = window[0].toordinal()
    spans = Spans.of(ints([0, 0, 0]), ints([-5, 0, 50]) + start, ints([4, 9, 59]) + start, 1)
    events = Marks.of(ints([0] * 6), ints([0, 4, 55, 20, 30, 99]) + start, 1)
    assert inside_over_outside(events, spans, window)[0] == pytest.approx((3 / 20) / (3 / 80))


def test_shuffling_keeps_days_in_their_quarter_and_apart():
    window = date(2012, 1, 1).toordinal(), date(2017, 12, 31).toordinal()
    weapons = record().weapons.within(*window)
    many = shuffled(weapons, 5)
    assert len(many.distinct().day) == len(many.day) == 5 * len(weapons.distinct().day)
    assert (many.only(np.arange(5) == 3).day != weapons.day).any()
    quarters = [days.by_month(*window).reshape(days.worlds, -1, 3).sum(axis=2) for days in (weapons, many)]
    np.testing.assert_array_equal(np.repeat(quarters[0], 5, axis=0), quarters[1])


def test_merged_spans_stay_in_their_worlds():
    spans = Spans.of(ints([0, 0, 0, 1]), ints([1, 3, 9, 4]), ints([5, 4, 9, 7]), 2)
    merged = spans.merged()
    assert list(zip(merged.world, merged.first, merged.last, strict=True)) == [
        (0, 1, 5),
        (0, 9, 9),
        (1, 4, 7),
    ]
    assert merged.days().tolist() == [6, 4]


def test_a_part_rarely_above_zero_is_judged_by_its_mean():
    wars = Marks.of(ints([0]), ints([date(2017, 8, 1).toordinal()]), 10)
    [found] = judge(PATTERNS["P16"], replace(record().repeat(10), wars=wars), record())
    assert found.middle == pytest.approx(0.1)
    assert found.met is None


def _days(*pairs: tuple[int, int, int], worlds: int) -> Spans:
    start = date(2000, 1, 3).toordinal()
    world, first, last = (ints(column) for column in zip(*pairs, strict=True))
    return Spans.of(world, first + start, last + start, worlds)


def test_only_crises_that_opened_and_ended_in_the_years_have_a_duration():
    old = date(1985, 1, 1).toordinal()
    spans = _days((0, 0, 29), (0, 100, 189), (1, 0, 364), worlds=3)
    known = Spans.of(
        np.append(spans.world, [0, 2]), np.append(spans.first, [old, old + 20_000]),
        np.append(spans.last, [old + 2_000, NEVER]), 3,
    )  # fmt: skip
    (found,) = PATTERNS["P19"].of(replace(record().repeat(3), crisis_spans=known))
    assert found[:2] == pytest.approx([60 / 30.4375, 365 / 30.4375])
    assert math.isnan(found[2])


def test_an_agreement_that_stands_at_the_end_counts_with_the_time_it_has_stood():
    end = date(2017, 12, 31).toordinal()
    made = Spans.of(ints([0, 0, 1]), ints([end - 999, 730_000, 730_000]), ints([NEVER, 730_099, 730_049]), 3)
    median, over_a_year = PATTERNS["P20"].of(replace(record().repeat(3), agreements=made))
    assert median[:2] == pytest.approx([550 / 30.4375, 50 / 30.4375])
    assert over_a_year[:2].tolist() == [0.5, 0]
    assert np.isnan([median[2], over_a_year[2]]).all()


def test_tests_under_an_agreement_do_not_count_the_one_that_ends_it():
    first = date(2000, 1, 3).toordinal()
    agreements = _days((0, 0, 730), (0, 365, 730), (1, 0, 90), worlds=2)
    tests = Marks.of(ints([0, 0, 1]), ints([10, 731, 5]) + first, 2)
    found = PATTERNS["P21"].of(
        replace(record().repeat(2), agreements=agreements, events={"long_test": tests, "short_test": tests})
    )
    years = (date(2017, 12, 31).toordinal() - date(1990, 1, 1).toordinal() + 1 - 731) / 365.25
    assert found[:, 0] == pytest.approx([365.25 / 731, 365.25 / 731, 365.25 / 731 * years])
    assert np.isnan(found[:, 1]).all()  # three months are too few for a rate
