"""Claims judged: the ledger, its folder, what is asked for, and what an interrupted run leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim as tt
from sim.engine import checkpoint
from sim.engine.chunk import Chunk
from sim.engine.recorders import Arrays
from sim.output.manifest import Manifest
from sim.studies.claims import verdict_rule
from sim.studies.claims.reading import FILE
from sim.studies.claims.report import ClaimsLedger
from sim.studies.claims.wording import measured
from tests.helpers.worlds import baseline


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[ClaimsLedger, Path]:
    """Two claims in few worlds, and the folder of the result; the file of the scenario is gone."""
    place = tmp_path_factory.mktemp("claims")
    scenario = baseline().with_(name="like").save(place / "like.yaml")
    found = tt.claims(
        scenario, only="h3,H5", theories=["essay", "own_calendar"], worlds=16, workers=1, out=place / "out"
    )
    scenario.unlink()
    return found, place / "out"


def test_the_ledger_has_every_claim_theory_and_verdict(saved: tuple[ClaimsLedger, Path]) -> None:
    found, _ = saved
    table = found.tables["claims"]
    assert list(table["hypothesis"]) == ["H3", "H3", "H5", "H5"]
    assert set(table["verdict"]) <= {"holds", "fails", "depends", "too few worlds", "saturated", "blind"}
    assert set(found.standing) == {"H3", "H5"}
    assert found.headline.startswith("2 claims across theories: ")
    assert found.finding[0].startswith("Unsettled: H3 “")
    assert found.finding[-1] == (
        "No claim is judged: 2 parameter draws: intervals are too narrow under 30, and a verdict speaks of "
        "nine draws in ten. From 240 worlds on claims are judged."
    )
    (ledger,) = found.report.blocks
    assert [row[0][0].text for row in ledger.rows] == ["H3", "H5"]
    said = [row[1][-1].text for row in ledger.rows]  # what the numbers are, with their unit
    assert said == [measured(found.of(name)[0]) for name in ("H3", "H5")]
    assert said[1] == "number: headlines of discord: long-range tests, events a year"
    assert "blind" in found._repr_html_()
    assert found.figures == ["ledger", "H3", "H5"]


def test_what_cannot_be_told_is_among_the_caveats() -> None:
    found = tt.claims(only=["H1"], theories="essay", worlds=16)
    (finding,) = found.findings
    assert finding.verdict.word == "too few worlds"
    assert f"could not be judged, H1 under essay: {finding.verdict.why}" in found.caveats


def test_enough_draws_and_too_few_worlds_are_told_apart() -> None:
    found = tt.claims(only=["H8", "H14"], theories=["essay", "spiral"], worlds=240)
    open_ = [it for it in found.findings if it.verdict.word in verdict_rule.OPEN]
    assert not any("No claim is judged" in words for words in found.finding)
    assert any(words.startswith("Under some theory this study could not judge") for words in found.finding)
    why = [words for words in found.caveats if words.startswith("could not be judged, ")]
    assert {words.rpartition(": ")[2] for words in why} == {it.verdict.why for it in open_}


def test_the_folder_holds_ledger_pages_pictures_and_tables(saved: tuple[ClaimsLedger, Path]) -> None:
    _, out = saved
    names = {path.name for path in out.iterdir()}
    assert {"ledger.md", "report.html", "ledger.svg", "H3.md", "H5.svg", "claims.csv", "parts.csv"} <= names
    manifest = Manifest.read(out)
    assert set(manifest.outputs) == names - {"manifest.json", "scenarios"} | {"scenarios/like.yaml"}
    assert manifest.command[3:5] == ("--only", "H3,H5")
    assert (out / "hypotheses.yaml").read_bytes() == FILE.read_bytes()
    assert not list(out.parent.glob(".*"))


def test_the_folder_is_proved_from_what_lies_in_it(saved: tuple[ClaimsLedger, Path]) -> None:
    verdict = tt.verify(saved[1], workers=1)
    assert verdict.stands
    assert verdict.files == 11


def test_hypotheses_may_be_ones_own_and_are_kept(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    text = FILE.read_text(encoding="utf-8")
    own.write_text(text.replace("  H7:\n", "  Delay:\n", 1), encoding="utf-8")
    asked = {"only": ["delay"], "theories": "own_calendar", "worlds": 8}
    found = tt.claims("baseline", hypotheses=own, out=tmp_path / "out", **asked)
    assert list(found.standing) == ["Delay"]
    own.unlink()
    assert tt.verify(tmp_path / "out").stands


def test_a_scenario_made_in_python_is_judged_and_proved(tmp_path: Path) -> None:
    firm = tt.load("baseline").with_(name="firm", posture={"US": {"stick": 0.8}}, end="2017-09-03")
    found = tt.claims(firm, only="H7", theories="own_calendar", worlds=8, out=tmp_path / "out")
    assert found.run.cells[0].scenario.name == "firm"
    assert tt.verify(tmp_path / "out").stands


def test_a_claim_that_is_not_there_is_answered_with_the_nearest() -> None:
    with pytest.raises(tt.UserError, match="did you mean 'H3'"):
        tt.claims(only="H33")


def test_an_interrupted_run_is_kept_where_it_is_to_be_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint, "FIRST", 0.0)
    run, ran = Chunk.run, 0

    def broken(chunk: Chunk, progress: object = None) -> Arrays:
        nonlocal ran
        ran += 1
        if ran > 1:
            raise KeyboardInterrupt
        return run(chunk)

    monkeypatch.setattr(Chunk, "run", broken)
    lines: list[str] = []
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        tt.claims(only="H7", theories=("essay", "spiral"), worlds=24, workers=1, out=out, tell=lines.append)
    assert lines == ["what has been simulated is kept: the same command resumes from there"]
    assert [path.suffix for path in tmp_path.iterdir()] == [".unfinished"]
