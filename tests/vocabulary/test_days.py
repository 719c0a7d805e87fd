"""Days in words are English wherever the program runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from sim.vocabulary.days import in_full, short_day, short_month
from tests.helpers.source import HOME


def test_every_month_has_its_name() -> None:
    days = [date(2017, month, 9) for month in range(1, 13)]
    assert [short_month(day) for day in days[:4]] == ["Jan 2017", "Feb 2017", "Mar 2017", "Apr 2017"]
    assert (in_full(days[8]), short_day(days[11])) == ("9 September 2017", "09 Dec 2017")


def test_no_text_asks_the_host_for_the_name_of_a_month() -> None:
    """`strftime` answers in the language that a notebook or program around has set."""
    asked = [
        f"{file.relative_to(HOME)}: {found}"
        for file in (HOME / "sim").rglob("*.py")
        for found in re.findall(
            r":[^{}\"']*%-?[aAbBcxX][^{}\"']*\}|strftime", file.read_text(encoding="utf-8")
        )
    ]
    assert asked == []


def test_captions_are_the_same_in_a_program_of_another_language(tmp_path: Path) -> None:
    language = "tr_TR"
    place = tmp_path / f"{language}.UTF-8"
    if not (localedef := shutil.which("localedef")):
        pytest.skip("no localedef on this system")
    if (
        subprocess.run(
            [localedef, "-i", language, "-f", "UTF-8", place], capture_output=True, check=False
        ).returncode
        > 1
        or not place.exists()
    ):
        pytest.skip("no source of this language on this system")
    say = (
        "import locale; locale.setlocale(locale.LC_ALL, '');"
        "from datetime import date; from sim.vocabulary.days import in_full;"
        "day = date(2017, 10, 9); print(f'{day:%B}', in_full(day), float('1.5'), 'TITLE'.lower())"
    )
    around = {**os.environ, "LC_ALL": place.name, "LOCPATH": str(tmp_path)}
    told = subprocess.check_output([sys.executable, "-c", say], cwd=HOME, text=True, env=around)
    assert told.split()[0] == "Ekim"
    assert told.split(maxsplit=1)[1].strip() == "9 October 2017 1.5 title"
