"""The verdict rule, with planted effects: each verdict comes out each way."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.results.sample import Sample
from sim.studies.claims import verdict_rule
from sim.studies.claims.effects import effects
from sim.studies.claims.findings import Finding, judge, standings
from sim.studies.claims.hypotheses import Contrast
from sim.studies.claims.verdict_rule import Verdict
from tests.helpers.claims import DRAWS, claim, planted

SPREAD = np.linspace(-1, 1, DRAWS)
LESS = {"provocations": "less"}
"""What matters in provocations is 1 a year."""


def finding_of(gains: dict[str, Any], on: dict[str, Any] | None = None, **more: Any) -> Finding:
    run = {name: more.pop(name) for name in ("noise", "heard", "final", "draws", "theory") if name in more}
    return judge([claim(on or LESS, **more)], [planted(gains, **run)], 1)[0]


def word(gains: dict[str, Any], on: dict[str, Any] | None = None, **more: Any) -> str:
    return finding_of(gains, on, **more).verdict.word


# ── one measure ──


@pytest.mark.parametrize(
    ("gain", "expected"),
    [
        (-2, "holds"),
        (-2 + SPREAD, "holds"),
        (2, "fails"),
        (0.2, "fails"),
        (0.5 * SPREAD, "fails"),
        (4 * SPREAD, "depends"),
        (-1.2 + 3 * SPREAD, "depends"),
        (-0.9 + 0.5 * SPREAD, "depends"),
    ],
)
def test_one_measure(gain: Any, expected: str) -> None:
    assert word({"provocations": gain}) == expected


def test_the_claimed_side_may_be_either() -> None:
    assert word({"weeks_in_talks": 8}, {"weeks_in_talks": "more"}) == "holds"
    assert word({"weeks_in_talks": -8}, {"weeks_in_talks": "more"}) == "fails"


def test_a_failure_says_whether_it_is_the_reverse_or_nothing() -> None:
    assert finding_of({"provocations": 2}).verdict.why == verdict_rule.REVERSED
    assert finding_of({"provocations": 0.5 * SPREAD}).verdict.why == verdict_rule.NOTHING


def test_what_random_draws_alone_could_make_cannot_be_told() -> None:
    finding = finding_of({"provocations": -2}, noise=40)
    assert finding.verdict.word == "too few worlds"
    assert "worlds would settle it" in finding.verdict.why


def test_a_saturated_study_cannot_tell() -> None:
    finding = finding_of({"provocations": -2}, final=6)
    assert finding.verdict.word == "saturated"
    assert "saturated" in finding.verdict.why


def test_an_outcome_that_never_moves_cannot_tell() -> None:
    run = planted({})
    run.outcomes[:] = 0
    (finding,) = judge([claim(LESS)], [run], 1)
    assert finding.verdict.word == "saturated"
    assert "saturated" in finding.verdict.why


def test_one_draw_cannot_tell() -> None:
    finding = finding_of({"provocations": -2}, draws=1)
    assert finding.verdict.word == "too few worlds"
    assert "one parameter draw" in finding.verdict.why


# ── random spread in the average of a draw ──


def test_random_spread_within_draws_is_not_taken_for_dependence() -> None:
    finding = finding_of({"provocations": -2}, noise=5)
    assert finding.verdict.word == "holds"
    assert finding.lead.effect.raw_share < 0.95 < finding.lead.effect.share
    assert finding.lead.effect.random_share > 0.6


def test_what_is_left_of_the_spread_is_that_of_the_parameters() -> None:
    true = 4 * SPREAD
    run = planted({"provocations": true}, noise=3)
    contrast = Contrast(of="a", against="b", on={"provocations": "less"})
    (effect,) = effects(run, contrast, 1)
    assert np.std(effect.draws) == pytest.approx(np.std(true), rel=0.12)
    assert np.std(effect.raw) > np.std(effect.draws)


def test_without_random_spread_nothing_is_taken_out() -> None:
    values = np.repeat(SPREAD, 8)[None]
    sample = Sample.of(values, 8)
    assert sample.draws[0] == pytest.approx(SPREAD)
    assert sample.random_share[0] == 0


# ── several measures ──

BOTH = {"provocations": "less", "weeks_in_talks": "more"}


@pytest.mark.parametrize(
    ("talks", "expected"), [(8, "holds"), (0, "depends"), (-8, "depends"), (20 * SPREAD, "depends")]
)
def test_a_claim_on_two_measures_needs_both(talks: Any, expected: str) -> None:
    assert word({"provocations": -2, "weeks_in_talks": talks}, BOTH) == expected


def test_a_claim_fails_where_all_its_measures_fail() -> None:
    assert word({"provocations": 2, "weeks_in_talks": 0}, BOTH) == "fails"


RISK = {"p_serious": "less", "p_freeze": "more"}


@pytest.mark.parametrize(
    ("serious", "freeze", "expected"),
    [
        (-0.05, 0, "holds"),
        (0, 0.2, "holds"),
        (-0.05, -0.2, "fails"),
        (0.05, 0.2, "fails"),
        (0, 0, "fails"),
        (0.1 * SPREAD, 0.2, "depends"),
    ],
)
def test_better_on_one_and_not_worse_on_the_other(serious: Any, freeze: Any, expected: str) -> None:
    assert word({"p_serious": serious, "p_freeze": freeze}, RISK, rule="either") == expected


@pytest.mark.parametrize(
    ("serious", "freeze", "expected"),
    [
        (0.05, -0.2, "fails"),
        (0.05, 0.2, "holds"),
        (-0.05, 0.2, "holds"),
        (0, 0, "holds"),
        (0, 0.2 * SPREAD, "depends"),
    ],
)
def test_undominated(serious: Any, freeze: Any, expected: str) -> None:
    more: dict[str, Any] = {"kind": "undominated", "rule": "either"}
    assert word({"p_serious": serious, "p_freeze": freeze}, RISK, **more) == expected


@pytest.mark.parametrize(
    ("gain", "expected"), [(-2, "fails"), (2, "holds"), (0, "holds"), (4 * SPREAD, "depends")]
)
def test_a_claim_that_there_is_no_cost_is_judged_the_other_way_round(gain: Any, expected: str) -> None:
    assert word({"provocations": gain}, kind="not") == expected


@pytest.mark.parametrize(
    ("shift", "expected"), [(-0.45, "holds"), (0.6, "fails"), (-0.45 + 0.1 * SPREAD, "depends")]
)
def test_a_level(shift: Any, expected: str) -> None:
    run = planted({"p_serious": shift})
    run.outcomes[0] -= run.outcomes[1] - np.linspace(0.5, 0.501, run.outcomes.shape[-1])
    alone = {"the level": Contrast(of="a", on={"p_serious": "less"})}
    (finding,) = judge([claim({}, kind="level", level=0.1, contrasts=alone)], [run], 1)
    assert finding.verdict.word == expected


# ── several contrasts, several theories ──


def of(**words: str) -> dict[str, Verdict]:
    return {name: Verdict(word, share=0.5) for name, word in words.items()}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"a": "holds", "b": "holds"}, "holds"),
        ({"a": "holds", "b": "fails"}, "fails"),
        ({"a": "holds", "b": "depends"}, "depends"),
        ({"a": "holds", "b": "too few worlds"}, "too few worlds"),
        ({"a": "holds", "b": "blind"}, "holds"),
        ({"a": "blind", "b": "blind"}, "blind"),
    ],
)
def test_a_claim_about_each_contrast(words: dict[str, str], expected: str) -> None:
    assert verdict_rule.of_contrasts(of(**words)).word == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"a": "holds", "b": "holds", "c": "blind"}, "robustly holds"),
        ({"a": "fails", "b": "fails"}, "robustly fails"),
        ({"a": "holds", "b": "fails", "c": "depends"}, "contested"),
        ({"a": "holds", "b": "depends"}, "unsettled"),
        ({"a": "too few worlds"}, "unsettled"),
        ({"a": "blind"}, "unsettled"),
    ],
)
def test_across_theories(words: dict[str, str], expected: str) -> None:
    assert verdict_rule.across_theories(words) == expected


def test_a_theory_that_weighs_no_difference_is_blind_and_does_not_count() -> None:
    seen, unseen = planted({"provocations": -2}), planted({"provocations": 2}, "spiral", weighed=False)
    control = planted({"provocations": 2}, "own_calendar")
    findings = judge([claim(LESS)], [seen, unseen, control], 1)
    assert [finding.verdict.word for finding in findings] == ["holds", "blind", "blind"]
    assert findings[1].verdict.why == verdict_rule.UNSEEN
    assert findings[2].verdict.why == verdict_rule.CONTROL
    assert standings(findings) == {"H0": "robustly holds"}


def test_rival_theories_contest_a_claim() -> None:
    runs = [planted({"provocations": -2}), planted({"provocations": 2}, "spiral")]
    assert standings(judge([claim(LESS)], runs, 1)) == {"H0": "contested"}


# ── what it turns on ──


def test_a_part_that_depends_says_on_what() -> None:
    (turn,) = finding_of({"provocations": 4 * SPREAD}).lead.turns
    assert turn.parameter == "caution"
    assert turn.low_share == 1
    assert turn.high_share == 0
    assert turn.interval[0] < -0.9 < turn.interval[1] or turn.interval[1] < 0


def test_nothing_is_named_where_no_number_parts_it() -> None:
    shuffled = np.random.default_rng(3).permutation(4 * SPREAD)
    finding = finding_of({"provocations": shuffled})
    assert finding.verdict.word == "depends"
    assert finding.lead.turns == ()
