"""The hypotheses as data: complete, sound, sourced, and refused with the reason where they are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.core.errors import UserError
from sim.evidence.patterns import PATTERNS
from sim.scenario import baseline
from sim.studies.claims.hypotheses import Hypothesis, laid
from sim.studies.claims.reading import FILE, essay_hypotheses, read_hypotheses
from sim.vocabulary.claims import claims
from sim.vocabulary.theory_names import NAMES

ROOT = Path(__file__).parents[3]
EVERY = pytest.mark.parametrize("hypothesis", essay_hypotheses().hypotheses.values(), ids=lambda h: h.id)


def test_all_fourteen_are_there() -> None:
    assert list(essay_hypotheses().hypotheses) == [f"H{number}" for number in range(1, 15)]


def test_they_stand_for_the_claims_that_name_them() -> None:
    for claim in claims().values():
        for name in claim.tested_by:
            assert claim.id in essay_hypotheses().hypotheses[name].ids


@EVERY
def test_its_literature_is_in_the_list_of_sources(hypothesis: Hypothesis) -> None:
    listed = re.findall(r"@\w+\{(\w+),", (ROOT / "docs" / "sources.bib").read_text(encoding="utf-8"))
    named = re.findall(r"\[(\w+)\]", hypothesis.literature)
    assert set(named) <= set(listed)
    assert named or "no study" in hypothesis.literature


@EVERY
def test_its_patterns_are_in_the_record(hypothesis: Hypothesis) -> None:
    assert set(hypothesis.record.patterns) <= set(PATTERNS)


def test_every_cell_is_a_sound_scenario() -> None:
    made = essay_hypotheses().scenarios(baseline(), essay_hypotheses().cells, NAMES)
    for cells in made.values():
        assert {scenario.weeks for scenario in cells.values()} == {183}
        assert [scenario.name for scenario in cells.values()] == list(essay_hypotheses().cells)
    assert made["essay"]["essay"] is made["spiral"]["essay"]
    assert made["essay"]["soft_only"] != made["spiral"]["soft_only"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{strategy: hard_only, ", "{strategy: hard_onli, ", "cells.hard_only.strategy: no strategy"),
        ("{strategy: hard_only, ", "{end: 2018-01-01, ", "cells.hard_only: cells need the weeks"),
    ],
)
def test_a_cell_that_is_no_scenario_to_compare_is_refused(
    old: str, new: str, says: str, tmp_path: Path
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError, match=re.escape(f"{file}: {says}")):
        read_hypotheses(file).scenarios(baseline(), ["hard_only"], NAMES)


@EVERY
def test_the_two_sides_of_a_contrast_differ(hypothesis: Hypothesis) -> None:
    for contrast in hypothesis.every.values():
        if contrast.against:
            assert essay_hypotheses().cells[contrast.of] != essay_hypotheses().cells[contrast.against]


def test_layers_are_laid_entry_by_entry() -> None:
    assert laid({"a": {"b": 1, "c": 2}}, {"a": {"c": 3}, "d": 4}) == {"a": {"b": 1, "c": 3}, "d": 4}


def test_what_differs_under_a_theory_is_laid_on_top() -> None:
    here, there = (essay_hypotheses().changes("soft_only", theory) for theory in ("essay", "spiral"))
    assert here["strategy"] == there["strategy"]
    assert here["posture"] != there["posture"]
    assert "under" not in here


@pytest.mark.parametrize("text", ["hypotheses: 3\n", "cells: [a]\nhypotheses: {H1: 3}\n", "- a\n"])
def test_a_file_of_another_form_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=re.escape(str(file))):
        read_hypotheses(file)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("against: uncoordinated,", "against: uncordinated,", "did you mean 'uncoordinated'"),
        ("on: {enforcement_mean: more}", "on: {enforcment_mean: more}", "did you mean 'enforcement_mean'"),
        ("on: {enforcement_mean: more}", "on: {enforcement_mean: higher}", "'less' or 'more'"),
        ("  H4:\n    claim:", "  H4:\n    clam:", "H4.claim"),
        ("ids: [E15, E16, E14]", "ids: [E15, E99]", "no claim 'E99'"),
        ("patterns: [P11]", "patterns: [Q11]", "'Q11' is no pattern"),
        ("  quiet_channels:", "  quiet_channel:", "no cell 'quiet_channels'"),
        ("cells:\n  essay: {}", "cells:\n  spare: {}\n  essay: {}", "'spare' is used by no hypothesis"),
        (
            "{theory: spiral, contrast: against the stick",
            "{theory: spirl, contrast: against the stick",
            "spiral",
        ),
    ],
)
def test_a_fault_is_told_with_the_cure(old: str, new: str, complaint: str, tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    bad = tmp_path / "hypotheses.yaml"
    bad.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError, match=re.escape(complaint)):
        read_hypotheses(bad)


def test_a_file_of_an_earlier_study_reads_as_it_was_meant(tmp_path: Path) -> None:
    file = tmp_path / "earlier.yaml"
    text = FILE.read_text(encoding="utf-8")
    file.write_text(text.replace("    not_judged:", "    asides:"), encoding="utf-8")
    earlier, now = (read_hypotheses(each).hypotheses for each in (file, FILE))
    assert "asides:" in file.read_text(encoding="utf-8")
    assert earlier == now
