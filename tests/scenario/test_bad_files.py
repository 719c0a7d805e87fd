"""Files that are no scenario, that are not there, or that extend nothing: one clear line each."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.core.errors import Complaints
from sim.scenario import find_scenario, library, load
from tests.helpers.scenario_texts import SMALL, complaints, variant

FILES = {
    "empty": (b"", "odd.yaml: is empty"),
    "blank": (b" \n\n", "odd.yaml: is empty"),
    "only comments": (b"# nothing\n", "odd.yaml: is empty but for comments"),
    "binary": (
        b"\x89PNG\r\n\x1a\n",
        "odd.yaml:1:1: is not UTF-8 text (byte 0x89): a binary file, or another encoding?",
    ),
    "other encoding": (
        b"name: x\nquestion: Pjongjang f\xfcr",
        "odd.yaml:2:22: is not UTF-8 text (byte 0xfc): a binary file, or another encoding?",
    ),
    "zeros": (b"name: \x00\x00", "odd.yaml:1:7: character 0 cannot stand in YAML: a binary file?"),
    "list": (
        b"- a\n",
        "odd.yaml:1:1: is no scenario: where the file begins there is no mapping (key: value)",
    ),
    "text": (
        b"\njust so\n",
        "odd.yaml:2:1: is no scenario: where the file begins there is no mapping (key: value)",
    ),
    "nested": (b"a: " + b"[" * 9000, "odd.yaml:1:44: is nested more than 40 levels deep"),
}


@pytest.mark.parametrize("case", FILES, ids=lambda case: case.replace(" ", "-"))
def test_files_that_hold_no_scenario(here: Path, case: str) -> None:
    data, expected = FILES[case]
    path = here / "odd.yaml"
    path.write_bytes(data)
    assert complaints(path) == [expected]


def test_a_file_that_is_not_there_or_is_none(here: Path) -> None:
    variant(here, "", "child.yaml")
    assert complaints(here / "chld.yaml") == ["chld.yaml: there is no such file; did you mean 'child.yaml'?"]
    (here / "folder.yaml").mkdir()
    assert complaints(here / "folder.yaml") == ["folder.yaml: is a directory, not a scenario file"]
    os.mkfifo(here / "pipe")
    assert complaints(here / "pipe") == ["pipe: is not an ordinary file"]
    assert complaints(Path("x" * 300))[0].endswith(": cannot be read: File name too long")
    (here / "huge.yaml").write_bytes(b"#" * 4_000_001)
    assert complaints(here / "huge.yaml") == ["huge.yaml: is larger than a scenario can be (4,000,000 bytes)"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(here: Path) -> None:
    path = variant(here, "")
    path.chmod(0)
    assert complaints(path) == ["variant.yaml: cannot be read: Permission denied"]


NOWHERE = "there is no such file, and no shipped scenario of this name"
NO_PATH = "not the path of a file or the name of a shipped scenario"
EXTENDS = {
    "not there": (
        "smal.yaml",
        f"1:10: extends: 'smal.yaml': {NOWHERE}; did you mean 'small.yaml'?",
    ),
    "in another folder": (
        "../no/small.yaml",
        f"1:10: extends: '../no/small.yaml': {NOWHERE}",
    ),
    "nearly a name": (
        "baselin",
        f"1:10: extends: 'baselin': {NOWHERE}; did you mean 'baseline'?",
    ),
    "nearly a name with an ending": (
        "baselin.yaml",
        f"1:10: extends: 'baselin.yaml': {NOWHERE}; did you mean 'baseline'?",
    ),
    "directory": (".", "1:10: extends: '.': is a directory, not a file"),
    "itself": ("child.yaml", "1:10: extends: goes in a circle: child.yaml → child.yaml"),
    "number": ("3", f"1:10: extends: found 3, {NO_PATH}"),
    "list": (
        "[a, b]",
        f"1:10: extends: found ['a', 'b'], {NO_PATH}",
    ),
    "nothing": ("", f"1:9: extends: found nothing, {NO_PATH}"),
    "no file name": ('"a\\0b"', "1:10: extends: 'a\\x00b': cannot be the name of a file"),
}


@pytest.mark.parametrize("case", EXTENDS, ids=lambda case: case.replace(" ", "-"))
def test_extends_that_leads_nowhere(here: Path, case: str) -> None:
    word, expected = EXTENDS[case]
    variant(here, "")
    path = here / "child.yaml"
    path.write_text(
        f"extends: {word}\nqestion: why\nparameters: {{caution: 0.2}}\nsignals: {{exercise: {{rung: 9}}}}\n"
    )
    lines = complaints(path)
    if case != "nothing":
        assert lines[0] == f"child.yaml:{expected}"
    else:
        assert "found nothing, not the path of a file" in lines[0]
    assert [line.split(": ")[1] for line in lines[1:]] == ["qestion", "signals.exercise.rung"]


def test_extends_in_a_circle(here: Path) -> None:
    for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
        (here / f"{name}.yaml").write_text(f"\nextends: {other}.yaml\n")
    assert complaints(here / "a.yaml") == [
        "c.yaml:2:10: extends: goes in a circle: a.yaml → b.yaml → c.yaml → a.yaml"
    ]


def test_an_extended_file_that_cannot_be_parsed(here: Path) -> None:
    path = variant(here, "theory: esay\n")
    (here / "small.yaml").write_text("name: [x\n")
    lines = complaints(path)
    assert [line.split(": ")[0] for line in lines] == ["small.yaml:2:1", "variant.yaml:2:9"]


def test_a_word_that_names_no_scenario(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = here / "scenarios"
    shelf.mkdir()
    (shelf / "overreaction.yaml").touch()
    (here / "own.yaml").touch()
    monkeypatch.setattr("sim.scenario.library.folder", lambda: shelf)
    problem = NOWHERE
    for word, near in (("overeaction", "overreaction"), ("onw.yaml", "own.yaml"), ("zzz", "")):
        with pytest.raises(Complaints) as caught:
            find_scenario(word)
        assert str(caught.value) == f"{word}: {problem}" + (f"; did you mean {near!r}?" if near else "")
    with pytest.raises(Complaints, match="cannot be the name of a file: File name too long"):
        find_scenario("x" * 300)


ODD = ["", "x", "null", "-", ":", "{", "]", "#", "'", "&a", "*a", "!t", "9", "\t", "é"]
LINES = SMALL.read_text(encoding="utf-8").splitlines()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_is_done_to_a_file_it_is_read_or_complained_about(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        number = data.draw(st.integers(0, len(lines) - 1))
        column = data.draw(st.integers(0, len(lines[number])))
        odd = data.draw(st.sampled_from(ODD))
        cut = data.draw(st.integers(0, 6))
        lines[number] = lines[number][:column] + odd + lines[number][column + cut :]
    path = tmp_path_factory.mktemp("odd") / "odd.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    said = ""
    try:
        load(path)
    except Complaints as error:
        said = str(error)
    assert all(line.startswith(str(path)) for line in said.splitlines())


# ── what nobody meant to show is not quoted ──

SECRETS = {
    "words": "root:x:0:0:root:/root:/bin/bash\n",
    "a list": "- hunter2\n- hunter3\n",
    "a mapping of something else": "users:\n  root: {password: hunter2}\n",
}


@pytest.mark.parametrize("case", SECRETS)
def test_what_is_no_scenario_is_refused_without_quoting_it(here: Path, case: str) -> None:
    (here / "secret").write_text(SECRETS[case], encoding="utf-8")
    (here / "child.yaml").write_text("extends: secret\nquestion: What does it hold?\n", encoding="utf-8")
    (line,) = complaints(here / "child.yaml")
    assert "secret" in line
    assert "is no scenario" in line
    assert not any(word in line for word in ("root", "hunter", "users", "password"))


@pytest.mark.parametrize("word", ["baseline", "baseline.yaml"])
def test_a_shipped_scenario_is_found_by_its_name_everywhere(here: Path, word: str) -> None:
    """By `extends`, on the command line, and as the history of a start: one resolver."""
    path = here / "own.yaml"
    path.write_text(f"extends: {word}\nquestion: What is mine?\n", encoding="utf-8")
    assert load(path).strategy == load(find_scenario(word)).strategy
    (here / "baseline.yaml").write_text("extends: overreaction\nquestion: Whose is it?\n", encoding="utf-8")
    if word == "baseline.yaml":  # one that lies here goes before
        assert load(path).strategy == load(find_scenario("overreaction")).strategy


def test_what_systems_leave_is_no_shipped_scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("baseline.yaml", "._baseline.yaml", ".ipynb_checkpoints/baseline.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(library, "folder", lambda: tmp_path)
    assert [file.name for file in library.shipped_files()] == ["baseline.yaml"]


@pytest.mark.parametrize("name", ["시나리오.yaml", "my file (2) [x].yaml", "été.yaml"])
def test_a_file_whose_name_no_scenario_can_have_is_told_the_cure(here: Path, name: str) -> None:
    path = variant(here, "", name)
    (said,) = complaints(path)
    assert said.startswith(f"{name}:1:1: the file's own name, {path.stem!r}, cannot be that of the scenario")
    assert "allowed: a line `name: …` in the file, of up to 100 letters" in said
    path.write_text(path.read_text(encoding="utf-8") + "name: mine\n", encoding="utf-8")
    assert load(path).name == "mine"
