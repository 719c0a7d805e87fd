"""Warning signs: what is counted by hand is found, what nothing tells is said to be unknown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import sim as tt
from sim.cli.program import cli
from sim.core.errors import UserError
from sim.plots.kit.theme import style
from sim.studies.signs.observables import BITS, of_record
from sim.studies.signs.ratios import DOWN, FEW, UNCLEAR, UP, agreement, ratios
from sim.studies.signs.scores import Chance, discrimination, skill
from sim.studies.signs.shown_table import times_said
from sim.studies.signs.windows import FEATURES, TARGETS, Asked, ahead, asked, lately, seen
from tests.helpers.overlap import faults


def yes(*weeks: int, of: int) -> np.ndarray:
    """One world of so many weeks, with yes in some of them."""
    flags = np.zeros((of, 1), np.bool_)
    flags[list(weeks)] = True
    return flags


def test_lately_counts_this_week_and_ahead_does_not() -> None:
    flags = yes(3, of=10)
    assert np.flatnonzero(lately(flags, 4)[:, 0]).tolist() == [3, 4, 5, 6]
    assert np.flatnonzero(ahead(flags, 2)[:, 0]).tolist() == [1, 2]


@given(st.lists(st.booleans(), min_size=30, max_size=60), st.integers(1, 12))
def test_lately_and_ahead_are_what_their_names_say(flags: list[bool], many: int) -> None:
    column = np.array(flags)[:, None]
    for week in range(len(flags) - many):
        assert lately(column, many)[week, 0] == any(flags[max(week - many + 1, 0) : week + 1])
        assert ahead(column, many)[week, 0] == any(flags[week + 1 : week + 1 + many])


def planted(worlds: int, *, tells: bool) -> np.ndarray:
    """Worlds with an exercise now and then, which a nuclear test follows within four weeks if it `tells`, and
    which tests ignore if not.
    """
    rng = np.random.default_rng(5)
    weeks = np.zeros((260, worlds), np.uint32)
    exercise = rng.random(weeks.shape) < 0.03
    test = rng.random(weeks.shape) < 0.02
    if tells:
        test = np.roll(exercise, 3, axis=0)
        test[:3] = False
    weeks[exercise] |= BITS["exercise"]
    weeks[test] |= BITS["nuclear_test"]
    return weeks


def row_of(weeks: np.ndarray, sign: str, back: int) -> Any:
    rows = ratios("essay", asked(weeks, TARGETS["test"], 4), 8, 1)
    return rows[(rows["sign"] == sign) & (rows["weeks"] == back)].to_dict("records")[0]


def test_a_sign_that_tells_raises_the_chance_and_one_that_does_not_is_unclear() -> None:
    assert row_of(planted(160, tells=True), "exercise", 4)["verdict"] == UP
    assert row_of(planted(160, tells=False), "exercise", 4)["verdict"] == UNCLEAR


def test_a_ratio_is_the_one_counted_by_hand() -> None:
    """60 of 100 questions with the sign were followed, 20 of 100 without: 60/80 against 40/120."""
    signs = np.zeros((200, len(FEATURES)), np.bool_)
    signs[:100, 0] = True
    came = np.array([True] * 60 + [False] * 40 + [True] * 20 + [False] * 80)
    row = ratios("essay", Asked(signs, came, np.arange(200)), 1, 1).iloc[0]
    assert (row["chance_with"], row["chance_without"]) == (0.6, 0.2)
    assert row["ratio"] == pytest.approx((60 / 80) / (40 / 120))
    assert row["low"] < row["ratio"] < row["high"]
    assert row["verdict"] == UP


def test_what_is_never_seen_has_no_ratio() -> None:
    row = row_of(planted(80, tells=True), "relief", 4)
    assert row["verdict"] == FEW
    assert np.isnan(row["ratio"])


def test_theories_that_part_are_contested() -> None:
    base = ratios("essay", asked(planted(40, tells=False), TARGETS["test"], 4), 8, 1)
    other = base.assign(theory="spiral")
    base.loc[0, "verdict"], other.loc[0, "verdict"] = UP, DOWN
    base.loc[1, "verdict"] = other.loc[1, "verdict"] = DOWN
    both = agreement(pd.concat([base, other]), ("essay", "spiral"))
    assert both["agreement"].tolist()[:2] == ["contested", "lowers under all"]


def test_a_theory_that_cannot_tell_is_named() -> None:
    base = ratios("essay", asked(planted(40, tells=False), TARGETS["test"], 4), 8, 1)
    few, other, more = (base.assign(theory=name) for name in ("own_calendar", "spiral", "diversion"))
    base.loc[0, "verdict"], base.loc[1, "verdict"], other.loc[1, "verdict"] = UP, UP, DOWN
    few["verdict"] = more["verdict"] = FEW
    other.loc[0, "verdict"] = FEW
    two = agreement(pd.concat([base, few]), ("essay", "own_calendar"))
    assert two["agreement"][0] == "raises under 1 of 2; too few cases under own calendar"
    every = agreement(pd.concat([base, few, other, more]), ("essay", "own_calendar", "spiral", "diversion"))
    assert every["agreement"].tolist()[:2] == ["raises under 1 of 4; too few cases under 3", "contested"]
    assert every["too_few"][0] == "own_calendar, spiral, diversion"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(1.04, 1.14, "1.04 to 1.1"), (0.96, 1.0, "0.96 to 1.00"), (0.995, 1.004, "0.99 to 1.00"),
     (1.52, 2.2, "1.5 to 2.2"), (4.0, 4.0, "4")],
)  # fmt: skip
def test_a_ratio_near_one_keeps_a_digit_more(low: float, high: float, said: str) -> None:
    assert times_said(low, high) == said


def test_of_two_theories_no_more_is_claimed_than_was_asked() -> None:
    found = tt.signs("baseline", of="test", theories=["essay", "spiral"], worlds=64)
    assert found.headline.startswith(
        "Of a long-range or nuclear test within 13 weeks, under essay and spiral: "
    )
    assert found.finding[0].startswith("Both theories agree on ")
    assert "every theory" not in found.headline
    assert any("8 parameter draws" in each for each in found.caveats)
    with style():
        assert not faults(found.plot("signs"))


def test_the_question_of_talks_stands_only_after_a_quarter_without() -> None:
    weeks = np.zeros((60, 1), np.uint32)
    weeks[20] = BITS["meeting"]
    questions = asked(weeks, TARGETS["talks"], 4, step=1)
    stands = [week for week in range(12, 56) if week < 20 or week > 32]
    assert len(questions.came) == len(stands)
    assert questions.came.sum() == 4  # weeks 16 to 19


def test_no_question_is_asked_after_a_war() -> None:
    weeks = np.zeros((60, 1), np.uint32)
    weeks[30] = BITS["war"]
    assert len(asked(weeks, TARGETS["war"], 4, step=1).came) == 30 - 12


def test_the_record_shows_what_happened_in_its_weeks() -> None:
    monday, weeks = of_record()
    assert monday.weekday() == 0
    at = (date(2017, 9, 3) - monday) // timedelta(weeks=1)
    assert seen(weeks, "nuclear_test")[at, 0]  # the sixth nuclear test
    freeze = [(date(year, 6, 1) - monday) // timedelta(weeks=1) for year in (1993, 1998, 2004)]
    assert seen(weeks, "agreement")[freeze, 0].tolist() == [False, True, False]  # the Agreed Framework
    assert not seen(weeks, "war").any()
    assert not seen(weeks, "show_of_force").any()  # of which the tables do not tell


def test_chances_are_learnt_and_guessing_is_told_from_knowing() -> None:
    rng = np.random.default_rng(2)
    signs = rng.random((2_000, len(FEATURES))) < 0.3
    came = rng.random(2_000) < np.where(signs[:, 0], 0.7, 0.2)
    chance = Chance.learnt(Asked(signs[:1_000], came[:1_000], np.arange(1_000))).of(signs[1_000:])
    assert discrimination(chance, came[1_000:]) > 0.65
    assert skill(chance, came[1_000:]) > 0.1
    assert discrimination(np.full(4, 0.5), np.array([True, False, True, False])) == 0.5
    assert discrimination(np.array([0.9, 0.1]), np.array([True, False])) == 1
    assert np.isnan(discrimination(np.array([0.9]), np.array([True])))


@pytest.fixture(scope="module", name="found")
def _found() -> tt.api.Result:
    """The first ten years of the record under two theories."""
    years = tt.load("history_1990_2017")
    early = {
        name: {"to": "1999-12-20"} if it.start.year < 2000 else None for name, it in years.orders.items()
    }
    nineties = years.with_(name="nineties", end="1999-12-26", orders=early)
    return tt.signs(nineties, of="test", theories=["essay", "own_calendar"], worlds=160)


def test_a_search_scores_itself_on_worlds_held_out_and_on_the_record(found: tt.api.Result) -> None:
    checks = found.tables["checks"]
    assert checks["checked_on"].tolist() == ["held-out worlds", "the record"] * 2
    assert checks["discrimination"].between(0.5, 1).all()
    assert checks["skill"].iloc[0] > 0
    assert found.headline.startswith("Of a long-range or nuclear test within 13 weeks")
    assert any("a sign is no cause" in each for each in found.caveats)


@pytest.mark.parametrize("name", ["signs", "reliability"])
def test_no_text_of_its_pictures_covers_another(found: tt.api.Result, name: str) -> None:
    with style():
        drawn = found.plot(name)
    assert not isinstance(drawn, list)
    assert not faults(drawn)


def test_what_hardly_ever_happens_is_not_told() -> None:
    found = tt.signs("baseline", of="war", theories="essay", worlds=16)
    assert (found.signs["verdict"] == FEW).all()
    assert "No sign of war within 13 weeks" in found.headline
    assert "On the record there are too few cases to score." in found.finding


def test_an_unknown_event_is_refused_with_the_nearest() -> None:
    shown = CliRunner().invoke(cli, ["signs", "--of", "tests"])
    assert shown.exit_code == 2
    assert "did you mean 'test'" in shown.output
    with pytest.raises(UserError, match="allowed: test, talks, serious, war"):
        tt.signs(of="peace")


def test_a_window_out_of_range_is_refused() -> None:
    with pytest.raises(UserError, match="within"):
        tt.signs(within=0)
