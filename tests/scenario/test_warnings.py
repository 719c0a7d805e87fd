"""What `check` warns of, file by file (`tests/fixtures/warnings.yaml`), and what it does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sim.core.errors import Complaints
from sim.scenario import load

CASES = yaml.safe_load((Path(__file__).parents[1] / "fixtures" / "warnings.yaml").read_text(encoding="utf-8"))
HEAD = "extends: baseline\nquestion: What then?\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.replace(" ", "-"))
def test_what_a_file_is_warned_of(case: str, tmp_path: Path) -> None:
    path = tmp_path / "w.yaml"
    path.write_text(f"{HEAD}{CASES[case]['file']}", encoding="utf-8")
    found = [re.sub(r"\(\S*w\.yaml:", "(w.yaml:", each.split(": ", 1)[1]) for each in load(path).warnings]
    says = [CASES[case]["says"]] if "says" in CASES[case] else CASES[case].get("every", [])
    assert sorted(found) == sorted(says)


CAUSES = {
    "what another waits for is removed": (
        "extends: force_then_offer\nquestion: What then?\ninjects: {answer_test: null}\n",
        "injects.offer_talks.when.after: answer_test is removed in w.yaml:3; allowed: `injects: ",
    ),
    "an earlier end": (
        "extends: half_enforcement\nquestion: What then?\nend: 2018-12-30\n",
        "half_enforcement.yaml:4:18: posture[0].from: 2019-01-01 is after the end (`end` in w.yaml:3); ",
    ),
    "a strategy removed": (
        "extends: maximum_pressure\nquestion: What then?\nstrategies: {maximum_pressure: null}\n",
        "strategy: the strategy maximum_pressure is removed in w.yaml:3; allowed: one that there is",
    ),
}


@pytest.mark.parametrize("case", CAUSES, ids=lambda case: case.replace(" ", "-"))
def test_a_fault_in_what_is_inherited_names_the_line_that_made_it_one(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text, says = CAUSES[case]
    Path("w.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Complaints) as caught:
        load("w.yaml")
    (line,) = str(caught.value).splitlines()
    assert says in line


def test_a_question_that_supposes_what_nothing_does_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "w.yaml"
    path.write_text(
        "extends: baseline\nquestion: What if a summit is held and aid flows?\n"
        "orders: {a: {actor: ROK, signal: aid, from: 2018-03-05}}\n",
        encoding="utf-8",
    )
    (said,) = load(path).warnings
    assert said.endswith(
        "speaks of “summit”, and no order or inject sends or awaits summit: it comes only where it is chosen"
    )
