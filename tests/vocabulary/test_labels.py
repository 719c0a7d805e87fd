"""Numbers and states as readers are shown them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.columns import FLOAT
from sim.vocabulary.glossary import RUNGS, STAGES
from sim.vocabulary.labels import figure, label, rung_words, spaced, stage_words, unit
from sim.vocabulary.ladders import FIRE, advance, height, top_of_the_ladder
from sim.vocabulary.likelihood import percent, share_said


@pytest.mark.parametrize(
    ("outcome", "value", "signed", "shown"),
    [
        ("p_war", 0.008, False, "0.80%"),
        ("p_war", 0.0, False, "0%"),
        ("p_talks", 0.11, True, "+11.0"),
        ("crises", -0.25, True, "−0.25"),
        ("crises", -0.0001, True, "0"),
        ("weeks_in_talks", 120.4, False, "120"),
        ("provocations", float("nan"), False, "–"),
    ],
)
def test_a_number_is_shown_with_the_digits_that_matter(outcome: str, value: float, signed: bool, shown: str):
    assert figure(outcome, value, signed) == shown


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_no_share_is_read_as_never_or_always_unless_it_is(share: float) -> None:
    for said in (share_said(share), percent(share)):
        assert said.replace(" ", "") not in ("0%", "100%", "0.0%")
    assert (share_said(0), share_said(1)) == ("0%", "100%")


def test_sentences_and_narrow_places_say_the_same_share() -> None:
    shares = (0.004, 0.065, 0.43, 0.996, 1)
    assert [percent(each) for each in shares] == ["under 1 %", "6.5 %", "43 %", "over 99 %", "100 %"]
    assert [share_said(each) for each in shares] == ["<1%", "6.5%", "43%", ">99%", "100%"]


@given(st.integers(0, len(RUNGS) - 1), st.integers(0, len(STAGES) - 1))
def test_a_state_reads_the_same_by_name_and_by_number(rung: int, stage: int) -> None:
    assert rung_words([rung]) == rung_words([RUNGS[rung]])
    assert stage_words([stage]) == stage_words([STAGES[stage]])


def test_one_past_the_last_state_is_war() -> None:
    assert rung_words([len(RUNGS)]) == stage_words([len(STAGES)]) == ("at war",)


def test_names_are_written_as_words() -> None:
    assert spaced("talks_with_rok") == "talks with ROK"
    assert label("no_such_thing") == "No such thing"
    assert unit("tension") == "share, 0 to 1"
    assert unit("no_such_thing") == ""


@given(st.lists(st.integers(0, len(RUNGS) - 1), min_size=1, max_size=8))
def test_ladders_rise_from_nought_to_one(rungs: list[int]) -> None:
    column = np.array(rungs, FLOAT)
    order = np.argsort(column)
    assert (np.diff(height(column)[order]) >= 0).all()
    assert ((height(column) >= 0) & (height(column) <= 1)).all()
    assert (top_of_the_ladder(column) < FIRE).all()
    assert (top_of_the_ladder(column)[column < FIRE] == column[column < FIRE]).all()
    assert advance(np.array([0, len(STAGES) - 1], FLOAT)).tolist() == [0, 1]
