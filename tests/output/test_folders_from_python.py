"""Folders of studies from Python: nothing in them is lost, and they do not hang on the working folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim as tt
from sim.core.errors import UserError
from sim.output.draw_pool import undrawn


@pytest.fixture(name="study")
def _study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mine.yaml").write_text(f"extends: {tt.load('baseline').files[0]}\nend: 2017-09-01\n")
    monkeypatch.chdir(tmp_path)
    found = tt.run(tt.load("mine.yaml"), theory="essay", worlds=2)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return found.save("study", undrawn)


def test_a_study_is_saved_from_another_folder_than_the_one_it_was_loaded_in(study: Path) -> None:
    assert tt.verify(study).stands


def test_verify_writes_nothing(study: Path) -> None:
    with pytest.raises(UserError, match="verify takes no option 'out'"):
        tt.verify(study, out=study)


def test_one_world_does_not_take_the_place_of_its_study(study: Path) -> None:
    one = tt.replay(study)
    with pytest.raises(UserError, match="holds a study"):
        one.save(study)
    assert tt.verify(study).stands
    one.save("one")
    one.save("one")  # its own folder it may replace


@pytest.mark.parametrize(("name", "content"), [("series.nc", b"torn"), ("summary.csv", b"\xff\xfe\x00")])
def test_a_torn_file_is_told(study: Path, name: str, content: bytes) -> None:
    (study / name).write_bytes(content)
    verdict = tt.verify(study)
    assert not verdict.stands
    assert f"{name}: first in the file: unreadable in the folder, readable now" in str(verdict)


def test_capitals_make_no_difference_as_on_the_command_line() -> None:
    assert tt.run("baseline", theory="SPIRAL", worlds=1).run.theories == ("spiral",)
