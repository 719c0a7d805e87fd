"""Planted tables give the sentences they carry, and no others."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from sim.results import verdicts
from sim.results.onset import COLUMNS
from sim.studies.comparison.finding import finding
from sim.studies.comparison.found_tables import Tables
from sim.studies.comparison.run_finding import run_finding
from sim.studies.comparison.when import when_title
from sim.vocabulary.glossary import OUTCOMES, SHOWN

BASE = {"p_war": 0.009, "p_serious": 0.04, "p_lasting": 0.16, "weeks_in_talks": 21.0, "provocations": 17.0}
SAME: dict[str, Any] = {
    "difference": 0.0,
    "spread_low": 0.0,
    "spread_high": 0.0,
    "share_better": 0.0,
    "share_same": 1.0,
    "share_worse": 0.0,
    "both_sides": False,
    "verdict": verdicts.SAME,
    "mean_low": 0.0,
    "mean_high": 0.0,
    "mc_error": 0.0,
    "agree": 4,
    "of": 4,
    "more_under": "",
    "less_under": "",
    "without_effect": "",
    "blind": "",
}


def clear(difference: float, verdict: str, share: float = 0.97, agree: int = 4) -> dict[str, Any]:
    """A clear difference, with the share of draws that bear it out."""
    side = "share_better" if verdict == verdicts.BETTER else "share_worse"
    near = {"mean_low": 0.9 * difference, "mean_high": 1.1 * difference}
    if difference < 0:
        near = {"mean_low": 1.1 * difference, "mean_high": 0.9 * difference}
    return {
        "difference": difference,
        **near,
        "verdict": verdict,
        side: share,
        "share_same": 1 - share,
        "agree": agree,
    }


def row(scenario: str, outcome: str, **found: Any) -> dict[str, Any]:
    about = OUTCOMES[outcome]
    verdict = (
        {} if about.better != "neither" else {"verdict": verdicts.NOT_JUDGED, "share_same": float("nan")}
    )
    names = {"scenario": scenario, "baseline": "firm", "outcome": outcome, "unit": about.unit}
    return {**names, **SAME, "delta": about.delta, **verdict, **found}


def tables(onset: list[dict[str, Any]] | None = None, few: str = "", **scenarios: Any) -> Tables:
    """Tables in which scenarios differ from `firm` as planted, by outcome, and in nothing else."""
    rows = [row(name, o, **planted.get(o, {})) for name, planted in scenarios.items() for o in SHOWN]
    levels = [{"scenario": "firm", "outcome": o, "mean": BASE.get(o, 1.0)} for o in SHOWN]
    levels += [
        {
            "scenario": it["scenario"],
            "outcome": it["outcome"],
            "mean": BASE.get(it["outcome"], 1.0) + it["difference"],
        }
        for it in rows
    ]
    lasting = pd.DataFrame(onset or [], columns=list(COLUMNS))
    return Tables(pd.DataFrame(levels), pd.DataFrame(rows), lasting, few)


def said(*args: Any, **given: Any) -> str:
    return "\n".join(finding(tables(*args, **given)))


FREEZE = {"p_lasting": clear(0.30, verdicts.BETTER)}
TALKS_FROM_2018 = {
    "scenario": "open", "what": "talks", "says": "share of worlds at talks or beyond", "side": "more",
    "first": "2018-02-05", "last": "2020-12-21", "weeks": 39, "of": 151, "spells": "",
    "agree": 4, "theories": 4, "more_under": "essay, spiral, opportunity, diversion", "less_under": "",
}  # fmt: skip


def test_what_differs_most_how_surely_and_by_how_many_theories() -> None:
    first = finding(tables(open=FREEZE))[0]
    assert first == (
        "Open differs from firm most surely in the chance of a freeze that lasts half a year: up from 16 % "
        "to 46 %. It is almost certain (97 % of draws) that this is better by what matters; confidence is "
        "high (4 of 4 theories agree)."
    )


@pytest.mark.parametrize(
    ("share", "agree", "words"),
    [
        (
            0.92,
            4,
            "It is very likely (92 % of draws) that this is better by what matters; confidence is high",
        ),
        (0.70, 3, "It is likely (70 % of draws) that this is better by what matters; confidence is moderate"),
        (
            0.50,
            4,
            "There is a roughly even chance (50 % of draws) that this is better by what matters; confidence",
        ),
        (0.30, 2, "It is unlikely (30 % of draws) that this is better by what matters; confidence is low"),
    ],
)
def test_words_of_likelihood_and_confidence_stand_beside_their_numbers(
    share: float, agree: int, words: str
) -> None:
    assert words in said(open={"p_lasting": clear(0.30, verdicts.BETTER, share, agree)})


def test_few_draws_leave_little_confidence_and_are_told_beside_the_finding() -> None:
    few = verdicts.few_draws(10)
    assert "confidence is low (few draws; 4 of 4 theories agree)" in said(open=FREEZE, few=few)
    for planted in (FREEZE, {}):
        first = finding(tables(open=planted, few=few))[0]
        assert first.endswith(
            "10 parameter draws: intervals are too narrow under 30; how sure this is can be told only "
            "roughly."
        )
    assert "parameter draws" not in said(open=FREEZE)


def test_draws_that_are_worse_are_not_hidden() -> None:
    mixed = clear(0.30, verdicts.BETTER, 0.6) | {"share_worse": 0.25, "share_same": 0.15}
    assert "It is likely (60 % of draws, worse in 25 %)" in said(open={"p_lasting": mixed})


def test_of_several_scenarios_the_surest_leads_and_the_others_follow() -> None:
    harsh = {"weeks_in_talks": clear(-12, verdicts.WORSE, 0.99)}
    found = finding(tables(open={"p_lasting": clear(0.60, verdicts.BETTER, 0.7, agree=3)}, harsh=harsh))
    opening = (
        "Of 2 scenarios harsh differs most surely from firm, in weeks at talks or beyond: down from 21 to 9"
    )
    assert found[0].startswith(opening)
    assert found[0].endswith(
        "Next: under open the chance of a freeze that lasts half a year up from 16 % to 76 % (better "
        "in 70 % of draws; 3 of 4 theories agree)."
    )


def test_theories_that_agree_come_before_draws_and_draws_before_size() -> None:
    big = {"p_lasting": clear(0.80, verdicts.BETTER, 0.99, agree=3)}
    agreed = {"weeks_in_talks": clear(5, verdicts.BETTER, 0.6)}
    assert "surely from firm, in weeks at talks" in finding(tables(a=big, b=agreed))[0]


def test_the_headline_is_an_outcome_of_the_picture_under_it() -> None:
    elsewhere = {
        "p_settlement": clear(0.5, verdicts.BETTER, 1.0),
        "concessions_given": clear(9, verdicts.WORSE),
    }
    first = finding(tables(open=elsewhere | {"p_lasting": clear(0.1, verdicts.BETTER, 0.6)}))[0]
    assert first.startswith(
        "Open differs from firm most surely in the chance of a freeze that lasts half a year"
    )
    priced = finding(tables(open=elsewhere))[0]
    assert priced.startswith("Open differs from firm most surely in concessions made by the allies")
    assert priced.endswith("In peace and progress nothing in the first picture is clear and matters.")


@pytest.mark.parametrize("outcome", ["p_allied_fire", "p_fire", "attacks", "crises", "mean_tension"])
def test_every_sure_danger_is_named_whatever_it_is(outcome: str) -> None:
    delta = OUTCOMES[outcome].delta
    text = said(open=FREEZE, harsh={outcome: clear(4 * delta, verdicts.WORSE, 0.89)})
    assert "Surely worse for peace (in four of five draws or more, for three of four theories): " in text
    assert "under harsh (from " in text
    assert "89 % of draws)" in text


@pytest.mark.parametrize(("share", "agree"), [(0.7, 4), (0.95, 2)])
def test_a_danger_that_is_not_sure_is_not_called_so(share: float, agree: int) -> None:
    text = said(open={"p_fire": clear(0.2, verdicts.WORSE, share, agree)})
    assert "Nothing is surely worse for peace" in text
    assert "Surely worse" not in text


def test_what_is_surely_better_for_peace_is_named_too() -> None:
    text = said(open={"p_fire": clear(-0.2, verdicts.BETTER, 0.9)})
    assert "Surely better for peace" in text


@pytest.mark.parametrize(("outcome", "words"), [
    ("p_freeze", "surely better in the chance of a freeze or better under open (from 100 % to 120 %, 90 %"),
    ("first_talks", "surely worse in the week of the first talks under open (from 1 to 21 weeks, 90 %"),
])  # fmt: skip
def test_what_is_sure_of_progress_is_named_though_it_has_no_column(outcome: str, words: str) -> None:
    size, verdict = {"p_freeze": (0.2, verdicts.BETTER), "first_talks": (20, verdicts.WORSE)}[outcome]
    for others in (FREEZE, {}):
        text = said(open=others | {outcome: clear(size, verdict, 0.9)})
        assert f"Outside the first picture, progress is {words} of draws)." in text
    assert "Outside the first picture" not in said(open=FREEZE)
    assert "progress is" not in said(open={outcome: clear(size, verdict, 0.7)})


def test_each_verdict_on_war_comes_with_the_names_of_its_scenarios() -> None:
    depends = {"p_war": {"verdict": verdicts.DEPENDS}}
    text = said(open=FREEZE, harsh=depends, third=FREEZE)
    assert (
        "depends on what we do not know under harsh, no difference that matters under open and third" in text
    )


def test_rare_things_are_told_as_frequencies() -> None:
    war = {"p_war": {"difference": -0.001}}
    assert "War comes in 9 of 1,000 worlds (8 under open): no difference that matters" in said(open=war)


def test_a_smaller_chance_of_war_is_told_as_such() -> None:
    war = clear(-0.005, verdicts.BETTER)
    text = said(open={"p_war": war})
    assert "War comes in 9 of 1,000 worlds (4 under open): better in 97 % of draws" in text


def test_where_nothing_is_clear_nothing_is_claimed() -> None:
    open_ = {"verdict": verdicts.TOO_FEW}
    text = said(open={"crises": open_, "p_lasting": {"verdict": verdicts.DEPENDS}, "p_fire": open_})
    assert text.startswith("No difference is clear and matters: of all ")
    assert "1 depend on what we do not know, 2 would need more worlds" in text
    assert "Price: nothing that matters" in text
    assert "confidence" not in text.splitlines()[0]


def test_where_all_differences_are_small_that_is_the_finding() -> None:
    first = finding(tables(open={}))[0]
    assert first.startswith("Open differs from firm in nothing that matters: all ")
    assert "No difference that matters in" not in said(open={})


def test_what_is_clear_only_outside_the_first_picture_is_named_as_such() -> None:
    first = finding(tables(open={"p_settlement": clear(0.2, verdicts.BETTER)}))[0]
    assert first.startswith("No difference of the first picture is clear and matters: of all ")
    assert first.endswith("Clear, outside the first picture: the chance of a settlement under open.")


def test_outcomes_that_do_not_differ_are_named_only_if_none_differs() -> None:
    two = said(open=FREEZE | {"provocations": clear(-3, verdicts.BETTER)}, shut={})
    alike = two[two.index("No difference that matters in") :].partition(".")[0]
    assert "provocations of every class" not in alike
    assert "freeze" not in alike


def test_what_theories_contest_is_told_with_their_sides() -> None:
    sides = {"verdict": verdicts.CONTESTED, "more_under": "opportunity", "less_under": "spiral, own_calendar"}
    text = said(open=FREEZE | {"provocations": sides})
    assert (
        "One difference is contested between theories, provocations of every class under open: more under "
        "opportunity, less under spiral, own calendar." in text
    )
    assert "contested" not in said(open=FREEZE)


def test_the_price_of_every_scenario_is_told_beside_that_of_the_baseline() -> None:
    costs = FREEZE | {
        "concessions_given": clear(2.3, verdicts.WORSE),
        "confidence_mean": clear(-0.07, verdicts.WORSE),
        "friction_mean": clear(-0.08, verdicts.BETTER),
    }
    text = said(open=costs, other={"concessions_given": clear(-0.6, verdicts.BETTER)})
    assert (
        "Price, beside firm in brackets: allied concessions (1.0 steps a year) 3.3 under open, 0.4 under "
        "other; US–China friction (1.00) 0.92 under open; Seoul's confidence (1.00) 0.93 under open." in text
    )


def test_no_price_is_told_only_where_the_table_shows_none() -> None:
    assert "Price: nothing that matters in allied concessions" in said(open=FREEZE)
    unsettled = {"concessions_given": {"verdict": verdicts.TOO_FEW, "difference": 0.1}}
    text = said(open=FREEZE | unsettled)
    assert "Not settled: allied concessions too few worlds under open." in text
    assert "nothing that matters in allied" not in text


def test_a_difference_is_said_to_last_in_as_many_weeks_as_it_does() -> None:
    text = said([TALKS_FROM_2018], open=FREEZE)
    assert text.endswith(
        "At talks or beyond there are more worlds under open (February 2018 to December 2020, 39 of 151 "
        "weeks)."
    )
    assert "more worlds" not in said(open=FREEZE)


def test_weeks_that_theories_contest_are_said_to_be_and_come_last() -> None:
    reverse = {"agree": 3, "more_under": "essay, opportunity, diversion", "less_under": "own_spiral"}
    contested = TALKS_FROM_2018 | {"scenario": "loud", "weeks": 150} | reverse
    unlike = TALKS_FROM_2018 | {"agree": 2, "more_under": "essay, spiral"}
    text = said([contested, unlike], open=FREEZE, loud=FREEZE)
    assert text.endswith(
        "more worlds under open (February 2018 to December 2020, 39 of 151 weeks; 2 of 4 theories), loud "
        "(February 2018 to December 2020, 150 of 151 weeks; 3 of 4 theories, contested: the reverse under "
        "own spiral)."
    )
    both, alone = (
        tables(found, open=FREEZE, loud=FREEZE)
        for found in ([contested, TALKS_FROM_2018], [contested, unlike])
    )
    assert when_title(both) == "More worlds under open are at talks or beyond for long."
    assert "nothing lasts on which three in four theories agree" in when_title(alone)


def test_a_finding_has_three_to_five_sentences_of_plain_words() -> None:
    contested = {"verdict": verdicts.CONTESTED, "more_under": "spiral", "less_under": "essay"}
    found = finding(tables([TALKS_FROM_2018], open=FREEZE | {"crises": contested}))
    assert 3 <= len(found) <= 5
    assert all(sentence[0].isupper() and sentence.endswith(".") and "_" not in sentence for sentence in found)
    assert finding(tables()) == ()


def test_one_scenario_alone_is_told_by_its_levels() -> None:
    levels = {"p_war": 0.008, "p_serious": 0.042, "p_talks": 0.75, "p_freeze": 0.16, "p_settlement": 0.0}
    every = {name: levels.get(name, 1.0) for name in OUTCOMES} | {"provocations": 17.2}
    spread = {"spread_low": 9.2, "spread_high": 29.0}
    overall = pd.DataFrame([{"outcome": name, "mean": mean, **spread} for name, mean in every.items()])
    shifted = {"essay": 0.0, "spiral": 6.0, "own_calendar": 90.0}
    by_theory = pd.DataFrame(
        {"theory": theory, "outcome": name, "mean": mean + (by if name == "provocations" else 0)}
        for theory, by in shifted.items()
        for name, mean in every.items()
    )
    rate, conflict, talks, parted = run_finding(overall, by_theory)
    assert rate == "The DPRK makes 17 provocations a year (9 to 29 in 90 % of parameter draws)."
    few = run_finding(overall, by_theory, verdicts.few_draws(10))
    assert few[1:] == (conflict, talks, parted)
    assert few[0].startswith(f"{rate} 10 parameter draws: intervals are too narrow under 30; how sure")
    assert conflict == "War comes in 8 of 1,000 worlds, a serious clash in 42."
    assert talks.startswith("Talks open in 75 % of worlds (likely); a freeze is reached in 16 % of worlds")
    assert talks.endswith("a settlement is reached in 0 % of worlds (almost no chance).")
    assert parted.endswith("provocations of every class: 17.2 under essay, 23.2 under spiral.")
