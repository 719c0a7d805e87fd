"""Wherever and in whatever surroundings a study is run, its files are the same to the last byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.source import HOME

BARE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
SURROUNDINGS = {
    "east": {"TZ": "Pacific/Kiritimati", **BARE},
    "west": {"TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8", "PYTHONIOENCODING": "latin-1", "COLUMNS": "20"},
}
FOLDER = "it's a \ud3f4\ub354, \u2460 #100 %"
"""With a space, an apostrophe, Hangul, and what a link would read otherwise."""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(tmp_path_factory.mktemp("plain"), {})


def run(place: Path, around: dict[str, str]) -> Path:
    """A small study in a folder; where it was saved."""
    (place / "brief.yaml").write_text(
        "extends: baseline\nname: brief\nquestion: \uc65c?\nend: 2017-07-30\n", encoding="utf-8"
    )
    words = "--theory essay --worlds 8 --figures none --out out".split()
    command = [sys.executable, str(HOME / "run.py"), "run", "brief.yaml", *words]
    done = subprocess.run(command, cwd=place, env={**os.environ, **around}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    return place / "out"


@pytest.mark.parametrize("where", SURROUNDINGS)
def test_the_files_of_a_study_are_the_same_everywhere(where: str, plain: Path, tmp_path: Path) -> None:
    place = tmp_path / FOLDER
    place.mkdir()
    strange = run(place, SURROUNDINGS[where])
    names = sorted(file.name for file in plain.iterdir() if file.suffix in (".csv", ".nc", ".html"))
    assert {"summary.csv", "ledger.csv", "series.nc", "report.html"} <= set(names)
    for name in names:
        assert (strange / name).read_bytes() == (plain / name).read_bytes(), name


def test_a_name_that_is_no_text_here_is_told_before_the_run(tmp_path: Path) -> None:
    """A file that was named on another system, or under a locale that knows no such letters."""
    for name, around in ((b"\xe9t\xe9.yaml", {}), ("\uc9e7\uc740.yaml".encode(), BARE)):
        file = os.fsencode(tmp_path) + b"/" + name
        Path(os.fsdecode(file)).write_text("extends: baseline\nname: brief\n", encoding="utf-8")
        command = [os.fsencode(sys.executable), b"run.py", b"check", file]
        done = subprocess.run(
            command, cwd=HOME, env={**os.environ, **around}, capture_output=True, check=False
        )
        (line,) = done.stderr.decode("ascii").splitlines()
        assert "PYTHONUTF8=1" in line
        assert done.returncode == 2
