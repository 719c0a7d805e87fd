"""Validation as a whole: its report, its folder, and that the folder is proved from what lies in it."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim as tt
from sim.output.manifest import Manifest
from sim.output.report import Phrase, Table
from sim.studies.validation.report import Validation
from tests.helpers.studies import past


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Validation, Path]:
    """A short history in few worlds under two theories, and the folder of the result."""
    place = tmp_path_factory.mktemp("validate")
    history = place / "past.yaml"
    history.write_text(past(), encoding="utf-8")
    found = tt.validate(history, theories=["essay", "own_calendar"], worlds=4, workers=1, out=place / "out")
    history.unlink()
    return found, place / "out"


def test_the_report_shows_every_theory_then_all_verdicts(saved: tuple[Validation, Path]) -> None:
    found, _ = saved
    titles = [block.title for block in found.report.blocks if isinstance(block, Table)]
    assert titles == ["Theory essay", "Theory own_calendar", "All theories"]
    words = [block.text for block in found.report.blocks if isinstance(block, Phrase)]
    assert words[0].startswith("essay: ")
    assert "of 20 patterns met" in words[0]
    assert found.finding[0].startswith("The theories meet ")
    assert "patterns of the record that count" in found.finding[0]
    assert found.headline.startswith("Patterns of the record that are met: essay ")
    assert "not discriminating" in found._repr_html_()
    assert "left out but of P13 and P16" in found.report.small_print


def test_the_folder_holds_tables_page_and_pictures(saved: tuple[Validation, Path]) -> None:
    found, out = saved
    assert {"scorecard.svg", "patterns.svg", "years.svg", "scorecard.csv", "patterns.csv",
            "scorecard.md", "manifest.json"} <= {path.name for path in out.iterdir()}  # fmt: skip
    assert found.figures == ["patterns", "years", "scorecard"]
    assert set(found.tables["scorecard"]["verdict"]) <= {"met", "missed", "printed", "not measured"}
    manifest = Manifest.read(out)
    assert (manifest.worlds, manifest.theories) == (4, ("essay", "own_calendar"))


def test_the_folder_is_proved_from_what_lies_in_it(saved: tuple[Validation, Path]) -> None:
    verdict = tt.verify(saved[1], workers=1)
    assert verdict.stands
    assert verdict.files == 5


def test_parameters_may_be_held_at_their_defaults(tmp_path: Path) -> None:
    (tmp_path / "past.yaml").write_text(past(), encoding="utf-8")
    how = {"worlds": 2, "params": "default", "out": tmp_path / "out", "figures": "none"}
    found = tt.validate(tmp_path / "past.yaml", theories="essay", **how)
    assert all(it.value is not None for it in found.run.cells[0].scenario.parameters.values())
    assert tt.verify(tmp_path / "out").stands
