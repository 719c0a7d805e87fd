"""The words of the model hang together: each outcome, measure, state and claim has all that readers need."""

from __future__ import annotations

import re

import pytest

from sim.scenario import baseline
from sim.vocabulary import signals
from sim.vocabulary.claims import claims
from sim.vocabulary.glossary import HAPPENINGS, MEASURES, OUTCOMES, RUNGS, SHOWN, STAGES
from sim.vocabulary.labels import label
from sim.vocabulary.quantities import QUANTITIES
from sim.vocabulary.theory_names import BLIND, NAMES


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=lambda it: it.name)
def test_an_outcome_says_what_it_is_and_what_difference_matters(outcome) -> None:
    assert outcome.says
    assert outcome.unit
    assert outcome.delta > 0
    assert outcome.better in ("more", "less", "neither")
    assert not outcome.chance or outcome.unit == "chance"
    assert (outcome.name in SHOWN) != outcome.appendix


@pytest.mark.parametrize("measure", [*MEASURES.values(), *QUANTITIES.values()], ids=lambda it: it.name)
def test_a_measure_has_a_range_a_unit_and_a_meaning(measure) -> None:
    assert measure.low < measure.high
    assert measure.unit
    assert measure.says


def test_no_two_outcomes_or_measures_read_alike() -> None:
    for words in (OUTCOMES, MEASURES):
        labels = [label(name) for name in words]
        assert len(set(labels)) == len(labels)


def test_no_word_means_a_state_and_something_else() -> None:
    assert not set(RUNGS) & set(STAGES)
    assert not set(HAPPENINGS) & set(baseline().signals)
    assert not set(OUTCOMES) & set(MEASURES)


def test_signals_are_sent_by_actors_in_families_that_there_are() -> None:
    for signal in baseline().signals.values():
        assert signal.family in signals.FAMILIES
        assert set(signal.senders) <= set(signals.ACTORS)
        assert set(signal.does) <= set(signals.EFFECTS)


def test_theories_that_see_nothing_are_theories() -> None:
    assert set(BLIND) < set(NAMES)


def test_claims_are_numbered_in_the_order_of_the_essay() -> None:
    ids = list(claims())
    assert all(re.fullmatch(r"E\d\d[a-z]?", name) for name in ids)
    assert ids == sorted(ids)
    for claim in claims().values():
        assert claim.says
        assert claim.kinds
        assert claim.tested_by or "hypothesis" not in claim.kinds
