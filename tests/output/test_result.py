"""A result is one object: what it shows in a notebook, and what it leaves in a folder, are the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from sim.core.errors import UserError
from sim.engine.run_info import RunInfo
from sim.output.draw_pool import undrawn
from sim.output.manifest import Manifest
from sim.output.page import piece as html
from sim.output.report import Phrase, Report, cell, table
from sim.output.result import Result, sentences
from sim.plots import Picture
from sim.scenario import load
from sim.scenario.cell import Cell
from tests.helpers.scenario_texts import SMALL


def nothing() -> None:
    """A picture of nothing."""


@dataclass(frozen=True, repr=False)
class Found(Result):
    """A small result."""

    run: RunInfo

    @property
    def report(self) -> Report:
        shown = table("Shares <b>", ("", "share"), [("war & peace", cell("50 %", Phrase("worse", "bad")))])
        return Report("Half of them", (shown, Phrase("in small", "quiet")), ("few draws",), "8 worlds")

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        return {"shares": pd.DataFrame({"share": [0.5]})}

    @property
    def pictures(self) -> list[Picture]:
        return [Picture("shares", nothing, ())]

    def pages(self) -> Mapping[str, str]:
        return {"words.txt": sentences([self.headline])}


@pytest.fixture
def found() -> Found:
    return Found(RunInfo((Cell(load(SMALL), "essay"),), 1, 8, ("run.py", "run", "x")))


def test_it_says_what_was_found_what_was_run_and_where_to_look(found: Found) -> None:
    assert repr(found).splitlines() == [
        "<Found: Half of them",
        " 8 worlds",
        " tables[…]: shares; plot('shares'); 1 caveat>",
    ]
    assert found.caveats == ("few draws",)


def test_html_escapes_every_word(found: Found) -> None:
    shown = html(found.report)
    assert found._repr_html_() == shown
    for words in ("Half of them", "Shares &lt;b&gt;", "war &amp; peace", "worse", "few draws", "8 worlds"):
        assert words in shown
    assert "<b>Half" in shown


def test_a_saved_folder_holds_tables_pages_scenarios_and_a_manifest(found: Found, tmp_path: Path) -> None:
    folder = found.save(tmp_path / "out", undrawn)
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
    assert names == [
        "manifest.json",
        "report.html",
        "ro-crate-metadata.json",
        f"scenarios/{found.run.cells[0].scenario.name}.yaml",
        "shares.csv",
        "words.txt",
    ]
    assert (folder / "shares.csv").read_text() == "share\n0.5\n"
    assert (folder / "words.txt").read_text() == "Half of them\n"
    assert Manifest.read(folder).command == ("run.py", "run", "x")
    assert (found.save(str(folder), undrawn) / "shares.csv").exists()


def test_a_picture_not_there_is_named_with_those_that_are(found: Found) -> None:
    with pytest.raises(UserError, match="no picture 'share'; allowed: shares; did you mean 'shares'"):
        found.plot("share")
