"""Pages and pictures of the claims, from planted findings: their words, and that none overlap."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.plots.claims_effects import claim_effects
from sim.plots.claims_ledger import claims_ledger, fits
from sim.plots.kit.context import Context
from sim.plots.kit.theme import style
from sim.scenario import baseline
from sim.studies.claims.findings import Finding, judge, standings
from sim.studies.claims.pages import cell_text, claim_page, ledger_page
from sim.studies.claims.pictures import claim_panels, ledger_line, pictures, side_text
from sim.studies.claims.reading import essay_hypotheses
from sim.studies.claims.runs import run_all
from sim.studies.claims.tables import claims_table, parts_table, turning_table
from sim.studies.claims.verdict_rule import Verdict, of_parts
from sim.studies.claims.wording import cell_lines
from tests.helpers.claims import DRAWS, claim, planted
from tests.helpers.overlap import faults
from tests.helpers.worlds import short

SPREAD = np.linspace(-1, 1, DRAWS)
WORDS = Context("Is it so?", "planted")
ON = {"provocations": "less", "p_freeze": "more"}
GAINS: dict[str, dict[str, Any]] = {
    "essay": {"provocations": -2, "p_freeze": 0.2},
    "spiral": {"provocations": 2, "p_freeze": -0.2},
    "opportunity": {"provocations": 4 * SPREAD, "p_freeze": 0.2},
    "diversion": {"provocations": -2, "p_freeze": 0.2},
    "own_calendar": {"provocations": 0, "p_freeze": 0},
}


def findings(**more: Any) -> list[Finding]:
    runs = [planted(gains, theory, noise=1) for theory, gains in GAINS.items()]
    return judge([claim(ON, **more)], runs, 1)


def test_the_page_of_a_claim_tells_all_there_is_to_it() -> None:
    rows = findings()
    text = claim_page(rows, standings(rows)["H0"])
    for heading in ("reasoning", "contrast", "flips", "literature", "record"):
        assert heading in text
    assert "Overall: contested" in text
    assert "`caution`" in text
    assert "essay: *holds*" in text
    assert "own calendar: *blind* (a blind control" in text


def test_the_ledger_has_a_row_a_claim_and_says_how_to_read_it() -> None:
    rows = findings()
    text = ledger_page(rows, standings(rows), "planted", [])
    assert "| [H0](H0.md) |" in text
    assert "contested |" in text
    for word in (
        "Holds",
        "Fails",
        "Depends",
        "Too few worlds",
        "Saturated",
        "Robustly holds, robustly fails",
        "Contested",
    ):
        assert f"*{word}*" in text


def test_the_tables_hold_every_claim_theory_and_part() -> None:
    rows = findings()
    assert len(claims_table(rows, {})) == len(GAINS)
    parts = parts_table(rows)
    assert len(parts) == len(GAINS) * len(ON)
    assert {"effect", "spread_low", "spread_high", "unit", "share", "share_as_drawn", "verdict"} <= set(parts)
    assert set(turning_table(rows)["parameter"]) == {"caution"}


@pytest.mark.parametrize(
    ("theory", "last"),
    [
        ("essay", "in 100% of draws"),
        ("opportunity", "in 52% of draws"),
        ("own_calendar", "by construction"),
    ],
)
def test_a_cell_says_what_its_verdict_rests_on(theory: str, last: str) -> None:
    (finding,) = (each for each in findings() if each.theory == theory)
    assert cell_lines(finding)[-1] == last


@pytest.mark.parametrize(
    ("gains", "last"),
    [
        ({"provocations": 0, "p_freeze": 0.05 + 0.1 * SPREAD}, "part fails, part depends"),
        ({"provocations": -2, "p_freeze": -0.2}, "its measures part"),
        ({"provocations": -2, "p_freeze": 0.05 + 0.1 * SPREAD}, "in 75% of draws"),
    ],
)
def test_a_cell_does_not_say_that_a_claim_depends_in_no_draws(gains: dict[str, Any], last: str) -> None:
    (finding,) = judge([claim(ON)], [planted(gains)], 1)
    assert finding.verdict.word == "depends"
    assert cell_lines(finding)[-1] == last
    assert f"**depends**, {last}; " in cell_text(finding)


def test_a_cell_says_where_a_part_cannot_be_told() -> None:
    parts = [Verdict("depends", share=0.6), Verdict("too few worlds", "noise", 0.0)]
    finding = replace(findings()[0], verdict=of_parts(parts))
    assert cell_lines(finding)[-1] == "part open, part depends"
    assert fits("part open, part depends")


def test_a_claim_about_several_contrasts_names_them_in_its_cell() -> None:
    one = claim(ON)
    (contrast,) = one.contrasts.values()
    two = {"contrasts": {"against the one": contrast, "against another": contrast}}
    (finding,) = judge([one.model_copy(update=two)], [planted(GAINS["essay"])], 1)
    assert "**holds**, one: holds, another: holds; " in cell_text(finding)


def test_no_words_of_the_ledger_overlap() -> None:
    rows = findings()
    with style():
        figure = claims_ledger([ledger_line(rows, "contested")] * 3, list(GAINS), WORDS)
        assert not faults(figure)


@pytest.mark.parametrize("more", [{}, {"rule": "either"}, {"kind": "not"}])
def test_no_words_of_a_claims_picture_overlap(more: dict[str, Any]) -> None:
    rows = findings(**more)
    with style():
        figure = claim_effects(claim_panels(rows), WORDS, side_text(rows[0].hypothesis))
        assert not faults(figure)


def test_no_words_overlap_in_the_pictures_of_the_real_claims() -> None:
    made = essay_hypotheses().scenarios(baseline(), essay_hypotheses().cells, ("spiral", "own_calendar"))
    few = {theory: {name: short(it, 40) for name, it in cells.items()} for theory, cells in made.items()}
    runs = run_all(few, seed=1, worlds=24)
    rows = judge(list(essay_hypotheses().hypotheses.values()), runs, 1)
    with style():
        for picture in pictures(rows, dict.fromkeys(essay_hypotheses().hypotheses, "contested"), "24 worlds"):
            assert not faults(picture.figure()), picture.name
