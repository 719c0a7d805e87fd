"""Questions in any script: measured and drawn without a word from the library, and told once of."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from sim.plots.kit import fonts
from sim.plots.kit.svg import portable
from sim.plots.kit.text import width, wrapped
from sim.studies.preview.study import preview
from tests.helpers.worlds import baseline

KOREAN = "2018년에 모든 훈련을 중단하면 어떻게 되는가?"


@pytest.fixture
def no_other_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "families", lambda: (fonts.FONT,))


@pytest.mark.usefixtures("no_other_fonts")
def test_letters_that_no_font_has_are_named(tmp_path: Path) -> None:
    assert fonts.without_font("Was, wenn? Что если — déjà vu") == ""
    assert fonts.without_font("한국 한국?") == "한국"


def test_what_the_font_lacks_is_measured_as_wide_as_it_will_be() -> None:
    assert width("한국", 10) == width("——", 10)
    assert all(width(line, 10) <= 2 for line in wrapped(KOREAN * 4, 2, 10).split("\n"))


def test_a_korean_question_is_drawn_in_silence_and_kept_as_text(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (picture,) = preview(baseline().with_(question=KOREAN)).pictures
        (file,) = picture.save(tmp_path)
    assert "모든 훈련을" in file.read_text("utf-8")
    assert picture.question == KOREAN


def test_a_picture_names_no_font_of_the_machine_it_was_drawn_on() -> None:
    here = (
        "<text style=\"font-size: 8px; font-family: 'DejaVu Sans', 'Noto Sans CJK KR'\" x=\"1\">훈련</text>"
    )
    assert "'DejaVu Sans', Verdana, Geneva, sans-serif" in portable(here)
    assert "Noto" not in portable(here)
