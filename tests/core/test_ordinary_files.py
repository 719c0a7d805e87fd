"""Folders that others have filled: what is clutter, what is inside, what may never end when it is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.core.ordinary_files import LARGEST, content_of, files_in, is_name_inside, is_ordinary, strays

CLUTTER = (
    ".DS_Store", "._summary.csv", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints/summary-checkpoint.csv",
    "__MACOSX/._summary.csv", ".~lock.summary.csv#", "~$report.xlsx", "@eaDir/summary.csv", ".nfs0001",
)  # fmt: skip


def put(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("x", encoding="utf-8")


def test_what_systems_leave_is_nobodys_work(tmp_path: Path) -> None:
    for name in (*CLUTTER, "summary.csv", "essay/notes.txt", ".hidden"):
        put(tmp_path, name)
    assert [path.as_posix() for path in files_in(tmp_path)] == [".hidden", "essay/notes.txt", "summary.csv"]


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../x",
        "a/../../x",
        "/etc/passwd",
        "a//b",
        "c:\\x",
        "c:x",
        "\\\\host\\x",
        "a\0",
        "\x1b[31m",
        "x" * 256,
    ],
)
def test_a_name_that_leads_elsewhere_is_none_inside(name: str) -> None:
    assert not is_name_inside(name)


def test_only_ordinary_files_inside_are_taken_for_files(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    put(folder, "plain")
    put(tmp_path, "outside")
    (folder / "inside").symlink_to(folder / "plain")
    (folder / "out").symlink_to(tmp_path / "outside")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "endless").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe")
    with (folder / "vast").open("wb") as vast:
        vast.truncate(LARGEST + 1)
    (folder / "below").mkdir()
    names = [*(path.name for path in folder.iterdir()), "nothing", "a\0", "x" * 300]
    assert {name for name in names if is_ordinary(folder, name)} == {"plain", "inside"}
    assert strays(folder) == ["endless", "loop", "out", "pipe"]
    for name in ("pipe", "endless", "vast", "below", "nothing"):
        with pytest.raises(OSError, match=r"ordinary|larger|No such file"):
            content_of(folder / name)
    assert content_of(folder / "plain") == b"x"
