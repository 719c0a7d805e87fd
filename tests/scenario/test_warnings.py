"""What `check` warns of, file by file (`tests/fixtures/warnings.yaml`), and what it does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sim.scenario import load

CASES = yaml.safe_load((Path(__file__).parents[1] / "fixtures" / "warnings.yaml").read_text(encoding="utf-8"))
HEAD = "extends: baseline\nquestion: What then?\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.replace(" ", "-"))
def test_what_a_file_is_warned_of(case: str, tmp_path: Path) -> None:
    path = tmp_path / "w.yaml"
    path.write_text(f"{HEAD}{CASES[case]['file']}", encoding="utf-8")
    found = [re.sub(r"\(\S*w\.yaml:", "(w.yaml:", each.split(": ", 1)[1]) for each in load(path).warnings]
    assert found == ([CASES[case]["says"]] if "says" in CASES[case] else [])
