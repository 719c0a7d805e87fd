"""Every folder of a study proves itself: it is run again from what lies in it, to the last bit."""

from __future__ import annotations

import shutil
from contextlib import nullcontext
from pathlib import Path

import pytest

import sim as tt
from sim.engine.chunk import Chunk
from sim.engine.merged import Merged
from sim.engine.provenance import software
from sim.engine.recorders import Arrays
from sim.output import verify as verifying
from sim.output.draw_pool import undrawn
from sim.output.manifest import Manifest
from sim.studies import STUDIES
from tests.helpers.studies import LATE, ROOT, SHORT, START, past, told
from tests.helpers.worlds import baseline, short

COMPARED = (".csv", ".json", ".md", ".txt", ".npz", ".html")
REACTING = f"{SHORT}strategy: overreaction\n"
BASELINE = ROOT / "scenarios" / "baseline.yaml"
LIKE = f"extends: {BASELINE}\nquestion: What is like it?\nparameters: {{caution: 0.1}}\n"
WORDS = {
    "claims": "like.yaml --only H7 --worlds 8 --theory essay",
    "alive": "one.yaml --only E30,read.unity,leak --worlds 16 --theory essay",
    "sensitivity": "one.yaml --worlds 2000 --theory essay",
    "discover": "one.yaml two.yaml --worlds 160 --theory essay --theory spiral",
    "response": "one.yaml --vary exercise.scale --doses 3 --worlds 16 --theory spiral",
    "preview": "one.yaml two.yaml",
    "signs": "past.yaml --of test --worlds 8 --theory essay",
    "diverge": "one.yaml two.yaml --worlds 8 --theory spiral",
    "validate": "past.yaml --worlds 4 --theory essay",
    "weigh": "past.yaml --scenario one.yaml --worlds 50 --repeats 1 --records 0 --theory essay",
    "forecast": "--from 2017-06-04 --history past.yaml --scenario two.yaml --weeks 4 --worlds 100",
    "backtest": "past.yaml --first 2016 --last 2017 --worlds 100 --theory essay",
    "fit": "past.yaml --draws 200 --theory spiral",
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder to work in, no pictures, and the same software all the while."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.studies.running.drawing", lambda *_, **__: nullcontext(undrawn))
    monkeypatch.setattr("sim.studies.calibration.study.PREDICTED", 20)
    now = software()
    monkeypatch.setattr("sim.output.manifest.software", lambda: now)
    monkeypatch.setattr(verifying, "software", lambda: now)


def made(command: str) -> Path:
    """The folder of a small analysis; the files it came from are gone."""
    years = past(START if command == "backtest" else LATE)  # which needs a year before its first origin
    files = {"one": SHORT, "two": REACTING, "like": LIKE, "past": years}
    for name, text in files.items():
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")
    quiet = () if command == "preview" else ("--quiet",)  # which runs nothing, and so shows no progress
    told(command, *WORDS[command].split(), "--out", "out", *quiet)
    for name in files:
        Path(f"{name}.yaml").unlink()
    shutil.rmtree("outputs", ignore_errors=True)
    return Path("out")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a folder of `diverge` is kept for the tests that each spoil a copy of it."""
    return tmp_path_factory.mktemp("kept") / "out"


@pytest.fixture
def diverged(kept: Path, here: None) -> Path:
    if not kept.exists():
        shutil.copytree(made("diverge"), kept)
        shutil.rmtree("out")
    return Path(shutil.copytree(kept, "out"))


def test_every_study_is_tried() -> None:
    assert set(WORDS) == set(STUDIES) - {"compare", "run"}  # which test_verify tries


@pytest.mark.parametrize("command", WORDS)
def test_a_study_stands_whatever_became_of_its_files(command: str) -> None:
    folder = made(command)
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    said = told("verify", folder, "--workers", 1, "--quiet")
    assert "all equal, to the last bit" in said
    counts = said.partition("hash of the tables")[0].split()
    numbers, files = (int(word.replace(",", "")) for word in counts if word[0].isdigit())
    assert numbers > 100
    kinds = [Path(name).suffix for name in Manifest.read(folder).outputs]
    assert set(kinds) <= {*COMPARED, ".yaml"}
    assert files == len(kinds) - kinds.count(".json")  # the crate is held against the manifest
    assert before == {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def test_ctrl_c_is_told_that_verify_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    add = Merged.add

    def broken(merged: Merged, chunk: Chunk, arrays: Arrays) -> None:
        add(merged, chunk, arrays)
        raise KeyboardInterrupt

    folder = made("claims")
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    monkeypatch.setattr(Merged, "add", broken)
    monkeypatch.setattr("sim.engine.checkpoint.FIRST", 0.0)
    said = told("verify", folder, "--workers", 1, "--quiet", code=130)
    assert "nothing that verify has run is kept" in said
    assert "resumes from there" not in said
    assert before == {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def test_a_changed_number_is_found_and_told(diverged: Path) -> None:
    folder = diverged
    table = folder / "worlds.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("0,", "9,", 1), encoding="utf-8")
    words = folder / "words.txt"
    words.write_text(words.read_text(encoding="utf-8").replace("seed 1", "seed 2"), encoding="utf-8")
    said = told("verify", folder, "--quiet", code=1, output=True)
    assert "worlds.csv: first in line 2, world: 9 in the folder, 0 now" in said
    assert "words.txt: first in line" in said
    assert "words.txt was changed since it was written" in said


def test_a_manifest_that_says_otherwise_is_objected_to(diverged: Path) -> None:
    other = {"seed": 2, "worlds": 9, "weeks": 3, "replicates": 1, "cells": (("one", "essay"),)}
    Manifest.model_validate(Manifest.read(diverged).model_dump() | other).sealed().write(diverged)
    said = told("verify", diverged, "--quiet", code=1, output=True)
    for field, value in other.items():
        assert f"the manifest says {field} {value}, but it is" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("run.py", "diverge", "--doses", "3"), "cannot be run again: diverge: No such option"),
        (("run.py", "diverge", "a", "b", "--worlds", "0"), "cannot be run again: worlds 0: allowed: 1 to"),
        (("run.py", "rules"), "cannot be run again: 'rules' is no study"),
        ((), "cannot be run again: '' is no study"),
    ],
)
def test_what_cannot_be_made_again_is_one_clear_message(
    diverged: Path, words: tuple[str, ...], says: str
) -> None:
    folder = diverged
    Manifest.read(folder).model_copy(update={"command": words}).sealed().write(folder)
    said = told("verify", folder, "--quiet", code=2)
    assert said.startswith(f"{folder}: ")
    assert says in said


def test_replay_is_for_worlds_of_studies(diverged: Path) -> None:
    assert "out: no study of scenarios" in told("replay", diverged, code=2)


def test_one_world_written_by_replay_is_proved_by_its_study() -> None:
    Path("one.yaml").write_text(SHORT, encoding="utf-8")
    told("run", "one.yaml", "--theory", "essay", "--worlds", 8, "--out", "study", "--quiet")
    told("replay", "study", "--out", "world")
    assert "proved by its study" in told("verify", "world", "--quiet", code=2)


def test_a_comparison_of_all_strategies_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its scenarios are copies when it is run again, and its question is still that of all strategies."""
    monkeypatch.setattr("sim.studies.comparison.study.baseline", lambda: short(baseline(), 8))
    folder = tt.compare(worlds=1, theories="essay").save(tmp_path / "all", undrawn, figures="none")
    assert tt.verify(folder).stands
